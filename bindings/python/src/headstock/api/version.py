# SPDX-License-Identifier: MIT
"""What software others run (XEP-0092)."""

from dataclasses import dataclass
from typing import Any, Callable, List, Optional, Set

from headstock.events import Answer, Failure
from headstock.protocol.core.stream import Stream


@dataclass(frozen=True)
class VersionInfo:
    """What an entity says it runs; `os` is None where it keeps that to itself."""

    name: str
    version: str
    os: Optional[str] = None


class Version:
    """Asks, and tells the answers."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._asked: Set[int] = set()
        self._handlers: List[Callable[[VersionInfo], Any]] = []

    def initialize_dispatchers(self) -> None:
        """Registers it on the stream."""
        self._stream.on("answer", self._answered)
        self._stream.on("failure", self._failed)

    def on_received(self, handler: Callable[[VersionInfo], Any]) -> None:
        """Has `handler` called with each answer to `ask`."""
        self._handlers.append(handler)

    def ask(self, jid: str) -> None:
        """Asks `jid` what it runs."""
        if self._stream.session:
            self._asked.add(self._stream.session.request(jid, "version.Info"))

    def _answered(self, event: Answer) -> None:
        if event.request not in self._asked:
            return
        self._asked.discard(event.request)
        value = event.value()
        if isinstance(value, dict):
            info = VersionInfo(value["name"], value["version"], value.get("os"))
            for handler in self._handlers:
                handler(info)

    def _failed(self, event: Failure) -> None:
        self._asked.discard(event.request)
