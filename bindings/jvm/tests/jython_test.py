# SPDX-License-Identifier: MIT
"""Jython logs in, chats and asks through the jar, as a client and by a socket. Arguments: HOST PORT CA-FILE."""
from __future__ import print_function

import os
import sys

from java.lang import IllegalStateException
from java.util.concurrent import CompletableFuture, ExecutionException, TimeUnit
from org.headstock import Client, Element, Flow, HeadstockException, Listener, Parser, SocketSession, Status

HOST, PORT, AUTHORITIES = sys.argv[1], int(sys.argv[2]), sys.argv[3]
OPTIONS = {"host": HOST, "port": PORT, "authorities": AUTHORITIES, "reconnect": False, "software": {"name": "jython"}}
failed = []


def soon(future):
    return future.get(10, TimeUnit.SECONDS)


def next_message(entity):
    heard = CompletableFuture()
    entity.on("message", lambda event: event.body() is not None and heard.complete(event))
    return heard


def chat():
    romeo = Client("romeo@localhost", os.environ["ROMEO"], OPTIONS)
    juliet = SocketSession("juliet@localhost", os.environ["JULIET"], {"authorities": AUTHORITIES})
    try:
        soon(romeo.connect())
        soon(juliet.connect(HOST, PORT))
        heard, back = next_message(juliet), next_message(romeo)
        romeo.sendMessage(juliet.address(), u"Art thou? \u00e9")
        assert soon(heard).body() == u"Art thou? \u00e9"
        juliet.sendMessage(romeo.address(), "Ay me")
        assert soon(back).bareFrom() == "juliet@localhost"
        assert soon(juliet.ask(romeo.address(), "version.Info")).get("name") == "jython"
    finally:
        romeo.close()
        juliet.close()


def listener():
    class Hearing(Listener):
        def __init__(self):
            self.names = []

        def onEvent(self, event):
            self.names.append(event.name())

    hearing = Hearing()
    client = Client("romeo@localhost", os.environ["ROMEO"], OPTIONS)
    try:
        client.add(hearing)
        soon(client.connect())
        assert "ready" in hearing.names, hearing.names
    finally:
        client.close()
    assert "end" in hearing.names, hearing.names


def errors():
    try:
        Element.parse("<a>")
        assert False, "no exception"
    except HeadstockException as wrong:
        assert wrong.status() == Status.XML
    client = Client("romeo@localhost", "no", OPTIONS)
    try:
        soon(client.connect())
        assert False, "no exception"
    except ExecutionException as wrong:
        assert isinstance(wrong.getCause(), HeadstockException)
    finally:
        client.close()
    try:
        client.state()
        assert False, "no exception"
    except IllegalStateException:
        pass


def rules():
    parser, heard = Parser(), []

    def hear(element, depth):
        heard.append((element.text(), depth))
        return Flow.GO

    parser.on("a", "urn:s", hear)
    parser.feed("<s xmlns='urn:s'><a>x</a><b><a>y</a></b></s>")
    assert heard == [("x", 1), ("y", 2)], heard
    parser.on("c", None, lambda element, depth: 1 // 0)
    parser.restart()
    try:
        parser.feed("<c/>")
        assert False, "no exception"
    except ZeroDivisionError:
        pass
    parser.close()


def test(name, work):
    try:
        work()
        print("ok     Jython: " + name)
    except BaseException as wrong:
        failed.append(name)
        print("FAILED Jython: " + name, repr(wrong))


test("log in with verified TLS, chat and ask", chat)
test("a class implements Listener, and what it leaves out does nothing", listener)
test("exceptions are caught by their class", errors)
test("functions are rules", rules)
sys.exit(1 if failed else 0)
