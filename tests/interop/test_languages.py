# SPDX-License-Identifier: MIT
"""The same twenty lines in each language: log in, say hello to oneself, ask the server what it is, leave."""

import os
import subprocess

import support

BINDINGS = support.HERE.parent.parent / "bindings"
SERVERS = {"prosody": "Prosody", "ejabberd": "ejabberd"}


class Chats(support.Case):
    """Each example of the C interface and of what stands on it."""

    def chat(self, language, *command, **environment):
        """Runs a program with the arguments that all of them take, and checks what it says."""
        jid, peer = self.jid("romeo", "languages"), self.jid("romeo")
        arguments = [jid, self.known["HEADSTOCK_HOST"], self.known["HEADSTOCK_PORT"], self.known["HEADSTOCK_CA"], peer]
        done = subprocess.run([*map(str, command), *arguments], capture_output=True, text=True, timeout=120, check=False,
                              env={**os.environ, "PASSWORD": self.password("romeo"), "PYTHONDONTWRITEBYTECODE": "1",
                                   **environment})
        self.assertEqual(done.returncode, 0, f"stdout: {done.stdout}\nstderr: {done.stderr}")
        self.assertEqual(done.stdout.splitlines(),
                         [f"ready {jid}", f"heard hello from {language}", f"server {SERVERS[self.server.kind]}"])

    def library(self):
        """Returns where the library is."""
        return str(self.binaries / "capi" / "libheadstock.so")

    def python(self, interpreter, example):
        """Runs an example of Python."""
        self.chat("Python", interpreter, BINDINGS / "python/examples" / example, HEADSTOCK_LIBRARY=self.library(),
                  PYTHONPATH=str(BINDINGS / "python/src"))

    def test_in_c(self):
        self.chat("C", self.binaries / "capi" / "capi_chat")

    def test_in_cpp(self):
        self.chat("C++", self.binaries / "examples" / "chat")

    def test_in_python(self):
        self.python("python3", "chat.py")

    def test_in_python_with_asyncio(self):
        self.python("python3", "chat_async.py")

    def test_in_pypy(self):
        self.python("pypy3", "chat.py")

    def test_in_csharp(self):
        self.chat(".NET", BINDINGS / "dotnet/run_example", self.library())

    def test_in_java(self):
        self.chat("Java", BINDINGS / "jvm/run_example", self.library(), "java")

    def test_in_jython(self):
        self.chat("Jython", BINDINGS / "jvm/run_example", self.library(), "jython")
