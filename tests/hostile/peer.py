# SPDX-License-Identifier: MIT
"""An XMPP server that is honest unless a scenario says otherwise, and a peer that runs it on a port of its own."""

import base64
import contextlib
import secrets
import socket
import threading
import time
import xml.etree.ElementTree as ET
from xml.sax.saxutils import quoteattr

from certificates import DOMAIN
from scram import Scram, encode

PATIENCE = 20  # seconds without a word from the tool, after which a script has failed
CLIENT, STREAMS, TLS = "jabber:client", "http://etherx.jabber.org/streams", "urn:ietf:params:xml:ns:xmpp-tls"
SASL, SASL2, BIND = "urn:ietf:params:xml:ns:xmpp-sasl", "urn:xmpp:sasl:2", "urn:ietf:params:xml:ns:xmpp-bind"
BIND2, SM, FAST = "urn:xmpp:bind:0", "urn:xmpp:sm:3", "urn:xmpp:fast:0"
ROSTER, STANZAS, ERRORS = "jabber:iq:roster", "urn:ietf:params:xml:ns:xmpp-stanzas", "urn:ietf:params:xml:ns:xmpp-streams"
OURS = f"romeo@{DOMAIN}"
FULL = f"{OURS}/here"
END = "the end of this scenario"
MARKER = f"<message from='friend@{DOMAIN}/there' type='chat' id='marker'><body>{END}</body></message>"
STARTTLS = f"<starttls xmlns='{TLS}'><required/></starttls>"
PROCEED = f"<proceed xmlns='{TLS}'/>"


class Gone(Exception):
    """The tool has closed the connection, or the stream."""


def tag(ns, name):
    """A name as ElementTree writes it."""
    return f"{{{ns}}}{name}"


def mechanisms(*names, more=""):
    """The features that offer these mechanisms."""
    return f"<mechanisms xmlns='{SASL}'>" + "".join(f"<mechanism>{name}</mechanism>" for name in names) + f"</mechanisms>{more}"


def result(question, payload="", sender=None):
    """An honest answer to a question; as if `sender` had given it, where one is named."""
    sender = sender if sender is not None else question.get("to", "")
    address = f" from={quoteattr(sender)}" if sender else ""
    return f"<iq type='result' id={quoteattr(question.get('id'))}{address}>{payload}</iq>"


class Client:
    """One connection of the tool, seen from the server."""

    def __init__(self, sock, peer):
        self.sock = sock
        self.peer = peer
        self.encrypted = False
        self.sni = self.alpn = None
        self.heard = []  # elements, in order
        self.bytes = b""  # all that came, decrypted
        self.counted = None  # stanzas received since stream management began
        self.resumed = False  # whether it goes on with a session
        self.closed = False  # whether </stream:stream> came
        sock.settimeout(PATIENCE)
        self.restart()

    def restart(self):
        """Expects a new stream."""
        self._parser = ET.XMLPullParser(("start", "end"))
        self._depth = 0
        self._root = None
        self._coming = []

    def say(self, text):
        """Sends; Gone when the tool does not listen any more."""
        try:
            self.sock.sendall(text if isinstance(text, bytes) else text.encode())
        except (OSError, ValueError) as error:
            raise Gone from error

    def next(self):
        """The next element from the tool, or the header of its stream."""
        while not self._coming:
            if self.closed:
                raise Gone
            self._feed(self.receive())
        element = self._coming.pop(0)
        if element.tag == tag(STREAMS, "error"):
            raise Gone
        return element

    def receive(self):
        """Bytes from the tool."""
        try:
            data = self.sock.recv(65536)
        except TimeoutError:
            raise AssertionError(f"the tool says nothing for {PATIENCE} s") from None
        except (OSError, ValueError) as error:
            raise Gone from error
        if not data:
            raise Gone
        self.bytes += data
        return data

    def _feed(self, data):
        self._parser.feed(data)
        for event, element in self._parser.read_events():
            self._depth += 1 if event == "start" else -1
            if event == "start" and self._depth == 1:
                self._root = element
                self._coming.append(element)
            elif event == "end" and self._depth == 1:
                self.heard.append(element)
                self._coming.append(element)
                self._root.remove(element)
            elif event == "end" and self._depth == 0:
                self.closed = True

    def expect(self, ns, name):
        """The next element, which must have that name."""
        element = self.next()
        assert element.tag == tag(ns, name), f"{name} should come, not {ET.tostring(element).decode()}"
        return element

    def encrypt(self, context):
        """Does the handshake."""
        def noticed(_, name, __):
            self.sni = name
        context.sni_callback = noticed
        try:
            self.sock = context.wrap_socket(self.sock, server_side=True)
        except OSError as error:
            raise Gone from error
        self.encrypted = True
        self.alpn = self.sock.selected_alpn_protocol()

    def goodbye(self):
        """Ends the stream and the connection as it should be, once the tool has said what it has to say."""
        while not self.closed:
            self._feed(self.receive())
        self.say("</stream:stream>")
        if self.encrypted:
            with contextlib.suppress(OSError, ValueError):
                self.sock.unwrap()
        self.cut()

    def cut(self):
        """Ends the connection, and nothing before it."""
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()
        raise Gone


class Server:
    """An honest server. A scenario names what is different: each attribute and method below, as a text or a function."""

    header = (f"<?xml version='1.0'?><stream:stream xmlns='{CLIENT}' xmlns:stream='{STREAMS}' id='s1' from='{DOMAIN}' "
              "version='1.0' xml:lang='en'>")
    certificate = "good"
    tls = {}  # what Certificates.context takes
    encryption = "starttls"
    plain = STARTTLS  # features before TLS
    proceed = PROCEED
    login = mechanisms("SCRAM-SHA-256", "SCRAM-SHA-1")  # features within TLS
    session = f"<bind xmlns='{BIND}'/>"  # features after the login
    bound = FULL  # what the tool is told that it is
    enabled = f"<enabled xmlns='{SM}' id='session-1' resume='true'/>"
    roster = ""  # its items
    say = ""  # after the login; for `listen`, after its presence
    last = MARKER  # and behind it

    def __init__(self, **different):
        for name, value in different.items():
            assert hasattr(type(self), name), f"a server has no {name}"
            setattr(self, name, value)

    def challenge(self, scram):
        """What SCRAM is asked."""
        return scram.challenge()

    def success(self, scram):
        """How a login ends that has proved itself: the element."""
        return f"<success xmlns='{SASL}'>{encode('v=' + encode(scram.signature()))}</success>"

    def log_in(self, client):
        """Takes the login of a tool that has seen the features."""
        auth = client.expect(SASL, "auth")
        scram = self.begin(client, auth.get("mechanism"), auth.text)
        client.say(f"<challenge xmlns='{SASL}'>{encode(self.challenge(scram))}</challenge>")
        self.proved(client, scram, client.expect(SASL, "response").text)
        client.say(self.success(scram))

    @staticmethod
    def begin(client, mechanism, first):
        """What the tool begins a login with."""
        client.peer.logins.append((mechanism, base64.b64decode(first)))
        return Scram(mechanism, client.peer.password, base64.b64decode(first).decode())

    @staticmethod
    def proved(client, scram, text):
        """Takes the tool's proof, which must be right, and never be shown."""
        assert scram.respond(base64.b64decode(text).decode()), "the tool's proof is wrong"
        client.peer.secrets |= {text, base64.b64decode(text).decode().rsplit(",p=", 1)[1]}

    def bind(self, client):
        """Takes the binding of a resource, or the resumption of a session."""
        wish = client.next()
        if wish.tag == tag(SM, "resume"):
            answer = self.resumed(wish)
            client.resumed = answer.startswith("<resumed")
            client.counted = 0 if client.resumed else None
            client.say(answer)
            if client.resumed:
                return
            wish = client.next()
        client.say(result(wish, f"<bind xmlns='{BIND}'><jid>{self.bound}</jid></bind>"))

    def resumed(self, wish):
        """What a tool is told that wants to go on with its session."""
        return f"<resumed xmlns='{SM}' previd={quoteattr(wish.get('previd'))} h='{wish.get('h')}'/>"

    def acknowledge(self, count):
        """What a tool is told that asks how much has arrived."""
        return f"<a xmlns='{SM}' h='{count}'/>"

    def reply(self, client, element):
        """Answers a stanza in a way of its own: whether it did."""
        return False

    def serve(self, client):
        """The whole of a connection."""
        if self.encryption == "direct":
            client.encrypt(client.peer.context(self))
        self.open(client, self.login if self.encryption != "starttls" else self.plain)
        if self.encryption == "starttls":
            client.expect(TLS, "starttls")
            client.say(self.proceed)
            if not self.proceed.startswith(PROCEED):
                self.until(client, lambda element: False)
            client.encrypt(client.peer.context(self))
            self.open(client, self.login)
        self.log_in(client)
        self.open(client, self.session)
        self.bind(client)
        self.serve_session(client)

    def open(self, client, features):
        """Answers the header of a stream."""
        client.restart()
        client.next()
        client.say(self.header + f"<stream:features>{features}</stream:features>")

    def serve_session(self, client):
        """What comes after the login."""
        if client.peer.announces and not client.resumed:
            self.until(client, lambda element: element.tag == tag(CLIENT, "presence"))
        if callable(self.say):
            self.say(client)
        else:
            client.say(self.say)
        if client.peer.announces:
            client.say(self.last)
        self.until(client, lambda element: False)

    def until(self, client, wanted):
        """Serves, up to an element that is wanted; gives it."""
        while True:
            element = client.next()
            self.answer(client, element)
            if wanted(element):
                return element

    def answer(self, client, element):
        """What an honest server says to an element within a session."""
        if element.tag == tag(SM, "enable"):
            client.counted = 0
            return client.say(self.enabled)
        if element.tag == tag(SM, "r"):
            return client.say(self.acknowledge(client.counted))
        if client.counted is not None and element.tag.startswith(f"{{{CLIENT}}}"):
            client.counted += 1
        if self.reply(client, element) or element.tag != tag(CLIENT, "iq") or element.get("type") not in ("get", "set"):
            return None
        query = f"<query xmlns='{ROSTER}'>{self.roster}</query>" if element[0].tag == tag(ROSTER, "query") else ""
        return client.say(result(element, query))


class Peer:
    """A port on which each connection is served by the next of `servers`, and all later ones by the last."""

    def __init__(self, certificates, servers, announces):
        self.certificates = certificates
        self.servers = servers
        self.announces = announces  # whether the tool is expected to send presence
        self.password = secrets.token_hex(12)
        self.secrets = {self.password, encode(self.password), encode(f"\0romeo\0{self.password}")}
        self.logins = []  # mechanism and first message of each
        self.clients = []
        self.wrong = []  # what went wrong in the scripts
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def context(self, server):
        """The TLS of a server."""
        return self.certificates.context(server.certificate, **server.tls)

    def heard(self, name=None, ns=CLIENT):
        """All elements from the tool; those of one name."""
        return [element for client in self.clients for element in client.heard if name is None or element.tag == tag(ns, name)]

    def bytes(self):
        """All that the tool said, decrypted."""
        return b"".join(client.bytes for client in self.clients)

    def _accept(self):
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            client = Client(sock, self)
            self.clients.append(client)
            self._threads.append(threading.Thread(target=self._serve, args=(client,), daemon=True))
            self._threads[-1].start()

    def _serve(self, client):
        server = self.servers[min(len(self.clients), len(self.servers)) - 1]
        try:
            try:
                server.serve(client)
            except Gone:
                client.goodbye()
        except (Gone, ET.ParseError):
            pass
        except Exception as error:  # whatever it is, the scenario has failed
            self.wrong.append(f"{type(error).__name__}: {error}")
        finally:
            with contextlib.suppress(OSError):
                client.sock.close()

    def close(self):
        """Ends all connections, and waits for their scripts."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for client in self.clients:
            with contextlib.suppress(OSError):
                client.sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(PATIENCE)


def wait(seconds):
    """Lets time pass, which is what some attacks are about."""
    time.sleep(seconds)
