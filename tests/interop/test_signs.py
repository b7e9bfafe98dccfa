# SPDX-License-Identifier: MIT
"""What slixmpp says of itself besides words: a picture, how long it is idle, XHTML; heard by the Python binding."""

import hashlib
import json
import os
import subprocess

import support

BINDING = support.HERE.parent.parent / "bindings/python/src"
PICTURE = b"\x89PNG\r\n\x1a\n: no picture, but nobody looks at it"
LISTENER = support.HERE / "clients" / "signs_listener.py"


class Signs(support.Case):
    """slixmpp shows, we hear."""

    def test_a_picture_idleness_and_xhtml_are_heard(self):
        listener = subprocess.Popen(
            ["/usr/bin/python3", "-B", str(LISTENER), self.jid("mercutio", "signs"), self.known["HEADSTOCK_HOST"],
             self.known["HEADSTOCK_PORT"], self.known["HEADSTOCK_CA"], self.jid("benvolio")],
            stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PASSWORD": self.password("mercutio"), "PYTHONPATH": str(BINDING),
                 "HEADSTOCK_LIBRARY": str(self.binaries / "capi" / "libheadstock.so")})
        self.addCleanup(listener.stdout.close)
        self.addCleanup(listener.wait)
        self.addCleanup(listener.kill)
        self.assertEqual(listener.stdout.readline(), "ready\n")
        command = self._peer("show", self.jid("benvolio", "signs"), "starttls", "--to", self.jid("mercutio", "signs"))
        shown = subprocess.run(command, env={**os.environ, **self._peer_password(self.jid("benvolio"))},
                               capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        seen = json.loads(listener.communicate(timeout=60)[0])
        self.assertEqual(seen["vcard_avatar.Update"]["photo"], hashlib.sha1(PICTURE).hexdigest())
        self.assertTrue(seen["idle.Idle"]["since"].startswith("2026-11-22T10:00:00"), seen)
        self.assertIn("<strong>green</strong>", json.dumps(seen["xhtml.Html"]).replace('\\"', '"'))
        self.assertIn("photo", {key.lower() for key in seen["card"]})
