# SPDX-License-Identifier: MIT
"""headstock: XMPP, from the XML up.

`connect` is for asyncio, `Client` for threads, `Session` for whoever moves the bytes himself, `Parser` and `Element`
for XML alone. README.md shows them; headstock.h and docs/guide/events.md say what options and events there are."""

from . import events
from ._c import lib as _lib
from .aio import AsyncClient, Inbox, connect
from .client import Client
from .element import Element, ShownElement, payload_types
from .entity import Entity
from .errors import (AddressError, ArgumentError, BusyError, EndedError, FullError, HandleError, HeadstockError,
                     InternalError, JsonError, MemoryError, Refusal, StanzaError, StateError, TimeoutError,
                     UnknownError, XmlError)  # fmt: skip
from .events import Event, Message, Presence, Request
from .parser import ANY_DEPTH, Flow, Parser, Position
from .session import Need, Session

__all__ = [
    "ANY_DEPTH", "AddressError", "ArgumentError", "AsyncClient", "BusyError", "Client", "Element", "EndedError",
    "Entity", "Event", "Flow", "FullError", "HandleError", "HeadstockError", "Inbox", "InternalError", "JsonError",
    "MemoryError", "Message", "Need", "Parser", "Position", "Presence", "Refusal", "Request", "Session",
    "ShownElement", "StanzaError", "StateError", "TimeoutError", "UnknownError", "XmlError", "bare", "connect",
    "events", "payload_types", "version",
]  # fmt: skip


def version() -> str:
    """The library's version, as in "0.1.0"."""
    found: bytes = _lib.hs_version()
    return found.decode("ascii")


def bare(address: str) -> str:
    """An address without its resource: "romeo@example.net" of "romeo@example.net/orchard"."""
    return address.partition("/")[0]
