# SPDX-License-Identifier: MIT
"""A daemon in the background that another program may stop: found again by its pid file, known by its directory."""

import contextlib
import os
import pathlib
import select
import signal
import socket
import subprocess
import time


class Failed(Exception):
    """A server did not do what it was asked to; the text says why."""


def free_ports(count):
    """Returns `count` TCP ports of 127.0.0.1 on which nobody listens."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def tail(path, lines=30):
    """Returns the last lines of a text file, or nothing when there is none."""
    path = pathlib.Path(path)
    if not path.exists():
        return ""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


class Daemon:
    """The process whose pid is in `directory`/pid. It lives on when the program that started it ends."""

    def __init__(self, directory):
        self._directory = pathlib.Path(directory)
        self._pid_file = self._directory / "pid"
        self._ready_file = self._directory / "ready"
        self._output = self._directory / "output.log"

    def start(self, command, environment, limit=180):
        """Starts `command` and waits until it has written the file `ready`."""
        if self.pid() is not None:
            raise Failed(f"a server is already running in {self._directory}")
        self._ready_file.unlink(missing_ok=True)
        with open(self._output, "ab") as output:
            child = subprocess.Popen(command, cwd=self._directory, env={**os.environ, **environment}, stdout=output,
                                     stderr=output, stdin=subprocess.DEVNULL, start_new_session=True)
        self._pid_file.write_text(str(child.pid), encoding="ascii")
        self._await_ready(child, time.monotonic() + limit)

    def stop(self, limit=20):
        """Ends the process and waits for its end; does nothing when it does not run."""
        pid = self.pid()
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                _end(pid, limit)
        self._pid_file.unlink(missing_ok=True)
        self._ready_file.unlink(missing_ok=True)

    def pid(self):
        """Returns the pid of the running process, or None. A pid that now belongs to something else does not count."""
        try:
            pid = int(self._pid_file.read_text(encoding="ascii"))
            home = os.readlink(f"/proc/{pid}/cwd")
            state = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except (OSError, ValueError):
            return None
        ours = pathlib.Path(home).is_relative_to(self._directory.resolve())
        return pid if ours and state != "Z" else None

    def _await_ready(self, child, deadline):
        while not self._ready_file.exists():
            if child.poll() is not None:
                self._give_up(f"the server ended with code {child.returncode}")
            if time.monotonic() > deadline:
                self.stop()
                self._give_up("the server did not get ready in time")
            time.sleep(0.02)

    def _give_up(self, reason):
        raise Failed(f"{reason}\n{tail(self._output)}\n{tail(self._directory / 'server.log')}")


def _end(pid, limit):
    handle = os.pidfd_open(pid)
    try:
        for how in signal.SIGTERM, signal.SIGKILL:
            signal.pidfd_send_signal(handle, how)
            if select.select([handle], [], [], limit)[0]:
                return
        raise Failed(f"process {pid} does not end")
    finally:
        os.close(handle)
