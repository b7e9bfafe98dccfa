# SPDX-License-Identifier: MIT
"""Messages between headstock and others, both ways, over STARTTLS and over direct TLS."""

import os
import subprocess

import support

AWKWARD = 'wherefore <art> & "thou" ]]> \U0001f339 \u05d0\u0301'


class Messages(support.Case):
    """headstock and slixmpp, headstock and go-sendxmpp, headstock and itself."""

    def test_headstock_hears_slixmpp(self):
        for tls in "starttls", "direct":
            with self.subTest(tls):
                juliet = self.listen(self.jid("juliet", f"hears-{tls}"), "-n", "1", tls=tls)
                address = self.jid("juliet", f"hears-{tls}")
                self.peer_send(self.jid("romeo", "peer"), address, "--body", AWKWARD, tls=tls)
                heard = juliet.event("message", body=AWKWARD)
                self.assertEqual(heard["from"], self.jid("romeo", "peer"))
                self.assertEqual(heard["to"], address)
                self.assertEqual(juliet.end(), 0)

    def test_slixmpp_hears_headstock(self):
        for tls in "starttls", "direct":
            with self.subTest(tls):
                address = self.jid("juliet", f"peer-{tls}")
                juliet = self.peer_listen(address, tls=tls)
                self.headstock("send", self.jid("romeo", "orchard"), address, "-m", AWKWARD, tls=tls)
                heard = juliet.event("message")
                self.assertEqual(heard["body"], AWKWARD)
                self.assertEqual(heard["from"], self.jid("romeo", "orchard"))
                self.assertTrue(heard["id"])

    def test_text_comes_from_standard_input(self):
        juliet = self.peer_listen(self.jid("juliet", "stdin"))
        self.headstock("send", self.jid("romeo"), self.jid("juliet", "stdin"), text="two\nlines \U0001f339\n")
        self.assertEqual(juliet.event("message")["body"].rstrip("\n"), "two\nlines \U0001f339")

    def test_a_body_in_two_languages_is_heard_in_the_default_one(self):
        juliet = self.listen(self.jid("juliet", "polyglot"), "-n", "1")
        self.peer_send(self.jid("romeo"), self.jid("juliet", "polyglot"), "--body", "hello", "--lang", "fr=bonjour")
        juliet.event("message", body="hello")

    def test_headstock_hears_go_sendxmpp(self):
        for tls in "starttls", "direct":
            with self.subTest(tls):
                juliet = self.listen(self.jid("juliet", f"go-{tls}"), "-n", "1", tls=tls)
                command, environment = self.go("romeo", self.jid("juliet", f"go-{tls}"), tls=tls)
                subprocess.run(command, env={**os.environ, **environment}, input=AWKWARD, text=True, check=True,
                               timeout=60)
                juliet.event("message", body=AWKWARD)

    def test_go_sendxmpp_hears_headstock(self):
        command, environment = self.go("mercutio", "-l")
        mercutio = support.Background(command, environment)
        self.addCleanup(mercutio.close)
        # It does not say when it is there, and loses what comes while it logs in: so it is told again until it hears.
        for patience in 5, 10, support.LIMIT:
            self.headstock("send", self.jid("romeo"), self.jid("mercutio"), "-m", AWKWARD)
            try:
                return mercutio.expect(lambda line: AWKWARD in line, patience)
            except AssertionError:
                if patience == support.LIMIT:
                    raise

    def test_headstock_hears_headstock(self):
        juliet = self.listen(self.jid("juliet", "self"), "-n", "3")
        for text in "one", "two", AWKWARD:
            self.headstock("send", self.jid("romeo"), self.jid("juliet", "self"), "-m", text)
            juliet.event("message", body=text)
        self.assertEqual(juliet.end(), 0)

    def test_a_long_message_arrives_whole(self):
        text = "\U0001f339<&>" * 5000
        juliet = self.listen(self.jid("juliet", "long"), "-n", "1")
        self.headstock("send", self.jid("romeo"), self.jid("juliet", "long"), text=text)
        self.assertEqual(juliet.event("message")["body"].rstrip("\n"), text)
