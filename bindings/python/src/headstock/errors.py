# SPDX-License-Identifier: MIT
"""What can go wrong, as exceptions: one class for each status of the C interface, and one for an answer that is an
error."""

import builtins
import errno
from typing import Any, Dict, Optional, Type


class HeadstockError(Exception):
    """What all others are. `status` is the number that the C interface gave, 0 where none did."""

    status = 0


class ArgumentError(HeadstockError, ValueError):
    """Nothing where something must be, or a value out of its range."""

    status = -1


class HandleError(HeadstockError):
    """The object was freed already, or belonged to a callback that has returned."""

    status = -2


class BusyError(HeadstockError):
    """Another thread is inside, or the call may not be made from a callback."""

    status = -3


class MemoryError(HeadstockError, builtins.MemoryError):  # pylint: disable=redefined-builtin
    """The library got no memory."""

    status = -4


class StateError(HeadstockError):
    """Not now: not started yet, started already, not connected."""

    status = -5


class XmlError(HeadstockError, ValueError):
    """Not the XML of XMPP, or nothing that XML could say."""

    status = -6


class JsonError(HeadstockError, ValueError):
    """A value or an option that is not understood."""

    status = -7


class AddressError(HeadstockError, ValueError):
    """Not a JID."""

    status = -8


class FullError(HeadstockError):
    """Too much waits: to be sent, or to be taken."""

    status = -9


class TimeoutError(HeadstockError, builtins.TimeoutError):  # pylint: disable=redefined-builtin
    """It took too long."""

    status = -10


class EndedError(HeadstockError):
    """It is over; the text says why."""

    status = -11


class UnknownError(HeadstockError, LookupError):
    """No payload type of that name, no rule, no open request of that number."""

    status = -12


class InternalError(HeadstockError):
    """A fault of the library's own."""

    status = -13


class StanzaError(HeadstockError):
    """Whoever was asked answered with an error. `condition` is that of RFC 6120 §8.3.3, as in "item-not-found"."""

    def __init__(self, condition: str, reason: str) -> None:
        super().__init__(reason or condition)
        self.condition = condition


class Refusal(Exception):
    """Raised by a handler of requests, to refuse one with a condition of RFC 6120 §8.3.3."""

    def __init__(self, condition: str, words: str = "") -> None:
        super().__init__(words or condition)
        self.condition = condition
        self.words = words


_BY_STATUS: Dict[int, Type[HeadstockError]] = {
    kind.status: kind
    for kind in (ArgumentError, HandleError, BusyError, MemoryError, StateError, XmlError, JsonError, AddressError,
                 FullError, TimeoutError, EndedError, UnknownError, InternalError)
}


def of_status(status: int, words: str) -> HeadstockError:
    """The exception for a status below zero."""
    kind = _BY_STATUS.get(status)
    if kind:
        return kind(words)
    made = HeadstockError(words)
    made.status = status
    return made


def of_reason(category: Optional[str], code: Optional[int], condition: Optional[str], reason: Any) -> HeadstockError:
    """The exception for the reason that an event tells."""
    words = str(reason or "it is over")
    if category == "headstock.stanza":
        return StanzaError(condition or "undefined-condition", words)
    if category in ("generic", "system") and code == errno.ETIMEDOUT:
        return TimeoutError(words)
    return EndedError(words)
