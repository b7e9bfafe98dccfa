#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Attacks the tool as a hostile server and as hostile users would: run.py [--tool PATH] [--jobs N] [--only PATTERN] [--list]."""

import argparse
import collections
import concurrent.futures
import fnmatch
import os
import pathlib
import sys
import tempfile
import time

import scenarios_before_tls  # noqa: F401
import scenarios_content  # noqa: F401
import scenarios_delivery  # noqa: F401
import scenarios_login  # noqa: F401
import scenarios_senders  # noqa: F401
import scenarios_tokens  # noqa: F401
import scenarios_xml  # noqa: F401
from certificates import Certificates
from harness import SCENARIOS, World

LEAST = 80  # fewer scenarios than this are no test
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def read_arguments():
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tool", default=str(ROOT / "build/dev/headstock"), help="the tool to attack")
    parser.add_argument("--jobs", type=int, default=4, help="so many scenarios at once")
    parser.add_argument("--only", default="*", help="those whose row or name matches: 'C-9', '*roster*'")
    parser.add_argument("--list", action="store_true", help="name the scenarios, and run none")
    return parser.parse_args()


def attack(scenario, tool, certificates):
    """Runs one scenario: what is wrong, and how long it took."""
    begun = time.monotonic()
    wrong = None
    with tempfile.TemporaryDirectory(prefix="headstock-") as directory:
        world = World(tool, certificates, pathlib.Path(directory), verbose=scenario.rows[0][0] in "AC")
        try:
            scenario.run(world)
            assert world.outcomes, "the tool was not run"
            for outcome in world.outcomes:
                outcome.check()
        except Exception as error:  # every failure is told, and none ends the others
            wrong = f"{type(error).__name__}: {error}"
            wrong += "".join(f"\n    the server's script: {each}" for outcome in world.outcomes for each in outcome.peer.wrong)
    return wrong, time.monotonic() - begun


def run_all(chosen, options):
    """Runs the scenarios, a line each: how many failed."""
    failures = 0
    with tempfile.TemporaryDirectory(prefix="headstock-") as directory, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        certificates = Certificates(directory)
        coming = {pool.submit(attack, each, os.path.abspath(options.tool), certificates): each for each in chosen}
        for done in concurrent.futures.as_completed(coming):
            each, (wrong, seconds) = coming[done], done.result()
            print(f"{'FAIL' if wrong else 'ok  '} {'/'.join(each.rows):12} {each.name} ({seconds:.1f} s)", flush=True)
            failures += wrong is not None
            if wrong:
                print(f"     {each.function.__doc__}\n     {wrong}", flush=True)
    return failures


def main():
    """Gives the exit code."""
    options = read_arguments()
    chosen = [each for each in SCENARIOS
              if any(fnmatch.fnmatch(name, options.only) for name in (*each.rows, each.name, each.function.__name__))]
    if options.list:
        for each in chosen:
            print(f"{'/'.join(each.rows):12} {each.name}: {each.function.__doc__}")
        return 0
    begun = time.monotonic()
    failures = run_all(chosen, options)
    counts = collections.Counter(each.rows[0][0] for each in chosen)
    sections = ", ".join(f"{section} {count}" for section, count in sorted(counts.items()))
    print(f"{len(chosen)} scenarios ({sections}), {failures} failed, {time.monotonic() - begun:.1f} s")
    if options.only == "*" and len(chosen) < LEAST:
        print(f"fewer than {LEAST} scenarios", file=sys.stderr)
        return 1
    return 1 if failures or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
