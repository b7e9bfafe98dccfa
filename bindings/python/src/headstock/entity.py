# SPDX-License-Identifier: MIT
"""What a session without a socket and a client do alike."""

import ctypes
import json
from typing import Any, Dict, List, Optional, Union

from . import _c
from ._c import lib, utf8
from .element import Element, dumps, payload_arguments


class Entity(_c.Owner):
    """Somebody's session. The words of RFC 6120 and 6121 are used: stanzas, presence, roster."""

    @property
    def address(self) -> str:
        """Our address: once it is bound, that."""
        return _c.read(lib.hs_address, self._handle)

    @property
    def status(self) -> str:
        """"disconnected", "connecting", "connected", "authenticated", "bound" or "available"."""
        return _c.read(lib.hs_state, self._handle)

    def send(self, stanza: Union[str, Element], delivery: bool = False) -> int:
        """Sends a stanza, which without a namespace is in "jabber:client". With `delivery` it gets a number, else 0,
        and events tell what becomes of it. Raises StateError while nobody is connected, FullError where there is no
        room."""
        if isinstance(stanza, Element):
            return self._numbered(lib.hs_send_element, delivery, stanza._handle)
        raw = utf8(stanza)
        return self._numbered(lib.hs_send, delivery, raw, len(raw))

    def send_message(self, to: str, body: str, language: str = "", delivery: bool = False) -> int:
        """Sends a message of type chat, as `send` does. Raises AddressError where `to` is none."""
        whom, what, tongue = utf8(to), utf8(body), utf8(language)
        return self._numbered(lib.hs_send_message, delivery, whom, len(whom), what, len(what), tongue, len(tongue))

    def _numbered(self, function: Any, delivery: bool, *arguments: Any) -> int:
        number = ctypes.c_uint64()
        _c.check(function(self._handle, *arguments, ctypes.byref(number) if delivery else None))
        return number.value

    def send_presence(self, **presence: Any) -> None:
        """Sends a presence: `to`, `type`, `show`, `status`, `priority`; the types of RFC 6121 §4.7.1, "subscribe" and
        "subscribed" among them."""
        raw = dumps(presence)
        _c.check(lib.hs_send_presence(self._handle, raw, len(raw)))

    def request(self, to: str, payload: Union[str, Element], value: Any = None, *, set: bool = False,
                timeout: float = 0) -> int:
        """Asks `to`, or where that is empty our own account at its server, without waiting: gives the number that the
        event `answer` or `failure` will have. `payload` is an element, or a type as in "version.Info" with its `value`;
        without one it is an element of that name that has no content. `set` asks to do (iq type set), else to tell
        (get). `timeout`: seconds for the answer; 0: the default. Raises UnknownError for a type that is not known."""
        whom, (kind, content) = utf8(to), payload_arguments(payload, value)
        return _c.number(lib.hs_ask, self._handle, whom, len(whom), int(set), kind, len(kind), content, len(content),
                         _c.milliseconds(timeout))

    def forget(self, request: int) -> None:
        """Gives up on a question: no event will come of it. Raises UnknownError for one that is not open."""
        _c.check(lib.hs_forget(self._handle, request))

    def serve(self, tag: str, ns: str, *, set: bool = False) -> None:
        """Has requests with a payload of that name come as events `request`, for `reply` or `refuse`. Where more than
        1000 wait for that, the oldest is answered with <service-unavailable/>."""
        name, place = utf8(tag), utf8(ns)
        _c.check(lib.hs_serve(self._handle, name, len(name), place, len(place), int(set)))

    def reply(self, request: int, payload: Union[str, Element, None] = None, value: Any = None) -> None:
        """Answers a request with a payload, as in `request`, or without one."""
        kind, content = (b"", b"") if payload is None else payload_arguments(payload, value)
        _c.check(lib.hs_reply(self._handle, request, kind, len(kind), content, len(content)))

    def refuse(self, request: int, condition: str, words: str = "") -> None:
        """Refuses a request, with a condition of RFC 6120 §8.3.3, as in "item-not-found"."""
        why, text = utf8(condition), utf8(words)
        _c.check(lib.hs_refuse(self._handle, request, why, len(why), text, len(text)))

    def announce(self, feature: str) -> None:
        """Says that we speak `feature`, a namespace: service discovery tells it to who asks."""
        raw = utf8(feature)
        _c.check(lib.hs_announce(self._handle, raw, len(raw)))

    def roster(self) -> List[Dict[str, Any]]:
        """The contacts: jid, name, subscription, ask, approved, groups and resources, the last with jid, show, status
        and priority of those that are available. Empty before the roster is here."""
        found: List[Dict[str, Any]] = json.loads(_c.read(lib.hs_roster, self._handle))
        return found


def new_arguments(address: str, password: str, options: Optional[Dict[str, Any]]) -> List[Any]:
    """The arguments by which sessions and clients are made; an option that is None is left out."""
    chosen = {key: value for key, value in (options or {}).items() if value is not None}
    texts = utf8(address), utf8(password), dumps(chosen)
    return [each for text in texts for each in (text, len(text))]
