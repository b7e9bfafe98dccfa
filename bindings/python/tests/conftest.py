# SPDX-License-Identifier: MIT
"""What the tests stand on: a server of headstock's own on this machine, and measures of memory."""

import gc
import json
import os
import pathlib
import subprocess
import sys

import pytest

LIMIT = 60
EXAMPLES = pathlib.Path(__file__).resolve().parent.parent / "examples"
PASSWORDS = {"romeo": "Wherefore-art-1597", "juliet": "Therefore-art-1597"}


class Server:
    """`headstock serve`, with Romeo and Juliet, who are friends."""

    host = "127.0.0.1"

    def __init__(self, folder, *more):
        accounts = folder / "accounts"
        accounts.write_text("".join(f"{name} {password}\n" for name, password in PASSWORDS.items()))
        accounts.chmod(0o600)
        self.authorities = str(folder / "ca.pem")
        command = [os.environ["HEADSTOCK_BINARY"], "serve", "--json", "--accounts", str(accounts), "--friends",
                   "--ca-out", self.authorities, "--port", "0", *more]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HEADSTOCK_")}
        self.process = subprocess.Popen(command, env=clean, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.port = self._event("listening")["port"]

    def _event(self, name):
        for line in self.process.stdout:
            event = json.loads(line)
            if event["event"] == name:
                return event
        raise AssertionError("the server has ended")

    @property
    def options(self):
        """Where it is, and whom to believe."""
        return {"host": self.host, "port": self.port, "authorities": self.authorities}

    def stop(self):
        """Ends it."""
        self.process.terminate()
        self.process.wait(LIMIT)
        self.process.stdout.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server for all tests of this run."""
    made = Server(tmp_path_factory.mktemp("server"))
    yield made
    made.stop()


@pytest.fixture
def own_server(tmp_path):
    """A server for one test, which may end it."""
    made = Server(tmp_path)
    yield made
    made.stop()


def run_example(name, *arguments, **environment):
    """Runs an example to its end; gives its lines."""
    done = subprocess.run([sys.executable, str(EXAMPLES / name), *map(str, arguments)], capture_output=True, text=True,
                          env={**os.environ, **environment}, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def resident():
    """Bytes of memory that this process has now."""
    for _ in range(3):
        gc.collect()
    pages = pathlib.Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
