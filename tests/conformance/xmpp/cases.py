#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads the cases beside this file; README.md says how they are written. As a program it writes each document to a file
of its own, for who needs many small documents: cases.py FOLDER"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
STANDS_FOR = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"\\": b"\\"}


def unescaped(text):
    """Turns \\n, \\t, \\r, \\\\ and \\xHH into the bytes they stand for."""
    return re.sub(rb"\\(x..|.)", lambda m: bytes.fromhex(m[1][1:].decode()) if len(m[1]) == 3 else STANDS_FOR[m[1]], text)


def cases():
    """Yields name, code, offset (None for `ok`) and document of each case."""
    for path in sorted(HERE.glob("*.cases")):
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
            if line and line[:1] not in b"# ":
                code, offset, *document = line.split(b" ", 2)
                yield f"{path.stem}-{number}", code.decode(), None if offset == b"-" else int(offset), unescaped(b"".join(document))


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, _, _, document in cases():
        (folder / name).write_bytes(document)
