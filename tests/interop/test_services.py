# SPDX-License-Identifier: MIT
"""Commands, search, and accounts that change, which all speak by forms."""

import os
import subprocess

import support


class Program(support.Case):
    """tests/interop/programs/services."""

    def services(self, work, jid, argument="", **environment):
        """Runs the program; returns the lines that it printed."""
        command = [str(self.binaries / "examples" / "services"), work, jid, self.known["HEADSTOCK_HOST"],
                   self.known["HEADSTOCK_PORT"], self.known["HEADSTOCK_CA"], argument]
        if "PASSWORD" not in environment:
            environment["PASSWORD"] = self.password(jid.partition("@")[0])
        done = subprocess.run(command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, f"stdout: {done.stdout}\nstderr: {done.stderr}")
        return done.stdout.splitlines()


class Commands(Program):
    """What both offer to anybody."""

    NODES = {"prosody": "uptime", "ejabberd": "ping"}

    def test_a_command_is_listed_and_run(self):
        said = self.services("command", self.jid("juliet"), self.NODES[self.server.kind])
        self.assertEqual(said, ["offered", "completed", "a note"])


class Accounts(Program):
    """Where anybody may make an account."""

    def test_an_account_is_made_changed_and_cancelled(self):
        domain = self.known["HEADSTOCK_REGISTER_DOMAIN"]
        nurse = self.jid("angelica", domain=domain)
        self.assertEqual(self.services("password", nurse, "second", PASSWORD="first", REGISTER="1"),
                         ["registered", "changed"])
        self.headstock("ping", nurse, domain, password="first", code=8)
        self.headstock("ping", nurse, domain, password="second")
        self.assertEqual(self.services("cancel", nurse, PASSWORD="second"), ["cancelled"])
        self.headstock("ping", nurse, domain, password="second", code=8)


class Directory(Program):
    """What ejabberd has."""

    servers = ("ejabberd",)

    def test_somebody_is_found_by_a_nickname(self):
        found = self.services("search", self.jid("mercutio"), "vjud." + self.known["HEADSTOCK_DOMAIN"])
        self.assertEqual(found, ["found " + self.jid("mercutio")])
