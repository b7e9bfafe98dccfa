# SPDX-License-Identifier: MIT
"""Section C: authentication."""

import hashlib

from harness import scenario
from peer import BIND, FULL, OURS, SASL, STANZAS, Server, mechanisms, result
from scram import encode

PLAIN = mechanisms("PLAIN")
BINDINGS = "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>{}</sasl-channel-binding>"
END_POINT = BINDINGS.format("<channel-binding type='tls-server-end-point'/>")


def refused(done, words, *never, code=8, connections=1):
    """The login failed for this reason; nothing was bound, and nobody was let in."""
    done.failed(code, words, connections)
    done.never_said("<iq", *never)
    assert not done.of("connected")


def proofs(done):
    """Whether the tool has proved anything."""
    return b"<response" in done.peer.bytes()


@scenario("C-6")
def a_server_that_proves_itself_is_believed(world):
    """No attack: SCRAM-SHA-256, the best that is offered, without channel binding because none is offered."""
    done = world.listen()
    done.lived()
    [(mechanism, first)] = done.peer.logins
    assert mechanism == "SCRAM-SHA-256" and first.startswith(b"y,,n=romeo,r="), first


@scenario("C-5")
def the_login_is_bound_to_the_channel(world):
    """No attack: SCRAM-SHA-256-PLUS proves the certificate that the tool has seen."""
    seen = []

    def success(scram):
        seen.append(scram.binding())
        return Server().success(scram)
    done = world.listen(login=mechanisms("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", more=END_POINT), success=success)
    done.lived()
    assert done.peer.logins[0][1].startswith(b"p=tls-server-end-point,,")
    assert seen == [world.certificates.end_point("good")]


@scenario("C-1", each={"plain": PLAIN, "login": mechanisms("LOGIN", "PLAIN", "X-OAUTH2")})
def plain_without_tls(world, offer):
    """Without TLS the server offers only ways to be handed the password."""
    refused(world.ping("--allow-plain", encryption="off", login=offer), "needs an encrypted connection", "<auth")


@scenario("C-2", each={"alone": PLAIN, "with-what-nobody-knows": mechanisms("PLAIN", "X-SECURE"),
                       "digest-md5": mechanisms("PLAIN", "DIGEST-MD5")})
def plain_is_all_that_is_offered(world, offer):
    """Inside TLS the server offers only ways to be handed the password, which nobody has allowed."""
    refused(world.ping(login=offer), "", "<auth")


@scenario("C-3", each={"plain": PLAIN, "sha-1": mechanisms("SCRAM-SHA-1"), "digest-md5": mechanisms("DIGEST-MD5", "PLAIN")})
def the_second_login_is_offered_less(world, offer):
    """The first login was by SCRAM-SHA-256; after a loss the server offers only weaker ways, PLAIN being allowed."""
    done = world.listen(lambda client: client.cut(), "--allow-plain", then=[Server(login=offer)])
    done.failed(8, "", connections=2)
    assert len(done.peer.logins) == 1 and b"<auth" not in done.peer.clients[1].bytes


@scenario("C-3")
def a_refused_mechanism_is_not_followed_by_plain(world):
    """The server refuses SCRAM and hopes for the password by PLAIN, which is allowed."""
    def log_in(client):
        client.expect(SASL, "auth")
        client.say(f"<failure xmlns='{SASL}'><not-authorized/></failure>")
        client.next()
    done = world.ping("--allow-plain", login=mechanisms("SCRAM-SHA-256", "PLAIN"), log_in=log_in)
    refused(done, "", "PLAIN")


def offer_hash(*names):
    """What XEP-0474 has the server say of its offer."""
    return encode(hashlib.sha256("\x1e".join(sorted(names)).encode()).digest())


@scenario("C-4")
def the_offer_is_confirmed(world):
    """No attack: the hash of the offer is that of what was offered."""
    world.listen(challenge=lambda scram: scram.challenge(extra=",h=" + offer_hash("SCRAM-SHA-256", "SCRAM-SHA-1"))).lived()


@scenario("C-4", each={"removed": offer_hash("SCRAM-SHA-256", "SCRAM-SHA-1", "SCRAM-SHA-512"), "no-base64": "?", "short": "AAAA"})
def the_offer_was_changed(world, wrong):
    """Somebody has taken the best mechanism out of the offer, whose hash the server says."""
    done = world.ping(challenge=lambda scram: scram.challenge(extra=",h=" + wrong))
    refused(done, "somebody may be listening", "<response")


@scenario("C-5")
def channel_binding_is_stripped(world):
    """Somebody takes -PLUS out of the offer: the tool says that it could have, so that the server notices."""
    done = world.listen(login=mechanisms("SCRAM-SHA-256", more=END_POINT))
    done.lived()
    assert done.peer.logins[0][1].startswith(b"y,,")


def success(text):
    """A success that says this."""
    return f"<success xmlns='{SASL}'>{text}</success>"


@scenario("C-6", each={"nothing": lambda scram: success(""), "equals-sign": lambda scram: success("="),
                       "wrong": lambda scram: success(encode("v=" + encode(bytes(32)))),
                       "short": lambda scram: success(encode("v=" + encode(scram.signature()[:8]))),
                       "long": lambda scram: success(encode("v=" + encode(scram.signature() + b"\0"))),
                       "empty": lambda scram: success(encode("v=")),
                       "other": lambda scram: success(encode("x=" + encode(scram.signature()))),
                       "error": lambda scram: success(encode("e=other-error")), "no-base64": lambda scram: success("v=*"),
                       "error-too": lambda scram: success(encode("v=" + encode(scram.signature()) + ",e=no"))})
def success_without_a_proof(world, answer):
    """The server does not know the password, and declares success with something else than the proof that it does."""
    done = world.ping(success=answer)
    refused(done, "")


@scenario("C-6", each={"at-once": success(""), "with-a-proof": success(encode("v=" + encode(bytes(32))))})
def success_before_the_challenge(world, answer):
    """The server declares success as soon as the login has begun."""
    def log_in(client):
        client.expect(SASL, "auth")
        client.say(answer)
        client.next()
    refused(world.ping(log_in=log_in), "without proving", "<response")


@scenario("C-6")
def success_that_nobody_asked_for(world):
    """The server declares success, and offers a resource, before a login has begun."""
    done = world.ping(login=f"</stream:features>{success('')}<stream:features><bind xmlns='{BIND}'/>")
    done.ended(done.code)
    assert done.code in (8, 9)
    done.never_said("<iq", "<auth")


@scenario("C-7", each={"another": lambda scram: "A" * 40, "the-same": lambda scram: scram.client_nonce,
                       "nothing": lambda scram: "",
                       "shorter": lambda scram: scram.client_nonce[:-1], "behind": lambda scram: "A" + scram.nonce,
                       "upper-case": lambda scram: scram.client_nonce.swapcase() + "AAAA"})
def the_nonce_is_not_ours(world, nonce):
    """The server's nonce does not go on with ours, so that a proof could be replayed."""
    done = world.ping(challenge=lambda scram: scram.challenge(nonce=nonce(scram)))
    refused(done, "")
    assert not proofs(done)


@scenario("C-9", each={"one": 1, "few": 4095, "none": 0, "negative": -4096, "too-many": 10000001, "31-bits": 2147483647,
                       "beyond-32-bits": 4294967297 + 4096, "beyond-64-bits": 2 ** 64 + 4096, "hexadecimal": "0x1000",
                       "plus": "+4096",
                       "space": " 4096", "space-behind": "4096 ", "zeros": "0004096", "exponent": "4e3", "nothing": "",
                       "long": "9" * 400})
def the_iteration_count_is_unreasonable(world, count):
    """The server asks for so few iterations that the proof can be cracked, or for so many that they never end."""
    done = world.ping(challenge=lambda scram: scram.challenge(iterations=count))
    refused(done, "")
    assert not proofs(done)


@scenario("C-10", each={"mandatory-extension": {"before": "m=x,"}, "nonce-twice": {"extra": ",r=AAAA"},
                        "salt-twice": {"extra": ",s=QUFBQQ=="},
                        "count-twice": {"extra": ",i=5000"}, "proof": {"extra": ",p=AAAA"}, "letters": {"before": "x=1,"},
                        "not-ascii": {"extra": ",x=ä"}, "no-salt": {"salt": ""}, "salt-is-no-base64": {"salt": "?"},
                        "salt-half": {"salt": "QUF"},
                        "nul": {"extra": "\0"}, "line": {"extra": ",x=a\nb"}, "comma": {"extra": ","}, "no-name": {"extra": ",="},
                        "error": {"before": "e=unknown-user,"}})
def the_challenge_is_malformed(world, different):
    """The challenge holds what RFC 5802 does not allow there."""
    done = world.ping(challenge=lambda scram: scram.challenge(**different))
    refused(done, "")
    assert not proofs(done)


@scenario("C-10", each={"no-base64": "cj1h*", "one-letter": "c", "nothing": "", "equals-sign": "=", "spaces": "c j 0 =",
                        "padding-within": "cj0=cj0="})
def the_challenge_is_no_base64(world, text):
    """The challenge is not even base64."""
    def log_in(client):
        client.expect(SASL, "auth")
        client.say(f"<challenge xmlns='{SASL}'>{text}</challenge>")
        client.next()
    done = world.ping(log_in=log_in)
    refused(done, "malformed challenge", "<response")


@scenario("C-10")
def the_challenge_is_huge(world):
    """The challenge has eight megabytes."""
    def log_in(client):
        client.expect(SASL, "auth")
        client.say(f"<challenge xmlns='{SASL}'>")
        for _ in range(128):
            client.say("QUFB" * 16384)
        client.next()
    done = world.ping(log_in=log_in)
    done.failed(9, "")
    done.never_said("<response")


@scenario("C-11", each={"the-first": (1, lambda scram: scram.first),
                        "the-last": (2, lambda scram: "v=" + encode(scram.signature()))})
def the_challenges_never_end(world, challenges):
    """The server answers the proof with one challenge after the other."""
    answered, again = challenges

    def log_in(client):
        auth = client.expect(SASL, "auth")
        scram = Server.begin(client, auth.get("mechanism"), auth.text)
        client.say(f"<challenge xmlns='{SASL}'>{encode(scram.challenge())}</challenge>")
        Server.proved(client, scram, client.expect(SASL, "response").text)
        for _ in range(100):
            client.say(f"<challenge xmlns='{SASL}'>{encode(again(scram))}</challenge>")
            client.next()
    done = world.ping(log_in=log_in)
    refused(done, "")
    assert len(done.peer.heard("response", SASL)) == answered


@scenario("C-11", each={"empty": mechanisms(), "blank": mechanisms(""), "unknown": mechanisms("X-1", "\u202eNIALP", "x" * 3000),
                        "lower-case": mechanisms("scram-sha-256", "plain"), "many": mechanisms(*(f"X-{n}" for n in range(400)))})
def no_mechanism_can_be_used(world, offer):
    """The list of mechanisms is empty, or full of what nobody knows."""
    refused(world.ping("--allow-plain", login=offer), "", "<auth")


@scenario("C-12", each={"none": Server.header.replace("version='1.0' xml", "xml"),
                        "0.9": Server.header.replace("'1.0' xml", "'0.9' xml"),
                        "2.0": Server.header.replace("'1.0' xml", "'2.0' xml"),
                        "10": Server.header.replace("'1.0' xml", "'10' xml")})
def the_server_speaks_another_version(world, header):
    """The server pretends to be of the time before SASL, so that the password comes by jabber:iq:auth."""
    done = world.ping(header=header)
    done.failed(9, "does not speak XMPP 1.0")
    done.never_said("<iq", "<auth", "<starttls")


@scenario("C-12")
def only_the_old_login_is_offered(world):
    """The server offers nothing but XEP-0078, which hands it the password or a weak hash."""
    done = world.ping("--allow-plain", login="<auth xmlns='http://jabber.org/features/iq-auth'/>")
    refused(done, "no way to log in", "jabber:iq:auth")


@scenario("C-13", each={"not-authorized": "not-authorized", "account-disabled": "account-disabled", "unknown": "x-unheard-of",
                        "encryption-required": "encryption-required", "mechanism-too-weak": "mechanism-too-weak",
                        "aborted": "aborted"})
def the_login_is_refused(world, condition):
    """The server refuses the login: the tool says so once, tries no password again by itself, and shows the text harmlessly."""
    def log_in(client):
        while True:
            client.expect(SASL, "auth")
            client.say(f"<failure xmlns='{SASL}'><{condition}/>"
                       "<text>\u009b31m\u202eheadstock: all is well&#10;{\"v\":1}</text></failure>")
    refused(world.listen(log_in=log_in), "")


@scenario("C-13")
def a_refusal_that_passes_is_tried_again(world):
    """After a loss the server refuses once for the moment: the tool waits and comes back, as strong as before."""
    def log_in(client):
        while True:
            client.expect(SASL, "auth")
            client.say(f"<failure xmlns='{SASL}'><temporary-auth-failure/></failure>")
    done = world.listen(lambda client: client.cut(), then=[Server(log_in=log_in, login=mechanisms("SCRAM-SHA-256")), Server()])
    done.lived(connections=3)
    assert {mechanism for mechanism, _ in done.peer.logins} == {"SCRAM-SHA-256"}


@scenario("C-16", each={"another": "juliet@montague.example/here", "another-domain": "romeo@capulet.example/here",
                        "look-alike": "rom\u0435o@montague.example/x",
                        "subdomain": "romeo@a.montague.example/x", "bare": OURS, "domain": "montague.example",
                        "malformed": "@montague.example/",
                        "long": OURS + "/" + "x" * 1024, "empty": "", "escapes": OURS + "/\u009b31m&#10;"})
def another_address_is_bound(world, address):
    """The server binds an address that is not ours, or is none."""
    done = world.listen(bound=address)
    done.failed(9, "another address")
    assert not done.of("connected")


@scenario("C-16", each={"conflict": "<conflict xmlns='{}'/>", "not-allowed": "<not-allowed xmlns='{}'/>", "nothing": "",
                        "unknown": "<x xmlns='{}'/>"})
def binding_is_refused(world, condition):
    """The server answers the wish for a resource with an error."""
    def bind(client):
        wish = client.next()
        client.say(f"<iq type='error' id='{wish.get('id')}'><error type='cancel'>{condition.format(STANZAS)}</error></iq>")
        client.next()
    done = world.listen(bind=bind)
    done.failed(10, "")
    assert not done.of("connected")


@scenario("C-16", each={"other-id": f"<iq type='result' id='other'><bind xmlns='{BIND}'><jid>{{}}</jid></bind></iq>",
                        "message": "<message id='{{}}'/>",
                        "set": f"<iq type='set' id='1'><bind xmlns='{BIND}'><jid>{{}}</jid></bind></iq>"})
def binding_is_answered_with_something_else(world, answer):
    """What comes for the wish of a resource is no answer to it."""
    def bind(client):
        client.next()
        client.say(answer.format(FULL))
        client.next()
    done = world.listen(bind=bind)
    done.closed("unsupported-stanza-type")
    assert not done.of("connected")


@scenario("C-16", each={"result": True, "silence": False})
def binding_gives_no_address(world, answers):
    """The wish for a resource is answered without an address, or never."""
    def bind(client):
        wish = client.next()
        if answers:
            client.say(result(wish))
        client.next()
    done = world.ping("--timeout", "1500ms", bind=bind)
    done.failed(9 if answers else 11, "")
