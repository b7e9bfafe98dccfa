# SPDX-License-Identifier: MIT
"""Clients: sessions with a thread of the library that connects, moves the bytes, and comes back."""

import atexit
import collections
import ctypes
import threading
import time
import weakref
from typing import Any, Callable, Deque, Dict, Iterator, Optional, Set, Union

from . import _c, errors
from ._c import lib
from .element import Element
from .entity import Entity, new_arguments
from .events import Answer, End, Event, Failure, read_event

_SLICE = 500  # milliseconds: so often Python looks for signals, Ctrl-C among them
_live: "weakref.WeakSet[Client]" = weakref.WeakSet()


class Client(Entity):
    """A session with a thread of its own; any thread may call it. With `with` it starts, and says goodbye at the
    end."""

    _free = lib.hs_client_free

    def __init__(self, address: str, password: str = "", **options: Any) -> None:
        """Makes a client for `address`. The options are those of `hs_client_new` in headstock.h, as in
        `host="127.0.0.1"`, `port=5222`, `authorities="ca.pem"`, `software={"name": "bot"}`. Raises AddressError, or
        JsonError for what is not known."""
        self._changed = threading.Condition()
        self._waiting: Deque[Event] = collections.deque()
        self._answers: Dict[int, Event] = {}
        self._asked: Set[int] = set()
        self._asking = 0  # questions whose number is not known yet
        self._pulling = False
        self._thunk: Any = None
        self._most = options.get("events") or 10_000
        self._handle = _c.number(lib.hs_client_new, *new_arguments(address, password, options))
        _live.add(self)

    def start(self) -> None:
        """Begins to connect. Once in its life; StateError the second time."""
        _c.check(lib.hs_client_start(self._handle))

    def __enter__(self) -> "Client":
        self.start()
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        self.close(0 if kind else 10)

    def close(self, timeout: float = 10) -> None:
        """Says goodbye, waits for that at most so many seconds, and frees the client. A second time does nothing."""
        if not self._handle:
            return
        try:
            self.say_goodbye(timeout)
        except (errors.TimeoutError, errors.StateError):
            pass
        self.free()

    def say_goodbye(self, timeout: float = 10) -> None:
        """Says goodbye, and waits for that at most so many seconds; TimeoutError where it goes on behind. Events
        stay."""
        _c.check(lib.hs_client_close(self._handle, _c.milliseconds(timeout)))

    def network_changed(self) -> None:
        """Says that the network may be another one now: it is looked at, and connecting is tried again at once."""
        _c.check(lib.hs_client_network_changed(self._handle))

    def on_event(self, function: Callable[[Event], Any]) -> None:
        """Has events go to `function` from now on, on the client's own thread; before `start`. What it raises is told
        to `threading.excepthook`. Then `event` and `ask` have nothing to wait for."""
        thunk = _c.EventCallback(_hear(function))
        _c.check(lib.hs_client_on_event(self._handle, thunk, None))
        self._thunk = thunk

    # --- waiting ---

    def poll(self, milliseconds: int = 0) -> Optional[Event]:
        """The next event as the library has it, past what `ask` has kept; None where none came in time. Raises
        EndedError when it is over and none is left."""
        json = _c.Json()
        status = lib.hs_client_event(self._handle, milliseconds, ctypes.byref(json))
        if status == _c.E_TIMEOUT:
            return None
        _c.check(status)
        return read_event(json.data)

    def event(self, timeout: Optional[float] = None) -> Event:
        """Waits for the next event, at most so many seconds; without `timeout` for ever. Raises TimeoutError where none
        came, and EndedError when it is over and none is left. While too many events wait the network is not read."""
        found: Event = self._wait(timeout, lambda: self._waiting.popleft() if self._waiting else None)
        return found

    def __iter__(self) -> Iterator[Event]:
        """All events, until it is over."""
        while True:
            event = self.event()
            yield event
            if isinstance(event, End):
                return

    def wait_for(self, name: str, where: Callable[[Any], bool] = bool, timeout: Optional[float] = None) -> Any:
        """Waits for an event of that name which is such that `where(event)`. Others that come before it are passed
        over. Raises as `event` does, and EndedError at the event `end`."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            event = self.event(None if until is None else max(0.0, until - time.monotonic()))
            if event.event == name and where(event):
                return event
            if isinstance(event, End):
                raise errors.EndedError(event.reason or "it is over")

    def ask(self, to: str, payload: Union[str, Element], value: Any = None, *, set: bool = False,
            timeout: float = 0) -> Any:
        """Asks, and waits: the value of the answer's payload, an Element where no type reads it, None where there is
        none. `request` says what the arguments mean. Raises StanzaError where the answer is an error, TimeoutError
        where none came, EndedError where the stream has ended. Other events wait meanwhile; FullError where they are
        too many."""
        if self._thunk:
            raise errors.StateError("events go to a callback: use request")
        with self._changed:
            self._asking += 1
        number = 0
        try:
            number = self.request(to, payload, value, set=set, timeout=timeout)
        finally:
            with self._changed:
                self._asking -= 1
                if number:
                    self._asked.add(number)
                self._return_answers()
        return self._answer(number)

    def _answer(self, number: int) -> Any:
        try:
            event: Any = self._wait(None, lambda: self._answers.pop(number, None), self._refuse_flood)
        except BaseException:
            self._forget_quietly(number)
            raise
        finally:
            self._asked.discard(number)
        if isinstance(event, Failure):
            raise event.exception()
        return event.value()

    def _refuse_flood(self) -> None:
        if len(self._waiting) >= self._most:
            raise errors.FullError("too many events wait: take them first")

    def _forget_quietly(self, number: int) -> None:
        try:
            self.forget(number)
        except errors.HeadstockError:
            pass  # it has been answered, or all is over

    def _return_answers(self) -> None:
        """Has answers to whom nobody waits be events like all others."""
        if not self._asking:
            for number in [each for each in self._answers if each not in self._asked]:
                self._waiting.append(self._answers.pop(number))
            self._changed.notify_all()

    def _wait(self, timeout: Optional[float], find: Callable[[], Any],
              refuse: Callable[[], None] = lambda: None) -> Any:
        """What `find` finds. One thread at a time waits for the library, and shares what it gets."""
        until = None if timeout is None else time.monotonic() + timeout
        expired = False
        with self._changed:
            while (found := find()) is None:
                if expired:
                    raise errors.TimeoutError("no event came in time")
                refuse()
                left = _SLICE if until is None else min(_SLICE, _c.milliseconds(until - time.monotonic()))
                expired = left == 0
                if self._pulling:
                    self._changed.wait(left / 1000)
                else:
                    self._pull(left)
            return found

    def _pull(self, milliseconds: int) -> None:
        self._pulling = True
        self._changed.release()
        event = None
        try:
            event = self.poll(milliseconds)
        finally:
            self._changed.acquire()
            self._pulling = False
            if event is not None:
                self._keep(event)
            self._changed.notify_all()

    def _keep(self, event: Event) -> None:
        if isinstance(event, (Answer, Failure)) and (self._asking or event.request in self._asked):
            self._answers[event.request] = event
        else:
            self._waiting.append(event)


def _hear(function: Callable[[Event], Any]) -> Callable[[Optional[int], int, int], None]:
    def hear(_user: Optional[int], json: int, length: int) -> None:
        try:
            function(read_event(ctypes.string_at(json, length)))
        except BaseException as error:  # pylint: disable=broad-except
            told = type(error), error, error.__traceback__, threading.current_thread()
            threading.excepthook(threading.ExceptHookArgs(told))

    return hear


@atexit.register
def _end_all() -> None:
    """Ends the threads of the library while there still is a Python that they may call."""
    for client in list(_live):
        try:
            client.free()
        except errors.HeadstockError:
            pass
    _c.sweep()
