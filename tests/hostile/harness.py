# SPDX-License-Identifier: MIT
"""What a scenario is given, and what it can say of what happened."""

import json
import os
import pathlib
import queue
import re
import signal
import sys
import threading
import time
from dataclasses import dataclass

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "cli"))

from end_to_end_support import Running, environment  # noqa: E402
from peer import CLIENT, END, ERRORS, OURS, PATIENCE, STREAMS, Peer, Server, tag  # noqa: E402

GRACE = 5  # seconds from SIGTERM to the end; two, and what sanitizers need
MOST_MEMORY = 320 << 10  # KiB that a scenario may take at most, with AddressSanitizer
SANITIZERS = {"ASAN_OPTIONS": "quarantine_size_mb=8:exitcode=99",
              "UBSAN_OPTIONS": "halt_on_error=1:exitcode=99:print_stacktrace=1"}
REPORTS = re.compile(r"AddressSanitizer|LeakSanitizer|runtime error:|terminate called|Assertion")
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
SCENARIOS = []


@dataclass
class Scenario:
    """One attack: the rows of the catalogue that it is of, and the function that makes it."""

    rows: tuple
    function: object
    label: str
    value: object

    @property
    def name(self):
        """Under which it is chosen and told."""
        return self.function.__name__ + (f"[{self.label}]" if self.label else "")

    def run(self, world):
        """Attacks."""
        self.function(world, *([] if self.value is None else [self.value]))


def scenario(*rows, each=None):
    """Registers a function as a scenario; with `each`, a dictionary, as one for each value, which it is then given."""
    def register(function):
        for label, value in (each or {"": None}).items():
            SCENARIOS.append(Scenario(rows, function, label, value))
        return function
    return register


class Tool(Running):
    """The tool while it runs."""

    peak = 0  # KiB of memory that it had at most
    paused = None  # an event before which nothing is read of what it says

    def __init__(self, command, env, paused=None):
        self.paused = paused
        super().__init__(command, env)

    def _read(self, stream, into, announce):
        if self.paused:
            self.paused.wait(PATIENCE)
        super()._read(stream, into, announce)

    def until(self, wanted):
        """Waits for an event that is wanted: whether it came before the end."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                line = self._coming.get(timeout=max(0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"the tool says nothing more: {self.lines[-3:]}") from None
            if line is None:
                return False
            if wanted(json.loads(line)):
                return True

    def end(self, number=None):
        """Sends a signal, if one is given, and waits: the exit code and how many seconds it took."""
        if self.process.returncode is not None:
            return self.process.returncode, 0
        begun = time.monotonic()
        if number is not None:
            self.process.send_signal(number)
        killer = threading.Timer(PATIENCE, self.process.kill)
        killer.start()
        _, status, used = os.wait4(self.process.pid, 0)
        killer.cancel()
        self.peak = used.ru_maxrss
        self.process.returncode = os.waitstatus_to_exitcode(status)
        took = time.monotonic() - begun
        for reader in self._readers:
            reader.join(PATIENCE)
        return self.process.returncode, took

    def abandon(self):
        """Ends it, whatever it does."""
        if self.process.returncode is None:
            self.process.kill()
            self.end()
        self.process.stdout.close()
        self.process.stderr.close()


class Outcome:
    """What a run of the tool said and did; `lived`, `closed`, `failed` or `ended` must be asked of each."""

    def __init__(self, tool, peer, signalled, took):
        self.code = tool.process.returncode
        self.stdout = b"".join(tool.lines)
        self.stderr = b"".join(tool.errors)
        self.peak = tool.peak
        self.peer = peer
        self.signalled = signalled
        self.took = took
        self.judged = False
        self.events = [json.loads(line) for line in self.stdout.splitlines()] if self._is_json() else []

    def _is_json(self):
        return self.stdout.startswith(b"{")

    def of(self, name, **fields):
        """The events of that name that have these fields."""
        return [event for event in self.events
                if event["event"] == name and all(event.get(key) == value for key, value in fields.items())]

    def bodies(self):
        """The texts that were shown, without the last."""
        return [event["body"] for event in self.of("message") if "body" in event and event["body"] != END]

    def lived(self, connections=1):
        """`listen` showed what was sent last, on the connection that it had, and ended in good order."""
        self._ended(0)
        assert self.of("message", body=END), f"the last message is not shown: {self}"
        assert len(self.peer.clients) == connections, f"{len(self.peer.clients)} connections"

    def closed(self, condition, code=9):
        """The stream was ended with this error, and nothing that came later was shown; nobody came back."""
        self._ended(code)
        assert self.conditions() == [condition], f"{condition} should be said, not {self.conditions()}: {self}"
        assert self.peer.clients[-1].closed, "the stream was left open"
        assert not self.of("message", body=END), "what came behind was shown"
        assert len(self.peer.clients) == 1, f"{len(self.peer.clients)} connections"

    def failed(self, code, words, connections=1):
        """The tool ended with this code, and with these words of why."""
        self._ended(code)
        errors = self.of("error", code=code)
        assert errors, f"no error {code}: {self}"
        told = f"{errors[-1]['reason']}: {errors[-1].get('text', '')}"
        assert words in told, f"{words!r} should be in {told!r}"
        assert len(self.peer.clients) == connections, f"{len(self.peer.clients)} connections"

    def ended(self, code=0):
        """The tool ended with this code."""
        self._ended(code)

    def never_said(self, *words):
        """None of these went to the server."""
        for word in words:
            assert word.encode() not in self.peer.bytes(), f"the tool said {word!r}"

    def answers(self, name):
        """How the tool answered the question of that id: a list of types, and of conditions where it is an error."""
        found = []
        for answer in self.peer.heard("iq"):
            if answer.get("id") == name and answer.get("type") in ("result", "error"):
                error = answer.find(tag(CLIENT, "error"))
                found.append("result" if answer.get("type") == "result" else error[0].tag.split("}")[1])
        return found

    def conditions(self):
        """The stream errors that the tool has sent."""
        return [condition.tag.split("}")[1] for error in self.peer.heard("error", STREAMS) for condition in error
                if condition.tag.startswith(f"{{{ERRORS}}}")]

    def _ended(self, code):
        self.judged = True
        assert self.code == code, f"the exit code should be {code}: {self}"

    def check(self):
        """What holds after every attack."""
        assert self.judged, "the scenario asserts nothing of how it ended"
        assert not self.peer.wrong, f"the server's script: {self.peer.wrong}"
        assert 0 <= self.code < 20, f"exit code {self.code}: {self}"
        assert self.took < GRACE, f"it took {self.took:.1f} s to end"
        out, err = self.stdout.decode(), self.stderr.decode()
        assert not REPORTS.search(err), f"a report: {err[-4000:]}"
        for name, text in ("stdout", out), ("stderr", err):
            assert not UNSAFE.search(text), f"{name} holds {UNSAFE.search(text).group()!r}"
            assert not any(secret in text for secret in self.peer.secrets), f"{name} holds a secret"
        assert all(line.startswith("headstock: ") for line in err.splitlines()), f"stderr: {err}"
        assert not out or (out.endswith("\n") and all(event["v"] == 1 and event["event"] for event in self.events)), out[-300:]
        assert self.peak < MOST_MEMORY, f"{self.peak >> 10} MiB of memory"

    def __str__(self):
        return f"code {self.code}, {self.stdout[-800:]!r}, {self.stderr[-800:]!r}"


class World:
    """What a scenario does its attack with: the tool, servers, certificates, and a directory of its own."""

    def __init__(self, tool, certificates, directory, verbose):
        self.tool = tool
        self.certificates = certificates
        self.directory = directory
        self.verbose = verbose
        self.outcomes = []

    def listen(self, say="", *more, then=(), until=None, **different):
        """`headstock listen` against a server that says something once the tool is there, and then a last message; `then` are
        the servers of later connections."""
        return self.run(["listen", *more], [Server(say=say, **different), *then], until or self.is_last)

    @staticmethod
    def is_last(event):
        """Whether an event is the message that ends a scenario."""
        return event["event"] == "message" and event.get("body") == END

    def ping(self, *more, then=(), **different):
        """`headstock ping`, for what happens up to a login."""
        return self.run(["ping", *more], [Server(**different), *then])

    def ask(self, *arguments, reply, **different):
        """A command that asks; `reply` may answer."""
        return self.run(list(arguments), [Server(reply=reply, **different)])

    def run(self, arguments, servers, until=None, timeout="9s", paused=None):
        """Runs the tool to its end, or until it shows an event that is waited for, and then asks it to end."""
        peer = Peer(self.certificates, servers, announces=arguments[0] == "listen")
        password = self.directory / "password"
        password.touch(0o600)
        password.write_text(peer.password + "\n")
        command = [self.tool, arguments[0], "--json", "--jid", OURS, "--ca", self.certificates.ca,
                   "--password-file", str(password), "--tls", servers[0].encryption,
                   *(["-v"] if self.verbose else []), *arguments[1:]]
        if "--timeout" not in arguments:
            command += ["--timeout", timeout]
        if "--connect" not in arguments:
            command += ["--connect", f"127.0.0.1:{peer.port}"]
        tool = None
        try:
            tool = Tool([word.replace("{port}", str(peer.port)) for word in command], environment(**SANITIZERS), paused)
            signalled = until is not None and tool.until(until)
            _, took = tool.end(signal.SIGTERM if signalled else None)
        except AssertionError as error:
            raise AssertionError(f"{error} {peer.wrong}") from error
        finally:
            if tool:
                tool.abandon()
            peer.close()
        self.outcomes.append(Outcome(tool, peer, signalled, took if signalled else 0))
        return self.outcomes[-1]
