# SPDX-License-Identifier: MIT
"""Elements of XML."""

import ctypes
import functools
import json
from typing import Any, Dict, Iterator, List, Optional, Tuple, Union

from . import _c, errors
from ._c import lib, utf8

Names = Tuple[Tuple[str, str], ...]


class Element(_c.Owner):
    """An element: a tag, a namespace, attributes, text and children. It may be changed, unless a parser's rule shows
    it.

    One thread at a time; a second gets BusyError."""

    _free = lib.hs_element_free

    def __init__(self, tag: str, ns: str = "", text: str = "", **attributes: str) -> None:
        """Makes an element. Raises XmlError where `tag`, or what is given, is nothing that XML could say."""
        name, place = utf8(tag), utf8(ns)
        self._handle = _c.number(lib.hs_element_new, name, len(name), place, len(place))
        for key, value in attributes.items():
            self.set(key, value)
        if text:
            self.add_text(text)

    @classmethod
    def _of(cls, handle: int) -> "Element":
        made = object.__new__(cls)
        made._handle = handle
        return made

    @classmethod
    def parse(cls, xml: Union[str, bytes]) -> "Element":
        """Reads one whole document, by the rules of XMPP: no DTD, no comments, UTF-8. Raises XmlError, which says
        where."""
        raw = utf8(xml) if isinstance(xml, str) else _c.octets(xml)
        return cls._of(_c.number(lib.hs_element_parse, raw, len(raw)))

    @classmethod
    def from_json(cls, type: str, value: Any) -> "Element":
        """Makes the payload of a type, as in "version.Info", that `value` says: what `json.dumps` takes. Raises
        UnknownError for another type, JsonError for a value that it does not have."""
        name, raw = utf8(type), dumps(value)
        return cls._of(_c.number(lib.hs_element_from_json, name, len(name), raw, len(raw)))

    @property
    def tag(self) -> str:
        """Its name, without namespace and prefix."""
        return _c.read(lib.hs_element_tag, self._handle)

    @property
    def ns(self) -> str:
        """Its namespace."""
        return _c.read(lib.hs_element_namespace, self._handle)

    @property
    def text(self) -> str:
        """Its own text, joined, without that of its children."""
        return _c.read(lib.hs_element_content, self._handle)

    def get(self, name: str, default: Optional[str] = None, ns: str = "") -> Optional[str]:
        """The value of an attribute, or `default`. `ns` is empty for all that have no prefix."""
        wanted, place, text = utf8(name), utf8(ns), _c.Text()
        status = lib.hs_element_attribute(self._handle, wanted, len(wanted), place, len(place), ctypes.byref(text))
        return default if _c.check(status) == _c.NONE else _c.taken(text).decode("utf-8")

    @property
    def attributes(self) -> Dict[Tuple[str, str], str]:
        """All attributes, by (name, namespace)."""
        found: Dict[Tuple[str, str], str] = {}
        name, ns, value = _c.Text(), _c.Text(), _c.Text()
        places = ctypes.byref(name), ctypes.byref(ns), ctypes.byref(value)
        while _c.check(lib.hs_element_attribute_at(self._handle, len(found), *places)) != _c.NONE:
            found[_c.taken(name).decode("utf-8"), _c.taken(ns).decode("utf-8")] = _c.taken(value).decode("utf-8")
        return found

    def __iter__(self) -> Iterator["Element"]:
        """Copies of its children, in order."""
        index = 0
        while True:
            handle = _c.number(lib.hs_element_child, self._handle, index)
            if not handle:
                return
            yield Element._of(handle)
            index += 1

    @property
    def children(self) -> List["Element"]:
        """Copies of its children."""
        return list(self)

    def find(self, tag: str, ns: str) -> Optional["Element"]:
        """A copy of the first child of that name, or None."""
        name, place = utf8(tag), utf8(ns)
        handle = _c.number(lib.hs_element_find, self._handle, name, len(name), place, len(place))
        return Element._of(handle) if handle else None

    def xml(self) -> str:
        """The element as XML that stands alone."""
        return _c.read(lib.hs_element_xml, self._handle)

    def __str__(self) -> str:
        return self.xml()

    def json(self) -> Dict[str, Any]:
        """The element as a payload: {"type": "version.Info", "value": {…}}, or {"xml": "…"} where no type reads it."""
        found: Dict[str, Any] = json.loads(_c.read(lib.hs_element_json, self._handle))
        return found

    def set(self, name: str, value: str, ns: str = "") -> None:
        """Gives an attribute a value, whether it was there or not. Raises StateError for what a rule shows."""
        key, place, content = utf8(name), utf8(ns), utf8(value)
        _c.check(lib.hs_element_set_attribute(self._handle, key, len(key), place, len(place), content, len(content)))

    def add_text(self, text: str) -> None:
        """Adds text behind the content."""
        raw = utf8(text)
        _c.check(lib.hs_element_add_text(self._handle, raw, len(raw)))

    def add(self, child: "Element") -> None:
        """Adds a copy of `child` behind the content."""
        _c.check(lib.hs_element_add(self._handle, child._handle))

    def copy(self) -> "Element":
        """A copy, to keep; also of what a rule shows."""
        return Element._of(_c.number(lib.hs_element_copy, self._handle))


class ShownElement(Element):
    """An element that a rule of a parser hears of: it can be read until the rule returns, and `copy` keeps it. `depth`
    is 0 for the root, 1 for a stanza, 2 and more for what it carries."""

    depth: int

    def __init__(self, handle: int, depth: int) -> None:  # pylint: disable=super-init-not-called
        self._handle = handle
        self.depth = depth

    def free(self) -> None:
        """Does nothing: it is the parser's."""

    def __del__(self) -> None:
        pass


def dumps(value: Any) -> bytes:
    """JSON as it goes to the library; a path becomes its text. Raises JsonError for what is none."""
    try:
        return utf8(json.dumps(value, allow_nan=False, default=_plain))
    except (TypeError, ValueError, RecursionError) as error:
        raise errors.JsonError(f"nothing that JSON could say: {error}") from None


def _plain(value: Any) -> str:
    if not hasattr(value, "__fspath__"):
        raise TypeError(f"a {type(value).__name__}")
    return str(value.__fspath__())


@functools.lru_cache(maxsize=None)
def _all_types() -> Dict[str, Names]:
    found = json.loads(_c.read(lib.hs_payload_types))
    return {each["type"]: tuple((tag, ns) for tag in each["tags"] for ns in each["namespaces"]) for each in found}


def payload_types() -> Dict[str, Names]:
    """The payload types that are known, each with the names, (tag, namespace), that its elements may have."""
    return dict(_all_types())


def payload_arguments(payload: Union[str, Element], value: Any) -> Tuple[bytes, bytes]:
    """The type and the payload, as functions of C take them: of an element, of a type and its value, or of a type
    alone, which is an element of that name without content."""
    if isinstance(payload, Element):
        return b"", utf8(payload.xml())
    known = _all_types().get(payload)
    if value is None and known:
        return b"", utf8(Element(*known[0]).xml())
    return utf8(payload), dumps({} if value is None else value)
