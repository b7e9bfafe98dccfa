# SPDX-License-Identifier: MIT
"""Publish-subscribe: nodes of a service and of accounts, by the programs of the guide."""

import os
import subprocess

import support


class Pubsub(support.Case):
    """examples/publisher, subscriber, node_owner and microblog."""

    def program(self, name, user, *arguments):
        """Returns a command line of an example, and its environment."""
        command = [str(self.binaries / "examples" / name), self.jid(user), self.known["HEADSTOCK_HOST"],
                   self.known["HEADSTOCK_PORT"], self.known["HEADSTOCK_CA"], *arguments]
        return command, {"PASSWORD": self.password(user)}

    def run_program(self, name, user, *arguments, text=""):
        """Runs an example to its end, and returns the lines it printed."""
        command, environment = self.program(name, user, *arguments)
        done = subprocess.run(command, env={**os.environ, **environment}, input=text, capture_output=True, text=True,
                              timeout=90, check=False)
        self.assertEqual(done.returncode, 0, f"{command}\nstdout: {done.stdout}\nstderr: {done.stderr}")
        return done.stdout.splitlines()

    def start(self, name, user, *arguments):
        """Starts an example in the background."""
        program = support.Background(*self.program(name, user, *arguments))
        self.addCleanup(program.close)
        return program

    def service(self):
        """Returns the address of the server's service."""
        return f"pubsub.{self.known['HEADSTOCK_DOMAIN']}"

    def test_what_a_publisher_says_reaches_a_subscriber(self):
        self.run_program("publisher", "juliet", self.service(), "musings")
        subscriber = self.start("subscriber", "romeo", self.service(), "musings")
        subscriber.expect(lambda line: line.strip() == "subscribed")
        told = self.run_program("publisher", "juliet", self.service(), "musings", text="a rose\nby <any> name\n")
        self.assertEqual(len([line for line in told if line.startswith("published ")]), 2)
        subscriber.expect(lambda line: line.strip() == "item a rose")
        subscriber.expect(lambda line: line.strip() == "item by <any> name")

    def test_an_owner_does_all_with_a_node(self):
        told = self.run_program("node_owner", "juliet", self.service(), "roses", self.jid("romeo"))
        for line in ("title Of names", "defaults http://jabber.org/protocol/pubsub#node_config", "listed roses",
                     f"{self.jid('juliet')} owner", f"{self.jid('romeo')} publisher", f"subscriber {self.jid('juliet')}",
                     "ours 1", "by id 1", "left 2", "purged 0", "refused not subscribed", "deleted roses"):
            self.assertIn(line, told)

    def test_a_microblog_is_followed_from_another_account(self):
        first = self.run_program("microblog", "juliet", "post", "What's in a name?")[0]
        self.assertEqual(self.run_program("microblog", "romeo", "list", self.jid("juliet")),
                         [f"{self.jid('juliet')} {first} What's in a name?"])
        follower = self.start("microblog", "romeo", "follow", self.jid("juliet"))
        follower.expect(lambda line: line.strip() == "following")
        second = self.run_program("microblog", "juliet", "post", "<Parting> is such sweet sorrow")[0]
        follower.expect(lambda line: line.strip() == f"{self.jid('juliet')} {second} <Parting> is such sweet sorrow")
        self.run_program("microblog", "juliet", "retract", second)
        follower.expect(lambda line: line.strip() == f"{self.jid('juliet')} {second} retracted")
        self.assertEqual(self.run_program("microblog", "juliet", "list"),
                         [f"{self.jid('juliet')} {first} What's in a name?"])
