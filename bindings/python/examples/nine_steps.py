#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The nine steps of headstock's first design, from 2007, nearly word for word: nine_steps.py HOST PORT CA_FILE USER
DOMAIN, with the password in the environment's PASSWORD. What is new: a file of authorities, because the server proves
who it is, and that versions are asked for. It ends when a version was told, and a contact greeted."""

import os
import queue
import sys

host, port, authorities, user, domain = sys.argv[1:]
keep_alive = True
told, greeted = [], []

# 1. Create a socket client:
from headstock.lib.network.threadedclient import ThreadedClient

c = ThreadedClient(host, int(port), authorities=authorities)

# 2. Create a bridge parser
from bridge.parser import DispatchParser

parser = DispatchParser()
c.set_parser(parser)  # attach the parser to the client

# 3. Create a stream
from headstock.protocol.core.stream import Stream

stream = Stream(c)
stream.initialize_all()

# 4. Create a session
from headstock.api.session import Session

sess = Session(stream)
sess.initialize_dispatchers()


# 5. Add your own dispatchers
def version_info_received(info):
    print("version", info.name, info.version, info.os)
    told.append(info)
    stop_when_done()


sess.version.on_received(version_info_received)


def say_hello():
    for jid in sess.contacts.contacts:
        contact = sess.contacts.contacts[jid]
        if contact.availability and jid not in greeted:
            greeted.append(jid)
            contact.chat("hello", lang="en-GB")
            sess.version.ask(contact.resources[0]["jid"])
            print("greeted", jid)
    stop_when_done()


sess.contacts.on_update(say_hello)


def presence_seen(element):
    print("presence", element.get_attribute_value("from"))


parser.register_on_element_per_level("presence", 1, presence_seen, namespace="jabber:client")


def stop_when_done():
    global keep_alive
    keep_alive = not (told and greeted)


# 6. Setup the loop that will read incoming data from the client's queue and feed the parser
def loop():
    parser = c.get_parser()
    while keep_alive:
        try:
            data = c.incoming.get(timeout=0.01)
            parser.feed(data)
        except queue.Empty:
            pass


# 7. Define two routines to start and stop the client
def stop():
    global keep_alive, stream, c
    if c.connected:
        stream.terminate()
        c.disconnect()
        c.join()
    keep_alive = False
    stream = c = None


def start():
    c.connect()
    c.start()
    stream.initiate()
    loop()


# 8. Pass the user details
stream.set_node_name(domain)
stream.set_auth(user, os.environ["PASSWORD"])  # username/password
stream.set_resource_name("Home")

# 9. Start the client
try:
    start()
except KeyboardInterrupt:
    stop()
except Exception:
    stop()
    raise
stop()
print("et voilà")
