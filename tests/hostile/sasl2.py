# SPDX-License-Identifier: MIT
"""A server that is logged in to by SASL2, Bind 2 and tokens (XEP-0388, XEP-0386, XEP-0484)."""

import base64
import hmac

from peer import BIND2, FAST, FULL, SASL2, Server, tag
from scram import encode

TOKEN = "token-Capulet-1597-Montague"
_OFFER = (f"<authentication xmlns='{SASL2}'><mechanism>SCRAM-SHA-256</mechanism><inline><bind xmlns='{BIND2}'/>"
          f"<fast xmlns='{FAST}'><mechanism>HT-SHA-256-ENDP</mechanism></fast></inline></authentication>")


class Sasl2Server(Server):
    """An honest one, unless a scenario names what is different."""

    login = _OFFER
    identity = FULL
    inline = f"<bound xmlns='{BIND2}'/>"
    proof = None  # in the place of the server's signature
    finish = None  # in the place of success
    token_failure = ""  # a condition with which tokens are refused
    token_proof = None  # in the place of what proves that the server knows the token

    def serve(self, client):
        """The whole of a connection: one stream within TLS."""
        if self.encryption == "starttls":
            self.open(client, self.plain)
            client.next()
            client.say(self.proceed)
            client.encrypt(client.peer.context(self))
        self.open(client, self.login)
        self.log_in(client)
        client.say("<stream:features/>")
        self.serve_session(client)

    def log_in(self, client):
        """Takes a password or a token."""
        request = client.expect(SASL2, "authenticate")
        if request.get("mechanism").startswith("HT-") and not self._take_token(client, request):
            request = client.expect(SASL2, "authenticate")
        if not request.get("mechanism").startswith("HT-"):
            self._take_password(client, request)

    def _take_password(self, client, request):
        scram = self.begin(client, request.get("mechanism"), request.find(tag(SASL2, "initial-response")).text)
        client.say(f"<challenge xmlns='{SASL2}'>{encode(self.challenge(scram))}</challenge>")
        self.proved(client, scram, client.expect(SASL2, "response").text)
        data = self.proof(scram) if self.proof else "v=" + encode(scram.signature())
        client.peer.secrets.add(TOKEN)
        token = f"<token xmlns='{FAST}' token='{TOKEN}' expiry='2090-01-01T00:00:00Z'/>"
        client.say(self.finish(scram) if self.finish else self.done(data, token))

    def _take_token(self, client, request):
        given = base64.b64decode(request.find(tag(SASL2, "initial-response")).text)
        client.peer.logins.append((request.get("mechanism"), given))
        if self.token_failure:
            client.say(f"<failure xmlns='{SASL2}'><{self.token_failure} xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>")
            return False
        binding = client.peer.certificates.end_point(self.certificate)
        right = b"romeo\0" + hmac.digest(TOKEN.encode(), b"Initiator" + binding, "sha256")
        assert given == right, "the tool's proof of its token is wrong"
        client.say(self.done(self.token_proof or hmac.digest(TOKEN.encode(), b"Responder" + binding, "sha256")))
        return True

    def done(self, data, more=""):
        """A success."""
        data = f"<additional-data>{encode(data)}</additional-data>" if data else ""
        identity = f"<authorization-identifier>{self.identity}</authorization-identifier>"
        return f"<success xmlns='{SASL2}'>{data}{identity}{self.inline}{more}</success>"
