# SPDX-License-Identifier: MIT
"""bridge, by the names of the first design: elements as objects, and a parser that dispatches them."""

from typing import Dict, List, Optional, Tuple

import headstock

__all__ = ["ANY_NAMESPACE", "Element"]

#: A rule's namespace, where any will do.
ANY_NAMESPACE = object()


class Element:
    """An element that was read; it may be kept."""

    def __init__(self, element: headstock.Element) -> None:
        """Wraps an element, which is this one's from now on."""
        self._element = element

    @property
    def xml_name(self) -> str:
        """Its name, without namespace and prefix."""
        return self._element.tag

    @property
    def xml_ns(self) -> str:
        """Its namespace."""
        return self._element.ns

    @property
    def xml_text(self) -> str:
        """Its own text, joined."""
        return self._element.text

    @property
    def xml_attributes(self) -> Dict[Tuple[str, str], str]:
        """All attributes, by (name, namespace)."""
        return self._element.attributes

    @property
    def xml_children(self) -> List["Element"]:
        """Its children."""
        return [Element(child) for child in self._element]

    def get_attribute_value(self, name: str, default: Optional[str] = None) -> Optional[str]:
        """The value of an attribute, or `default`."""
        return self._element.get(name, default)

    def get_child(self, name: str, ns: Optional[str] = None) -> Optional["Element"]:
        """The first child of that name; without `ns`, in this element's namespace."""
        found = self._element.find(name, self.xml_ns if ns is None else ns)
        return Element(found) if found else None

    def has_child(self, name: str, ns: Optional[str] = None) -> bool:
        """Whether there is such a child."""
        return self.get_child(name, ns) is not None

    def xml(self) -> str:
        """The element as XML that stands alone."""
        return self._element.xml()
