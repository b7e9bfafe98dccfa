# SPDX-License-Identifier: MIT
"""Sessions without a socket: in memory, and over a socket of one's own, with TLS inside and outside."""

import hashlib
import select
import socket
import ssl
import time

import login
import pytest
from conftest import PASSWORDS

import headstock
from headstock import Need, Session

MESSAGE = b"<message from='romeo@example.net/orchard' type='chat'><body>hello</body></message>"


def logged_in(**more):
    session = Session("example.net", **{**login.OPTIONS, **more})
    assert "ready" in login.log_in(session)
    return session


def test_a_login_in_memory():
    session = logged_in()
    assert session.address == "somebody@example.net/here"
    assert session.status == "available" or session.status == "bound"
    assert session.need == Need.NOTHING
    assert session.deadline > 0
    session.receive(MESSAGE)
    message = session.event()
    assert isinstance(message, headstock.Message)
    assert (message.event, message.from_, message.type) == ("message", "romeo@example.net/orchard", "chat")
    assert (message.body, message.subject, message.payloads) == ("hello", None, None)
    assert message["body"] == "hello" and "subject" not in message
    assert session.event() is None


def test_events_have_what_was_sent():
    session = logged_in(xml=True, trace=True)
    session.receive(b"<message from='a@b'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>"
                    b"<presence from='a@b/c'><show>away</show><priority>5</priority></presence>")
    session.send_message("a@b", "hi", "en", delivery=True)
    happened = list(session.events())
    kinds = [event.event for event in happened]
    assert set(kinds) == {"trace", "message", "presence", "delivery"} or "delivery" not in kinds
    message = next(event for event in happened if event.event == "message")
    assert message.payload("chat_states.Notice") is not None
    assert message.payload("version.Info") is None
    assert "composing" in message.xml
    presence = next(event for event in happened if isinstance(event, headstock.Presence))
    assert (presence.show, presence.priority) == ("away", 5)


def test_what_is_sent_comes_out():
    session = logged_in()
    session.send("<message to='a@b'><body>1</body></message>")
    session.send(headstock.Element("message", "jabber:client", to="a@b"))
    session.send_message("a@b", "b\u00e9", "fr")
    session.send_presence(show="dnd", status="busy")
    first = session.output()
    assert session.output() == first
    session.consume(5)
    assert session.take_output() == first[5:]
    assert session.output() == b""
    assert first.count(b"<message") == 3 and "b\u00e9".encode() in first and b"<show>dnd</show>" in first


def test_a_question_is_answered():
    session = logged_in()
    number = session.request("example.net", "version.Info")
    asked = session.take_output()
    assert b"jabber:iq:version" in asked
    iq = headstock.Element.parse(asked)
    session.receive(f"<iq type='result' from='example.net' id='{iq.get('id')}'><query xmlns='jabber:iq:version'>"
                    "<name>n</name><version>v</version></query></iq>".encode())
    answer = session.event()
    assert (answer.event, answer.request, answer.value()) == ("answer", number, {"name": "n", "version": "v"})


def test_a_request_is_answered_or_refused():
    session = logged_in()
    session.serve("add", "urn:example:sums")
    session.announce("urn:example:sums")
    for number in (b"1", b"2", b"3"):
        session.receive(b"<iq type='get' from='a@b/c' id='q%s'><add xmlns='urn:example:sums'/></iq>" % number)
    first, second, third = session.events()
    assert (first.event, first.type, first.from_, first.value().tag) == ("request", "get", "a@b/c", "add")
    session.reply(first.request, headstock.Element("sum", "urn:example:sums", "3"))
    session.refuse(second.request, "item-not-found", "no numbers")
    session.reply(third.request)
    answers = session.take_output()
    assert b"<sum" in answers and b"<item-not-found" in answers and b"no numbers" in answers
    with pytest.raises(headstock.UnknownError):
        session.reply(first.request)


def test_a_forgotten_question_has_no_answer():
    session = logged_in()
    session.forget(session.request("a@b", headstock.Element("ping", "urn:xmpp:ping")))
    assert session.event() is None
    with pytest.raises(headstock.UnknownError):
        session.forget(99)


def test_too_many_events_are_held_back():
    session = logged_in(events=8)
    for _ in range(8):
        session.receive(MESSAGE)
    with pytest.raises(headstock.FullError):
        session.receive(MESSAGE)
    assert len(list(session.events())) == 8
    session.receive(MESSAGE)


def test_what_a_callback_raises_comes_out_of_receive():
    session, heard = logged_in(), []

    def hear(event):
        heard.append(event.event)
        with pytest.raises(headstock.BusyError):
            session.receive(b"x")
        with pytest.raises(headstock.BusyError):
            session.free()
        session.send_message("a@b", "from a callback")
        if event.body == "hello":
            raise KeyError("lost?")

    session.on_event(hear)
    with pytest.raises(KeyError):
        session.receive(MESSAGE)
    session.receive(MESSAGE.replace(b"hello", b"bye"))
    assert heard == ["message", "message"]
    assert session.take_output().count(b"from a callback") == 2
    session.on_event(None)
    session.receive(MESSAGE)
    assert session.event().body == "hello"


def test_the_end():
    session = logged_in()
    session.terminate()
    assert session.take_output() == b"</stream:stream>"
    try:
        session.receive(b"</stream:stream>")
    except headstock.EndedError as error:
        assert "closed" in str(error)
    assert session.need == Need.CLOSE
    assert [event.event for event in session.events()] == ["status", "disconnected"]
    with pytest.raises(headstock.EndedError):
        session.receive(MESSAGE)
    with pytest.raises(headstock.StateError):
        session.send_message("a@b", "too late")
    assert "ready" in login.log_in(session)


def test_a_lost_connection():
    session = logged_in()
    session.lost("the cable")
    end = list(session.events())[-1]
    assert end.event == "disconnected" and "the cable" in end.reason
    assert isinstance(end.exception(), headstock.EndedError)
    assert session.resumption() is None


@pytest.mark.parametrize("wrong, use", [
    (headstock.StateError, lambda: Session("a@b").receive(b"x")),
    (headstock.StateError, lambda: Session("a@b").lost()),
    (headstock.StateError, lambda: Session("a@b").send_message("a@b", "x")),
    (headstock.StateError, lambda: Session("a@b").encrypted()),
    (headstock.StateError, lambda: logged_in().start()),
    (headstock.AddressError, lambda: Session("")),
    (headstock.AddressError, lambda: Session("a@b@c")),
    (headstock.AddressError, lambda: logged_in().send_message("@", "x")),
    (headstock.AddressError, lambda: logged_in().request("a@", "version.Info")),
    (headstock.JsonError, lambda: Session("a@b", nonsense=1)),
    (headstock.JsonError, lambda: Session("a@b", tls=1)),
    (headstock.JsonError, lambda: Session("a@b", events=0)),
    (headstock.JsonError, lambda: Session("a@b", idle_limit=float("inf"))),
    (headstock.JsonError, lambda: logged_in().send_presence(nonsense=1)),
    (headstock.JsonError, lambda: logged_in().request("a@b", "version.Info", {"name": 3})),
    (headstock.UnknownError, lambda: logged_in().request("a@b", "version.Nothing")),
    (headstock.UnknownError, lambda: logged_in().refuse(1, "item-not-found")),
    (headstock.ArgumentError, lambda: logged_in().refuse(1, "no-condition")),
    (headstock.ArgumentError, lambda: logged_in().request("a@b", "version.Info", timeout=float("nan"))),
    (headstock.ArgumentError, lambda: logged_in().consume(1)),
    (headstock.ArgumentError, lambda: logged_in().consume(-1)),
    (headstock.ArgumentError, lambda: logged_in().restore(b"nonsense")),
    (headstock.ArgumentError, lambda: Session("a@b", authorities="/no/such/file")),
    (headstock.XmlError, lambda: logged_in().send("<message>")),
    (headstock.XmlError, lambda: logged_in().send_message("a@b", "\0")),
    (TypeError, lambda: logged_in().send_message("a@b", None)),
    (TypeError, lambda: logged_in().receive("text")),
    (TypeError, lambda: Session(None)),
])
def test_what_cannot_be_is_an_exception(wrong, use):
    with pytest.raises(wrong):
        use()


def test_what_was_freed_is_an_error():
    with logged_in() as session:
        pass
    for use in (session.take_output, session.event, session.roster, session.start, lambda: session.address):
        with pytest.raises(headstock.HandleError):
            use()


# --- over a socket of one's own ---


class Loop:
    """The smallest loop that moves a session's bytes."""

    def __init__(self, server, session):
        self.session = session
        self.socket = socket.create_connection((server.host, server.port), 10)
        self.server = server
        self.heard = []

    def run_until(self, name):
        until = time.monotonic() + 20
        while not any(event.event == name for event in self.heard):
            assert time.monotonic() < until
            self.turn()
        return next(event for event in self.heard if event.event == name)

    def turn(self):
        output = self.session.take_output()
        if output:
            self.socket.sendall(output)
        if self.session.need == Need.ENCRYPTION:
            return self.encrypt()
        if self.pending() or select.select([self.socket], [], [], 0.1)[0]:
            data = self.socket.recv(65536)
            if data:
                self.take(data)
            else:
                self.session.lost()
        self.session.expire()
        self.heard += self.session.events()

    def take(self, data):
        try:
            self.session.receive(data)
        except headstock.EndedError:
            assert self.session.need == Need.CLOSE

    def pending(self):
        return isinstance(self.socket, ssl.SSLSocket) and self.socket.pending()

    def encrypt(self):
        context = ssl.create_default_context(cafile=self.server.authorities)
        self.socket = context.wrap_socket(self.socket, server_hostname="localhost")
        certificate = self.socket.getpeercert(binary_form=True)
        self.session.encrypted(bindings={"tls-server-end-point": hashlib.sha256(certificate).digest()})

    def close(self):
        self.session.terminate()
        self.run_until("disconnected")
        self.socket.close()
        self.session.free()


@pytest.mark.parametrize("options", [{"tls": "starttls"}, {"tls": "outside"}], ids=["inside", "outside"])
def test_a_session_over_ones_own_socket(server, options):
    trust = {"authorities": server.authorities} if options["tls"] != "outside" else {}
    session = Session("romeo@localhost/socket", PASSWORDS["romeo"], **options, **trust)
    session.start()
    loop = Loop(server, session)
    loop.run_until("ready")
    assert session.address == "romeo@localhost/socket"
    assert [entry["jid"] for entry in session.roster()] == ["juliet@localhost"]
    session.send_message("romeo@localhost/socket", "to myself")
    assert loop.run_until("message").body == "to myself"
    session.request("localhost", "version.Info")
    assert loop.run_until("answer").value()["name"] == "headstock"
    loop.close()


def test_a_wrong_password_is_the_end(server):
    session = Session("romeo@localhost", "wrong", authorities=server.authorities)
    session.start()
    loop = Loop(server, session)
    end = loop.run_until("disconnected")
    assert end.reason
    loop.socket.close()


def test_nobody_is_believed_without_authorities(server):
    session = Session("romeo@localhost", PASSWORDS["romeo"])
    session.start()
    loop = Loop(server, session)
    assert "certificate" in loop.run_until("disconnected").reason
    loop.socket.close()


def test_bytes_between_starttls_and_tls_are_the_end():
    session = Session("romeo@localhost", "x", tls="outside")
    session.start()
    session.receive(login.HEADER.replace(b"example.net", b"localhost") + b"<stream:features><starttls "
                    b"xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>")
    session.receive(b"<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><message/>")
    assert session.need == Need.CLOSE
    with pytest.raises(headstock.EndedError):
        session.receive(b"<message/>")


def test_a_session_is_resumed_by_another_one(server):
    first = Session("romeo@localhost/resumed", PASSWORDS["romeo"], authorities=server.authorities)
    first.start()
    loop = Loop(server, first)
    loop.run_until("ready")
    kept = first.resumption()
    assert kept
    loop.socket.close()
    second = Session("romeo@localhost/resumed", PASSWORDS["romeo"], authorities=server.authorities)
    second.restore(kept)
    second.start()
    loop = Loop(server, second)
    loop.run_until("resumed")
    assert second.address == "romeo@localhost/resumed"
    loop.close()
