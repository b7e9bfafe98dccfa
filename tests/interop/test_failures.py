# SPDX-License-Identifier: MIT
"""What goes wrong, and by which exit code a script learns of it."""

import socket

import support


class Failures(support.Case):
    """Each kind of failure has a code of its own."""

    def test_usage_is_2(self):
        self.headstock("send", self.jid("romeo"), "--no-such-option", code=2)

    def test_a_wrong_password_is_8(self):
        for tls in "starttls", "direct":
            with self.subTest(tls):
                self.headstock("ping", self.jid("romeo"), "example.test", password="wrong", tls=tls, code=8)

    def test_an_unknown_account_is_8(self):
        self.headstock("ping", self.jid("nobody"), self.known["HEADSTOCK_DOMAIN"], password="x", code=8)

    def test_an_unknown_host_is_5(self):
        self.headstock("ping", self.jid("romeo"), "example.test", connect="nowhere.invalid:5222", code=5)

    def test_a_refused_port_is_6(self):
        with socket.socket() as unused:  # bound, so nobody else gets it; not listening, so it refuses
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
            self.headstock("ping", self.jid("romeo"), "example.test", connect=f"127.0.0.1:{port}", code=6)

    def test_a_certificate_of_another_authority_is_7(self):
        other = self.server.directory / "certs" / "other-ca.crt"
        for tls in "starttls", "direct":
            with self.subTest(tls):
                self.headstock("ping", self.jid("romeo"), "example.test", ca=str(other), tls=tls, code=7)

    def test_a_certificate_for_another_name_is_7(self):
        self.headstock("ping", self.jid("romeo", domain="elsewhere.test"), "elsewhere.test", tls="direct", code=7)

    def test_a_domain_that_the_server_does_not_have_is_9(self):
        self.headstock("ping", self.jid("romeo", domain="elsewhere.test"), "elsewhere.test", code=9)

    def test_a_failed_login_says_no_password(self):
        secret = "do-not-print-me"
        said = self.headstock("ping", self.jid("romeo"), "example.test", password=secret, code=8)
        self.assertNotIn(secret, said)


class BadCertificates(support.Case):
    """Certificates that a client must refuse. ejabberd picks certificates by their names, so it cannot show these."""

    servers = ("prosody",)

    def test_each_is_7(self):
        for domain in "expired.test", "wrongname.test", "selfsigned.test", "unknownca.test":
            for tls in "starttls", "direct":
                with self.subTest(domain=domain, tls=tls):
                    self.headstock("ping", self.jid("romeo", domain=domain), domain, tls=tls, code=7)
