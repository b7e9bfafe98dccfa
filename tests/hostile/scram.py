# SPDX-License-Identifier: MIT
"""The server's side of SCRAM (RFC 5802), for a server that may say anything else in its place."""

import base64
import hashlib
import hmac
import os

ITERATIONS = 4096


def encode(data):
    """Base64 of bytes or of a text."""
    return base64.b64encode(data if isinstance(data, bytes) else data.encode()).decode()


class Scram:
    """One login: what the client says goes in, what an honest server says comes out."""

    def __init__(self, mechanism, password, first):
        self.mechanism = mechanism
        self.hash = {"SCRAM-SHA-1": "sha1", "SCRAM-SHA-256": "sha256", "SCRAM-SHA-512": "sha512"}[mechanism.removesuffix("-PLUS")]
        self.password = password.encode()
        self.flag, _, bare = first.split(",", 2)
        self.bare = bare
        self.client_nonce = bare.split(",r=", 1)[1]
        self.nonce = self.client_nonce + encode(os.urandom(9))
        self.salt = os.urandom(16)
        self.extra = ""
        self.first = self.final = None

    def challenge(self, **different):
        """The server's first message; `nonce`, `salt`, `iterations`, `before` and `extra` may be other texts than they should."""
        say = {"nonce": self.nonce, "salt": encode(self.salt), "iterations": ITERATIONS, "before": "", "extra": ""} | different
        self.first = "{before}r={nonce},s={salt},i={iterations}{extra}".format(**say)
        return self.first

    def respond(self, final):
        """Takes the client's second message: whether its proof is right."""
        self.final, proof = final.rsplit(",p=", 1)
        stored = hashlib.new(self.hash, self._key(b"Client Key")).digest()
        signature = self._mac(stored, self._signed())
        key = bytes(a ^ b for a, b in zip(base64.b64decode(proof), signature))
        return hashlib.new(self.hash, key).digest() == stored

    def binding(self):
        """The channel binding that the client's second message claims, behind its header."""
        return base64.b64decode(self.final.split(",")[0].removeprefix("c=")).split(b",", 2)[2]

    def signature(self):
        """What proves that the server knows the account."""
        return self._mac(self._key(b"Server Key"), self._signed())

    def _signed(self):
        return f"{self.bare},{self.first},{self.final}".encode()

    def _key(self, name):
        salted = hashlib.pbkdf2_hmac(self.hash, self.password, self.salt, ITERATIONS)
        return self._mac(salted, name)

    def _mac(self, key, data):
        return hmac.digest(key, data, self.hash)
