# SPDX-License-Identifier: MIT
"""The stream of the first design, on `headstock.Session`: it speaks XMPP over a client's socket, as its parser is
fed."""

import queue
import time
from typing import Any, Callable, Dict, List, Optional

import headstock
from headstock import Need
from headstock.lib.network.threadedclient import ThreadedClient

_GOODBYE = 2  # seconds that the server has for its own


class Stream:
    """Logs in and answers. `options` are those of `headstock.Session`."""

    def __init__(self, client: ThreadedClient, **options: Any) -> None:
        self.client = client
        self.session: Optional[headstock.Session] = None
        self._options = options
        self._domain = self._user = self._password = self._resource = ""
        self._handlers: Dict[str, List[Callable[[Any], Any]]] = {}
        self._inside = self._terminating = False

    def initialize_all(self) -> None:
        """Attaches the stream to the parser of its client."""
        self.client.get_parser().follow(self._receive)
        self.client.incoming.idle = self._expire

    def set_node_name(self, name: str) -> None:
        """Says which server, as in "localhost"."""
        self._domain = name

    def set_auth(self, username: str, password: str) -> None:
        """Says who logs in."""
        self._user, self._password = username, password

    def set_resource_name(self, name: str) -> None:
        """Says by which resource, as in "Home"; without it the server chooses."""
        self._resource = name

    def on(self, name: str, handler: Callable[[Any], Any]) -> None:
        """Has `handler` called with each event of that name (docs/guide/events.md)."""
        self._handlers.setdefault(name, []).append(handler)

    def initiate(self) -> None:
        """Begins. Raises AddressError where the details make no JID."""
        address = f"{self._user}@{self._domain}" + (f"/{self._resource}" if self._resource else "")
        options = {"tls": "outside", "resume": False, **self._options}
        self.session = headstock.Session(address, self._password, **options)
        self.session.start()
        self._work()

    def terminate(self) -> None:
        """Says goodbye, and waits a little for the server's, unless a dispatcher calls it."""
        if not self.session:
            return
        self._terminating = True
        self.session.terminate()
        self._flush()
        until = time.monotonic() + _GOODBYE
        while not self._inside and self.session.need != Need.CLOSE and time.monotonic() < until:
            try:
                self.client.get_parser().feed(self.client.incoming.get(timeout=0.1))
            except queue.Empty:
                pass

    def _receive(self, data: bytes) -> None:
        if not self.session:
            return
        try:
            if data:
                self.session.receive(data)
            else:
                self.session.lost()
        except headstock.EndedError:
            self._work()
            if not self._terminating:
                raise
        self._work()

    def _expire(self) -> None:
        if self.session and not self._inside:
            self.session.expire()
            self._work()

    def _work(self) -> None:
        session = self._started()
        self._tell()
        self._flush()
        if session.need == Need.ENCRYPTION:
            self.client.start_tls(self._domain)
            session.encrypted()
            self._tell()
            self._flush()

    def _tell(self) -> None:
        self._inside = True
        try:
            for event in self._started().events():
                for handler in self._handlers.get(event.event, ()):
                    handler(event)
        finally:
            self._inside = False

    def _flush(self) -> None:
        output = self._started().take_output()
        if output and self.client.connected:
            self.client.send(output)

    def _started(self) -> headstock.Session:
        if not self.session:
            raise headstock.StateError("not initiated yet")
        return self.session
