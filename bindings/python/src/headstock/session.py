# SPDX-License-Identifier: MIT
"""Sessions whose bytes somebody else moves."""

import base64
import ctypes
import enum
from typing import Any, Callable, Dict, Iterator, Optional

from . import _c
from ._c import lib, utf8
from .element import dumps
from .entity import Entity, new_arguments
from .events import Event, read_event


class Need(enum.IntEnum):
    """What a session waits for from whoever moves its bytes."""

    NOTHING = 0
    ENCRYPTION = 1  #: with `tls="outside"` only: send the output, make TLS, call `encrypted`
    CLOSE = 2  #: send the output, end the connection; it is over


class Hearing:
    """The function that hears of events, apart from its session, so that this can be collected."""

    def __init__(self) -> None:
        self.function: Optional[Callable[[Event], Any]] = None
        self.raised: Optional[BaseException] = None
        self.thunk = _c.EventCallback(self.hear)

    def hear(self, _user: Optional[int], json: int, length: int) -> None:
        """Reads an event and calls the function; an exception is kept for whoever made the event."""
        try:
            if self.function:
                self.function(read_event(ctypes.string_at(json, length)))
        except BaseException as error:  # pylint: disable=broad-except
            self.raised = self.raised or error


class Session(Entity):
    """A session without a socket: bytes go in by `receive`, and come out by `take_output`.

    One thread at a time; a second gets BusyError. From a callback everything may be called but what feeds it."""

    _free = lib.hs_session_free

    def __init__(self, address: str, password: str = "", **options: Any) -> None:
        """Makes a session for `address`. The options are those of `hs_session_new` in headstock.h, as in
        `tls="outside"`, `authorities="ca.pem"`, `software={"name": "bot"}`. Raises AddressError, or JsonError for what
        is not known."""
        self._hearing: Optional[Hearing] = None
        self._handle = _c.number(lib.hs_session_new, *new_arguments(address, password, options))

    def start(self, **channel: Any) -> None:
        """Begins: the network stands. `channel`, as `encrypted` takes it, where it is encrypted already. After its end
        a session may be started again."""
        raw = _channel(channel) if channel else b""
        self._did(lib.hs_session_start(self._handle, raw, len(raw)))

    def receive(self, data: Any) -> None:
        """Takes bytes from the network. Raises FullError, and nothing was taken, while too many events wait; EndedError
        where they end the session, or it is over: its last output and events can be taken. An exception in a callback
        is raised again here."""
        raw = _c.octets(data)
        self._did(lib.hs_session_receive(self._handle, raw, len(raw)))

    def lost(self, why: str = "") -> None:
        """Says that the network sends no more, and what it said of that."""
        raw = utf8(why)
        self._did(lib.hs_session_lost(self._handle, raw, len(raw)))

    def output(self) -> bytes:
        """What must go to the network; `consume` says how much of it went."""
        text = _c.Text()
        _c.check(lib.hs_session_output(self._handle, ctypes.byref(text)))
        return _c.taken(text)

    def consume(self, size: int) -> None:
        """Says that the first `size` bytes of the output were sent. Raises ArgumentError where that is more than there
        is."""
        self._did(lib.hs_session_consume(self._handle, _c.whole(size, 0, 2**63)))

    def take_output(self) -> bytes:
        """All of the output, as sent."""
        found = self.output()
        if found:
            self.consume(len(found))
        return found

    @property
    def need(self) -> Need:
        """What it waits for."""
        found = ctypes.c_int32()
        _c.check(lib.hs_session_need(self._handle, ctypes.byref(found)))
        return Need(found.value)

    def encrypted(self, *, bindings: Optional[Dict[str, bytes]] = None, certificate_shown: bool = False) -> None:
        """Says that TLS stands, and that the certificate was verified for the account's domain: nothing else will.
        `bindings` are what binds the login to it, by their types "tls-exporter" (RFC 9266) and "tls-server-end-point"
        (RFC 5929), where they are known; `certificate_shown`: whether we have shown one."""
        raw = _channel({"bindings": bindings or {}, "certificate_shown": certificate_shown})
        self._did(lib.hs_session_encrypted(self._handle, raw, len(raw)))

    @property
    def deadline(self) -> Optional[float]:
        """Seconds until `expire` has something to do; None while nothing is awaited."""
        left = ctypes.c_uint64()
        status = _c.check(lib.hs_session_deadline(self._handle, ctypes.byref(left)))
        return None if status == _c.NONE else left.value / 1000

    def expire(self) -> None:
        """Ends what has waited too long."""
        self._did(lib.hs_session_expire(self._handle))

    def terminate(self) -> None:
        """Says goodbye; `Need.CLOSE` comes when the server has said it too, or has not in time."""
        self._did(lib.hs_session_terminate(self._handle))

    def event(self) -> Optional[Event]:
        """Takes the next event; None where none waits."""
        return next(self.events(), None)

    def events(self) -> Iterator[Event]:
        """Takes the events that wait."""
        json = _c.Json()
        take, place = lib.hs_session_event, ctypes.byref(json)
        while not (status := take(self._handle, place)):
            yield read_event(json.data)
        _c.check(status)

    def on_event(self, function: Optional[Callable[[Event], Any]]) -> None:
        """Has events go to `function` from now on, within the call that makes them, which raises what `function`
        raised; None: to `event` again."""
        hearing = self._hearing = self._hearing or Hearing()
        thunk = hearing.thunk if function else _c.EventCallback(0)
        _c.check(lib.hs_session_on_event(self._handle, thunk, None))
        hearing.function = function

    def _did(self, status: int) -> None:
        hearing = self._hearing
        if status != _c.E_BUSY and hearing and hearing.raised:
            raised, hearing.raised = hearing.raised, None
            raise raised
        _c.check(status)

    def resumption(self) -> Optional[bytes]:
        """What another process needs to go on with the session (XEP-0198), to be kept as a secret; None where it cannot
        be resumed."""
        text = _c.Text()
        status = _c.check(lib.hs_session_state(self._handle, ctypes.byref(text)))
        return None if status == _c.NONE else _c.taken(text)

    def restore(self, resumption: bytes) -> None:
        """Goes on with it, at the next start. Raises ArgumentError for what is none."""
        raw = _c.octets(resumption)
        _c.check(lib.hs_session_restore(self._handle, raw, len(raw)))


def _channel(channel: Dict[str, Any]) -> bytes:
    bindings = channel.get("bindings") or {}
    encoded = {kind: base64.b64encode(data).decode("ascii") for kind, data in bindings.items()}
    return dumps({**channel, "bindings": encoded})
