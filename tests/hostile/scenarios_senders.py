# SPDX-License-Identifier: MIT
"""Section D: who sent it. An honest server passes on what hostile users send."""

from harness import scenario
from peer import CLIENT, DOMAIN, FULL, OURS, ROSTER, Server, result, tag

STRANGER = "mallory@capulet.example/x"
PING = "<ping xmlns='urn:xmpp:ping'/>"
FORWARD, CARBONS = "urn:xmpp:forward:0", "urn:xmpp:carbons:2"


def iq(payload, kind="get", name="q1", sender=STRANGER):
    """A question that a user asks, or an answer that nobody asked for."""
    return f"<iq type='{kind}' id='{name}'" + (f" from='{sender}'" if sender else "") + f">{payload}</iq>"


def push(items="<item jid='mallory@capulet.example' subscription='both' name='Bank'/>", sender=STRANGER, name="push"):
    """A change of the roster."""
    return iq(f"<query xmlns='{ROSTER}'>{items}</query>", "set", name, sender)


def message(payload, sender=STRANGER, kind="chat"):
    """A message."""
    return f"<message from='{sender}' type='{kind}' id='m1'>{payload}</message>"


def changes(done):
    """The changes of the roster that were shown."""
    return [event["item"]["jid"] for event in done.of("roster") if "item" in event]


def answered(done, names, *answers):
    """Each of these questions was answered so, and in no other way."""
    others = {name: done.answers(name) for name in names if done.answers(name) != list(answers)}
    assert not others, f"answered otherwise: {others}"


@scenario("D-1", each={"no-sender": "", "own-account": OURS})
def a_push_of_the_own_server_counts(world, sender):
    """No attack: our server says that the roster has changed."""
    done = world.listen(push(sender=sender))
    done.lived()
    assert changes(done) == ["mallory@capulet.example"]
    assert done.answers("push") == ["result"]


PUSHERS = {"stranger": STRANGER, "domain": DOMAIN, "look-alike": f"r\u043emeo@{DOMAIN}", "subdomain": f"romeo@a.{DOMAIN}",
           "longer-domain": f"romeo@{DOMAIN}.capulet.example", "contact": f"friend@{DOMAIN}", "own-resource": FULL,
           "other-resource": OURS + "/other", "resource-like-us": f"mallory@capulet.example/{OURS}"}


@scenario("D-1")
def a_push_of_somebody_else(world):
    """Others push themselves into the roster, as a friend with the name of the bank (CVE-2015-8688)."""
    done = world.listen("".join(push(sender=sender, name=name) for name, sender in PUSHERS.items()))
    done.lived()
    assert changes(done) == []
    answered(done, PUSHERS, "service-unavailable")


PUSHES = {"two-items": "<item jid='a@b.example'/><item jid='c@d.example'/>", "no-item": "", "no-address": "<item name='x'/>",
          "bad-address": "<item jid='@'/>", "bad-subscription": "<item jid='a@b.example' subscription='all'/>"}


@scenario("D-1")
def a_push_is_malformed(world):
    """The push itself makes no sense: it is refused as a whole."""
    done = world.listen("".join(push(items, "", name) for name, items in PUSHES.items()))
    done.lived()
    assert changes(done) == []
    answered(done, PUSHES, "bad-request")


@scenario("D-1", each={"result": "result", "get": "get"})
def a_roster_that_nobody_asked_for(world, kind):
    """Contacts come as the answer to a question that was not asked, or as a question."""
    done = world.listen(push().replace("'set'", f"'{kind}'").replace(f" from='{STRANGER}'", ""))
    done.lived()
    assert [event.get("items") for event in done.of("roster")] == [[]]


def carbon(inner, direction="received"):
    """What a server sends to tell of a message of another resource."""
    return f"<{direction} xmlns='{CARBONS}'><forwarded xmlns='{FORWARD}'>{inner}</forwarded></{direction}>"


INNER = f"<message xmlns='{CLIENT}' from='friend@{DOMAIN}/x' to='{FULL}' type='chat'><body>send me money</body></message>"


WITHIN = {
    "carbon-of-a-stranger": message(carbon(INNER)), "sent-by-us": message(carbon(INNER, "sent")),
    "stanza-in-a-stanza": message(INNER),
    "carbon-of-the-domain": message(carbon(INNER), DOMAIN), "carbon-of-our-resource": message(carbon(INNER), FULL),
    "carbon-of-a-contact": message(carbon(INNER), f"nurse@{DOMAIN}/y"),
    "forwarded": message(f"<forwarded xmlns='{FORWARD}'>{INNER}</forwarded>"),
    "forwarded-by-our-account": message(f"<forwarded xmlns='{FORWARD}'>{INNER}</forwarded>", OURS),
    "archive": message(f"<result xmlns='urn:xmpp:mam:2' queryid='q'><forwarded xmlns='{FORWARD}'>{INNER}</forwarded></result>"),
    "private": message(f"<x xmlns='urn:example'>{INNER}</x>")}


@scenario("D-2", "D-4", each=WITHIN)
def a_message_within_a_message(world, outer):
    """A message carries another one, made up, that is to pass for a contact's."""
    done = world.listen(outer)
    done.lived()
    assert done.bodies() == [] and "friend@" not in str(done.of("message")[:-1])


@scenario("D-3", each={"ten": 10, "sixteen": 16})
def carbons_lie_in_carbons(world, depth):
    """A carbon carries a carbon that carries a carbon."""
    nested = INNER
    for _ in range(depth):
        nested = f"<message xmlns='{CLIENT}' from='{OURS}'>{carbon(nested)}</message>"
    done = world.listen(nested)
    assert done.bodies() == []
    if depth * 3 < 60:
        return done.lived()
    done.closed("policy-violation")


VERSION = "<query xmlns='jabber:iq:version'><name>{}</name><version>1</version></query>"
TARGET = "juliet@capulet.example/balcony"


def answers(*kinds):
    """A reply to the question of `headstock version` by several answers, each from somebody."""
    def reply(client, question):
        if question.get("type") != "get":
            return False
        for sender, name in kinds:
            client.say(result(question, VERSION.format(name), sender))
        return True
    return reply


@scenario("D-7", each={"stranger": STRANGER, "nobody": "", "own-account": OURS, "own-resource": FULL, "own-domain": DOMAIN,
                       "bare": "juliet@capulet.example",
                       "other-resource": "juliet@capulet.example/Balcony", "their-domain": "capulet.example"})
def somebody_else_answers_first(world, sender):
    """Somebody who was not asked answers before the one who was, under the right id (CVE-2013-6483)."""
    def reply(client, question):
        client.say(result(question, VERSION.format("forged"), sender))
        return answers((TARGET, "true"))(client, question)
    done = world.ask("version", TARGET, reply=reply)
    done.ended(0)
    assert [event["name"] for event in done.of("version")] == ["true"]


@scenario("D-7")
def only_somebody_else_answers(world):
    """The one who was asked says nothing, and a stranger answers in his place."""
    done = world.ask("version", TARGET, "--timeout", "1500ms", reply=answers((STRANGER, "forged")))
    done.failed(11, "")
    assert not done.of("version")


@scenario("D-7", each={"nobody": "", "own-account": OURS, "own-resource": FULL, "own-domain": DOMAIN})
def our_server_answers_under_its_names(world, sender):
    """No attack: a question to our server is answered under one of the names that RFC 6120 §8.2.3 lets it use."""
    def reply(client, question):
        client.say(result(question, f"<query xmlns='{ROSTER}'><item jid='a@b.example'/></query>", sender))
        return True
    done = world.run(["roster"], [Server(reply=reply)])
    done.ended(0)
    assert [item["jid"] for item in done.of("roster")[0]["items"]] == ["a@b.example"]


@scenario("D-8", each={"message": "<message id='{}' from='{}' type='result'>{}</message>",
                       "presence": "<presence id='{}' from='{}'>{}</presence>",
                       "get": "<iq type='get' id='{}' from='{}'>{}</iq>", "set": "<iq type='set' id='{}' from='{}'>{}</iq>",
                       "bogus": "<iq type='answer' id='{}' from='{}'>{}</iq>", "no-type": "<iq id='{}' from='{}'>{}</iq>",
                       "upper-case": "<iq type='RESULT' id='{}' from='{}'>{}</iq>",
                       "other-namespace": "<iq xmlns='jabber:server' type='result' id='{}' from='{}'>{}</iq>"})
def what_is_no_answer_has_the_right_id(world, other):
    """Something of another kind comes under the id and the address of an answer (CVE-2024-46957)."""
    def reply(client, question):
        if question.get("type") != "get":
            return False
        client.say(other.format(question.get("id"), TARGET, VERSION.format("forged")))
        return answers((TARGET, "true"))(client, question)
    done = world.ask("version", TARGET, reply=reply)
    done.ended(0)
    assert [event["name"] for event in done.of("version")] == ["true"]


@scenario("D-9")
def an_answer_comes_twice(world):
    """The answer comes three times, each time with something else."""
    done = world.ask("version", TARGET, reply=answers((TARGET, "first"), (TARGET, "second"), (TARGET, "third")))
    done.ended(0)
    assert [event["name"] for event in done.of("version")] == ["first"]


@scenario("D-9")
def an_answer_never_comes(world):
    """The question is never answered: its time is up after --timeout, and the tool ends."""
    world.ask("disco", TARGET, "--timeout", "1500ms", reply=lambda client, question: True).failed(11, "no answer from " + TARGET)


@scenario("D-9")
def an_answer_comes_too_late(world):
    """The refusal of the first ping comes when the second is asked, and does not count for it."""
    asked = []

    def reply(client, question):
        asked.append(question)
        if len(asked) == 2:
            late = f"<iq type='error' id='{asked[0].get('id')}' from='{TARGET}'><error type='cancel'/></iq>"
            client.say(late + result(question))
        return True
    done = world.ask("ping", TARGET, "-c", "2", "--timeout", "1500ms", reply=reply)
    done.ended(12)
    assert [event["seq"] for event in done.of("pong")] == [2]


@scenario("D-8", each={"no-condition": "<error type='cancel'/>", "nothing": "",
                       "unknown": "<error type='x'><y xmlns='urn:z'/></error>",
                       "two": "<error/><error/>"})
def an_error_is_malformed(world, payload):
    """The answer is an error that does not say which."""
    def reply(client, question):
        client.say(f"<iq type='error' id='{question.get('id')}' from='{TARGET}'>{payload}</iq>")
        return True
    done = world.ask("version", TARGET, reply=reply)
    done.failed(10, "")
    assert not done.of("version")


WISHES = ("subscribe", "subscribed", "unsubscribe", "unsubscribed", "probe")


@scenario("D-17")
def presence_that_wants_something(world):
    """A stranger asks for our presence, or claims to have been granted his: nothing is granted or answered by itself."""
    token = "<preauth xmlns='urn:xmpp:pars:0' token='1'/>"
    done = world.listen("".join(f"<presence from='mallory@capulet.example' type='{kind}'>{token}</presence>" for kind in WISHES))
    done.lived()
    assert [event["type"] for event in done.of("presence")] == list(WISHES)
    assert [presence.get("to") for presence in done.peer.heard("presence")] == [None, None]  # ours, and the goodbye


QUESTIONS = {
    "unknown": "<query xmlns='urn:example:unknown'/>",
    "commands": "<command xmlns='http://jabber.org/protocol/commands' node='rc' action='execute'/>",
    "last-activity": "<query xmlns='jabber:iq:last'/>", "vcard": "<vCard xmlns='vcard-temp'/>",
    "register": "<query xmlns='jabber:iq:register'/>",
    "private": "<query xmlns='jabber:iq:private'><x xmlns='urn:x'/></query>",
    "block": "<block xmlns='urn:xmpp:blocking'><item jid='a@b'/></block>",
    "jingle": "<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='a'/>",
    "si": "<si xmlns='http://jabber.org/protocol/si' id='a'/>",
    "bytes": "<open xmlns='http://jabber.org/protocol/ibb' block-size='65535' sid='i'/>",
    "fetch": "<query xmlns='jabber:iq:oob'><url>http://127.0.0.1/</url></query>",
    "streamhost": "<query xmlns='http://jabber.org/protocol/bytestreams'><streamhost jid='a@b' host='127.0.0.1'/></query>",
    "bind": "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>",
    "session": "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>",
    "archive": "<query xmlns='urn:xmpp:mam:2'/>", "rpc": "<query xmlns='jabber:iq:rpc'/>"}


@scenario("D-21", "D-18", "D-19", "D-28", "D-16", "D-24", each={"get": "get", "set": "set"})
def a_stranger_asks(world, kind):
    """A stranger asks for what nobody here gives: one refusal each, and nothing is fetched, opened, run or told."""
    done = world.listen("".join(iq(payload, kind, name) for name, payload in QUESTIONS.items()))
    done.lived()
    answered(done, QUESTIONS, "service-unavailable")


MALFORMED = {"empty": iq(""), "two": iq(PING + PING), "text-only": iq("ping"), "bogus-type": iq(PING, "ask"),
             "no-type": iq(PING).replace("type='get' ", ""), "upper-case": iq(PING, "GET")}


@scenario("D-21")
def a_question_is_malformed(world):
    """A question makes no sense: it is refused once, and reported."""
    done = world.listen("".join(question.replace("'q1'", f"'{name}'") for name, question in MALFORMED.items()))
    done.lived()
    answered(done, MALFORMED, "bad-request")
    assert [event["id"] for event in done.of("rejected", stanza="iq")] == list(MALFORMED)


@scenario("D-19")
def a_stranger_asks_for_the_version(world):
    """A stranger asks for the version: not a word of the system that it runs on."""
    done = world.listen(iq("<query xmlns='jabber:iq:version'/>"))
    done.lived()
    [answer] = [answer for answer in done.peer.heard("iq") if answer.get("id") == "q1"]
    assert answer.get("to") == STRANGER
    assert [part.tag for part in answer[0]] == [tag("jabber:iq:version", "name"), tag("jabber:iq:version", "version")]


CONFIRM = {"receipt": "<request xmlns='urn:xmpp:receipts'/>", "marker": "<markable xmlns='urn:xmpp:chat-markers:0'/>",
           "chat-state": "<composing xmlns='http://jabber.org/protocol/chatstates'/>",
           "event": "<x xmlns='jabber:x:event'><displayed/></x>",
           "invitation": "<x xmlns='jabber:x:conference' jid='room@muc.capulet.example'/>"}


@scenario("D-19")
def a_message_wants_an_answer(world):
    """A stranger's message wants to be confirmed, which would tell him that we are there."""
    done = world.listen("".join(message(f"<body>{name}</body>{wish}") for name, wish in CONFIRM.items()))
    done.lived()
    assert done.bodies() == list(CONFIRM) and done.peer.heard("message") == []
    assert [presence.get("to") for presence in done.peer.heard("presence")] == [None, None]


FINAL = {"result": iq(PING, "result"), "error": iq("<error type='cancel'/>", "error"), "empty-result": iq("", "result"),
         "empty-error": iq("", "error"), "message": message("<error type='cancel'/>", kind="error"),
         "presence": f"<presence from='{STRANGER}' type='error' id='q1'><error type='cancel'/></presence>",
         "error-with-a-question": iq("<query xmlns='jabber:iq:version'/>", "error"), "bad-sender": iq("", "result", sender="@@")}


@scenario("D-20")
def an_error_or_an_answer_is_answered(world):
    """Errors and answers that nobody awaits come, to have two programs send each other errors for ever."""
    done = world.listen("".join(FINAL.values()) * 3)
    done.lived()
    assert done.answers("q1") == [] and done.peer.heard("message") == []
    assert [presence.get("to") for presence in done.peer.heard("presence")] == [None, None]


def is_answer(element):
    """Whether a stanza is one."""
    return element.tag == tag(CLIENT, "iq") and element.get("type") in ("result", "error")


@scenario("D-20", "F-15")
def questions_come_by_the_thousand(world):
    """A stranger asks ten thousand times in one breath: memory stays bounded, and the stream lives."""
    def flood(client):
        for _ in range(100):
            client.say(iq("<query xmlns='jabber:iq:version'/>") * 100)
    done = world.listen(flood)
    done.lived()
    assert 0 < len([answer for answer in done.peer.heard("iq") if is_answer(answer)]) <= 10001
    assert done.peak < 200 << 10, done.peak
