# SPDX-License-Identifier: MIT
"""What expat says of a document, restricted as XMPP restricts it: its events as `headstock xml check --events` prints them."""

import re
from xml.parsers import expat

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# XML 1.0 section 2.8, with the one encoding that XMPP has. A later 1.x is read as if it were 1.0.
DECLARATION = re.compile(
    rb"""<\?xml\s+version\s*=\s*(?:'1\.[0-9]+'|"1\.[0-9]+")(?:\s+encoding\s*=\s*(?:'(?i:utf-8)'|"(?i:utf-8)"))?"""
    rb"""(?:\s+standalone\s*=\s*(?:'(?:yes|no)'|"(?:yes|no)"))?\s*\?>""")
# NameStartChar of the fifth edition beyond ASCII. expat has the names of the fourth.
NAME_START = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
                        "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]")
NAME_FURTHER = re.compile("[\u0300-\u036f\u203f\u2040]")  # what NameChar adds
ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def is_declared_well(document):
    """Whether what it has for an XML declaration is one."""
    document = document.removeprefix(BYTE_ORDER_MARK)
    return not re.match(rb"<\?xml\s", document) or bool(DECLARATION.match(document))


class Restricted(Exception):
    """A comment, a processing instruction or a DTD."""


class Refused(Exception):
    """expat refuses; `wide` where it stopped at a character beyond ASCII, which may be one that is newer than its tables."""

    def __init__(self, reason, wide=False):
        super().__init__(reason)
        self.wide = wide


def in_line(text):
    """The text on one line."""
    return re.sub(r"[\\\n\r\t]", lambda m: ESCAPES[m[0]], text)


class Reader:
    """Writes down what expat tells."""

    def __init__(self):
        self.lines = []
        self.depth = 0
        self.parser = expat.ParserCreate("utf-8", "\n")  # no namespace holds it: in values it becomes a blank
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.CommentHandler = self.parser.ProcessingInstructionHandler = self.parser.StartDoctypeDeclHandler = self.stop

    @staticmethod
    def name(name):
        space, _, local = name.rpartition("\n")
        return f"{{{space}}}{local}"

    def start(self, name, attributes):
        self.lines.append("S " + in_line(self.name(name)))
        # As bytes: code units and code points are not in the same order everywhere.
        values = (in_line(f"{self.name(key)}={value}") for key, value in attributes.items())
        self.lines += ["A " + line for line in sorted(values, key=str.encode)]
        self.depth += 1

    def end(self, _):
        self.depth -= 1
        self.lines.append("E")

    def text(self, text):
        if self.depth < 2:
            return
        if self.lines[-1].startswith("T "):  # expat's buffer was full in between
            self.lines[-1] += in_line(text)
        else:
            self.lines.append("T " + in_line(text))

    @staticmethod
    def stop(*_):
        raise Restricted


def read(document):
    """expat's events for a document, a line each. Raises Restricted or Refused."""
    document = document.removeprefix(BYTE_ORDER_MARK)
    reader = Reader()
    try:
        reader.parser.Parse(document, True)
    except expat.ExpatError as error:
        at = reader.parser.ErrorByteIndex
        invalid_token = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
        raise Refused(str(error), error.code == invalid_token and document[at:at + 1] >= b"\x80") from None
    return reader.lines


def events(document):
    """The events of a document that shall be accepted, None for one that shall be refused, and for one that shall be accepted
    though expat cannot tell its events: True."""
    if not is_declared_well(document):
        return None
    try:
        return read(document)
    except Restricted:
        return None
    except Refused as refused:
        older = in_old_names(document)
        if not refused.wide or older == document:
            return None
        return None if events(older) is None else True


def in_old_names(document):
    """The document with each character that the fifth edition added to names replaced by one that names always had."""
    try:
        return NAME_FURTHER.sub("\u0300", NAME_START.sub("\u00e9", document.decode())).encode()
    except UnicodeDecodeError:
        return document
