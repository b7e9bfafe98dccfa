# SPDX-License-Identifier: MIT
"""Section A: before and in TLS."""

import socket
import ssl

from harness import scenario
from peer import BIND, CLIENT, DOMAIN, MARKER, PROCEED, SASL, STARTTLS, TLS, Server, mechanisms, wait

SCRAM = mechanisms("SCRAM-SHA-256", "PLAIN")
SECRETS = ("<auth", "<response", "urn:ietf:params:xml:ns:xmpp-sasl", "urn:xmpp:sasl:2")


@scenario("A-1", "A-12")
def an_honest_server_is_logged_in_to(world):
    """No attack: STARTTLS with the JID's domain as server name, a login, a message."""
    done = world.listen("<message from='juliet@capulet.example/balcony'><body>hello</body></message>")
    done.lived()
    assert done.bodies() == ["hello"]
    assert done.of("connected")[0]["tls"] == "TLSv1.3"
    assert done.peer.clients[0].sni == DOMAIN


@scenario("A-12")
def direct_tls_names_the_domain_and_the_protocol(world):
    """No attack: direct TLS says whom it wants and that it speaks XMPP."""
    done = world.listen(encryption="direct")
    done.lived()
    assert (done.peer.clients[0].sni, done.peer.clients[0].alpn) == (DOMAIN, "xmpp-client")


@scenario("A-1", each={"scram": SCRAM, "plain": mechanisms("PLAIN"), "nothing": "",
                       "sasl2": "<authentication xmlns='urn:xmpp:sasl:2'><mechanism>SCRAM-SHA-1</mechanism></authentication>",
                       "other-namespace": "<starttls xmlns='urn:example:tls'/>" + SCRAM})
def starttls_is_stripped(world, features):
    """Somebody between us and the server cuts STARTTLS out of its features, so that the login goes in clear."""
    done = world.ping("--allow-plain", plain=features)
    done.failed(7, "encryption is required")
    done.never_said(*SECRETS)


@scenario("A-2")
def starttls_is_refused(world):
    """The server declines TLS after it has offered it, and hopes for a login in clear."""
    done = world.listen(plain=STARTTLS + SCRAM, proceed=f"<failure xmlns='{TLS}'/></stream:stream>")
    done.failed(7, "declined TLS")
    done.never_said(*SECRETS)


@scenario("A-2", each={"success": f"<success xmlns='{SASL}'/>", "features": f"<stream:features>{SCRAM}</stream:features>",
                       "other-namespace": "<proceed xmlns='urn:example:tls'/>",
                       "challenge": f"<challenge xmlns='{SASL}'>cj0=</challenge>"})
def starttls_is_answered_with_something_else(world, answer):
    """The server answers STARTTLS with an element that has no place there."""
    done = world.ping(plain=STARTTLS + SCRAM, proceed=answer)
    done.closed("unsupported-stanza-type")
    done.never_said(*SECRETS)


@scenario("A-3", each={"features": Server.header + f"<stream:features>{SCRAM}</stream:features>",
                       "success": f"<success xmlns='{SASL}'/>",
                       "message": MARKER, "half-an-element": "<", "white-space": " "})
def bytes_stand_behind_proceed(world, injected):
    """Plain bytes come in the segment of <proceed/>, to be taken for a part of the encrypted stream (CVE-2021-22947)."""
    done = world.listen(proceed=PROCEED + injected)
    done.failed(7, "plain bytes came where the TLS handshake should begin")
    done.never_said(*SECRETS)
    assert not done.of("message")


@scenario("A-4")
def features_said_in_clear_do_not_count_within_tls(world):
    """What is offered before TLS would allow a login; within TLS nothing is offered."""
    done = world.ping("--allow-plain", plain=STARTTLS + SCRAM + f"<bind xmlns='{BIND}'/>", login="")
    done.failed(8, "no way to log in")
    done.never_said("<auth", "<iq")


@scenario("A-4")
def an_identity_said_in_clear_does_not_count(world):
    """The plain stream claims to be somebody else's; who it is, the certificate alone says."""
    world.listen(header=Server.header.replace(f"from='{DOMAIN}'", "from='capulet.example'")).lived()


@scenario("A-5", each={"in-clear": "starttls", "in-tls": "direct"})
def stanzas_come_before_the_login(world, encryption):
    """Messages and questions come before anybody has proved anything."""
    early = MARKER + "<iq type='get' id='early'><ping xmlns='urn:xmpp:ping'/></iq>"
    done = world.listen(encryption=encryption, header=Server.header + early)
    done.closed("unsupported-stanza-type")
    done.never_said("<auth")
    assert done.answers("early") == []


@scenario("A-6", "A-7", each={"another-domain": "other-name", "host-that-we-connect-to": "host",
                              "common-name-only": "common-name",
                              "wildcard-below": "below", "wildcard-in-a-label": "part-of-a-label",
                              "wildcard-inside": "star-inside",
                              "ending": "ending", "beginning": "beginning", "nul-in-the-name": "nul", "address-only": "address",
                              "mail-address": "mail"})
def the_certificate_is_for_another_name(world, kind):
    """A valid certificate of somebody else is shown for the domain of the account."""
    refuses_certificate(world, kind, "for another name")


@scenario("A-7")
def a_host_that_was_named_does_not_vouch_for_itself(world):
    """--connect names a host whose certificate is valid for itself, and not for the account's domain."""
    done = world.ping("--connect", "localhost:{port}", certificate="host")
    done.failed(7, "for another name")
    done.never_said("<auth")


@scenario("A-8", each={"srv": "srv", "xmpp": "xmpp"})
def names_of_xmpp_are_known(world, kind):
    """No attack: the certificate names the domain as RFC 6120 §13.7 has it."""
    world.listen(certificate=kind).lived()


@scenario("A-8", each={"of-a-server": "srv-server", "of-another": "srv-other"})
def a_service_name_is_for_something_else(world, kind):
    """The certificate's only name is that of another service, or of this service elsewhere."""
    refuses_certificate(world, kind, "for another name")


@scenario("A-9", each={"expired": ("expired", "has expired"), "future": ("future", "not valid yet"),
                       "self-signed": ("self-signed", "self-signed"), "unknown-authority": ("unknown", "not trusted"),
                       "issued-by-a-leaf": ("leaf-issued", "may not issue"), "for-clients": ("clients-only", "another purpose"),
                       "short-key": ("short-key", "too weak"), "sha1": ("sha1", "too weak")})
def the_certificate_is_bad(world, bad):
    """The certificate names the domain, and is bad in another way; each has an error of its own."""
    refuses_certificate(world, *bad)


def refuses_certificate(world, kind, words):
    """Nobody logs in, and nobody comes back to try again."""
    done = world.listen(certificate=kind)
    done.failed(7, words)
    done.never_said("<auth", "xmlns:stream='http://etherx.jabber.org/streams' from=")
    assert not done.of("connected") and not done.peer.logins


@scenario("A-11", each={"tls-1.0": {"versions": (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1)},
                        "tls-1.1": {"versions": (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1)},
                        "cbc": {"versions": (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2),
                        "ciphers": "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"},
                        "anonymous": {"versions": (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2),
                        "ciphers": "aNULL:@SECLEVEL=0"},
                        "null": {"versions": (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2), "ciphers": "eNULL:@SECLEVEL=0"}})
def tls_is_old_or_weak(world, tls):
    """The server speaks only a version of TLS, or a cipher, that protects nothing."""
    done = world.listen(tls=tls)
    done.ended(7)
    done.never_said("<auth")
    assert not done.of("connected") and len(done.peer.clients) == 1


def half_a_message(client):
    """Sends a message but for its end, and cuts the connection without a word of TLS."""
    client.say(MARKER[:-len("</message>")])
    wait(0.1)
    client.cut()


@scenario("A-13")
def the_connection_is_cut_within_a_stanza(world):
    """Somebody cuts the connection within a message, to have the half of it shown as the whole."""
    done = world.listen(half_a_message, until=lambda event: event["event"] in ("reconnecting", "message"))
    done.ended(0)
    assert not done.of("message") and done.of("disconnected", code=17)


@scenario("A-13")
def the_stream_is_not_closed_but_cut(world):
    """The connection ends without </stream:stream> and without TLS's goodbye while an answer is awaited."""
    done = world.ask("ping", reply=lambda client, element: client.cut())
    done.failed(17, "connection was lost")


@scenario("A-14", each={"random": b"\x17\x03\x03\x00\x20" + bytes(range(32)),
                        "no-record": b"<message><body>in clear</body></message>",
                        "alert": b"\x15\x03\x03\x00\x02\x02\x14", "too-long": b"\x17\x03\x03\xff\xff" + bytes(2000)})
def a_record_is_forged(world, record):
    """Bytes that are no record of the server's come within TLS: nothing of them is shown, and the tool comes back."""
    def forge(client):
        raw = client.sock.detach()
        with socket.socket(fileno=raw) as plain:
            plain.sendall(record + MARKER.encode())
            wait(0.3)
            client.cut()
    done = world.listen(forge, then=[Server()])
    done.lived(connections=2)
    assert done.bodies() == [] and done.of("disconnected", code=7) and b"in clear" not in done.stdout, done


@scenario("A-16")
def channel_binding_is_lost_since_the_last_login(world):
    """The second login is offered nothing that is bound to the channel, where the first was: somebody sits in between."""
    types = ("<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'><channel-binding type='tls-server-end-point'/>"
             "</sasl-channel-binding>")
    bound = mechanisms("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", more=types)
    done = world.listen(lambda client: client.cut(), login=bound, then=[Server(login=mechanisms("SCRAM-SHA-256"))])
    done.failed(8, "weaker ways to log in than before", connections=2)
    assert [mechanism for mechanism, _ in done.peer.logins] == ["SCRAM-SHA-256-PLUS"]


def silence(client):
    """Says nothing until the tool has had enough."""
    while True:
        client.receive()


@scenario("A-18", each={"nothing": lambda self, client: silence(client),
                        "header-only": lambda self, client: (client.say(Server.header), silence(client)),
                        "after-proceed": lambda self, client: (self.open(client, STARTTLS),
                                                              client.say(PROCEED), silence(client))})
def the_server_says_no_more(world, serve):
    """The server takes the connection, and then lets us wait for ever."""
    server = Server()
    server.serve = serve.__get__(server)
    world.run(["ping"], [server], timeout="700ms").failed(11, "")


@scenario("A-18", each={"handshake-records": b"\x16\x03\x03\x40\x00\x02\x00\xff\xff" + bytes(16380),
                        "header": b"a='" + b"x" * 16000 + b"' ",
                        "white-space": b" " * 16384})
def the_server_never_stops_talking(world, piece):
    """The server sends without end what it should have said by now: TLS's handshake, or the header of the stream."""
    def serve(client):
        if piece[0] == 0x16:
            server.open(client, STARTTLS)
            client.next()
            client.say(PROCEED)
        else:
            client.say(f"<stream:stream xmlns='{CLIENT}' ")
        while len(sent) < 4096:
            client.say(piece)
            sent.append(len(piece))
    sent = []
    server = Server()
    server.serve = serve
    done = world.run(["ping"], [server], timeout="2s")
    done.ended(done.code)
    assert done.code in (7, 9, 11) and len(sent) < 4096, f"it took {sum(sent)} bytes: {done}"
    done.never_said("<auth")
