# SPDX-License-Identifier: MIT
"""The dispatching parser of the first design, on `headstock.Parser`."""

from typing import Any, Callable, Dict, List, Optional, Tuple, Union

import headstock

from . import ANY_NAMESPACE, Element

__all__ = ["DispatchParser"]

Dispatcher = Callable[[Element], Any]

# Behind these the other side begins a new document (RFC 6120 §5.4.3.3, §6.4.6).
_RESTARTS = (("proceed", "urn:ietf:params:xml:ns:xmpp-tls"), ("success", "urn:ietf:params:xml:ns:xmpp-sasl"))


class DispatchParser:
    """Calls dispatchers, each with an `Element`, the moment an element is complete; children before their parents. A
    second dispatcher for the same takes the first one's place. What a dispatcher raises comes out of `feed`."""

    def __init__(self) -> None:
        self._parser = headstock.Parser()
        self._rules: Dict[Tuple[Any, ...], int] = {}
        self._followers: List[Callable[[bytes], None]] = []
        self._restarts = False
        for tag, ns in _RESTARTS:
            self._parser.add(self._expect_restart, tag, ns)

    def register_at_level(self, level: int, dispatcher: Dispatcher) -> None:
        """For each element at `level`: 0 is the stream, 1 a stanza, 2 what it carries."""
        self.unregister_at_level(level)
        self._rules[("level", level)] = self._parser.add(_showing(dispatcher), depth=level)

    def unregister_at_level(self, level: int) -> None:
        """Takes that back."""
        self._unregister("level", level)

    def register_on_element(self, local_name: str, dispatcher: Dispatcher, namespace: Any = None) -> None:
        """For each element of that name at any level; without `namespace`, of those in none."""
        self.register_on_element_per_level(local_name, headstock.ANY_DEPTH, dispatcher, namespace)

    def unregister_on_element(self, local_name: str, namespace: Any = None) -> None:
        """Takes that back."""
        self.unregister_on_element_per_level(local_name, headstock.ANY_DEPTH, namespace)

    def register_on_element_per_level(self, local_name: str, level: int, dispatcher: Dispatcher,
                                      namespace: Any = None) -> None:
        """For each element of that name at `level`."""
        self.unregister_on_element_per_level(local_name, level, namespace)
        ns = None if namespace is ANY_NAMESPACE else namespace or ""
        rule = self._parser.add(_showing(dispatcher), local_name, ns, level)
        self._rules[("element", local_name, level, namespace)] = rule

    def unregister_on_element_per_level(self, local_name: str, level: int, namespace: Any = None) -> None:
        """Takes that back."""
        self._unregister("element", local_name, level, namespace)

    def register_by_path(self, path: str, dispatcher: Dispatcher) -> None:
        """For each element that `path` leads to, as in `/{ns}a/b[@x="v"]/c`."""
        self.unregister_by_path(path)
        self._rules[("path", path)] = self._parser.add_path(_showing(dispatcher), path)

    def unregister_by_path(self, path: str) -> None:
        """Takes that back."""
        self._unregister("path", path)

    def register_default(self, dispatcher: Dispatcher) -> None:
        """For each element that has no dispatcher."""
        self.unregister_default()
        self._rules[("default",)] = self._parser.add_unmatched(_showing(dispatcher))

    def unregister_default(self) -> None:
        """Takes that back."""
        self._unregister("default")

    def _unregister(self, *key: Any) -> None:
        rule = self._rules.pop(key, None)
        if rule is not None:
            self._parser.cancel(rule)

    def follow(self, follower: Callable[[bytes], None]) -> None:
        """Has `follower` get all that is fed, behind the dispatchers."""
        self._followers.append(follower)

    def feed(self, data: Union[bytes, str]) -> None:
        """Takes a piece of the stream, of any size; an empty one says that there will be no more."""
        raw = data.encode("utf-8") if isinstance(data, str) else data
        self._parser.feed(raw)
        if self._restarts:
            self._restarts = False
            self._parser.restart()
        for follower in self._followers:
            follower(raw)

    def reset(self) -> None:
        """Begins a new document; dispatchers stay."""
        self._parser.restart()

    def close(self) -> None:
        """Frees it."""
        self._parser.free()

    def _expect_restart(self, _element: Optional[headstock.Element]) -> None:
        self._restarts = True


def _showing(dispatcher: Dispatcher) -> Callable[[headstock.ShownElement], None]:
    def show(element: headstock.ShownElement) -> None:
        dispatcher(Element(element.copy()))

    return show
