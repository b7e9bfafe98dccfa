# SPDX-License-Identifier: MIT
"""Certificates of every kind for the hostile server, each made when it is first wanted, and the TLS that shows them."""

import hashlib
import pathlib
import ssl
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from interop.servers.certificates import Folder, _openssl  # noqa: E402

DOMAIN = "montague.example"
_LEAF = {"basicConstraints": "critical,CA:FALSE", "keyUsage": "critical,digitalSignature", "extendedKeyUsage": "serverAuth",
         "subjectAltName": f"DNS:{DOMAIN}"}
_SRV, _XMPP = "otherName:1.3.6.1.5.5.7.8.7;IA5STRING:", "otherName:1.3.6.1.5.5.7.8.5;UTF8:"
_WITH_NUL = f"{DOMAIN}\0.capulet.example".encode()
_CA_CONFIG = """[ca]
default_ca = all
[all]
new_certs_dir = {path}
database = {path}/index
rand_serial = yes
policy = names
default_md = sha256
unique_subject = no
[names]
commonName = supplied
"""

# What is different from a good certificate: extensions, or how it is signed.
KINDS = {
    "good": {},
    "other-name": {"subjectAltName": "DNS:capulet.example"},
    "host": {"subjectAltName": "DNS:localhost,IP:127.0.0.1"},
    "common-name": {"subjectAltName": None},
    "below": {"subjectAltName": f"DNS:*.{DOMAIN}"},
    "part-of-a-label": {"subjectAltName": "DNS:mont*.example"},
    "star-inside": {"subjectAltName": "DNS:m*e.example"},
    "ending": {"subjectAltName": "DNS:example,DNS:ontague.example"},
    "beginning": {"subjectAltName": f"DNS:{DOMAIN}.capulet.example"},
    "nul": {"subjectAltName": "DER:" + bytes([0x30, len(_WITH_NUL) + 2, 0x82, len(_WITH_NUL), *_WITH_NUL]).hex(":")},
    "address": {"subjectAltName": "IP:127.0.0.1"},
    "mail": {"subjectAltName": f"email:romeo@{DOMAIN}"},
    "srv": {"subjectAltName": f"{_SRV}_xmpp-client.{DOMAIN}"},
    "srv-server": {"subjectAltName": f"{_SRV}_xmpp-server.{DOMAIN}"},
    "srv-other": {"subjectAltName": f"{_SRV}_xmpp-client.capulet.example"},
    "xmpp": {"subjectAltName": f"{_XMPP}{DOMAIN}"},
    "clients-only": {"extendedKeyUsage": "clientAuth"},
    "expired": {"days": -1},
    "future": {"start": "20900101000000Z"},
    "self-signed": {"issuer": "self-signed"},
    "unknown": {"issuer": "other-ca"},
    "leaf-issued": {"issuer": "good"},
    "short-key": {"key": ["genrsa", "-out", "{key}", "1024"]},
    "sha1": {"digest": "-sha1"},
}


class Certificates(Folder):
    """A folder with an authority, and certificates that are made on demand."""

    def __init__(self, path):
        super().__init__(path)
        self._lock = threading.RLock()
        self.authority("ca")
        self.ca = str(self._file("ca", "crt"))

    def pem(self, kind):
        """The path of a file with the certificate of that kind, its chain and its key."""
        with self._lock:
            if not self._file(kind, "pem").exists():
                self._make(kind, dict(KINDS[kind]))
            return str(self._file(kind, "pem"))

    def _make(self, kind, different):
        issuer = different.pop("issuer", "ca")
        if issuer == "other-ca":
            self.authority(issuer)
        elif issuer not in ("ca", kind):
            self.pem(issuer)
        self._ask(kind, different.pop("key", ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "{key}"]))
        how = {name: different.pop(name, None) for name in ("days", "start", "digest")}
        extensions = {name: text for name, text in (_LEAF | different).items() if text}
        self._file(kind, "ext").write_text("".join(f"{name}={text}\n" for name, text in extensions.items()), encoding="ascii")
        self._issue(kind, issuer, **how)
        chain = [self._file(issuer, "crt")] if issuer not in ("ca", kind) else []
        parts = [self._file(kind, "crt"), *chain, self._file(kind, "key")]
        self._file(kind, "pem").write_text("".join(part.read_text() for part in parts), encoding="ascii")

    def _ask(self, kind, key):
        _openssl(*(word.format(key=self._file(kind, "key")) for word in key))
        _openssl("req", "-new", "-subj", f"/CN={DOMAIN}", "-key", self._file(kind, "key"), "-out", self._file(kind, "csr"))

    def _issue(self, kind, issuer, days, start, digest):
        files = ["-in", self._file(kind, "csr"), "-out", self._file(kind, "crt"), "-extfile", self._file(kind, "ext")]
        signer = ["-CA", self._file(issuer, "crt"), "-CAkey", self._file(issuer, "key"), "-CAcreateserial"]
        if issuer == kind:
            signer = ["-signkey", self._file(kind, "key")]
        if start:
            (self.path / "index").touch()
            (self.path / "ca.conf").write_text(_CA_CONFIG.format(path=self.path), encoding="ascii")
            _openssl("ca", "-batch", "-notext", "-config", self.path / "ca.conf", "-cert", self._file(issuer, "crt"),
                     "-keyfile", self._file(issuer, "key"), "-startdate", start, "-enddate", "20910101000000Z", *files)
        else:
            _openssl("x509", "-req", digest or "-sha256", "-days", days or 30, *files, *signer)

    def context(self, kind="good", versions=(ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3), ciphers="DEFAULT:@SECLEVEL=0"):
        """A server's side of TLS."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers(ciphers)
        context.minimum_version, context.maximum_version = versions
        context.load_cert_chain(self.pem(kind))
        context.set_alpn_protocols(["xmpp-client"])
        return context

    def end_point(self, kind):
        """What tls-server-end-point binds to (RFC 5929 §4.1)."""
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(self._file(kind, "crt").read_text())).digest()
