#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A client that is not headstock, for it to talk to: slixmpp, logged in over TLS that is verified by one CA file.

usage: slixmpp_peer.py send   --jid JID --connect HOST:PORT --ca FILE [--direct] --to JID --body TEXT [--lang LANG=TEXT]…
       slixmpp_peer.py listen --jid JID --connect HOST:PORT --ca FILE [--direct] [-n COUNT]
       slixmpp_peer.py chat   --jid JID --connect HOST:PORT --ca FILE [--direct]
       slixmpp_peer.py show   --jid JID --connect HOST:PORT --ca FILE [--direct] --to JID

The password is in the environment variable PEER_PASSWORD. `listen` prints {"event": "ready"} when messages can come,
then one line of JSON a message; it ends after COUNT messages. `chat` listens too, answers each message, gives receipts
and asks for them, and prints those and the chat states that it is told; it does not end by itself. `show` publishes a
picture (XEP-0153), says since when it is idle (XEP-0319), and sends a message with XHTML (XEP-0071). All end with code 1
when --timeout seconds have passed.
Run by the system's python3, for which Debian's python3-slixmpp is made.
"""

import argparse
import asyncio
import datetime
import json
import logging
import os
import pathlib
import sys

import slixmpp


PICTURE = b"\x89PNG\r\n\x1a\n: no picture, but nobody looks at it"
IDLE_SINCE = datetime.datetime(2026, 11, 22, 10, 0, tzinfo=datetime.timezone.utc)


def tell(**facts):
    """Prints one line of JSON."""
    print(json.dumps(facts, ensure_ascii=False), flush=True)


class Peer(slixmpp.ClientXMPP):
    """One login; `outcome` is done when the work is done or has failed."""

    def __init__(self, options, password):
        super().__init__(options.jid, password)
        self.ca_certs = pathlib.Path(options.ca)
        # slixmpp 1.8 connects to an address with no name to check: without this it takes any name of the right CA.
        self.default_domain = self.boundjid.host
        self._options = options
        self._left = getattr(options, "count", 0)
        self.outcome = asyncio.get_event_loop().create_future()
        self.register_plugin("xep_0030")
        self.register_plugin("xep_0092", {"software_name": "peer", "version": slixmpp.__version__, "os": "test"})
        self.register_plugin("xep_0199")
        if options.command == "chat":
            self.register_plugin("xep_0085")
            self.register_plugin("xep_0184", {"auto_ack": True, "auto_request": False})
            self.add_event_handler("receipt_received", lambda receipt: tell(event="receipt", id=receipt["receipt"]))
            self.add_event_handler("chatstate_composing", lambda message: tell(event="state", state="composing"))
        if options.command == "show":
            for plugin in "xep_0054", "xep_0071", "xep_0153", "xep_0319":
                self.register_plugin(plugin)
        self.add_event_handler("session_start", self._work)
        self.add_event_handler("message", self._hear)
        for failure in "failed_all_auth", "ssl_invalid_chain", "connection_failed", "disconnected":
            self.add_event_handler(failure, lambda why, failure=failure: self._finish(f"{failure}: {why}"))

    async def _pick_dns_answer(self, _domain, _service=None):
        return None  # the address is given: no DNS

    async def _work(self, _event):
        if not self.transport.get_extra_info("cipher"):
            return self._finish("the stream is not encrypted")
        self.send_presence()
        if self._options.command == "show":
            return await self._show()
        if self._options.command != "send":
            await self.get_roster()
            return tell(event="ready", jid=self.boundjid.full)
        await self._send()

    async def _send(self):
        message = self.make_message(mto=self._options.to, mbody=self._options.body, mtype="chat")
        for translation in self._options.lang:
            lang, _, text = translation.partition("=")
            message[f"body|{lang}"] = text
        message.send()
        # The answer to an IQ says that the server has taken the message before it.
        await self["xep_0030"].get_info(self.boundjid.domain, timeout=10)
        self._finish(None)

    async def _show(self):
        await self["xep_0153"].set_avatar(avatar=PICTURE, mtype="image/png")
        presence = self.make_presence()
        presence["idle"]["since"] = IDLE_SINCE
        presence.send()
        message = self.make_message(mto=self._options.to, mbody="Wow, green!", mtype="chat")
        message["html"]["body"] = "<p>Wow, <strong>green</strong>!</p>"
        message.send()
        await self["xep_0030"].get_info(self.boundjid.domain, timeout=10)
        self._finish(None)

    def _hear(self, message):
        if self._options.command == "chat" and message["body"]:
            return self._answer(message)
        if self._options.command != "listen" or not message["body"]:
            return
        bodies = {body.get("{http://www.w3.org/XML/1998/namespace}lang", ""): body.text
                  for body in message.xml.findall("{jabber:client}body")}
        tell(event="message", type=message["type"], id=message["id"], body=message["body"], bodies=bodies,
             **{"from": message["from"].full, "to": message["to"].full})
        self._left -= 1
        if self._left == 0:
            self._finish(None)

    def _answer(self, message):
        tell(event="message", body=message["body"], state=message["chat_state"])
        answer = message.reply("Nay, answer me.")
        answer["chat_state"] = "active"
        answer["request_receipt"] = True
        answer.send()

    def _finish(self, failure):
        if not self.outcome.done():
            self.outcome.set_result(failure)


def parse(arguments):
    """Reads the command line."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--jid", required=True)
    common.add_argument("--connect", required=True, metavar="HOST:PORT")
    common.add_argument("--ca", required=True)
    common.add_argument("--direct", action="store_true", help="TLS from the first byte, not STARTTLS")
    common.add_argument("--timeout", type=float, default=20)
    common.add_argument("--debug", action="store_true")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    send = commands.add_parser("send", parents=[common])
    send.add_argument("--to", required=True)
    send.add_argument("--body", required=True)
    send.add_argument("--lang", action="append", default=[], metavar="LANG=TEXT", help="the body in another language")
    show = commands.add_parser("show", parents=[common])
    show.add_argument("--to", required=True)
    listen = commands.add_parser("listen", parents=[common])
    listen.add_argument("-n", dest="count", type=int, default=0)
    chat = commands.add_parser("chat", parents=[common])
    chat.add_argument("-n", dest="count", type=int, default=0, help="of no meaning here")
    return parser.parse_args(arguments)


async def run(options):
    """Does the work; returns why it failed, or None."""
    peer = Peer(options, os.environ["PEER_PASSWORD"])
    host, _, port = options.connect.rpartition(":")
    peer.connect((host, int(port)), use_ssl=options.direct, force_starttls=not options.direct)
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
        print(f"slixmpp_peer: {failure}", file=sys.stderr)
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
