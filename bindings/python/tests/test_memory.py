# SPDX-License-Identifier: MIT
"""Nothing is leaked: what is forgotten is freed, and a hundred thousand messages leave no trace."""

import asyncio
import gc
import platform
import time
import weakref

import login
from conftest import PASSWORDS, resident

import headstock
from headstock import _c

STEP = 20_000
ROUNDS = 5
MESSAGE = b"<message from='romeo@example.net/orchard' id='1' type='chat'><body>hello there</body></message>"
# PyPy keeps compiled code, and gives memory back late.
TOLERATED = (4 if platform.python_implementation() == "CPython" else 40) * 2**20


def collect():
    for _ in range(3):
        gc.collect()
    _c.sweep()


def grows(work):
    """How many bytes there are more behind the last rounds than behind the first, which warms up."""
    work()
    before = resident()
    for _ in range(ROUNDS - 1):
        work()
    collect()
    return resident() - before


def test_a_parser_reads_a_hundred_thousand_messages():
    parser, count = headstock.Parser(), [0]

    @parser.on("message", "jabber:client")
    def message(element):
        count[0] += element.get("id") == "1"

    parser.feed(b"<stream xmlns='jabber:client'>")

    def work():
        for _ in range(STEP // 10):
            parser.feed(MESSAGE * 10)

    assert grows(work) < TOLERATED
    assert count[0] == STEP * ROUNDS


def test_a_session_reads_a_hundred_thousand_messages():
    session, count = headstock.Session("example.net", **login.OPTIONS), [0]
    login.log_in(session)

    def work():
        for _ in range(STEP // 10):
            session.receive(MESSAGE * 10)
            count[0] += sum(event.body == "hello there" for event in session.events())

    assert grows(work) < TOLERATED
    assert count[0] == STEP * ROUNDS


def test_a_session_sends_a_hundred_thousand_messages():
    session, sent = headstock.Session("example.net", **login.OPTIONS), [0]
    login.log_in(session)

    def work():
        for _ in range(STEP // 100):
            for _ in range(100):
                session.send_message("romeo@example.net", "hello")
            sent[0] += session.take_output().count(b"<message")

    assert grows(work) < TOLERATED
    assert sent[0] == STEP * ROUNDS


def test_asyncio_takes_thousands_of_messages(own_server):
    async def work():
        async with headstock.connect("romeo@localhost/memory", PASSWORDS["romeo"], **own_server.options) as romeo:
            async def take(many):
                for _ in range(many):
                    await romeo.send_message(romeo.address, "hello")
                for _ in range(many):
                    assert (await romeo.messages().__anext__()).body == "hello"

            await take(1000)
            before = resident()
            for _ in range(4):
                await take(1000)
            return resident() - before

    assert asyncio.run(work()) < TOLERATED


def test_what_is_forgotten_is_freed():
    lib = _c.lib
    known = [lib.hs_element_free, lib.hs_parser_free, lib.hs_session_free, lib.hs_client_free]
    kinds = [headstock.Element("a"), headstock.Parser(), headstock.Session("a@b"), headstock.Client("a@b")]
    assert [type(each)._free for each in kinds] == known
    handles = [each._handle for each in kinds]
    gone = [weakref.ref(each) for each in kinds]
    parser = kinds[1]
    parser.add(parser.add, "a")  # a cycle
    del kinds, parser
    collect()
    assert [each() for each in gone] == [None] * 4
    assert [function(handle) for function, handle in zip(known, handles)] == [_c.E_HANDLE] * 4


def test_thousands_of_each_come_and_go():
    def work():
        for _ in range(300):
            headstock.Element.parse("<a><b/></a>").find("b", "")
            headstock.Parser().add(print, "a")
            session = headstock.Session("romeo@example.net", tls="outside")
            session.on_event(lambda event: None)
            session.start()
        collect()

    assert grows(work) < TOLERATED


def test_the_thread_of_a_client_that_is_forgotten_ends():
    threads = len(_threads())
    for _ in range(5):
        client = headstock.Client("a@b", host="127.0.0.1", port=1)
        client.start()
        del client
    collect()
    until = time.monotonic() + 10
    while len(_threads()) > threads and time.monotonic() < until:
        time.sleep(0.01)
    assert len(_threads()) == threads


def _threads():
    with open("/proc/self/status", encoding="ascii") as status:
        count = next(line for line in status if line.startswith("Threads:"))
    return range(int(count.split()[1]))
