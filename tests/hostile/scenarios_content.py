# SPDX-License-Identifier: MIT
"""Section D: what stanzas hold that hostile users have written."""

import socket

from harness import scenario
from peer import DOMAIN, STANZAS, wait
from scenarios_senders import PING, STRANGER, answered, iq, message, push

FETCH = {
    "oob": "<x xmlns='jabber:x:oob'><url>{}</url></x>", "bob": "<data xmlns='urn:xmpp:bob' cid='{}'/>",
    "sfs": "<file-sharing xmlns='urn:xmpp:sfs:0'><sources><url-data xmlns='http://jabber.org/protocol/url-data' target='{}'/>"
           "</sources></file-sharing>",
    "reference": "<reference xmlns='urn:xmpp:reference:0' type='data' uri='{}'/>",
    "avatar": "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:avatar:metadata'><item id='a'>"
              "<metadata xmlns='urn:xmpp:avatar:metadata'><info id='a' url='{}'/></metadata></item></items></event>"}


@scenario("D-24", "D-26")
def a_message_names_an_address(world):
    """Messages name an address that a careless program would fetch from, telling the sender who reads when and where."""
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        url = f"http://127.0.0.1:{trap.getsockname()[1]}/picture.png"
        messages = "".join(message(f"<body>{name} {url} aesgcm{url[4:]}</body>{payload.format(url)}")
                           for name, payload in FETCH.items())
        done = world.listen(lambda client: (client.say(messages), wait(0.1)))
        done.lived()
        assert len(done.bodies()) == len(FETCH)
        try:
            trap.accept()
        except TimeoutError:
            return
        raise AssertionError("the address was fetched from")


DELAY = "<body>late</body><delay xmlns='urn:xmpp:delay' from='{}' stamp='{}'/>"
PAST = "2020-02-20T20:20:20Z"


@scenario("D-15")
def a_delay_of_the_own_server_counts(world):
    """No attack: our server says that it has kept a message."""
    done = world.listen(message(DELAY.format(DOMAIN, PAST)))
    done.lived()
    assert done.of("message")[0]["delayed"] and done.of("message")[0]["stamp"].startswith("2020-02-20T20:20:20")


DELAYS = {"sender": (STRANGER, PAST), "nobody": ("", PAST), "their-server": ("capulet.example", PAST),
          "look-alike": (DOMAIN + ".capulet.example", PAST),
          "future": (DOMAIN, "2999-01-01T00:00:00Z"), "before-xmpp": (DOMAIN, "1970-01-01T00:00:00Z"),
          "far": (DOMAIN, "99999-01-01T00:00:00Z"),
          "negative": (DOMAIN, "-0001-01-01T00:00:00Z"), "month": (DOMAIN, "2020-13-01T00:00:00Z"),
          "words": (DOMAIN, "yesterday"),
          "long": (DOMAIN, PAST + "0" * 400), "fraction": (DOMAIN, "2020-02-20T20:20:20." + "9" * 400 + "q")}


@scenario("D-15")
def a_delay_is_forged(world):
    """The sender claims that his message is of another time, or the time is none."""
    done = world.listen("".join(message(DELAY.format(*delay).replace("late", name)) for name, delay in DELAYS.items()))
    done.lived()
    assert done.bodies() == list(DELAYS)
    assert [event["body"] for event in done.of("message") if "delayed" in event or event["stamp"] < "2021"] == []


@scenario("D-29")
def formatted_text_is_not_shown(world):
    """The formatted text says something else than the plain one, and has a script."""
    done = world.listen(message("<body>plain</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                                "<body xmlns='http://www.w3.org/1999/xhtml'>"
                                "<script>alert(1)</script><a href='javascript:alert(1)'>evil</a></body></html>"))
    done.lived()
    assert done.bodies() == ["plain"] and b"alert" not in done.stdout


@scenario("D-31")
def what_may_stand_once_stands_twice(world):
    """The sender writes a delay of our server's before the one that our server adds: neither is believed."""
    forged = DELAY.format(DOMAIN, "2021-01-01T00:00:00Z").removeprefix("<body>late</body>")
    done = world.listen(message(forged + DELAY.format(DOMAIN, PAST)))
    done.lived()
    [late] = done.of("message", body="late")
    assert "delayed" not in late and late["stamp"] > "2022"


SENDERS = {"two-ats": "a@b@c", "no-local": "@capulet.example", "no-domain": "mallory@",
           "empty-resource": "mallory@capulet.example/", "space": "a b@capulet.example",
           "long-local": "a" * 1024 + "@capulet.example", "long-domain": "a." * 600 + "example",
           "long-resource": "a@b.example/" + "x" * 1024,
           "control": "mallory@capulet.example/&#9;x", "c1": "mallory@capulet.example/\u009b31m",
           "bidi": "\u202eyrollam@capulet.example", "quotes": "a&quot;b@c",
           "unassigned": "\u0378@capulet.example", "bad-address": "a@[::1", "dots": "a@b..c", "surrogate-like": "\ufdd0@b.c"}


@scenario("D-34", each={"message": "message", "presence": "presence", "iq": "iq"})
def a_sender_is_no_address(world, kind):
    """The addresses of senders are none: each stanza is passed over and told of, and the stream lives."""
    middle = f" type='get'>{PING}" if kind == "iq" else "><body>forged</body>"
    done = world.listen("".join(f"<{kind} from='{sender}' id='{name}'{middle}</{kind}>" for name, sender in SENDERS.items()))
    done.lived()
    assert done.bodies() == [] and done.of("presence") == []
    assert [event["id"] for event in done.of("rejected", stanza=kind)] == list(SENDERS)
    answered(done, SENDERS)


@scenario("D-34", each={"presence-type": "<presence from='a@b.c' type='available'/>",
                        "presence-bogus": "<presence from='a@b.c' type='x'/>",
                        "recipient": "<message from='a@b.c' to='@@'><body>forged</body></message>"})
def a_stanza_makes_no_sense(world, stanza):
    """A stanza breaks another rule: it is passed over, told of, and the stream lives."""
    done = world.listen(stanza)
    done.lived()
    assert done.bodies() == [] and len(done.of("rejected")) == 1


NUMBERS = ("128", "-129", "4294967297", "1" + "0" * 400, "+1", " 1", "NaN", "0x1", "1.0", "", "\u0661", "--1", "1 ")


@scenario("D-35")
def a_priority_is_no_number(world):
    """The priority of a presence is no number that it may be: it counts as none."""
    done = world.listen("".join(f"<presence from='friend@{DOMAIN}/x'><priority>{text}</priority></presence>" for text in NUMBERS))
    done.lived()
    assert [event["priority"] for event in done.of("presence")] == [0] * len(NUMBERS)


@scenario("D-33", "G-8", each={"body": message("<body>{}</body>"), "subject": message("<subject>{}</subject><body>a</body>"),
                               "thread": message("<thread>{}</thread><body>a</body>"),
                               "resource": message("<body>a</body>", "friend@b.c/\u05d0x"),
                               "status": "<presence from='a@b.c'><status>{}</status></presence>",
                               "nick": push("<item jid='a@b.c' name='{}'/>", ""),
                               "error": message(f"<error><text xmlns='{STANZAS}'>{{}}</text></error>", kind="error"),
                               "id": "<message id='{}' from='@'/>",
                               "group": push("<item jid='a@b.c'><group>{}</group></item>", "")})
def text_steers_a_terminal(world, stanza):
    """Text would steer the terminal, turn the writing round, or forge a line of output."""
    rude = "\u009b2J\u202e\u2028\u2066\u061c\u007f&#10;&#13;{{\"v\":1,\"event\":\"connected\"}}"
    done = world.listen(stanza.replace("{}", rude.replace("{{", "{").replace("}}", "}").replace("\"", "&quot;")))
    done.lived()
    assert len(done.of("connected")) == 1 and len(done.events) == 5, done
