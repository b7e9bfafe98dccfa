# SPDX-License-Identifier: MIT
"""Files, by XEP-0096: between two of examples/files, and between one and slixmpp; over the server's proxy and in-band."""

import hashlib
import os
import pathlib
import subprocess
import tempfile

import support

FILES = support.HERE / "clients" / "slixmpp_files.py"


class Files(support.Case):
    """Romeo sends, Juliet receives."""

    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="headstock-files-")
        self.addCleanup(place.cleanup)
        self.place = pathlib.Path(place.name) / "in"
        self.place.mkdir()
        self.content = os.urandom(700_001)
        self.file = pathlib.Path(place.name) / "sonnet 18.bin"
        self.file.write_bytes(self.content)
        self.romeo, self.juliet = self.jid("romeo", "orchard"), self.jid("juliet", "balcony")

    def files(self, *words):
        """Returns a command line of examples/files, and its environment."""
        command = [str(self.binaries / "examples" / "files"), *map(str, words), "--server", self.known["HEADSTOCK_HOST"],
                   "--port", self.known["HEADSTOCK_PORT"], "--ca", self.known["HEADSTOCK_CA"], "--romeo", self.romeo,
                   "--juliet", self.juliet]
        return command, {f"{name}_PASSWORD": self.password(name.lower()) for name in ("ROMEO", "JULIET")}

    def slixmpp(self, verb, name, *words):
        """Returns a command line of slixmpp, and its environment."""
        command = [str(FILES), verb, "--jid", self.romeo if name == "romeo" else self.juliet, "--connect", self.address(),
                   "--ca", self.known["HEADSTOCK_CA"], *map(str, words)]
        return command, {"PEER_PASSWORD": self.password(name)}

    def receiver(self, command, environment):
        """Starts whoever receives, and returns it once it is there."""
        program = support.Background(command, environment)
        self.addCleanup(program.close)
        program.expect(lambda line: "ready" in line)
        return program

    def run_sender(self, command, environment):
        """Runs whoever sends, to its end."""
        done = subprocess.run(command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def check_saved(self, receiver):
        """Checks what examples/files has saved, and under which name."""
        receiver.expect(lambda line: line == "saved sonnet 18.bin\n")
        self.assertEqual(receiver.end(), 0)
        self.assertEqual((self.place / "sonnet 18.bin").read_bytes(), self.content)

    def test_files_go_from_us_to_us(self):
        for way in "proxy", "direct", "in-band":
            with self.subTest(way=way):
                receiver = self.receiver(*self.files("receive", self.place))
                self.run_sender(*self.files("send", self.file, way))
                self.check_saved(receiver)
                (self.place / "sonnet 18.bin").unlink()

    def test_files_come_from_slixmpp(self):
        for way in "proxy", "iq", "message":
            with self.subTest(way=way):
                receiver = self.receiver(*self.files("receive", self.place))
                self.run_sender(*self.slixmpp("send", "romeo", "--to", self.juliet, "--file", self.file, "--way", way))
                self.check_saved(receiver)
                (self.place / "sonnet 18.bin").unlink()

    def test_files_go_to_slixmpp(self):
        for way in "proxy", "direct", "in-band":
            with self.subTest(way=way):
                receiver = self.receiver(*self.slixmpp("receive", "juliet"))
                self.run_sender(*self.files("send", self.file, way))
                told = receiver.event("file", file="sonnet 18.bin", size=len(self.content))
                self.assertEqual(told["sha256"], hashlib.sha256(self.content).hexdigest())
                self.assertEqual(receiver.end(), 0)
