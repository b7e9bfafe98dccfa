# SPDX-License-Identifier: MIT
"""How a long-running listener lives: it survives its server, gives way to a newer login, and ends when told to."""

import os
import signal
import subprocess
import time

import support


class Life(support.Case):
    """`headstock listen` over time."""

    def test_it_connects_again_after_a_restart(self):
        juliet = self.listen(self.jid("juliet", "patient"))
        self.server.stop()
        self.addCleanup(self.ensure_running)
        juliet.event("disconnected")
        self.server.start()
        juliet.event("connected", limit=90)
        self.peer_send(self.jid("romeo"), self.jid("juliet", "patient"), "--body", "there again")
        juliet.event("message", body="there again")

    def test_sigterm_ends_it_within_two_seconds_with_a_closed_stream(self):
        juliet = self.listen(self.jid("juliet", "ended"))
        begin = time.monotonic()
        juliet.process.send_signal(signal.SIGTERM)
        code = juliet.end()
        self.assertLess(time.monotonic() - begin, 2)
        self.assertIn(code, (0, 143))
        # Had the stream not been closed, the session would hibernate and the server would wait for it, not answer.
        self.headstock("ping", self.jid("romeo"), self.jid("juliet", "ended"), code=10)

    def test_a_newer_login_with_its_resource_is_a_stream_error(self):
        juliet = self.listen(self.jid("juliet", "twice"))
        self.peer_listen(self.jid("juliet", "twice"))
        self.assertEqual(juliet.end(), 9)

    def test_the_demo_runs_against_this_server(self):
        known = self.known
        passwords = {name: known[name] for name in ("ROMEO_PASSWORD", "JULIET_PASSWORD")}
        done = subprocess.run([str(self.binaries / "examples" / "demo"), "--server", known["HEADSTOCK_HOST"], "--port",
                               known["HEADSTOCK_PORT"], "--domain", known["HEADSTOCK_DOMAIN"], "--ca",
                               known["HEADSTOCK_CA"], "--romeo", known["ROMEO_JID"], "--juliet", known["JULIET_JID"]],
                              env={**os.environ, **passwords}, capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def ensure_running(self):
        """Leaves a server behind for the tests that follow."""
        self.server.stop()
        self.server.start()
