# SPDX-License-Identifier: MIT
"""Clients for asyncio."""

import asyncio

import pytest
from conftest import PASSWORDS

import headstock
from headstock import Element, Refusal

LIMIT = 30
SUMS = "urn:example:sums"


def connect(server, name, resource="async", **more):
    return headstock.connect(f"{name}@localhost/{resource}", PASSWORDS[name], **{**server.options, **more})


def run(work):
    return asyncio.run(asyncio.wait_for(work, LIMIT))


def test_messages_questions_presence_and_the_roster(server):
    async def work():
        async with connect(server, "romeo", software={"name": "balcony"}) as romeo, connect(server, "juliet") as juliet:
            assert (romeo.address, romeo.status) == ("romeo@localhost/async", "available")
            presences = romeo.events("presence")
            await juliet.send_presence(show="away", status="asleep")
            async for presence in presences:
                if presence.show == "away":
                    assert (presence.from_, presence.status) == (juliet.address, "asleep")
                    break
            await juliet.send_message(romeo.address, "hello", "en-GB")
            await juliet.send(Element("message", "jabber:client", to=romeo.address, type="headline"))
            heard = [await romeo.messages().__anext__() for _ in range(2)]
            assert (heard[0].body, heard[0].lang, heard[1].type) == ("hello", "en-GB", "headline")
            assert (await juliet.ask(romeo.address, "version.Info"))["name"] == "balcony"
            assert (await romeo.ask("localhost", "version.Info", timeout=LIMIT))["name"] == "headstock"
            with pytest.raises(headstock.StanzaError) as caught:
                await romeo.ask("localhost", Element("query", "urn:example:nobody"))
            assert caught.value.condition == "service-unavailable"
            assert [entry["jid"] for entry in romeo.roster()] == ["juliet@localhost"]

    run(work())


def test_requests_are_served(server):
    failures = []

    async def work():
        asyncio.get_running_loop().set_exception_handler(lambda loop, what: failures.append(what["exception"]))
        async with connect(server, "romeo") as romeo, connect(server, "juliet") as juliet:
            @romeo.serve("add", SUMS)
            async def add(request):
                await asyncio.sleep(0)
                return Element("sum", SUMS, str(sum(int(each.text) for each in request.value())))

            @romeo.serve("query", "jabber:iq:last", answer="last_activity.Activity")
            def last(request):
                assert request.from_ == juliet.address
                return {"seconds": 7}

            @romeo.serve("refuse", SUMS, set=True)
            async def refuse(_request):
                raise Refusal("item-not-found", "not here")

            @romeo.serve("fail", SUMS)
            async def fail(_request):
                raise KeyError("a bug")

            romeo.announce(SUMS)
            question = Element("add", SUMS)
            for number in "4", "5":
                question.add(Element("n", SUMS, number))
            assert (await juliet.ask(romeo.address, question)).text == "9"
            assert (await juliet.ask(romeo.address, "last_activity.Activity"))["seconds"] == 7
            with pytest.raises(headstock.StanzaError, match="not here"):
                await juliet.ask(romeo.address, Element("refuse", SUMS), set=True)
            with pytest.raises(headstock.StanzaError) as caught:
                await juliet.ask(romeo.address, Element("fail", SUMS))
            assert caught.value.condition == "internal-server-error"

    run(work())
    assert [type(each) for each in failures] == [KeyError]


def test_handlers_are_called(server):
    failures = []

    async def work():
        asyncio.get_running_loop().set_exception_handler(lambda loop, what: failures.append(what["exception"]))
        async with connect(server, "romeo") as romeo, connect(server, "juliet") as juliet:
            heard = asyncio.Queue()

            @romeo.on("message")
            async def message(event):
                await heard.put(event.body)
                raise KeyError(event.body)

            @romeo.on("message")
            def at_once(event):
                heard.put_nowait(event.body)

            await juliet.send_message(romeo.address, "hello")
            assert [await heard.get(), await heard.get()] == ["hello", "hello"]
            while not failures:
                await asyncio.sleep(0)

    run(work())
    assert [type(each) for each in failures] == [KeyError]


def test_a_silent_peer_and_a_cancelled_question(server):
    async def work():
        async with connect(server, "romeo") as romeo, connect(server, "juliet") as juliet:
            @romeo.serve("wait", SUMS)
            async def wait(_request):
                await asyncio.sleep(LIMIT)

            with pytest.raises(headstock.TimeoutError):
                await juliet.ask(romeo.address, Element("wait", SUMS), timeout=0.1)
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(juliet.ask(romeo.address, Element("wait", SUMS)), 0.1)
            assert (await juliet.ask("localhost", "version.Info"))["name"] == "headstock"

    run(work())


def test_a_thousand_messages_and_what_is_not_taken_holds_the_network(server):
    async def work():
        async with connect(server, "romeo", events=100) as romeo, connect(server, "juliet") as juliet:
            async def send():
                for number in range(1000):
                    await juliet.send_message(romeo.address, str(number))

            sending = asyncio.ensure_future(send())
            while len(romeo.messages()) < 100:
                await asyncio.sleep(0.01)
            assert len(romeo.messages()) == 100
            with pytest.raises(headstock.FullError):
                await romeo.ask("localhost", "version.Info")
            for number in range(1000):
                assert (await romeo.messages().__anext__()).body == str(number)
            await sending
            assert (await romeo.ask("localhost", "version.Info"))["name"] == "headstock"

    run(work())


def test_messages_that_nobody_wants_do_not_wait(server):
    async def work():
        async with connect(server, "romeo", events=10, messages=False) as romeo, connect(server, "juliet") as juliet:
            for number in range(100):
                await juliet.send_message(romeo.address, str(number))
            assert (await romeo.ask(juliet.address, Element("ping", "urn:xmpp:ping"))) is None
            assert len(romeo.messages()) == 0

    run(work())


def test_the_end_of_the_server_ends_the_messages(own_server):
    async def work():
        async with connect(own_server, "romeo", reconnect=False) as romeo:
            own_server.process.terminate()
            with pytest.raises(headstock.EndedError):
                async for _ in romeo.messages():
                    pass
            with pytest.raises(headstock.HeadstockError):
                await romeo.ask("localhost", "version.Info")

    run(work())


def test_a_goodbye_ends_the_messages_in_good_order(server):
    async def work():
        romeo = connect(server, "romeo")
        await romeo.start()
        asyncio.get_running_loop().call_later(0.05, asyncio.ensure_future, romeo.close())
        assert [message async for message in romeo.messages()] == []
        await romeo.close()

    run(work())


def test_who_cannot_log_in_hears_why(server):
    async def work():
        with pytest.raises(headstock.EndedError):
            async with headstock.connect("romeo@localhost", "wrong", **server.options):
                pass
        with pytest.raises(headstock.TimeoutError, match="not ready in 0.5 seconds"):
            async with headstock.connect("romeo@localhost", "x", host="127.0.0.1", port=1, timeout=0.5):
                pass
        with pytest.raises(headstock.JsonError):
            headstock.connect("romeo@localhost", "x", nonsense=True)

    run(work())


def test_what_was_cancelled_leaves_nothing(server):
    async def work():
        waiting = asyncio.ensure_future(connect(server, "romeo", host="127.0.0.1", port=1).start())
        await asyncio.sleep(0.1)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    run(work())
