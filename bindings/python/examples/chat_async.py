#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The same as chat.py, with asyncio: chat_async.py JID HOST PORT CA_FILE PEER"""

import asyncio
import os
import sys

import headstock


async def first(messages, peer):
    async for message in messages:
        if message.body and headstock.bare(message.from_) == peer:
            return message


async def main(jid, host, port, authorities, peer):
    domain = headstock.bare(jid).partition("@")[2]
    options = {"host": host, "port": int(port), "authorities": authorities, "software": {"name": "chat"}}
    async with headstock.connect(jid, os.environ["PASSWORD"], **options) as session:
        print("ready", session.address, flush=True)
        await session.send_message(peer, "hello from Python")
        heard = await asyncio.wait_for(first(session.messages(), peer), 30)
        print("heard", heard.body, flush=True)
        print("server", (await session.ask(domain, "version.Info"))["name"], flush=True)


asyncio.run(main(*sys.argv[1:]))
