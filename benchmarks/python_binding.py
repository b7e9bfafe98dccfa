#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Messages received and read for each second of the processor, through the Python binding and through slixmpp.

usage: python_binding.py [RESULTS.jsonl]


Both are logged in by hand, in memory, without sockets and TLS, and are fed the same bytes in the same pieces. Of each
message the sender and the body are read. For slixmpp that is its XMLStream's `data_received`, with a handler for
messages that reads msg["from"] and msg["body"], and the turns of its loop by which it calls handlers; for headstock a
Session and its events. Runs alternate; the median of five counts. Needs Debian's python3-slixmpp, and
HEADSTOCK_LIBRARY, or the library where the binding finds it. Exit code 1 where headstock is not at least five times as
fast; with RESULTS.jsonl, to which what was measured is added, that is for the report to say."""

import asyncio
import json
import logging
import pathlib
import statistics
import sys
import time

BINDING = pathlib.Path(__file__).resolve().parent.parent / "bindings" / "python"
sys.path[:0] = [str(BINDING / part) for part in ("src", "tests")]

import login
import slixmpp

import headstock

MESSAGES = 20_000
PIECE = 4096
RUNS = 5
GOAL = 5
OPEN = (b"<?xml version='1.0'?><stream:stream from='example.net' id='1' version='1.0' xmlns='jabber:client' "
        b"xmlns:stream='http://etherx.jabber.org/streams'>")


def stream():
    """The pieces of what a server sends."""
    texts = (f"<message from='romeo@example.net/orchard' to='juliet@example.net/balcony' id='m{number}' type='chat'>"
             f"<body>Neither, fair saint, if either thee dislike. {number}</body></message>"
             for number in range(MESSAGES))
    data = "".join(texts).encode()
    return [data[at:at + PIECE] for at in range(0, len(data), PIECE)]


def run_headstock(pieces):
    """Seconds of the processor, and what was read."""
    session = headstock.Session("example.net", **login.OPTIONS)
    login.log_in(session)
    read = []
    begun = time.process_time()
    for piece in pieces:
        session.receive(piece)
        for event in session.events():
            read.append((event.from_, event.body))
    return time.process_time() - begun, read


class Peer(slixmpp.ClientXMPP):
    """slixmpp with a handler for messages."""

    def __init__(self):
        super().__init__("juliet@example.net/balcony", "")
        self.read = []
        self.add_event_handler("message", self.hear)

    def hear(self, message):
        """Reads one."""
        self.read.append((str(message["from"]), message["body"]))


class Nowhere(asyncio.Transport):
    """A connection to nobody."""

    def write(self, data):
        """Loses it."""

    def is_closing(self):
        """Never."""
        return False


async def feed_slixmpp(pieces):
    """Seconds of the processor, and what was read."""
    peer = Peer()
    peer.connection_made(Nowhere())
    peer.data_received(OPEN)
    await asyncio.sleep(0)
    begun = time.process_time()
    for piece in pieces:
        peer.data_received(piece)
        await asyncio.sleep(0)
    while len(peer.read) < MESSAGES:
        await asyncio.sleep(0)
    return time.process_time() - begun, peer.read


def run_slixmpp(pieces):
    """The same, on a loop of its own."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(feed_slixmpp(pieces))
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


def main():
    """Prints the rates and their ratio."""
    logging.disable(logging.CRITICAL)
    pieces = stream()
    took = {"headstock": [], "slixmpp": []}
    for _ in range(RUNS):
        ours, heard = run_headstock(pieces)
        theirs, heard_too = run_slixmpp(pieces)
        assert heard == heard_too and len(heard) == MESSAGES, "they have not read the same"
        took["headstock"].append(ours)
        took["slixmpp"].append(theirs)
    rates = {name: MESSAGES / statistics.median(times) for name, times in took.items()}
    for name, rate in rates.items():
        times = f"{min(took[name]):.2f} to {max(took[name]):.2f} s"
        print(f"{name}: {rate:,.0f} messages a second of the processor ({times})")
    ratio = rates["headstock"] / rates["slixmpp"]
    print(f"ratio: {ratio:.1f}")
    if len(sys.argv) > 1:
        with open(sys.argv[1], "a", encoding="utf-8") as results:
            for who, rate in rates.items():
                row = {"section": "python", "who": who, "messages_s": rate, "ours": rates["headstock"] / rate}
                print(json.dumps(row), file=results)
        return 0
    return 0 if ratio >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
