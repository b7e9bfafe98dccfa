# SPDX-License-Identifier: MIT
"""The names of the first design, and the examples."""

import queue
import socket
import threading

import pytest
from bridge import ANY_NAMESPACE
from bridge.parser import DispatchParser
from conftest import PASSWORDS, run_example

import headstock
from headstock.api.session import Session
from headstock.lib.network.threadedclient import ThreadedClient
from headstock.protocol.core.stream import Stream

LIMIT = 30


def arguments(server, name):
    return f"{name}@localhost/example", server.host, server.port, server.authorities, f"{name}@localhost"


@pytest.mark.parametrize("example", ["chat.py", "chat_async.py"])
def test_the_chat_says_hello_to_itself(server, example):
    lines = run_example(example, *arguments(server, "romeo"), PASSWORD=PASSWORDS["romeo"])
    assert lines == ["ready romeo@localhost/example", "heard hello from Python", "server headstock"]


def test_the_nine_steps(server):
    where = {**server.options, "software": {"name": "balcony", "version": "1.5", "os": "Verona"}}
    with headstock.Client("juliet@localhost/balcony", PASSWORDS["juliet"], **where) as juliet:
        juliet.wait_for("ready", timeout=LIMIT)
        lines = run_example("nine_steps.py", server.host, server.port, server.authorities, "romeo", "localhost",
                            PASSWORD=PASSWORDS["romeo"])
        heard = juliet.wait_for("message", timeout=LIMIT)
        assert (heard.from_, heard.body, heard.lang) == ("romeo@localhost/Home", "hello", "en-GB")
    assert "greeted juliet@localhost" in lines
    assert "version balcony 1.5 Verona" in lines
    assert "presence juliet@localhost/balcony" in lines
    assert lines[-1] == "et voilà"


def test_dispatchers_hear_by_name_level_and_path():
    parser, heard = DispatchParser(), []

    def hear(word):
        return lambda element: heard.append((word, element.xml_name))

    parser.register_at_level(1, hear("level"))
    parser.register_on_element("body", hear("element"), namespace="jabber:client")
    parser.register_on_element("bare", hear("without"))
    parser.register_on_element("other", hear("any"), namespace=ANY_NAMESPACE)
    parser.register_on_element_per_level("message", 1, hear("first"), namespace="jabber:client")
    parser.register_on_element_per_level("message", 1, hear("second"), namespace="jabber:client")
    parser.register_by_path("/{jabber:client}s/message/body", hear("path"))
    parser.feed("<s xmlns='jabber:client'><message><body/></message><other xmlns='o'/><bare xmlns=''/>")
    assert heard == [("element", "body"), ("path", "body"), ("level", "message"), ("second", "message"),
                     ("level", "other"), ("any", "other"), ("level", "bare"), ("without", "bare")]
    heard.clear()
    parser.unregister_at_level(1)
    parser.unregister_on_element("other", namespace=ANY_NAMESPACE)
    parser.unregister_on_element_per_level("message", 1, namespace="jabber:client")
    parser.unregister_by_path("/{jabber:client}s/message/body")
    parser.unregister_by_path("never registered")
    parser.feed(b"<message><body/></message><other xmlns='o'/>")
    assert heard == [("element", "body")]
    parser.reset()
    parser.close()


def test_the_default_dispatcher_hears_of_what_has_no_other():
    parser, heard = DispatchParser(), []
    parser.register_on_element("a", lambda element: None)
    parser.register_default(lambda element: heard.append(element.xml_name))
    parser.feed("<s><a/><b/>")
    parser.unregister_default()
    parser.feed("<c/>")
    assert heard == ["b"]
    parser.close()


def test_an_element_is_an_object_that_may_be_kept():
    parser, kept = DispatchParser(), []
    parser.register_at_level(1, kept.append)
    parser.feed("<s xmlns='jabber:client'><message id='1'>text<body>hi</body><x xmlns='y'/></message>")
    message = kept[0]
    assert (message.xml_name, message.xml_ns, message.xml_text) == ("message", "jabber:client", "text")
    assert message.xml_attributes == {("id", ""): "1"} and message.get_attribute_value("id") == "1"
    assert message.get_attribute_value("to", "nobody") == "nobody"
    assert [child.xml_name for child in message.xml_children] == ["body", "x"]
    assert message.get_child("body").xml_text == "hi" and message.has_child("x", "y") and not message.has_child("x")
    assert headstock.Element.parse(message.xml()).get("id") == "1"


def test_what_a_dispatcher_raises_comes_out_of_feed():
    parser = DispatchParser()
    parser.register_at_level(1, lambda element: {}[element.xml_name])
    with pytest.raises(KeyError):
        parser.feed("<s><a/>")


def seed_client(server, password, authorities):
    client = ThreadedClient(server.host, server.port, authorities=authorities, timeout=10)
    client.set_parser(DispatchParser())
    stream = Stream(client)
    stream.initialize_all()
    Session(stream).initialize_dispatchers()
    stream.set_node_name("localhost")
    stream.set_auth("romeo", password)
    stream.set_resource_name("seed")
    return client, stream


def feed_until_it_fails(client, stream):
    client.connect()
    client.start()
    stream.initiate()
    try:
        for _ in range(1000):
            try:
                client.get_parser().feed(client.incoming.get(timeout=0.05))
            except queue.Empty:
                pass
    finally:
        client.disconnect()
        client.join()


def test_a_wrong_password_comes_out_of_feed(server):
    with pytest.raises(headstock.EndedError):
        feed_until_it_fails(*seed_client(server, "wrong", server.authorities))


def test_a_server_that_nobody_vouches_for_comes_out_of_feed(server):
    with pytest.raises(OSError, match="certificate"):
        feed_until_it_fails(*seed_client(server, PASSWORDS["romeo"], None))


def test_whoever_speaks_before_tls_is_not_heard():
    """As somebody would who sits between client and server: bytes in the clear, to be taken for encrypted ones."""
    listening = socket.create_server(("127.0.0.1", 0))
    proceed = threading.Event()

    def meddle():
        peer = listening.accept()[0]
        peer.recv(4096)
        peer.sendall(b"<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='1' "
                     b"from='localhost' version='1.0'><stream:features>"
                     b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>")
        peer.recv(4096)
        peer.sendall(b"<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        proceed.wait(LIMIT)
        peer.close()

    meddling = threading.Thread(target=meddle)
    meddling.start()

    class Place:
        host, port = listening.getsockname()

    client, stream = seed_client(Place, "x", None)
    parser = client.get_parser()

    def put_more_behind(_element):
        client.incoming.put(b"<message/>")

    parser.register_on_element("proceed", put_more_behind, namespace="urn:ietf:params:xml:ns:xmpp-tls")
    with pytest.raises(ConnectionError, match="behind"):
        feed_until_it_fails(client, stream)
    proceed.set()
    meddling.join()
    listening.close()


def test_a_stream_that_was_not_begun_does_nothing():
    client = ThreadedClient("127.0.0.1", 1)
    stream = Stream(client)
    stream.terminate()
    assert Session(stream).contacts.contacts == {}
    Session(stream).version.ask("romeo@localhost")
    with pytest.raises(OSError):
        client.connect()
    with pytest.raises(OSError):
        client.send(b"x")
    client.disconnect()
    client.join()
