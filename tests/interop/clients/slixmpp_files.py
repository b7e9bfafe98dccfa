#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""slixmpp sends and receives files by XEP-0096, for headstock to talk to.

usage: slixmpp_files.py send    --jid JID --connect HOST:PORT --ca FILE --to JID --file PATH --way proxy|iq|message
       slixmpp_files.py receive --jid JID --connect HOST:PORT --ca FILE

The password is in the environment variable PEER_PASSWORD. `receive` takes one file: it prints {"event": "ready"} when
that can come, then {"event": "file", "file": …, "size": …, "sha256": …}. Both end with code 1 after --timeout seconds.
"""

import argparse
import asyncio
import hashlib
import logging
import os
import pathlib
import sys

from slixmpp.xmlstream.handler import CoroutineCallback
from slixmpp.xmlstream.matcher import StanzaPath

import slixmpp_peer

METHODS = {"proxy": "http://jabber.org/protocol/bytestreams", "iq": "http://jabber.org/protocol/ibb",
           "message": "http://jabber.org/protocol/ibb"}


class Files(slixmpp_peer.Peer):
    """One login, for one file."""

    def __init__(self, options, password):
        super().__init__(options, password)
        self.register_plugin("xep_0096")
        # slixmpp 1.8 registers a coroutine as if it were a function: no offer would be heard.
        self.remove_handler("SI Request")
        self.register_handler(CoroutineCallback("SI Request", StanzaPath("iq@type=set/si"),
                                                self["xep_0095"]._handle_request))
        self.add_event_handler("si_request", self._offered)
        self.add_event_handler("socks5_data", self._came)
        self.add_event_handler("socks5_closed", lambda _: self._arrived())
        self._name, self._size, self._bytes = None, 0, b""

    async def _work(self, _event):
        self.send_presence()
        if self._options.command == "receive":
            await self.get_roster()
            return slixmpp_peer.tell(event="ready", jid=self.boundjid.full)
        try:
            await self._send_file()
        except Exception as failure:  # slixmpp would say nothing of it
            self._finish(repr(failure))

    async def _send_file(self):
        path, to, way = pathlib.Path(self._options.file), self._options.to, self._options.way
        content, sid = path.read_bytes(), f"sid-{path.stat().st_ino}"
        await self["xep_0096"].request_file_transfer(
            to, sid=sid, name=path.name, size=len(content), hash=hashlib.md5(content).hexdigest(),
            mime_type="application/octet-stream", methods=[{"label": None, "value": METHODS[way]}], timeout=20)
        if way == "proxy":
            stream = await self["xep_0065"].handshake(to, ifrom=self.boundjid, sid=sid, timeout=20)
            await stream.write(content)
            stream.transport.close()
        else:
            stream = await self["xep_0047"].open_stream(to, sid=sid, use_messages=way == "message", timeout=20)
            await stream.sendall(content, timeout=20)
            await stream.close(timeout=20)
        self._finish(None)

    async def _offered(self, iq):
        self._name, self._size = iq["si"]["file"]["name"], int(iq["si"]["file"]["size"])
        sid, sender = iq["si"]["id"], iq["from"]
        self.add_event_handler(f"stream:{sid}:{sender}", self._opened, disposable=True)
        await self["xep_0095"].accept(sender, sid, ifrom=iq["to"])

    async def _opened(self, stream):
        if hasattr(stream, "gather"):
            self._bytes = await stream.gather(timeout=20)
            self._arrived()

    def _came(self, data):
        self._bytes += data

    def _arrived(self):
        if self._options.command != "receive" or self.outcome.done():
            return
        slixmpp_peer.tell(event="file", file=self._name, size=self._size,
                          sha256=hashlib.sha256(self._bytes).hexdigest())
        self._finish(None)


def parse(arguments):
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("send", "receive"))
    for name in "jid", "connect", "ca":
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--to")
    parser.add_argument("--file")
    parser.add_argument("--way", choices=tuple(METHODS))
    parser.add_argument("--timeout", type=float, default=40)
    parser.add_argument("--debug", action="store_true")
    return parser.parse_args(arguments)


async def run(options):
    """Does the work; returns why it failed, or None."""
    peer = Files(options, os.environ["PEER_PASSWORD"])
    host, _, port = options.connect.rpartition(":")
    peer.connect((host, int(port)), force_starttls=True)
    try:
        failure = await asyncio.wait_for(asyncio.shield(peer.outcome), options.timeout)
    except asyncio.TimeoutError:
        failure = "timeout"
    await asyncio.wait([peer.disconnect(wait=1)], timeout=3)
    return failure


def main():
    """Runs one command; returns the exit code."""
    options = parse(sys.argv[1:])
    logging.basicConfig(level=logging.DEBUG if options.debug else logging.CRITICAL, stream=sys.stderr)
    failure = asyncio.get_event_loop().run_until_complete(run(options))
    if failure:
        print(f"slixmpp_files: {failure}", file=sys.stderr)
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
