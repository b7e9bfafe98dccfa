# SPDX-License-Identifier: MIT
# PASSWORD=... jython chat.py ME HOST PORT CA-FILE PEER: greets PEER, waits for its answer, asks what the server is.
from __future__ import print_function

import os
import re
import sys
from java.util.concurrent import CompletableFuture, TimeUnit

from org.headstock import Client

me, host, port, authorities, peer = sys.argv[1:]
heard = CompletableFuture()


def hear(message):
    if message.bareFrom() == peer and message.body() is not None:
        heard.complete(message.body())


options = {"host": host, "port": int(port), "authorities": authorities, "software": {"name": "chat"}}
client = Client(me, os.environ["PASSWORD"], options)
try:
    client.on("message", hear)
    print("ready", client.connect().get())
    client.sendMessage(peer, "hello from Jython")
    print("heard", heard.get(30, TimeUnit.SECONDS))
    server = client.ask(re.split("[@/]", me)[1], "version.Info").get()
    print("server", server.get("name"))
finally:
    client.close()
