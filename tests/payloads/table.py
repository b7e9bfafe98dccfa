#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""table.py LIST [FILE]: prints the tables of extensions in Markdown, from what LIST, the program payload_list, prints.

With FILE: fails unless the file is just that. Fails, too, where a header of core/ or extensions/ declares a payload that
no test registers. The specification is the first that the payload's header names; in the headers here, the last that a
line `/// XEP-0000, Title.` names above the payload, and of each one payload at least must be registered.
"""

import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SPECIFICATION = re.compile(r"XEP-\d{4}|RFC \d{4}")
TITLE = re.compile(r"^/// ([^(\n]+) \((XEP-\d{4})\)", re.M)
SECTION = re.compile(r"^/// (XEP-\d{4}), (.+)\.$", re.M)
HEAD = """# Extensions

What the library reads and writes as a declared payload. This page is generated: `tests/payloads/table.py` says how, and a
test compares.

| specification | payload | element | namespace |
|---|---|---|---|
"""
MORE = """
## What can be declared

Payloads that the tests declare, to see that [the language](guide/payloads.md) can say them. A program that wants one of
them can do the same.

| specification | element | namespace | declared in |
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


def xep(number, title):
    return f"[{number}](https://xmpp.org/extensions/{number.lower()}.html) {title}"


def specification(header):
    text = header.read_text()
    title = TITLE.search(text)
    if title:
        return xep(title.group(2), title.group(1))
    found = SPECIFICATION.search(text)
    if not found:
        return "headstock's own"
    number = found.group(0)
    return f"[{number}](https://www.rfc-editor.org/rfc/{number.lower().replace(' ', '')}.html)"


def samples():
    """Returns {type: (specification, header)} of what the headers here declare."""
    found = {}
    for header in HERE.glob("*.hpp"):
        parts = SECTION.split(header.read_text())
        for number, title, text in zip(parts[1::3], parts[2::3], parts[3::3]):
            for struct in re.findall(r"^struct (\w+) {", text, re.M):
                found[f"samples::{struct}"] = (xep(number, title), header.name)
    return found


def marked(words):
    return ", ".join(f"`{word}`" for word in words)


def table_of_samples(known, lines):
    elements = {}
    for kind, _, tags, spaces in lines:
        if kind in known:
            row = elements.setdefault((*known[kind], spaces), {})
            row.update(dict.fromkeys(tags.split()))
    silent = {title for title, _ in known.values()} - {title for title, _, _ in elements}
    if silent:
        sys.exit("no test has the line HEADSTOCK_PAYLOAD_TEST(…) for any payload of " + ", ".join(sorted(silent)))
    for (title, header, spaces), tags in sorted(elements.items()):
        place = f"[{header}](../tests/payloads/{header})"
        yield f"| {title} | {marked(tags)} | {marked(spaces.split())} | {place} |\n"


def main(program, *committed):
    output = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    lines = sorted(line.split("\t") for line in output.splitlines())
    headers = declared()
    rows = []
    for kind, file, tags, spaces in lines:
        if not pathlib.Path(file).is_relative_to(HERE):
            # One that reads and writes itself stands beside its test.
            header = headers.pop(kind, None) or pathlib.Path(file.replace("_test.cpp", ".hpp"))
            rows.append(f"| {specification(header)} | `{kind}` | {marked(tags.split())} | {marked(spaces.split())} |\n")
    if headers:
        sys.exit("no test has the line HEADSTOCK_PAYLOAD_TEST(…) for " + ", ".join(headers))
    table = HEAD + "".join(sorted(rows)) + MORE + "".join(table_of_samples(samples(), lines))
    if not committed:
        print(table, end="")
    elif pathlib.Path(committed[0]).read_text() != table:
        sys.exit(f"{committed[0]} is not what {pathlib.Path(__file__).name} {program} prints: write that into it")


main(*sys.argv[1:])
