#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests the tool and the demo against a real server.

usage: run.py prosody|ejabberd|jabberd2 BINARIES [PATTERN]…

BINARIES is the build folder that holds headstock and examples/demo; PATTERN picks tests by name. What is missing is a
failure: there are no skipped tests.
"""

import os
import pathlib
import shutil
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "servers")]

import process  # noqa: E402
import server  # noqa: E402
import support  # noqa: E402


def missing(binaries):
    """Returns what the tests need and do not find."""
    programs = [binaries / "headstock", binaries / "examples" / "demo", "go-sendxmpp", "/usr/bin/python3", "openssl"]
    absent = [str(program) for program in programs if not shutil.which(str(program))]
    if not pathlib.Path("/usr/lib/python3/dist-packages/slixmpp").exists():
        absent.append("python3-slixmpp")
    return absent


def flat(tests):
    """Yields the single tests of a suite of suites."""
    for test in tests:
        if isinstance(test, unittest.TestSuite):
            yield from flat(test)
        else:
            yield test


def applies(test, kind):
    """Tells whether a test is for servers of this kind; what failed to load is for all."""
    return kind in getattr(test, "servers", (kind,))


def run_tests(running, binaries, patterns):
    """Runs the tests against a server that is ready; tells whether all passed."""
    support.Case.server, support.Case.known, support.Case.binaries = running, running.variables(), binaries
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{pattern}*" for pattern in patterns] or None
    tests = [test for test in flat(loader.discover(str(HERE), top_level_dir=str(HERE))) if applies(test, running.kind)]
    result = unittest.TextTestRunner(verbosity=2).run(unittest.TestSuite(tests))
    good = result.wasSuccessful() and result.testsRun > 0
    if good and "HEADSTOCK_RESULTS" in os.environ:  # for tools/check_promises
        folder = pathlib.Path(os.environ["HEADSTOCK_RESULTS"])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"interop_{running.kind}.txt").write_text("\n".join(test.id() for test in tests), encoding="utf-8")
    return good


def main(arguments):
    """Does what the command line says; returns the exit code."""
    if len(arguments) < 2 or arguments[0] not in server.KINDS:
        print(__doc__, file=sys.stderr)
        return 2
    kind, binaries = arguments[0], pathlib.Path(arguments[1]).resolve()
    absent = missing(binaries)
    if absent:
        print(f"CANNOT RUN the tests against {kind}; missing: {', '.join(absent)} (scripts/install-packages servers, "
              "scripts/build)", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix=f"headstock-{kind}-") as directory:
        running = server.Server(kind, directory)
        try:
            running.start()
            good = run_tests(running, binaries, arguments[2:])
            if not good:
                print(process.tail(running.directory / "server.log", 60), file=sys.stderr)
            return 0 if good else 1
        except process.Failed as failure:
            print(f"CANNOT RUN the tests against {kind}: {failure}", file=sys.stderr)
            return 1
        finally:
            running.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
