# SPDX-License-Identifier: MIT
"""What the interoperability tests share: the server under test, the tool, and the clients that it talks to."""

import contextlib
import json
import os
import pathlib
import queue
import socket
import subprocess
import threading
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PEER = HERE / "clients" / "slixmpp_peer.py"
LIMIT = 30


class Background:
    """A program that runs beside the test and whose lines on stdout are read as they come."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.seen = []
        self._lines = queue.Queue()
        self._errors = []
        for work in self._read_output, self._read_errors:
            threading.Thread(target=work, daemon=True).start()

    def expect(self, wanted, limit=LIMIT):
        """Returns the next line for which `wanted(line)` is true; AssertionError when it does not come in time."""
        deadline = time.monotonic() + limit
        while True:
            try:
                line = self._lines.get(timeout=max(0, deadline - time.monotonic()))
            except queue.Empty:
                line = None
            if line is None:
                raise AssertionError(f"{self.process.args[:2]} did not say it; code {self.process.poll()}\n"
                                     f"stdout: {self.seen}\nstderr: {''.join(self._errors)}")
            self.seen.append(line)
            if wanted(line):
                return line

    def event(self, name, limit=LIMIT, **fields):
        """Returns the next JSON object whose `event` is `name` and that has these fields."""
        def wanted(line):
            fact = json.loads(line)
            return fact["event"] == name and all(fact.get(key) == value for key, value in fields.items())
        return json.loads(self.expect(wanted, limit))

    def end(self, limit=LIMIT):
        """Waits until the program ends by itself; returns its exit code."""
        return self.process.wait(limit)

    def close(self):
        """Ends the program, whatever it does."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(LIMIT)

    def _read_output(self):
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def _read_errors(self):
        self._errors.extend(self.process.stderr)


class Relay:
    """Stands between a client and its server, to lose the connection when the test says so."""

    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self._server = (host, int(port))
        self._open = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        """Loses every connection; new ones are taken."""
        for end in self._open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def close(self):
        """Loses every connection and takes no more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(self._server)
            self._open += client, server
            for source, target in (client, server), (server, client):
                threading.Thread(target=self.carry, args=(source, target), daemon=True).start()

    @staticmethod
    def carry(source, target):
        """Passes on what `source` says, until it ends."""
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


class Case(unittest.TestCase):
    """A test against one running server. `server`, `known` (its variables) and `binaries` are set by run.py."""

    servers = ("prosody", "ejabberd")  # against which it runs
    server = None
    known = {}
    binaries = None

    def jid(self, name, resource=None, domain=None):
        """Returns the address of an account."""
        bare = f"{name}@{domain or self.known['HEADSTOCK_DOMAIN']}"
        return f"{bare}/{resource}" if resource else bare

    def password(self, name):
        """Returns the password of an account."""
        return self.known[f"{name.upper()}_PASSWORD"]

    def address(self, tls="starttls"):
        """Returns HOST:PORT of the listener for `tls`: starttls, direct or tls12."""
        port = {"starttls": "HEADSTOCK_PORT", "direct": "HEADSTOCK_TLS_PORT", "tls12": "HEADSTOCK_TLS12_PORT"}[tls]
        return f"{self.known['HEADSTOCK_HOST']}:{self.known[port]}"

    def command(self, verb, jid, *arguments, tls="starttls", connect=None, ca=None, way=None):
        """Returns a command line of the tool; `way` are the options that say where the server is, else it is TCP."""
        kind = "direct" if tls == "direct" else "starttls"
        way = way or ["--connect", connect or self.address(tls), "--tls", kind]
        return [str(self.binaries / "headstock"), verb, "--jid", jid, *way, "--ca", ca or self.known["HEADSTOCK_CA"],
                *arguments]

    def headstock(self, verb, jid, *arguments, password=None, text=None, code=0, **how):
        """Runs the tool, checks its exit code, and returns what it printed."""
        secret = password if password is not None else self.password(jid.partition("@")[0])
        environment = {**os.environ, "HEADSTOCK_PASSWORD": secret}
        done = subprocess.run(self.command(verb, jid, *arguments, **how), env=environment, input=text or "",
                              capture_output=True, text=True, timeout=90, check=False)
        self.assertEqual(done.returncode, code, f"{done.args}\nstdout: {done.stdout}\nstderr: {done.stderr}")
        return done.stdout

    def listen(self, jid, *arguments, **how):
        """Starts `headstock listen --json`, and returns it once it is connected."""
        command = self.command("listen", jid, "--json", *arguments, **how)
        listener = Background(command, {"HEADSTOCK_PASSWORD": self.password(jid.partition("@")[0])})
        self.addCleanup(listener.close)
        listener.event("connected")
        return listener

    def peer_listen(self, jid, count=1, tls="starttls", verb="listen"):
        """Starts slixmpp listening, or chatting, and returns it once it is there."""
        peer = Background(self._peer(verb, jid, tls, "-n", str(count)), self._peer_password(jid))
        self.addCleanup(peer.close)
        peer.event("ready")
        return peer

    def peer_send(self, jid, to, *bodies, tls="starttls"):
        """Sends a message by slixmpp; a body is a text or LANG=TEXT after --lang."""
        command = self._peer("send", jid, tls, "--to", to, *bodies)
        done = subprocess.run(command, env={**os.environ, **self._peer_password(jid)}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def go(self, name, *arguments, tls="starttls"):
        """Returns a command line of go-sendxmpp and its environment."""
        direct = ["-t"] if tls == "direct" else []
        command = ["go-sendxmpp", "-u", self.jid(name), "-p", self.password(name), "-j", self.address(tls), *direct]
        return [*command, *arguments], {"SSL_CERT_FILE": self.known["HEADSTOCK_CA"], "HOME": str(self.server.directory)}

    def _peer(self, verb, jid, tls, *arguments):
        direct = ["--direct"] if tls == "direct" else []
        return [str(PEER), verb, "--jid", jid, "--connect", self.address(tls), "--ca", self.known["HEADSTOCK_CA"],
                *direct, *arguments]

    def _peer_password(self, jid):
        return {"PEER_PASSWORD": self.password(jid.partition("@")[0])}
