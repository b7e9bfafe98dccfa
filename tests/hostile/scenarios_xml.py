# SPDX-License-Identifier: MIT
"""Section E: XML and the stream."""

import socket
import threading

from harness import scenario
from peer import BIND, CLIENT, DOMAIN, END, ERRORS, SASL, STREAMS, TLS, Server, mechanisms, wait

FROM = "<message from='juliet@capulet.example/x' type='chat'>"
HEADER = Server.header


def body(text):
    """A message with this body; `text` may be bytes that are no text."""
    before, behind = (FROM + "<body>").encode(), b"</body></message>"
    return before + (text if isinstance(text, bytes) else text.encode()) + behind


def ends_the_stream(world, said, condition, **different):
    """What is said ends the stream with this error, and nothing of it is shown."""
    done = world.listen(said, **different)
    done.closed(condition)
    assert done.of("message") == [] and done.of("presence") == []


@scenario("E-4")
def text_comes_in_bytes(world):
    """No attack: each byte of a message comes in a record of its own, and characters are cut in all places."""
    text = "Grüße, 世界 👩‍🚀 \u0301 \U0010fffd &amp; ü"
    done = world.listen(lambda client: [client.say(bytes([byte])) for byte in body(text)])
    done.lived()
    assert done.bodies() == [text.replace("&amp;", "&")]


ENTITIES = "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))


@scenario("E-1", each={"plain": "<!DOCTYPE a>",
                       "laughs": f"<!DOCTYPE a [<!ENTITY a 'lol'>{ENTITIES}]><message><body>&m;</body></message>",
                       "file": "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + FROM + "<body>&x;</body></message>",
                       "parameter": "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'> %p;]>",
                       "attribute-list": "<!DOCTYPE message [<!ATTLIST message from CDATA 'x@y'>]>",
                       "within": "<message><!DOCTYPE a></message>"})
def a_document_type_is_declared(world, text):
    """Entities are declared, to be expanded without end or fetched from elsewhere."""
    ends_the_stream(world, text, "restricted-xml")


@scenario("E-1")
def a_document_type_stands_before_the_stream(world):
    """The document type stands where XML has it, before the header."""
    done = world.ping(header=HEADER.replace("?><", "?><!DOCTYPE stream [<!ENTITY x 'y'>]><"))
    done.closed("restricted-xml")
    done.never_said("<starttls", "<auth")


@scenario("E-2", each={"comment": "<!-- -->", "comment-within": body("a<!-- -->b"), "instruction": "<?php x?>",
                       "instruction-within": body("<?x y?>"), "before-the-body": FROM + "<!--><body>x</body>--></message>"})
def xml_that_xmpp_has_not(world, text):
    """Comments and processing instructions come, which readers see differently (RFC 6120 §11.1)."""
    ends_the_stream(world, text, "restricted-xml")


@scenario("E-2", each={"entity": body("&nbsp;"), "entity-end": body("&amp"), "cdata-end": body("]]>"), "ampersand": body("a & b"),
                       "empty-reference": body("&;")})
def text_that_xml_has_not(world, text):
    """Text holds entities that nobody has declared, or characters that may not stand there."""
    done = world.listen(text)
    done.ended(9)
    assert done.conditions() in (["not-well-formed"], ["restricted-xml"]) and done.of("message") == []


@scenario("E-3", each={"overlong-2": b"\xc0\xaf", "overlong-3": b"\xe0\x80\xaf", "overlong-4": b"\xf0\x80\x80\xaf",
                       "surrogate": b"\xed\xa0\x80", "pair": b"\xed\xa0\xbd\xed\xb8\x80",
                       "too-high": b"\xf4\x90\x80\x80", "f5": b"\xf5\x80\x80\x80", "alone": b"\x80",
                       "cut-before-a-tag": b"\xe2\x82", "latin-1": "Grüße".encode("latin-1"), "ff": b"\xff\xfe",
                       "five": b"\xf8\x88\x80\x80\x80", "overlong-nul": b"\xc0\x80"})
def bytes_that_are_no_utf8(world, wrong):
    """Bytes come that are no UTF-8, to hide what they mean from one of two readers (CVE-2022-25235)."""
    ends_the_stream(world, body(wrong), "not-well-formed")


@scenario("E-3", each={"attribute": b"<message from='a@b.c/\xc3'/>", "name": b"<message><\xe2\x82/></message>",
                       "between": b"\xf0\x9f\x92"})
def bytes_that_are_no_utf8_outside_of_text(world, wrong):
    """Bytes that are no UTF-8 stand in markup, where <, > or ' would be taken for a part of a character."""
    ends_the_stream(world, wrong, "not-well-formed")


@scenario("E-5", each={"nul": b"\0", "escape": b"\x1b[2J", "bell": b"\x07", "fffe": "\ufffe", "ffff": "\uffff",
                       "reference-to-nul": "&#0;", "reference-to-escape": "&#27;",
                       "reference-to-a-surrogate": "&#xD800;", "beyond": "&#x110000;",
                       "beyond-64-bits": "&#x1000000000000000041;", "beyond-32-bits": "&#4294967361;",
                       "no-digits": "&#x;", "signed": "&#-65;", "space": "&# 65;", "upper-x": "&#X41;"})
def characters_that_xml_has_not(world, wrong):
    """Characters come that XML has not, as themselves or as numbers."""
    ends_the_stream(world, body(wrong), "not-well-formed")


@scenario("E-6", each={"unbound": "<x:message/>", "unbound-attribute": "<message x:from='a@b'/>", "xml": "<a xmlns:xml='urn:x'/>",
                       "xmlns": "<a xmlns:xmlns='urn:x'/>",
                       "bind-to-xmlns": "<a xmlns:b='http://www.w3.org/2000/xmlns/'/>",
                       "bind-to-xml": "<a xmlns:b='http://www.w3.org/XML/1998/namespace'/>",
                       "unbinding": "<a xmlns:b=''/>", "expanded-twice": "<a xmlns:b='urn:x' xmlns:c='urn:x' b:d='1' c:d='2'/>",
                       "two-colons": "<a:b:c/>", "colon": "<:a/>"})
def namespaces_are_wrong(world, text):
    """Namespaces are used that are not declared, or declared as they may not be."""
    done = world.listen(text)
    done.ended(9)
    assert done.conditions() in (["bad-namespace-prefix"], ["not-well-formed"]) and not done.of("message"), done.conditions()


@scenario("E-6", each={"mismatched": "<message><body>x</message></body>",
                       "twice": "<message from='a@b.c' from='d@e.f'><body>x</body></message>",
                       "less-than": "<message from='a<b'/>",
                       "no-quotes": "<message from=a/>", "no-space": "<message from='a@b.c'to='d@e.f'/>",
                       "case": "<message></Message>", "no-name": "< message/>", "digit": "<1/>",
                       "no-value": "<message from/>", "entity": "<!ENTITY x 'y'>", "declaration-again": "<?xml version='1.0'?>",
                       "end-attribute": "<message></message from='a'>", "extra-end": "</message>"})
def xml_that_is_not_well_formed(world, text):
    """The XML is not well-formed in a way that lenient readers accept."""
    ends_the_stream(world, text, "not-well-formed")


@scenario("E-2")
def text_stands_between_stanzas(world):
    """Text stands where only elements may: it belongs to nobody, and is never shown."""
    done = world.listen("forged &amp; <![CDATA[<message><body>forged</body></message>]]>" + body("after").decode())
    done.lived()
    assert done.bodies() == ["after"] and b"forged" not in done.stdout


@scenario("E-7", each={"bar": "|", "line": "&#10;", "brace": "}", "unit": " ", "slash": "/", "hash": "#"})
def a_name_is_hidden_in_a_namespace(world, separator):
    """The namespace ends so that joining it with the tag gives the name of something else (CVE-2022-25236)."""
    done = world.listen(f"<body xmlns='{CLIENT}{separator}message' from='a@b.c'><body>forged</body></body>"
                        f"<x xmlns='{CLIENT}{separator}message{separator}body'>forged</x>")
    done.lived()
    assert done.bodies() == []


@scenario("E-8", each={"body": FROM + "<body xmlns='urn:example'>forged</body></message>",
                       "message": "<message xmlns='urn:example' from='a@b.c'><body>forged</body></message>",
                       "server": "<message xmlns='jabber:server' from='a@b.c'><body>forged</body></message>",
                       "none": "<message xmlns='' from='a@b.c'><body>forged</body></message>",
                       "prefix": "<m:message xmlns:m='urn:example' from='a@b.c'><m:body>forged</m:body></m:message>",
                       "case": "<message xmlns='Jabber:client'><body>forged</body></message>",
                       "deeper": FROM + "<x xmlns='urn:example'><body xmlns='jabber:client'>forged</body></x></message>",
                       "upper": "<Message from='a@b.c'><body>forged</body></Message>",
                       "attribute": "<message xmlns:f='urn:f' f:from='a@b.c'><f:body>forged</f:body></message>"})
def an_element_is_of_another_namespace(world, text):
    """An element has the tag of a message, or of its body, and another namespace."""
    done = world.listen(text)
    done.lived()
    assert done.bodies() == []


@scenario("E-8")
def a_prefix_does_not_matter(world):
    """No attack: a message with prefixes is the same message."""
    done = world.listen(f"<c:message xmlns:c='{CLIENT}' from='a@b.c'><c:body>hello</c:body></c:message>")
    done.lived()
    assert done.bodies() == ["hello"]


@scenario("E-8", each={"server": HEADER.replace(CLIENT, "jabber:server"), "none": HEADER.replace(f"xmlns='{CLIENT}' ", ""),
                       "component": HEADER.replace(CLIENT, "jabber:component:accept"),
                       "upper-case": HEADER.replace(CLIENT, "JABBER:CLIENT")})
def the_content_is_of_another_namespace(world, header):
    """The stanzas of the whole stream are of another namespace than that of clients: nobody gets as far as a session."""
    done = world.listen(header=header)
    done.closed("unsupported-stanza-type")
    assert not done.of("connected")


@scenario("E-9", each={"stream": HEADER.replace(STREAMS, "http://etherx.jabber.org/stream"),
                       "no-prefix": f"<stream xmlns='{CLIENT}' version='1.0'>",
                       "another-root": f"<html xmlns='{STREAMS}' version='1.0'>"})
def the_stream_is_of_another_kind(world, header):
    """The server's stream is not that of a server for clients (RFC 6120 §4.8)."""
    done = world.ping(header=header, plain="<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
    done.ended(9)
    assert done.conditions() in (["invalid-namespace"], ["not-well-formed"], ["bad-namespace-prefix"]), done.conditions()
    done.never_said("<starttls", "<auth")


@scenario("E-9")
def a_stream_lies_in_the_stream(world):
    """A second header opens a stream within the stream, with messages of its own."""
    done = world.listen(HEADER.split("?>")[1] + body("nested").decode() + "</stream:stream>")
    done.lived()
    assert done.bodies() == []


@scenario("E-9")
def something_comes_behind_the_end(world):
    """The stream is closed, and a message comes behind it."""
    done = world.listen(b"</stream:stream>" + body("late"), until=lambda event: event["event"] in ("reconnecting", "message"))
    done.ended(0)
    assert done.of("disconnected") and not done.of("message")


@scenario("E-9", each={"utf-16": HEADER.encode("utf-16"), "utf-16-be": HEADER.encode("utf-16-be"),
                       "utf-32": HEADER.encode("utf-32"), "latin-1": HEADER.replace("?>", " encoding='ISO-8859-1'?>").encode(),
                       "utf-7": HEADER.replace("?>", " encoding='UTF-7'?>").encode()})
def the_encoding_is_another(world, header):
    """The server says, or shows, that it speaks another encoding than UTF-8."""
    def serve(client):
        client.next()
        client.say(header)
        client.next()
    server = Server()
    server.serve = serve
    done = world.run(["ping"], [server])
    done.failed(9, "")
    done.never_said("<starttls", "<auth")


@scenario("E-10", each={"65": 65, "300000": 300000})
def elements_lie_in_each_other(world, depth):
    """Elements lie deep in each other, for whoever reads, copies or frees them by recursion."""
    ends_the_stream(world, "<a>" * depth + "</a>" * depth, "policy-violation")


@scenario("E-10")
def elements_may_lie_in_each_other(world):
    """No attack: thirty elements in each other are fine."""
    world.listen(FROM + "<a xmlns='urn:a'>" * 30 + "</a>" * 30 + "</message>").lived()


@scenario("E-11", each={"text": lambda: (FROM + "<body>", "x" * 65536, 64),
                        "attribute": lambda: ("<message from='", "x" * 65536, 64), "name": lambda: ("<", "x" * 1000, 100),
                        "attribute-name": lambda: ("<message ", "x" * 1000, 100),
                        "white-space": lambda: ("<message ", " " * 65536, 64), "end-of-tag": lambda: ("<a></a", " " * 65536, 64),
                        "namespace": lambda: ("<a xmlns='", "x" * 65536, 64), "texts": lambda: (FROM, "<a>x</a>" * 8192, 64),
                        "reference": lambda: ("&#", "0" * 65536, 64)})
def a_part_never_ends(world, part):
    """One part of a stanza goes on for four megabytes."""
    begin, piece, count = part()

    def say(client):
        client.say(begin)
        for _ in range(count):
            client.say(piece)
    done = world.listen(say)
    done.ended(9)
    assert done.conditions() in (["policy-violation"], ["not-well-formed"]) and not done.of("message"), done
    assert done.peak < 160 << 10, done.peak


@scenario("E-11", each={"in-clear": "plain", "in-tls": "login"})
def the_features_are_huge(world, phase):
    """A server that nobody has logged in to yet sends features of a hundred kilobytes."""
    done = world.ping(**{phase: "<x xmlns='urn:x'>" + "x" * 100_000 + "</x>"})
    done.closed("policy-violation")
    done.never_said("<auth")


@scenario("E-11")
def a_stanza_may_be_large(world):
    """No attack: nearly a megabyte is a stanza, and is shown at once, though nothing comes behind it (E-14)."""
    size = 1_000_000
    done = world.listen(body("x" * size), last="", until=lambda event: event["event"] == "message")
    done.ended(0)
    assert [len(text) for text in done.bodies()] == [size]


@scenario("E-12", each={"attributes": lambda: "<a " + " ".join(f"a{n}=''" for n in range(100)) + "/>",
                        "200000-attributes": lambda: "<a " + " ".join(f"a{n}=''" for n in range(80000)) + "/>",
                        "namespaces": lambda: "<a " + " ".join(f"xmlns:a{n}='urn:{n}'" for n in range(100)) + "/>",
                        "nested-namespaces": lambda: "".join(f"<a{n} xmlns:b{n}='b' xmlns:c{n}='c'>" for n in range(60)),
                        "children": lambda: "<message>" + "<a/>" * 20000, "texts": lambda: "<message>" + "x<a/>" * 9000})
def there_are_too_many_of_a_kind(world, text):
    """One stanza has more attributes, namespaces or children than anybody needs."""
    ends_the_stream(world, text(), "policy-violation")


@scenario("E-13")
def a_token_comes_in_tiny_pieces(world):
    """A long attribute comes byte by byte, to be read anew from its beginning each time (CVE-2023-52425)."""
    text = "x" * 30_000
    done = world.listen(lambda client: [client.say(byte) for byte in FROM[:-1] + f" id='{text}'><body>a</body></message>"])
    done.lived()
    assert done.of("message", body="a")[0]["id"] == text


@scenario("E-15")
def a_header_comes_slowly(world):
    """The header comes byte by byte, each in time, and never ends."""
    def serve(client):
        while True:
            client.say(b" " if client.bytes else client.receive() and b"<stream:stream ")
            wait(0.05)
    server = Server()
    server.serve = serve
    world.run(["ping"], [server], timeout="1s").failed(11, "")


@scenario("E-15")
def white_space_floods(world):
    """Between two stanzas come sixteen megabytes of white space: none of it is kept."""
    done = world.listen(lambda client: [client.say(" \n" * 65536) for _ in range(128)])
    done.lived()
    assert done.peak < 140 << 10, done.peak


def stream_error(inner):
    """An error that ends the stream."""
    return f"<stream:error>{inner}</stream:error></stream:stream>"


RUDE = f"<text xmlns='{ERRORS}'>\u009b2J\u202e&#10;headstock: all is well</text>"


@scenario("E-16", each={"unknown": f"<x-unheard-of xmlns='{ERRORS}'/>", "empty": "", "foreign": "<x xmlns='urn:x'/>",
                        "text-only": RUDE,
                        "huge": f"<reset xmlns='{ERRORS}'/><text xmlns='{ERRORS}'>" + "€" * 100_000 + "</text>",
                        "escapes": f"<reset xmlns='{ERRORS}'/>" + RUDE,
                        "two": f"<reset xmlns='{ERRORS}'/><conflict xmlns='{ERRORS}'/>",
                        "nested": f"<reset xmlns='{ERRORS}'><conflict/></reset>"})
def the_stream_ends_with_an_odd_error(world, inner):
    """The server ends the stream with an error that is unknown, empty, huge, or steers a terminal."""
    done = world.listen(stream_error(inner), until=lambda event: event["event"] in ("reconnecting", "message"))
    done.ended(done.code)
    assert done.code in (0, 9) and len(done.of("disconnected")) == 1 and not done.of("message")
    assert all(len(event["text"].encode()) <= 1026 for event in done.of("warning"))


@scenario("E-16")
def the_server_sends_us_elsewhere(world):
    """The server says that another host should be logged in to, where somebody waits for passwords: they hear none."""
    heard = []

    def hear(trap):
        visitor, _ = trap.accept()
        with visitor:
            visitor.settimeout(2)
            heard.append(visitor.recv(65536))
            visitor.sendall((HEADER + "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                             "<mechanism>PLAIN</mechanism></mechanisms></stream:features>").encode())
            heard.append(visitor.recv(65536))

    with socket.create_server(("127.0.0.1", 0)) as trap:
        place = f"127.0.0.1:{trap.getsockname()[1]}"
        listening = threading.Thread(target=hear, args=(trap,), daemon=True)
        listening.start()
        done = world.listen(stream_error(f"<see-other-host xmlns='{ERRORS}'>{place}</see-other-host>"))
        listening.join(5)
    done.ended(7)
    assert b"<stream:stream" in heard[0] and b"<auth" not in b"".join(heard), heard


@scenario("E-17", each={"from": HEADER.replace(f"from='{DOMAIN}'", "from='capulet.example'"),
                        "no-from": HEADER.replace(f" from='{DOMAIN}'", ""),
                        "bad-from": HEADER.replace(f"from='{DOMAIN}'", "from='@@'"),
                        "to": HEADER.replace(" id=", " to='mallory@capulet.example' id="),
                        "no-id": HEADER.replace(" id='s1'", ""), "language": HEADER.replace("'en'", "'\u202e'"),
                        "foreign": HEADER.replace(" id=", " xmlns:x='urn:x' x:version='0.9' id=")})
def the_header_says_something_odd(world, header):
    """The attributes of the server's header are wrong; nothing is believed of them, and nobody needs them."""
    done = world.listen(header=header)
    done.lived()
    assert done.of("connected")[0]["jid"] == f"romeo@{DOMAIN}/here"


@scenario("E-18")
def compression_is_offered(world):
    """The server offers compression, and says that it has begun."""
    offer = "<compression xmlns='http://jabber.org/features/compress'><method>zlib</method></compression>"
    done = world.listen("<compressed xmlns='http://jabber.org/protocol/compress'/>",
                        login=offer + Server.login, session=offer + Server.session)
    done.lived()
    done.never_said("<compress")


@scenario("E-19", each={"features": f"<stream:features>{mechanisms('PLAIN')}<starttls xmlns='{TLS}'/></stream:features>",
                        "success": f"<success xmlns='{SASL}'/>",
                        "proceed": f"<proceed xmlns='{TLS}'/>", "challenge": f"<challenge xmlns='{SASL}'>cj0=</challenge>",
                        "failure": f"<failure xmlns='{SASL}'><not-authorized/></failure>",
                        "bind": f"<iq type='result' id='x'><bind xmlns='{BIND}'><jid>mallory@capulet.example/x</jid></bind></iq>",
                        "unknown": "<x xmlns='urn:x'>x</x>",
                        "sasl2": "<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>mallory@capulet.example"
                                 "</authorization-identifier></success>"})
def the_login_begins_again(world, element):
    """What belongs to a login comes in the midst of a session, to have us log in again, or as somebody else."""
    done = world.listen(element)
    done.lived()
    assert done.peer.bytes().count(b"<auth") == 1 and done.peer.bytes().count(b"<starttls") == 1
    assert done.of("message", body=END)[0]["to"] == f"romeo@{DOMAIN}/here"
