# SPDX-License-Identifier: MIT
"""What the end-to-end tests of the tool stand on: the tool, a server of its own, and peers that misbehave."""

import json
import os
import pathlib
import pty
import queue
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

LIMIT = 60  # seconds after which a test has failed; sanitizers and busy machines are slow
PASSWORDS = {"romeo": "Wherefore-art-1597", "juliet": "Therefore-art-1597"}


def environment(**more):
    """The environment without anything that the tool would read."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HEADSTOCK_")}
    return clean | more


class Running:
    """A process whose output is read line by line as it comes."""

    def __init__(self, command, env):
        self.process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, start_new_session=True)
        self.lines = []
        self.errors = []
        self._coming = queue.Queue()
        self._readers = [threading.Thread(target=self._read, args=(self.process.stdout, self.lines, True)),
                         threading.Thread(target=self._read, args=(self.process.stderr, self.errors, False))]
        for reader in self._readers:
            reader.start()

    def _read(self, stream, into, announce):
        for line in stream:
            into.append(line)
            if announce:
                self._coming.put(line)
        if announce:
            self._coming.put(None)

    def line(self):
        """The next line, as bytes; None at the end."""
        return self._coming.get(timeout=LIMIT)

    def event(self, name, **wanted):
        """The next event of that name and with these fields; those before it are passed over."""
        while (line := self.line()) is not None:
            event = json.loads(line)
            if event["event"] == name and all(event.get(key) == value for key, value in wanted.items()):
                return event
        raise AssertionError(f"no event {name} {wanted} in {self.lines} {self.errors}")

    def events(self):
        """All that were read until now."""
        return [json.loads(line) for line in self.lines]

    def end(self, number=None):
        """Sends a signal, if one is given, and waits: the exit code and how many seconds it took."""
        begun = time.monotonic()
        if number is not None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=LIMIT)
        took = time.monotonic() - begun
        for reader in self._readers:
            reader.join(LIMIT)
        return code, took

    def abandon(self):
        """Ends it, whatever it does."""
        if self.process.poll() is None:
            self.process.kill()
        self.end()
        self.process.stdout.close()
        self.process.stderr.close()


class ToolTest(unittest.TestCase):
    """A test with a directory of its own, and the tool."""

    tool = None

    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="headstock-"))
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)

    def file(self, name, content, mode=0o600):
        """Writes a file; gives its path."""
        path = self.directory / name
        path.write_text(content)
        path.chmod(mode)
        return str(path)

    def run_tool(self, *arguments, text=None, data=None, **variables):
        """Runs the tool to its end, without a terminal."""
        given = data if data is not None else (text or "").encode()
        return subprocess.run([self.tool, *arguments], input=given, env=environment(**variables), capture_output=True,
                              timeout=LIMIT, start_new_session=True, check=False)

    def start_tool(self, *arguments, **variables):
        """Starts the tool; it ends with the test."""
        running = Running([self.tool, *arguments], environment(**variables))
        self.addCleanup(running.abandon)
        return running

    def assert_fails(self, done, code, words):
        """The tool ended with `code`, and one line that holds `words`."""
        errors = done.stderr.decode()
        self.assertEqual(done.returncode, code, errors)
        lines = [line for line in errors.splitlines() if line.startswith("headstock: ")]
        self.assertTrue(lines and words in lines[-1], errors)


class ServerTest(ToolTest):
    """A test with a server as well."""

    def setUp(self):
        super().setUp()
        self.ca = str(self.directory / "ca.pem")
        self.passwords = {name: self.file(name, password + "\n") for name, password in PASSWORDS.items()}
        self.server = self.serve()

    def serve(self, *more, port=0):
        """Starts a server; it knows both and lets them be friends."""
        accounts = self.file("accounts", "".join(f"{name} {password}\n" for name, password in PASSWORDS.items()))
        server = self.start_tool("serve", "--json", "--accounts", accounts, "--friends", "--ca-out", self.ca,
                                 "--port", str(port), *more)
        self.port = server.event("listening")["port"]
        return server

    def login(self, name, ca=True):
        """The options by which somebody logs in."""
        options = ["--jid", f"{name}@localhost", "--connect", f"127.0.0.1:{self.port}", "--password-file", self.passwords[name]]
        return options + (["--ca", self.ca] if ca else [])

    def listen(self, name, *more):
        """Starts to listen; gives it when it is connected and available."""
        listening = self.start_tool("listen", "--json", *self.login(name), "--resource", "here", *more)
        listening.event("connected")
        listening.event("presence", **{"from": f"{name}@localhost/here"})
        return listening

    def send(self, *arguments, **given):
        """Sends as Romeo; gives the finished process."""
        return self.run_tool("send", *self.login("romeo"), *arguments, **given)


class SilentPeer:
    """Accepts connections, and says nothing."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.endpoint = "127.0.0.1:%d" % self.socket.getsockname()[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


class NoSuchName:
    """A name server that knows nobody."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.endpoint = "127.0.0.1:%d" % self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self._answer)

    def _answer(self):
        while True:
            query, asker = self.socket.recvfrom(4096)
            if not query:
                return
            flags = b"\x81\x83"  # an answer: NXDOMAIN
            self.socket.sendto(query[:2] + flags + query[4:6] + bytes(6) + query[12:self._end_of_question(query)], asker)

    @staticmethod
    def _end_of_question(query):
        end = 12
        while query[end] != 0:
            end += query[end] + 1
        return end + 5

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.socket.sendto(b"", self.socket.getsockname())
        self.thread.join()
        self.socket.close()


def make_certificate(directory):
    """Makes a certificate for localhost; gives the options by which `serve` shows it."""
    certificate, key = str(directory / "cert.pem"), str(directory / "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:TRUE",
                    "-keyout", key, "-out", certificate], check=True, capture_output=True)
    os.chmod(key, 0o600)
    return ["--certificate", certificate, "--key", key]


def at_terminal(command, prompt, typed):
    """Runs a command at a terminal of its own, and types once it has asked: its exit code and all that the terminal showed."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(command[0], command, environment())
    shown = b""
    try:
        while prompt not in shown:
            shown += os.read(terminal, 4096)
        os.write(terminal, typed)
        while True:
            shown += os.read(terminal, 4096)
    except OSError:  # the other end is closed
        pass
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown


STOPS = (signal.SIGTERM, signal.SIGINT)
