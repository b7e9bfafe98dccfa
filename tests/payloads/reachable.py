#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""reachable.py PAYLOAD_LIST CAPI_TYPES: fails unless the C interface knows a payload of each namespace that a payload of
the library's own has, so that no extension is out of reach of the other languages."""

import json
import subprocess
import sys

# What stands within other payloads, or is the library's own business.
PARTS = {
    "http://jabber.org/protocol/xdata-layout",
    "http://jabber.org/protocol/xdata-validate",
    "urn:xmpp:media-element",
    "urn:headstock:session:1",
    "urn:ietf:params:xml:ns:xmpp-bind",
}


def run(program):
    return subprocess.run([program], check=True, capture_output=True, text=True, timeout=60).stdout


def main():
    """Prints what is out of reach, and returns the exit code."""
    known = {ns for each in json.loads(run(sys.argv[2])) for ns in each["namespaces"]}
    rows = [line.split("\t") for line in run(sys.argv[1]).splitlines()]
    own = {ns for _, file, _, namespaces in rows if "/headstock/" in file for ns in namespaces.split()}
    missing = own - known - PARTS
    if missing:
        print("no payload type in capi/payload_types_*.cpp:", *sorted(missing), sep="\n  ")
        return 1
    print(f"{len(own)} namespaces, all within reach")
    return 0


if __name__ == "__main__":
    sys.exit(main())
