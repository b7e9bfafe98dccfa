# SPDX-License-Identifier: MIT
"""Elements, and what they are made of."""

import pytest

import headstock
from headstock import Element


def test_an_element_is_built_written_and_read():
    made = Element("iq", "jabber:client", "a < b & é\0"[:-1], id="1")
    made.set("lang", "en", "http://www.w3.org/XML/1998/namespace")
    made.add(Element("query", "jabber:iq:version"))
    read = Element.parse(made.xml())
    assert (read.tag, read.ns, read.text) == ("iq", "jabber:client", "a < b & é")
    assert read.attributes == {("id", ""): "1", ("lang", "http://www.w3.org/XML/1998/namespace"): "en"}
    assert read.get("id") == "1"
    assert read.get("lang") is None
    assert read.get("lang", "de", ns="http://www.w3.org/XML/1998/namespace") == "en"
    assert [child.tag for child in read] == ["query"]
    assert read.find("query", "jabber:iq:version").ns == "jabber:iq:version"
    assert read.find("query", "other") is None
    assert str(read) == str(made)


def test_a_payload_goes_to_json_and_back():
    info = {"name": "Exodus", "version": "0.7"}
    element = Element.from_json("version.Info", info)
    assert element.json() == {"type": "version.Info", "value": info}
    assert Element("unheard", "urn:example:of").json() == {"xml": "<unheard xmlns='urn:example:of'/>"}
    assert headstock.payload_types()["version.Info"] == (("query", "jabber:iq:version"),)


def test_a_copy_is_another_one():
    first = Element("a")
    second = first.copy()
    second.set("b", "c")
    assert first.get("b") is None


def test_bytes_are_read_as_well():
    assert Element.parse(bytearray("<a>é</a>".encode())).text == "é"


def test_what_was_freed_is_an_error_and_no_crash():
    with Element("a") as element:
        assert element.tag == "a"
    for use in (lambda: element.tag, element.xml, element.copy, element.json, lambda: list(element)):
        with pytest.raises(headstock.HandleError):
            use()
    element.free()


@pytest.mark.parametrize("wrong, use", [
    (headstock.XmlError, lambda: Element("a b")),
    (headstock.XmlError, lambda: Element("")),
    (headstock.XmlError, lambda: Element("a", text="\x01").xml()),
    (headstock.XmlError, lambda: Element.parse("")),
    (headstock.XmlError, lambda: Element.parse("<!DOCTYPE a><a/>")),
    (headstock.XmlError, lambda: Element.parse("<!-- --><a/>")),
    (headstock.XmlError, lambda: Element.parse(b"<a>\xff</a>")),
    (headstock.XmlError, lambda: Element.parse("<a/>" * 2)),
    (headstock.XmlError, lambda: Element.parse("<a>" * 100000)),
    (headstock.JsonError, lambda: Element.from_json("version.Info", {})),
    (headstock.JsonError, lambda: Element.from_json("version.Info", {"name": 1})),
    (headstock.JsonError, lambda: Element.from_json("version.Info", object())),
    (headstock.JsonError, lambda: Element.from_json("version.Info", float("nan"))),
    (headstock.UnknownError, lambda: Element.from_json("version.Nothing", {})),
    (headstock.ArgumentError, lambda: Element("a", text="\ud800")),
    (TypeError, lambda: Element(None)),
    (TypeError, lambda: Element.parse(5)),
])
def test_what_cannot_be_is_an_exception(wrong, use):
    with pytest.raises(wrong) as caught:
        use()
    assert str(caught.value)


def test_a_value_nested_in_itself_is_an_exception():
    loop = []
    loop.append(loop)
    with pytest.raises(headstock.JsonError):
        Element.from_json("version.Info", loop)


def test_errors_have_a_hierarchy():
    assert issubclass(headstock.XmlError, headstock.HeadstockError) and issubclass(headstock.XmlError, ValueError)
    assert issubclass(headstock.TimeoutError, TimeoutError) and issubclass(headstock.MemoryError, MemoryError)
    with pytest.raises(headstock.XmlError) as caught:
        Element.parse("<a>")
    assert caught.value.status == -6
    assert "line 1, column 4" in str(caught.value)
