#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Says hello to somebody, waits for an answer, and asks the server what it runs: chat.py JID HOST PORT CA_FILE PEER"""

import os
import sys

import headstock

jid, host, port, authorities, peer = sys.argv[1:]
domain = headstock.bare(jid).partition("@")[2]
options = {"host": host, "port": int(port), "authorities": authorities, "software": {"name": "chat"}}

with headstock.Client(jid, os.environ["PASSWORD"], **options) as client:
    client.wait_for("ready")
    print("ready", client.address, flush=True)
    client.send_message(peer, "hello from Python")
    heard = client.wait_for("message", lambda it: it.body and headstock.bare(it.from_) == peer, timeout=30)
    print("heard", heard.body, flush=True)
    print("server", client.ask(domain, "version.Info")["name"], flush=True)
