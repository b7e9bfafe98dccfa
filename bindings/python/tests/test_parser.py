# SPDX-License-Identifier: MIT
"""The parser and its rules."""

import contextlib
import threading

import pytest

import headstock
from headstock import ANY_DEPTH, Flow, Parser

OPEN = b"<stream xmlns='jabber:client'>"


def in_pieces(data, size):
    return [data[at:at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_rules_hear_of_elements_in_order_however_the_input_is_cut(size):
    parser, heard = Parser(), []

    @parser.on("body", "jabber:client", depth=2)
    def body(element):
        heard.append(("body", element.text, element.depth))

    @parser.on("message", "jabber:client")
    def message(element):
        heard.append(("message", element.get("from"), element.depth))

    @parser.on_path("/{jabber:client}stream/message[@from=\"b\"]/body")
    def path(element):
        heard.append(("path", element.text))

    @parser.on()
    def every(element):
        heard.append(("every", element.tag))

    @parser.on("presence", depth=ANY_DEPTH)
    def presence(element):
        heard.append(("presence", element.ns))

    stanzas = "<message from='b'><body>é</body></message><presence xmlns='x'/></stream>".encode()
    for piece in in_pieces(OPEN + stanzas, size):
        assert parser.feed(piece) == Flow.GO
    parser.finish()
    assert heard == [("body", "é", 2), ("path", "é"), ("every", "message"), ("message", "b", 1), ("every", "presence"),
                     ("presence", "x")]


def test_what_a_rule_raises_stops_the_parser_and_comes_out_of_feed():
    parser, heard = Parser(), []

    @parser.on("message")
    def message(element):
        heard.append(element.get("id"))
        raise KeyError("lost?")

    with pytest.raises(KeyError, match="lost"):
        parser.feed(OPEN + b"<message id='1'/><message id='2'/>")
    with contextlib.suppress(headstock.XmlError):
        assert parser.feed(b"<message id='3'/>") == Flow.STOP
    assert heard == ["1"]
    parser.restart()
    with pytest.raises(KeyError):
        parser.feed(OPEN + b"<message id='4'/>")
    assert heard == ["1", "4"]


def test_even_an_exit_comes_out_of_feed():
    parser = Parser()
    parser.add(lambda element: exit_now(), "message")
    with pytest.raises(SystemExit):
        parser.feed(OPEN + b"<message/>")


def exit_now():
    raise SystemExit(3)


def test_a_rule_pauses_and_feeding_goes_on_behind():
    parser, heard = Parser(), []

    @parser.on("message")
    def message(element):
        heard.append(element.get("id"))
        return Flow.PAUSE

    assert parser.feed(OPEN + b"<message id='1'/><message id='2'/>") == Flow.PAUSE
    assert heard == ["1"]
    assert parser.resume() == Flow.PAUSE
    assert parser.resume() == Flow.GO
    assert heard == ["1", "2"]


def test_a_rule_is_cancelled_also_by_itself():
    parser, heard = Parser(), []

    def once(element):
        heard.append(element.tag)
        parser.cancel(rule)

    rule = parser.add(once, "message")
    parser.feed(OPEN + b"<message/><message/>")
    assert heard == ["message"]
    with pytest.raises(headstock.UnknownError):
        parser.cancel(rule)


def test_what_a_rule_is_shown_ends_with_it_and_a_copy_stays():
    parser, kept = Parser(), []
    parser.add(lambda element: kept.extend((element, element.copy())), "message")
    parser.feed(OPEN + b"<message id='1'/>")
    with pytest.raises(headstock.HandleError):
        kept[0].get("id")
    assert kept[1].get("id") == "1"
    kept[1].set("id", "2")


def test_what_a_rule_is_shown_is_not_changed_and_not_freed():
    parser, wrong = Parser(), []

    @parser.on("message")
    def message(element):
        element.free()
        with pytest.raises(headstock.StateError) as caught:
            element.set("id", "1")
        wrong.append(caught.value)
        assert element.tag == "message"

    parser.feed(OPEN + b"<message/>")
    assert len(wrong) == 1


def test_what_feeds_cannot_be_called_from_a_rule():
    parser, heard = Parser(), []

    @parser.on("message")
    def message(_element):
        for use in (lambda: parser.feed(b"x"), parser.resume, parser.finish, parser.free):
            with pytest.raises(headstock.BusyError):
                use()
            heard.append(use)

    parser.feed(OPEN + b"<message/>")
    assert len(heard) == 4
    assert parser.feed(b"<message/>") == Flow.GO


def test_a_second_thread_is_kept_out():
    parser, caught = Parser(), []

    def intrude():
        try:
            parser.feed(b"x")
        except headstock.BusyError as error:
            caught.append(error)

    def message(_element):
        thread = threading.Thread(target=intrude)
        thread.start()
        thread.join()

    parser.add(message, "message")
    parser.feed(OPEN + b"<message/>")
    assert len(caught) == 1


def test_an_error_says_where():
    parser = Parser()
    with pytest.raises(headstock.XmlError):
        parser.feed(b"<a>\n<b></c>")
    assert parser.position.line == 2
    assert parser.position.offset == 9 or parser.position.column > 1
    with pytest.raises(headstock.XmlError):
        parser.feed(b"</b></a>")


def test_an_open_root_is_no_end():
    parser = Parser()
    parser.feed(OPEN)
    with pytest.raises(headstock.XmlError):
        parser.finish()


@pytest.mark.parametrize("wrong, use", [
    (headstock.JsonError, lambda: Parser(nonsense=1)),
    (headstock.JsonError, lambda: Parser(depth=-1)),
    (headstock.JsonError, lambda: Parser(depth=2**80)),
    (headstock.ArgumentError, lambda: Parser().add(print, depth=-2)),
    (headstock.ArgumentError, lambda: Parser().add(print, depth=2**40)),
    (headstock.ArgumentError, lambda: Parser().add(print, "\udfff")),
    (headstock.ArgumentError, lambda: Parser().add_path(print, "//")),
    (headstock.UnknownError, lambda: Parser().cancel(1)),
    (TypeError, lambda: Parser().feed("text")),
    (TypeError, lambda: Parser().feed(5)),
    (TypeError, lambda: Parser().feed(None)),
])
def test_what_cannot_be_is_an_exception(wrong, use):
    with pytest.raises(wrong):
        use()


def test_a_limit_holds():
    parser = Parser(depth=3)
    with pytest.raises(headstock.XmlError):
        parser.feed(b"<a>" * 5)


def test_what_was_freed_is_an_error():
    parser = Parser()
    parser.free()
    with pytest.raises(headstock.HandleError):
        parser.feed(b"<a/>")


def test_what_no_rule_matched_has_its_own():
    parser, heard = Parser(), []
    parser.add(lambda element: None, "b", "")

    @parser.on_unmatched
    def other(element):
        heard.append((element.tag, element.depth))

    parser.feed(b"<a><b/><c/>")
    assert heard == [("c", 1)]
