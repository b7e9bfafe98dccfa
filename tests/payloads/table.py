#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""table.py LIST [FILE]: prints the table of extensions in Markdown, from what LIST, the program payload_list, prints.

With FILE: fails unless the file is just that. Fails, too, where a header of core/ or extensions/ declares a payload that
no test registers. The specification is the first that the payload's header names.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SPECIFICATION = re.compile(r"XEP-\d{4}|RFC \d{4}")
TITLE = re.compile(r"^/// ([^(\n]+) \((XEP-\d{4})\)", re.M)
HEAD = """# Extensions

What the library reads and writes as a declared payload. This page is generated: `tests/payloads/table.py` says how, and a
test compares.

| specification | payload | element | namespace |
|---|---|---|---|
"""


def declared():
    """Returns {type: header} of all payloads that headers declare."""
    found = {}
    for layer in ("core", "extensions"):
        for header in sorted((ROOT / "headstock" / layer).glob("*.hpp")):
            text = header.read_text()
            space = re.search(r"^namespace headstock::([\w:]+) {", text, re.M)
            for struct in re.split(r"^(?=struct )", text, flags=re.M)[1:]:
                if "static constexpr auto xml" in struct.split("\n};")[0]:
                    found[f"{space.group(1)}::{struct.split()[1]}"] = header
    return found


def specification(header):
    text = header.read_text()
    title = TITLE.search(text)
    if title:
        number = title.group(2)
        return f"[{number}](https://xmpp.org/extensions/{number.lower()}.html) {title.group(1)}"
    number = SPECIFICATION.search(text).group(0)
    return f"[{number}](https://www.rfc-editor.org/rfc/{number.lower().replace(' ', '')}.html)"


def main(program, *committed):
    lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    headers = declared()
    rows = []
    for kind, _, tags, spaces in (line.split("\t") for line in lines):
        marked = [", ".join(f"`{word}`" for word in words.split()) for words in (tags, spaces)]
        rows.append(f"| {specification(headers.pop(kind))} | `{kind}` | {marked[0]} | {marked[1]} |\n")
    if headers:
        sys.exit("no test has the line HEADSTOCK_PAYLOAD_TEST(…) for " + ", ".join(headers))
    table = HEAD + "".join(sorted(rows))
    if not committed:
        print(table, end="")
    elif pathlib.Path(committed[0]).read_text() != table:
        sys.exit(f"{committed[0]} is not what {pathlib.Path(__file__).name} {program} prints: write that into it")


main(*sys.argv[1:])
