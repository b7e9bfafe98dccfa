# SPDX-License-Identifier: MIT
"""What happens, as objects with an attribute for each key that docs/guide/events.md names."""

import json
from typing import Any, Dict, List, Optional, Type

from . import errors
from .element import Element

JsonObject = Dict[str, Any]


class Event:
    """Something that happened; `event` is its name. What a kind of event may have but has not is None. An event that is
    not known here has its keys as attributes all the same."""

    event: str

    def __getitem__(self, key: str) -> Any:
        """What stands under a key of the JSON; KeyError where it was left out."""
        return self.__dict__[key]

    def __contains__(self, key: object) -> bool:
        return key in self.__dict__

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.__dict__!r})"


class _FromSomebody(Event):
    to: Optional[str] = None
    id: Optional[str] = None
    type: Optional[str] = None
    error: Optional[JsonObject] = None
    payloads: Optional[List[JsonObject]] = None
    xml: Optional[str] = None

    @property
    def from_(self) -> str:
        """Who sent it."""
        sender: str = self.__dict__["from"]
        return sender

    def payload(self, type: str) -> Any:
        """The value of the first payload of a type, as in "chat_states.Notice"; None where there is none."""
        return next((each["value"] for each in self.payloads or () if each.get("type") == type), None)


class Message(_FromSomebody):
    """A message arrived."""

    body: Optional[str] = None
    lang: Optional[str] = None
    bodies: Optional[List[JsonObject]] = None
    subject: Optional[str] = None
    thread: Optional[str] = None
    stamp: Optional[str] = None


class Presence(_FromSomebody):
    """A presence arrived, one of a subscription too."""

    show: Optional[str] = None
    status: Optional[str] = None
    priority: Optional[int] = None


class _WithReason(Event):
    reason: Optional[str] = None
    category: Optional[str] = None
    code: Optional[int] = None
    condition: Optional[str] = None

    def exception(self) -> errors.HeadstockError:
        """The reason as an exception."""
        return errors.of_reason(self.category, self.code, self.condition, self.reason)


class Status(Event):
    """The stream has come further, or has ended."""

    status: str
    address: Optional[str] = None


class Ready(Event):
    """The session can be used."""


class Roster(Event):
    """The roster was fetched."""

    items: List[JsonObject]


class RosterChanged(Event):
    """A contact came, changed, or went (its subscription is "remove")."""

    item: JsonObject


class Answer(Event):
    """A question was answered."""

    request: int
    payload: Optional[JsonObject] = None

    def value(self) -> Any:
        """What the payload says; an Element where no type reads it, None where there is none."""
        return payload_value(self.payload)


class Failure(_WithReason):
    """A question was not answered, or with an error."""

    request: int


class Request(Event):
    """Somebody asks what `serve` said that we answer."""

    request: int
    type: str
    tag: str
    namespace: str
    payload: Optional[JsonObject] = None

    @property
    def from_(self) -> str:
        """Who asks."""
        sender: str = self.__dict__["from"]
        return sender

    def value(self) -> Any:
        """What the payload says; an Element where no type reads it."""
        return payload_value(self.payload)


class Delivery(Event):
    """Something became of a stanza that was sent with a number."""

    delivery: int
    state: str


class Undelivered(Event):
    """A session is over, and nobody said that this stanza arrived."""

    xml: str


class Trace(Event):
    """An element was sent or received."""

    direction: str
    xml: str


class Disconnected(_WithReason):
    """The stream has ended."""

    resumable: bool = False


class Retry(_WithReason):
    """A client will try again."""

    milliseconds: int


class End(_WithReason):
    """A client has ended for good; no event follows."""

    closed: bool = False


_KINDS: Dict[str, Type[Event]] = {
    "status": Status, "ready": Ready, "message": Message, "presence": Presence, "roster": Roster,
    "roster_changed": RosterChanged,
    "answer": Answer, "failure": Failure, "request": Request, "delivery": Delivery, "undelivered": Undelivered,
    "trace": Trace, "disconnected": Disconnected, "retry": Retry, "end": End,
}  # fmt: skip


_decode = json.JSONDecoder().raw_decode
_new = object.__new__


def read_event(raw: bytes) -> Event:
    """The event that JSON says."""
    data: JsonObject = _decode(raw.decode("utf-8"))[0]
    event: Event = _new(_KINDS.get(data["event"], Event))
    event.__dict__ = data
    return event


def payload_value(payload: Optional[JsonObject]) -> Any:
    """What a payload says; an Element where no type reads it, None where there is none."""
    if payload is None:
        return None
    return payload["value"] if "value" in payload else Element.parse(payload["xml"])
