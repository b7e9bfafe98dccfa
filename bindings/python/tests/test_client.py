# SPDX-License-Identifier: MIT
"""Clients with a thread of the library."""

import queue
import threading
import time

import pytest
from conftest import PASSWORDS

import headstock
from headstock import Client

LIMIT = 30


def client_of(server, name, resource="here", **more):
    return Client(f"{name}@localhost/{resource}", PASSWORDS[name], **{**server.options, **more})


@pytest.fixture
def romeo(server):
    with client_of(server, "romeo", software={"name": "balcony", "version": "1.5"}) as client:
        client.wait_for("ready", timeout=LIMIT)
        yield client


@pytest.fixture
def juliet(server):
    with client_of(server, "juliet") as client:
        client.wait_for("ready", timeout=LIMIT)
        yield client


def test_a_message_goes_from_one_to_another(romeo, juliet):
    number = romeo.send_message(juliet.address, "art thou?", "en", delivery=True)
    heard = juliet.wait_for("message", timeout=LIMIT)
    assert (heard.body, heard.lang, heard.from_) == ("art thou?", "en", romeo.address)
    assert romeo.wait_for("delivery", timeout=LIMIT).delivery == number > 0
    assert romeo.status == "available"


def test_questions_are_answered(romeo, juliet):
    assert juliet.ask(romeo.address, "version.Info", timeout=LIMIT) == {"name": "balcony", "version": "1.5"}
    assert juliet.ask("localhost", headstock.Element("ping", "urn:xmpp:ping")) is None
    with pytest.raises(headstock.StanzaError) as caught:
        juliet.ask("localhost", headstock.Element("query", "urn:example:nobody"))
    assert caught.value.condition == "service-unavailable"
    with pytest.raises(headstock.UnknownError):
        juliet.ask("localhost", "version.Nothing")


def test_who_is_asked_answers_or_is_silent(romeo, juliet):
    romeo.serve("sum", "urn:example:sums", set=True)
    answering = threading.Thread(target=lambda: [
        romeo.reply(romeo.wait_for("request", timeout=LIMIT).request, headstock.Element("is", "urn:example:sums", "9")),
        romeo.refuse(romeo.wait_for("request", timeout=LIMIT).request, "forbidden", "no more")])
    answering.start()
    question = headstock.Element("sum", "urn:example:sums")
    assert juliet.ask(romeo.address, question, set=True).text == "9"
    with pytest.raises(headstock.StanzaError, match="no more") as caught:
        juliet.ask(romeo.address, question, set=True)
    assert caught.value.condition == "forbidden"
    answering.join()
    with pytest.raises(headstock.TimeoutError):
        juliet.ask(romeo.address, question, set=True, timeout=0.2)


def test_many_threads_ask_at_once_while_one_listens(romeo, juliet):
    answers, heard = queue.Queue(), []

    def ask():
        for _ in range(10):
            answers.put(juliet.ask(romeo.address, "version.Info", timeout=LIMIT)["name"])

    def listen():
        while len(heard) < 20:
            heard.append(juliet.wait_for("message", timeout=LIMIT).body)

    threads = [threading.Thread(target=ask) for _ in range(4)] + [threading.Thread(target=listen)]
    for thread in threads:
        thread.start()
    for number in range(20):
        romeo.send_message(juliet.address, str(number))
    for thread in threads:
        thread.join(LIMIT)
    assert [answers.get_nowait() for _ in range(40)] == ["balcony"] * 40
    assert heard == [str(number) for number in range(20)]


def test_no_event_in_time_is_a_timeout(romeo):
    begun = time.monotonic()
    with pytest.raises(headstock.TimeoutError):
        while True:
            romeo.event(timeout=0.05)
    with pytest.raises(TimeoutError):
        romeo.wait_for("message", timeout=0)
    assert time.monotonic() - begun < LIMIT


def test_events_come_on_the_clients_own_thread(server):
    heard, threads = queue.Queue(), set()
    client = client_of(server, "romeo", "callback")

    def hear(event):
        threads.add(threading.get_ident())
        for use in (lambda: client.event(0), client.close):
            with pytest.raises(headstock.BusyError):
                use()
        heard.put((event.event, client.status))

    client.on_event(hear)
    client.start()
    while heard.get(timeout=LIMIT)[0] != "ready":
        pass
    assert len(threads) == 1 and threading.get_ident() not in threads
    with pytest.raises(headstock.StateError):
        client.ask("localhost", "version.Info")
    with pytest.raises(headstock.StateError):
        client.on_event(print)
    client.close()
    assert heard.get(timeout=LIMIT)


def test_what_a_callback_raises_is_told(server, monkeypatch):
    told = queue.Queue()
    monkeypatch.setattr(threading, "excepthook", lambda it: told.put(it.exc_value))
    client = client_of(server, "romeo", "raises")
    client.on_event(lambda event: {}[event.event])
    client.start()
    assert isinstance(told.get(timeout=LIMIT), KeyError)
    client.close()
    told.queue.clear()


def test_it_ends_and_says_so(server):
    with client_of(server, "romeo", "ends") as client:
        client.wait_for("ready", timeout=LIMIT)
        client.say_goodbye()
        events = list(client)
        assert events[-1].event == "end" and events[-1].closed
        with pytest.raises(headstock.EndedError):
            client.event()
        with pytest.raises(headstock.StateError):
            client.send_message("a@b", "too late")
    client.close()
    with pytest.raises(headstock.HandleError):
        client.start()


def test_freeing_ends_who_waits(server):
    client, ended = client_of(server, "romeo", "freed"), []
    client.start()

    def wait():
        try:
            client.wait_for("message", timeout=LIMIT)
        except (headstock.EndedError, headstock.HandleError) as error:
            ended.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    while not client._pulling:
        time.sleep(0.001)
    client.free()
    thread.join(LIMIT)
    assert len(ended) == 1


def test_a_wrong_password_is_the_end(server):
    with Client("romeo@localhost", "wrong", **server.options) as client:
        with pytest.raises(headstock.EndedError):
            client.wait_for("ready", timeout=LIMIT)


def test_a_server_that_is_not_there_is_tried_again():
    with Client("romeo@localhost", "x", host="127.0.0.1", port=1) as client:
        retry = client.wait_for("retry", timeout=LIMIT)
        assert retry.milliseconds > 0 and retry.reason
        client.network_changed()
    with Client("romeo@localhost", "x", host="127.0.0.1", port=1, reconnect=False) as client:
        assert not client.wait_for("end", timeout=LIMIT).closed


def test_while_too_many_events_wait_the_network_is_not_read(server, juliet):
    with client_of(server, "romeo", "slow", events=50) as client:
        client.wait_for("ready", timeout=LIMIT)
        for number in range(500):
            juliet.send_message(client.address, str(number))
        heard = [client.wait_for("message", timeout=LIMIT).body for _ in range(500)]
        assert heard == [str(number) for number in range(500)]


def test_a_question_behind_too_many_events_is_refused(server, juliet):
    with client_of(server, "romeo", "flooded", events=50) as client:
        client.wait_for("ready", timeout=LIMIT)
        for number in range(500):
            juliet.send_message(client.address, str(number))
        juliet.ask("localhost", "version.Info", timeout=LIMIT)
        with pytest.raises(headstock.FullError):
            for _ in range(100):
                client.ask("localhost", "version.Info", timeout=LIMIT)
        heard = [client.wait_for("message", timeout=LIMIT).body for _ in range(500)]
        assert heard == [str(number) for number in range(500)]


@pytest.mark.parametrize("wrong, use", [
    (headstock.AddressError, lambda: Client("a@b@c")),
    (headstock.JsonError, lambda: Client("a@b", host=5)),
    (headstock.JsonError, lambda: Client("a@b", port=70000)),
    (headstock.ArgumentError, lambda: Client("a@b", proxy="nonsense")),
    (headstock.StateError, lambda: Client("a@b").send_message("a@b", "x")),
    (headstock.StateError, lambda: Client("a@b").say_goodbye()),
    (TypeError, lambda: Client(5)),
])
def test_what_cannot_be_is_an_exception(wrong, use):
    with pytest.raises(wrong):
        use()
