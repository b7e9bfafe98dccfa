# SPDX-License-Identifier: MIT
"""The people of the roster."""

from typing import Any, Callable, Dict, List, Optional

from headstock.events import Event
from headstock.protocol.core.stream import Stream


class Contact:
    """Somebody in the roster. `availability` says whether a client of theirs is there, `resources` which ones: for each
    jid, show, status and priority."""

    def __init__(self, stream: Stream, entry: Dict[str, Any]) -> None:
        self._stream = stream
        self.jid: str = entry["jid"]
        self.name: Optional[str] = entry.get("name")
        self.subscription: Optional[str] = entry.get("subscription")
        self.groups: List[str] = entry.get("groups") or entry.get("group") or []
        self.resources: List[Dict[str, Any]] = entry.get("resources", [])

    @property
    def availability(self) -> bool:
        """Whether a client of theirs is there."""
        return bool(self.resources)

    def chat(self, body: str, lang: str = "") -> None:
        """Sends a message of type chat."""
        if self._stream.session:
            self._stream.session.send_message(self.jid, body, lang)


class Contacts:
    """All contacts, by their jids, as they are now."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._handlers: List[Callable[[], Any]] = []

    @property
    def contacts(self) -> Dict[str, Contact]:
        """The contacts by jid."""
        session = self._stream.session
        return {entry["jid"]: Contact(self._stream, entry) for entry in session.roster()} if session else {}

    def initialize_dispatchers(self) -> None:
        """Registers it on the stream."""
        for name in ("roster", "roster_changed", "presence"):
            self._stream.on(name, self._changed)

    def on_update(self, handler: Callable[[], Any]) -> None:
        """Has `handler` called when the roster, or the presence of somebody, has changed."""
        self._handlers.append(handler)

    def _changed(self, _event: Event) -> None:
        for handler in self._handlers:
            handler()
