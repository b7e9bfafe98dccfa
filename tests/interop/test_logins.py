# SPDX-License-Identifier: MIT
"""The ways to log in besides a password on its own."""

import os
import subprocess

import support


class Ways(support.Case):
    """examples/logins, which says how it got in."""

    def log_in(self, way, jid, code=0, tls="starttls", port=None, **environment):
        """Returns what the program printed, as a dictionary; a text where it failed."""
        host, _, usual = self.address(tls).rpartition(":")
        kind = "direct" if tls == "direct" else "starttls"
        command = [str(self.binaries / "examples" / "logins"), way, jid, host, port or usual, self.known["HEADSTOCK_CA"],
                   kind]
        done = subprocess.run(command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, code, f"{done.args}\nstdout: {done.stdout}\nstderr: {done.stderr}")
        return done.stderr if code else dict(line.split(" ", 1) for line in done.stdout.splitlines())


class Logins(Ways):
    """What all of them can."""

    def test_nobody_gets_an_address(self):
        domain = self.known["HEADSTOCK_ANONYMOUS_DOMAIN"]
        said = self.log_in("anonymous", domain)
        self.assertEqual(said["mechanism"], "ANONYMOUS")
        self.assertIn(f"@{domain}/", said["address"])

    def test_the_channel_is_bound_with_tls_1_2(self):
        jid = self.jid("juliet", domain=self.known["HEADSTOCK_TLS12_DOMAIN"])
        said = self.log_in("bound", jid, tls="tls12", PASSWORD=self.password("juliet"))
        self.assertRegex(said["mechanism"], "^SCRAM-SHA-(1|256|512)-PLUS$")
        self.assertIn("wrong user name", self.log_in("bound", jid, code=1, tls="tls12", PASSWORD="wrong"))


class WithoutScram(Ways):
    """Where the server has nothing better than DIGEST-MD5."""

    servers = ("ejabberd", "jabberd2")

    def test_digest_md5_is_used_where_it_is_allowed(self):
        jid = self.jid("juliet", domain=self.known["HEADSTOCK_MD5_DOMAIN"])
        said = self.log_in("digest-md5", jid, port=self.known["HEADSTOCK_MD5_PORT"], PASSWORD=self.password("juliet"))
        self.assertEqual(said["mechanism"], "DIGEST-MD5")
        port = self.known["HEADSTOCK_MD5_PORT"]
        self.assertTrue(self.log_in("digest-md5", jid, code=1, port=port, PASSWORD="wrong"))
        self.assertTrue(self.log_in("password", jid, code=1, port=port, PASSWORD=self.password("juliet")))


class OnJabberd2(Ways):
    """A server of another age: no stream management, SCRAM-SHA-1 at best. It fails ("internal-server-error") who begins with
    TLS on the socket of a connection by STARTTLS that has just ended: so direct TLS comes while others stand."""

    servers = ("jabberd2",)

    def test_messages_go_both_ways(self):
        for tls in "starttls", "direct":
            with self.subTest(tls=tls):
                juliet = self.listen(self.jid("juliet", "old" + tls), tls=tls)
                self.headstock("send", self.jid("romeo"), self.jid("juliet", "old" + tls), text="O!", tls=tls)
                juliet.event("message", body="O!")

    def test_scram_is_used(self):
        said = self.log_in("password", self.jid("benvolio"), PASSWORD=self.password("benvolio"))
        self.assertEqual(said["mechanism"], "SCRAM-SHA-1")


class OnProsody(Ways):
    """What only Prosody can."""

    servers = ("prosody",)

    def test_the_channel_is_bound_with_tls_1_3(self):
        jid = self.jid("juliet", domain="bound." + self.known["HEADSTOCK_DOMAIN"])
        for tls in "starttls", "direct":
            with self.subTest(tls=tls):
                said = self.log_in("bound", jid, tls=tls, PASSWORD=self.password("juliet"))
                self.assertEqual(said["mechanism"], "SCRAM-SHA-256-PLUS")

    def test_an_account_is_made_first(self):
        nurse = self.jid("nurse", domain="new." + self.known["HEADSTOCK_DOMAIN"])
        said = self.log_in("new-account", nurse, PASSWORD="angelica")
        self.assertTrue(said["mechanism"].startswith("SCRAM-"))
        self.assertTrue(self.log_in("new-account", nurse, code=1, PASSWORD="other"))
        self.log_in("password", nurse, PASSWORD="angelica")

    def test_a_certificate_is_enough(self):
        jid = self.jid("juliet", domain="cert." + self.known["HEADSTOCK_DOMAIN"])
        own = self.server.directory / "certs" / "juliet"
        said = self.log_in("certificate", jid, CERTIFICATE=f"{own}.crt", KEY=f"{own}.key")
        self.assertEqual(said["mechanism"], "EXTERNAL")
        self.assertIn(f"{jid}/", said["address"])

    def test_somebody_elses_certificate_is_not(self):
        jid = self.jid("romeo", domain="cert." + self.known["HEADSTOCK_DOMAIN"])
        own = self.server.directory / "certs" / "juliet"
        self.assertTrue(self.log_in("certificate", jid, code=1, CERTIFICATE=f"{own}.crt", KEY=f"{own}.key"))


class OnEjabberd(Ways):
    """What only ejabberd can."""

    servers = ("ejabberd",)

    def test_an_access_token_is_enough(self):
        said = self.log_in("access-token", self.jid("juliet"), ACCESS_TOKEN=self.known["JULIET_ACCESS_TOKEN"])
        self.assertEqual(said["mechanism"], "X-OAUTH2")
        self.assertTrue(self.log_in("access-token", self.jid("juliet"), code=1, ACCESS_TOKEN="wrong"))

    def test_the_stream_is_compressed(self):
        said = self.log_in("compressed", self.jid("juliet"), PASSWORD=self.password("juliet"))
        self.assertEqual(said["compressed"], "yes")
