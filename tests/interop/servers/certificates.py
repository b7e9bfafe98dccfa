# SPDX-License-Identifier: MIT
"""The certificates of a test server: a certificate authority of its own, good certificates, and one of each bad kind."""

import pathlib
import subprocess

_CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n"
_CLIENT = ("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n"
           "subjectAltName=otherName:1.3.6.1.5.5.7.8.5;UTF8:{jid}\n")  # id-on-xmppAddr
_LEAF = ("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n"
         "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\nsubjectAltName={names}\n")


def _openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, stdin=subprocess.DEVNULL)


class Folder:
    """A folder of PEM files: NAME.key, NAME.crt, and NAME.pem with both."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.path.mkdir(parents=True, exist_ok=True)

    def authority(self, name):
        """Makes a certificate authority."""
        self._request(name, name)
        self._sign(name, _CA, 3650, "-signkey", self._file(name, "key"))

    def leaf(self, name, domains, issuer, days=3650):
        """Makes a certificate for `domains`, signed by `issuer` (itself: self-signed); negative `days`: expired."""
        self._request(name, domains[0])
        signer = ["-CA", self._file(issuer, "crt"), "-CAkey", self._file(issuer, "key"), "-CAcreateserial"]
        if issuer == name:
            signer = ["-signkey", self._file(name, "key")]
        names = ",".join(f"DNS:{domain}" for domain in domains)
        self._sign(name, _LEAF.format(names=names), days, *signer)
        pem = self._file(name, "crt").read_bytes() + self._file(name, "key").read_bytes()
        self._file(name, "pem").write_bytes(pem)

    def client(self, name, jid, issuer):
        """Makes a certificate for the account `jid`, signed by `issuer`."""
        self._request(name, name)
        self._sign(name, _CLIENT.format(jid=jid), 3650, "-CA", self._file(issuer, "crt"), "-CAkey",
                   self._file(issuer, "key"), "-CAcreateserial")

    def _file(self, name, kind):
        return self.path / f"{name}.{kind}"

    def _request(self, name, common_name):
        _openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self._file(name, "key"))
        _openssl("req", "-new", "-subj", f"/CN={common_name}", "-key", self._file(name, "key"),
                 "-out", self._file(name, "csr"))

    def _sign(self, name, extensions, days, *signer):
        self._file(name, "ext").write_text(extensions, encoding="ascii")
        _openssl("x509", "-req", "-in", self._file(name, "csr"), "-out", self._file(name, "crt"), "-sha256",
                 "-extfile", self._file(name, "ext"), "-days", days, *signer)


def make(path, domains, clients):
    """Makes ca.crt, a certificate `server` for `domains`, the bad ones of expired.test, wrongname.test, …, and one for
    each of `clients`, addresses by name."""
    folder = Folder(path)
    folder.authority("ca")
    folder.authority("other-ca")
    folder.leaf("server", domains, issuer="ca")
    folder.leaf("expired", ["expired.test"], issuer="ca", days=-1)
    folder.leaf("wrongname", ["somebody-else.test"], issuer="ca")
    folder.leaf("selfsigned", ["selfsigned.test"], issuer="selfsigned")
    folder.leaf("unknownca", ["unknownca.test"], issuer="other-ca")
    for name, jid in clients.items():
        folder.client(name, jid, issuer="ca")
