#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the tool's `xml check` to the W3C's test suite and to the cases of ../xmpp: run.py TOOL CACHE

Each document is read whole, byte by byte and in sevens. Its verdict and its events must be those expected, and what the
tool says, with the place of an error, the same each time. CACHE is a folder that keeps the suite once it was fetched;
HEADSTOCK_W3C_SUITE may name a copy of it."""

import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "xmpp"))

import cases as xmpp  # noqa: E402
import suite  # noqa: E402

LEAST = {"A": 185, "B": 2397, "C": 1009, "X": 650}  # fewer cases than that: something is missing
BATCH = 500
CUTS = {"whole": [], "byte by byte": ["--chunk", "1"], "in sevens": ["--chunk", "7"]}


def read(tool, paths, options):
    """What the tool says of each file: its events, and the line with the error, if there is one. Several in one call."""
    command = [tool, "xml", "check", "--events", *options, "--", *paths]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEADSTOCK_")}
    done = subprocess.run(command, capture_output=True, timeout=600, check=False, env=environment)
    out, errors = done.stdout.decode(), done.stderr.decode()
    if done.returncode != (1 if errors else 0):
        raise AssertionError(f"exit code {done.returncode}\n{errors}")
    events = [block.split("\n")[1:-1] for block in re.split("^F ", out, flags=re.MULTILINE)[1:]]
    wrong = {}
    for line in errors.splitlines():
        path, number, column, offset, reason = re.fullmatch(r"(.*):(\d+):(\d+): byte (\d+): (.*)", line).groups()
        wrong[path] = (int(number), int(column), int(offset), reason)
    if len(events) != len(paths) or not set(wrong) <= set(paths):
        raise AssertionError(f"{len(paths)} files, events of {len(events)}, errors in {sorted(wrong)[:9]}")
    return list(zip(events, (wrong.get(path) for path in paths)))


def read_all(tool, paths, options):
    """The same for any number."""
    return [one for begin in range(0, len(paths), BATCH) for one in read(tool, paths[begin:begin + BATCH], options)]


def place(document, offset):
    """Line and column of an offset."""
    before = document[:offset]
    return before.count(b"\n") + 1, offset - before.rfind(b"\n")


def wrong_with(document, expected, offset, events, error):
    """Yields what is wrong with how a document was read whole."""
    if expected is None and error is None:
        yield "accepted"
    if expected is not None and error is not None:
        yield f"refused: {error}"
    if isinstance(expected, list) and error is None and events != expected:
        yield "events: " + " | ".join(events) + "\n  expected: " + " | ".join(expected)
    if error is not None and error[:2] != place(document, error[2]):
        yield f"offset {error[2]} is at {place(document, error[2])}, not at {error[:2]}"
    if error is not None and offset is not None and error[2] != offset:
        yield f"at {error[2]} instead of {offset}"


def all_cases(cache):
    """Yields class, name, document, the events that are expected, and the offset of the error where it is known."""
    for kind, name, document, expected in suite.cases(suite.fetch(cache)):
        yield kind, name, document, expected, None
    for name, code, offset, document in xmpp.cases():
        yield "X", name, document, True if code == "ok" else None, offset  # their events are for cases_test.cpp


def main(tool, cache):
    """Runs all; returns the exit code."""
    try:
        cases = list(all_cases(cache))
    except (OSError, ValueError) as wrong:
        print(f"there is no suite: {wrong}\n{suite.COPY} may name a copy of {suite.URL}")
        return 1
    failures = []
    with tempfile.TemporaryDirectory(prefix="headstock-") as folder:
        paths = [f"{folder}/{number}" for number in range(len(cases))]
        for path, case in zip(paths, cases):
            pathlib.Path(path).write_bytes(case[2])
        readings = {cut: read_all(tool, paths, options) for cut, options in CUTS.items()}
    counts = collections.Counter()
    for number, (kind, name, document, expected, offset) in enumerate(cases):
        whole = readings["whole"][number]
        counts[kind, "refused" if expected is None else "accepted" if expected is True else "compared"] += 1
        failures += [f"{kind} {name}: {what}" for what in wrong_with(document, expected, offset, *whole)]
        failures += [f"{kind} {name}: {cut}: {readings[cut][number][1]} instead of {whole[1]}"
                     for cut in CUTS if readings[cut][number] != whole]
    for kind, least in LEAST.items():
        of_kind = {how: counts[kind, how] for how in ("compared", "accepted", "refused")}
        print(f"{kind}: {sum(of_kind.values())} cases:", *(f"{count} {how}" for how, count in of_kind.items()))
        if sum(of_kind.values()) < least:
            failures.append(f"class {kind}: fewer than {least} cases")
    print("\n".join(failures) or f"each read {', '.join(CUTS)}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2]))
