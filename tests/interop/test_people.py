# SPDX-License-Identifier: MIT
"""Cards, blocking, privacy lists, kept messages, last activity, chat states and receipts."""

import os
import subprocess

import support


class Program(support.Case):
    """tests/interop/programs/people."""

    def people(self, work, name, other=None):
        """Runs the program; returns the lines that it printed."""
        command = [str(self.binaries / "examples" / "people"), work, self.jid(name, "people"),
                   self.known["HEADSTOCK_HOST"], self.known["HEADSTOCK_PORT"], self.known["HEADSTOCK_CA"],
                   *([other] if other else [])]
        done = subprocess.run(command, env={**os.environ, "PASSWORD": self.password(name)}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, f"stdout: {done.stdout}\nstderr: {done.stderr}")
        return done.stdout.splitlines()


class People(Program):
    """What every server has, and slixmpp."""

    def test_a_card_is_stored_and_read_by_others(self):
        said = self.people("cards", "juliet", self.jid("juliet"))
        # Prosody keeps a card as vCard 4 and makes it anew, without whom one works for.
        if self.server.kind == "prosody":
            said.insert(3, "own organization")
        self.assertEqual(said, ["own: Juliet Capulet", "own nickname", "own address", "own organization",
                                "own picture", "other: Juliet Capulet"])
        self.assertIn("other: Juliet Capulet", self.people("cards", "mercutio", self.jid("juliet")))

    def test_who_is_blocked_is_pushed_and_refused(self):
        romeo = self.jid("romeo")
        self.assertEqual(self.people("blocks", "juliet", romeo),
                         [f"pushed block {romeo}", "refused as blocked", f"pushed unblock {romeo}",
                          f"pushed block {romeo}", f"pushed unblock {romeo}", "left: 0"])

    def test_who_is_offline_was_here(self):
        self.headstock("ping", self.jid("benvolio"), self.known["HEADSTOCK_DOMAIN"])
        said = self.people("last", "mercutio", self.jid("benvolio"))
        self.assertEqual(said[0], "server up")
        self.assertTrue(said[1].startswith("other: was here"), said)

    def test_slixmpp_gives_receipts_and_tells_states(self):
        peer = self.peer_listen(self.jid("mercutio", "peer"), verb="chat")
        said = self.people("talk", "benvolio", self.jid("mercutio", "peer"))
        self.assertIn("state active", said)
        self.assertEqual(said[-2:], ["received", "told"])
        peer.event("message", body="Who's there?", state="active")
        peer.event("receipt")
        peer.event("state", state="composing")


class OldWays(Program):
    """What ejabberd has, and Prosody 0.12 has not."""

    servers = ("ejabberd",)

    def test_privacy_lists(self):
        said = self.people("lists", "juliet", self.jid("romeo"))
        self.assertIn("pushed night", said)
        self.assertEqual([line for line in said if not line.startswith("pushed")],
                         ["list as stored", "active night, default night", "left: 0"])

    def test_kept_messages_are_taken_one_by_one(self):
        for text in "first", "second":
            self.headstock("send", self.jid("romeo"), self.jid("juliet"), "--type", "chat", text=text)
        said = self.people("kept", "juliet")
        self.assertEqual(said[:3], ["count: 2", *[f"from {self.jid('romeo')}"] * 2])
        self.assertEqual(sorted(said[3:5]), ["kept: first", "kept: second"])
        self.assertEqual(said[5:], ["count: 1", "left: 0"])
