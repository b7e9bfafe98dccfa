# SPDX-License-Identifier: MIT
"""How the library is found, and what becomes of a program's end."""

import os
import subprocess
import sys

import pytest

import headstock
from headstock import errors

OTHER_LIBRARY = "libc.so.6"


def run_program(program, **environment):
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False,
                          env={**os.environ, **environment})


def test_it_says_its_version():
    assert headstock.version().count(".") == 2


def test_a_library_that_is_not_there_is_an_import_error():
    done = run_program("import headstock", HEADSTOCK_LIBRARY="/no/such/library.so")
    assert "ImportError" in done.stderr and "/no/such/library.so" in done.stderr


def test_another_library_is_an_import_error():
    done = run_program("import headstock", HEADSTOCK_LIBRARY=OTHER_LIBRARY)
    assert "ImportError" in done.stderr and "not the headstock library" in done.stderr


def test_an_older_abi_is_an_import_error():
    program = """
import ctypes
class Old:
    _name = "old"
    def hs_abi_version(self): pass
    class hs_abi_version:
        def __new__(cls): return 0
ctypes.CDLL = lambda place: Old()
import headstock
"""
    done = run_program(program)
    assert "ImportError: the headstock library has the ABI version 0, and 1 is needed" in done.stderr


@pytest.mark.parametrize("ending", [
    "client.start()",
    "client.on_event(lambda event: None); client.start(); time.sleep(0.05)",
    "client.start(); threading.Thread(target=lambda: client.event(), daemon=True).start(); time.sleep(0.05)",
    "kept = headstock.Parser(), headstock.Session('a@b'), headstock.Element('a')",
])
def test_a_program_ends_whatever_it_has_left_open(ending):
    done = run_program("import headstock, threading, time\n"
                       f"client = headstock.Client('a@b', host='127.0.0.1', port=1)\n{ending}\nprint('end')")
    assert (done.returncode, done.stdout) == (0, "end\n")
    assert "Fatal" not in done.stderr


def test_each_status_has_its_exception():
    for status in range(-13, 0):
        error = errors.of_status(status, "words")
        assert error.status == status and type(error) is not headstock.HeadstockError and str(error) == "words"
    assert errors.of_status(-99, "words").status == -99


def test_a_reason_is_an_exception():
    assert isinstance(errors.of_reason("generic", 110, None, "late"), TimeoutError)
    assert isinstance(errors.of_reason("headstock.core", 3, None, "over"), headstock.EndedError)
    error = errors.of_reason("headstock.stanza", 1, "conflict", "words")
    assert isinstance(error, headstock.StanzaError) and error.condition == "conflict"


def test_an_event_that_is_not_known_passes():
    event = headstock.events.read_event(b'{"event": "weather", "sky": "grey"}')
    assert (event.event, event.sky) == ("weather", "grey")
    with pytest.raises(AttributeError):
        event.sun  # noqa: B018
    message = headstock.events.read_event(b'{"event": "message", "from": "a@b", "new": 1}')
    assert (message.from_, message.body, message.new) == ("a@b", None, 1)
    assert "Message" in repr(message)


@pytest.mark.parametrize("handle", [1, 2**32, 2**63, 2**64 - 1])
def test_a_handle_of_nothing_is_an_error(handle):
    element = headstock.Element._of(handle)
    for use in (lambda: element.tag, element.xml, element.free):
        element._handle = handle
        with pytest.raises(headstock.HandleError):
            use()
    parser = headstock.Parser()
    with pytest.raises(headstock.HandleError):
        headstock.Element._of(parser._handle).xml()
    parser.feed(b"<a/>")
