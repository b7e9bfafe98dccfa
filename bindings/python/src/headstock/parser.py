# SPDX-License-Identifier: MIT
"""A parser for streams of XML, which calls by rules."""

import ctypes
import enum
from typing import Any, Callable, Dict, NamedTuple, Optional, TypeVar

from . import _c
from ._c import lib, utf8
from .element import ShownElement, dumps

ANY_DEPTH = _c.ANY_DEPTH


class Flow(enum.IntEnum):
    """What a rule wants next, and what became of the input."""

    GO = _c.GO  #: carry on
    PAUSE = _c.PAUSE  #: stop at the border of the stanza; `resume` goes on
    STOP = _c.STOP  #: take no byte more


_FLOWS = {0: Flow.GO, _c.PAUSED: Flow.PAUSE, _c.STOPPED: Flow.STOP}

Heard = Callable[[ShownElement], Optional[int]]
H = TypeVar("H", bound=Heard)


class Position(NamedTuple):
    """A place in the input: bytes from 0, lines and columns from 1."""

    offset: int
    line: int
    column: int


class _Rules:
    """The functions that a parser calls, apart from it, so that it can be collected while the library knows them."""

    def __init__(self) -> None:
        self.functions: Dict[int, Heard] = {}
        self.raised: Optional[BaseException] = None
        self.last = 0

    def add(self, function: Heard) -> int:
        self.last += 1
        self.functions[self.last] = function
        return self.last

    def hear(self, key: int, handle: int, depth: int) -> int:
        """Calls the function of a rule; an exception stops the parser, and is raised again by what feeds it."""
        if self.raised:
            return _c.STOP
        try:
            return int(self.functions[key](ShownElement(handle, depth)) or _c.GO)
        except BaseException as error:  # pylint: disable=broad-except
            self.raised = error
            return _c.STOP


class Parser(_c.Owner):
    """Reads a stream of XML in pieces of any size, and calls by rules the moment an element is complete; children
    before their parents. A rule's function gets a `ShownElement`, and gives a `Flow`, or None to carry on.

    An exception in a rule is not lost: it stops the parser, and `feed`, or `resume`, raises it again.

    One thread at a time; a second gets BusyError. From a rule everything may be called but `feed`, `resume`, `finish`
    and `free`."""

    _free = lib.hs_parser_free

    def __init__(self, **limits: int) -> None:
        """`limits` are stanza (bytes), depth, attributes, namespaces, name, nodes, waiting. Raises JsonError for others."""
        raw = dumps(limits)
        self._rules = rules = _Rules()
        self._keys: Dict[int, int] = {}
        self._thunk = _c.RuleCallback(rules.hear)
        self._handle = _c.number(lib.hs_parser_new, raw, len(raw))

    def add(self, function: Heard, tag: Optional[str] = None, ns: Optional[str] = None, depth: int = 1) -> int:
        """Has `function` called for each element of that name at `depth`, or at `ANY_DEPTH`. Without `ns`: in any
        namespace; without `tag`: all elements. Gives the rule's number, for `cancel`."""
        name = None if tag is None else utf8(tag)
        place = None if ns is None else utf8(ns)
        level = _c.whole(depth, ANY_DEPTH, 2**31 - 1)
        key = self._rules.add(function)
        return self._made(key, lib.hs_parser_on, name, len(name or b""), place, len(place or b""), level)

    def add_path(self, function: Heard, path: str) -> int:
        """The same for each element that `path` leads to, as in `/{ns}a/b[@x="v"]/c`. Raises ArgumentError for no
        path."""
        raw = utf8(path)
        return self._made(self._rules.add(function), lib.hs_parser_on_path, raw, len(raw))

    def add_unmatched(self, function: Heard) -> int:
        """The same for each element that no rule matched."""
        return self._made(self._rules.add(function), lib.hs_parser_on_unmatched)

    def _made(self, key: int, function: Callable[..., int], *arguments: Any) -> int:
        try:
            rule = _c.number(function, self._handle, *arguments, self._thunk, key)
        except BaseException:
            del self._rules.functions[key]
            raise
        self._keys[rule] = key
        return rule

    def on(self, tag: Optional[str] = None, ns: Optional[str] = None, depth: int = 1) -> Callable[[H], H]:
        """Decorates a function as `add` registers it."""

        def register(function: H) -> H:
            self.add(function, tag, ns, depth)
            return function

        return register

    def on_path(self, path: str) -> Callable[[H], H]:
        """Decorates a function as `add_path` registers it."""

        def register(function: H) -> H:
            self.add_path(function, path)
            return function

        return register

    def on_unmatched(self, function: H) -> H:
        """Decorates a function as `add_unmatched` registers it."""
        self.add_unmatched(function)
        return function

    def cancel(self, rule: int) -> None:
        """Cancels a rule; also from a rule, itself included. Raises UnknownError for none."""
        _c.check(lib.hs_parser_cancel(self._handle, rule))
        self._rules.functions.pop(self._keys.pop(rule), None)

    def feed(self, data: Any) -> Flow:
        """Takes bytes of any number. Gives `PAUSE` or `STOP` where a rule said so, after a stop always. Raises XmlError
        for what is no XML, and then always; raises what a rule raised."""
        raw = _c.octets(data)
        return self._went(lib.hs_parser_feed(self._handle, raw, len(raw)))

    def resume(self) -> Flow:
        """Goes on after a pause, as `feed` does."""
        return self._went(lib.hs_parser_resume(self._handle))

    def _went(self, status: int) -> Flow:
        # What feeds from within a rule was refused; that rule's exception is for who fed first.
        raised = None if status == _c.E_BUSY else self._rules.raised
        if raised:
            self._rules.raised = None
            raise raised
        return _FLOWS[_c.check(status)]

    def finish(self) -> None:
        """Says that no more will come. Raises XmlError unless the root has closed."""
        _c.check(lib.hs_parser_finish(self._handle))

    def restart(self) -> None:
        """Begins a new document with the next byte; rules stay."""
        _c.check(lib.hs_parser_restart(self._handle))

    @property
    def position(self) -> Position:
        """Where it stands or, after an error, what was wrong."""
        found = [ctypes.c_uint64() for _ in range(3)]
        _c.check(lib.hs_parser_position(self._handle, *(ctypes.byref(each) for each in found)))
        return Position(*(each.value for each in found))
