# SPDX-License-Identifier: MIT
"""The C interface as it is, and no more: headstock.h says what each function does."""

import collections
import ctypes
import os
import pathlib
import threading
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_void_p
from typing import Any, Callable, Deque, List, Tuple

from . import errors

ABI_VERSION = 1

NONE, PAUSED, STOPPED = 1, 2, 3
GO, PAUSE, STOP = 0, 1, 2
ANY_DEPTH = -1
E_HANDLE, E_BUSY, E_TIMEOUT, E_ENDED = -2, -3, -10, -11


class Text(ctypes.Structure):
    """hs_text."""

    _fields_ = [("data", c_void_p), ("length", c_size_t)]


class Json(ctypes.Structure):
    """hs_text, for JSON: it has no 0 inside, and so Python copies it at once."""

    _fields_ = [("data", c_char_p), ("length", c_size_t)]


RuleCallback = CFUNCTYPE(c_int32, c_void_p, c_uint64, c_uint64)
EventCallback = CFUNCTYPE(None, c_void_p, c_void_p, c_size_t)

_TEXT = [c_char_p, c_size_t]
_H = c_uint64
_NUMBER = POINTER(c_uint64)
_OUT = POINTER(Text)

_STATUS_FUNCTIONS = {
    "hs_last_error": [_H, _OUT],
    "hs_payload_types": [_OUT],
    "hs_element_new": [*_TEXT, *_TEXT, _NUMBER],
    "hs_element_parse": [*_TEXT, _NUMBER],
    "hs_element_from_json": [*_TEXT, *_TEXT, _NUMBER],
    "hs_element_copy": [_H, _NUMBER],
    "hs_element_free": [_H],
    "hs_element_tag": [_H, _OUT],
    "hs_element_namespace": [_H, _OUT],
    "hs_element_attribute": [_H, *_TEXT, *_TEXT, _OUT],
    "hs_element_attribute_at": [_H, c_size_t, _OUT, _OUT, _OUT],
    "hs_element_content": [_H, _OUT],
    "hs_element_child": [_H, c_size_t, _NUMBER],
    "hs_element_find": [_H, *_TEXT, *_TEXT, _NUMBER],
    "hs_element_xml": [_H, _OUT],
    "hs_element_json": [_H, _OUT],
    "hs_element_set_attribute": [_H, *_TEXT, *_TEXT, *_TEXT],
    "hs_element_add_text": [_H, *_TEXT],
    "hs_element_add": [_H, _H],
    "hs_parser_new": [*_TEXT, _NUMBER],
    "hs_parser_free": [_H],
    "hs_parser_on": [_H, *_TEXT, *_TEXT, c_int32, RuleCallback, c_void_p, _NUMBER],
    "hs_parser_on_path": [_H, *_TEXT, RuleCallback, c_void_p, _NUMBER],
    "hs_parser_on_unmatched": [_H, RuleCallback, c_void_p, _NUMBER],
    "hs_parser_cancel": [_H, c_uint64],
    "hs_parser_feed": [_H, *_TEXT],
    "hs_parser_resume": [_H],
    "hs_parser_finish": [_H],
    "hs_parser_restart": [_H],
    "hs_parser_position": [_H, _NUMBER, _NUMBER, _NUMBER],
    "hs_session_new": [*_TEXT, *_TEXT, *_TEXT, _NUMBER],
    "hs_session_free": [_H],
    "hs_session_start": [_H, *_TEXT],
    "hs_session_receive": [_H, *_TEXT],
    "hs_session_lost": [_H, *_TEXT],
    "hs_session_output": [_H, _OUT],
    "hs_session_consume": [_H, c_size_t],
    "hs_session_need": [_H, POINTER(c_int32)],
    "hs_session_encrypted": [_H, *_TEXT],
    "hs_session_deadline": [_H, _NUMBER],
    "hs_session_expire": [_H],
    "hs_session_terminate": [_H],
    "hs_session_event": [_H, POINTER(Json)],
    "hs_session_on_event": [_H, EventCallback, c_void_p],
    "hs_session_state": [_H, _OUT],
    "hs_session_restore": [_H, *_TEXT],
    "hs_client_new": [*_TEXT, *_TEXT, *_TEXT, _NUMBER],
    "hs_client_free": [_H],
    "hs_client_start": [_H],
    "hs_client_event": [_H, c_int64, POINTER(Json)],
    "hs_client_on_event": [_H, EventCallback, c_void_p],
    "hs_client_close": [_H, c_int64],
    "hs_client_network_changed": [_H],
    "hs_address": [_H, _OUT],
    "hs_state": [_H, _OUT],
    "hs_send": [_H, *_TEXT, _NUMBER],
    "hs_send_element": [_H, _H, _NUMBER],
    "hs_send_message": [_H, *_TEXT, *_TEXT, *_TEXT, _NUMBER],
    "hs_send_presence": [_H, *_TEXT],
    "hs_ask": [_H, *_TEXT, c_int32, *_TEXT, *_TEXT, c_uint64, _NUMBER],
    "hs_forget": [_H, c_uint64],
    "hs_serve": [_H, *_TEXT, *_TEXT, c_int32],
    "hs_reply": [_H, c_uint64, *_TEXT, *_TEXT],
    "hs_refuse": [_H, c_uint64, *_TEXT, *_TEXT],
    "hs_announce": [_H, *_TEXT],
    "hs_roster": [_H, _OUT],
}


def _places() -> List[str]:
    """Where the library may be, the likeliest first; a name without a folder is looked for by the system."""
    if os.environ.get("HEADSTOCK_LIBRARY"):
        return [os.environ["HEADSTOCK_LIBRARY"]]
    here = pathlib.Path(__file__).resolve().parent
    names = ("libheadstock.so.0.1", "libheadstock.so")
    return [str(here / name) for name in names if (here / name).exists()] + list(names)


def _load() -> ctypes.CDLL:
    wrong = []
    for place in _places():
        try:
            return ctypes.CDLL(place)
        except OSError as error:
            wrong.append(str(error))
    raise ImportError("the headstock library was not found; HEADSTOCK_LIBRARY may say where it is: " + "; ".join(wrong))


def _declare(library: ctypes.CDLL) -> ctypes.CDLL:
    try:
        library.hs_abi_version.restype = c_uint32
        found = library.hs_abi_version()
    except AttributeError:
        raise ImportError(f"{library._name} is not the headstock library") from None
    if found < ABI_VERSION:
        raise ImportError(f"the headstock library has the ABI version {found}, and {ABI_VERSION} is needed")
    library.hs_version.restype = c_char_p
    library.hs_status_words.argtypes, library.hs_status_words.restype = [c_int32], c_char_p
    for name, arguments in _STATUS_FUNCTIONS.items():
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, c_int32
    return library


lib = _declare(_load())


def utf8(text: str) -> bytes:
    """Text as it goes to the library."""
    if not isinstance(text, str):
        raise TypeError(f"a str is wanted, not {type(text).__name__}")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise errors.ArgumentError(f"not a text of Unicode: {error}") from None


def octets(data: Any) -> bytes:
    """Bytes as they go to the library, from anything that holds bytes."""
    return data if type(data) is bytes else bytes(memoryview(data))


def whole(value: int, least: int, most: int) -> int:
    """A number as it goes to the library, which would else be cut silently."""
    if not least <= value <= most:
        raise errors.ArgumentError(f"{value} is not between {least} and {most}")
    return value


def milliseconds(seconds: float) -> int:
    """Seconds as they go to the library: from 0 to a year."""
    if seconds != seconds:
        raise errors.ArgumentError("not a number of seconds")
    return round(min(max(seconds, 0.0), 366.0 * 24 * 3600) * 1000)


def taken(text: Text) -> bytes:
    """A text that was given out, copied."""
    return ctypes.string_at(text.data, text.length) if text.length else b""


def check(status: int) -> int:
    """Raises what a status below zero means; gives the others."""
    if status >= 0:
        return status
    words = Text()
    lib.hs_last_error(0, ctypes.byref(words))
    raise errors.of_status(status, taken(words).decode("utf-8", "replace") or lib.hs_status_words(status).decode())


def read(function: Callable[..., int], *arguments: Any) -> str:
    """Calls what gives one text."""
    text = Text()
    check(function(*arguments, ctypes.byref(text)))
    return taken(text).decode("utf-8")


def number(function: Callable[..., int], *arguments: Any) -> int:
    """Calls what gives one number, or makes a handle; 0 where there is none."""
    if _discarded:
        sweep()
    made = c_uint64()
    check(function(*arguments, ctypes.byref(made)))
    return made.value


# Garbage collection may run anywhere, between a call and the reading of what it gave too, and on any thread. So nothing
# is freed then, but when the next handle is made.
_discarded: Deque[Tuple[Callable[[int], int], int]] = collections.deque()
_sweeping = threading.Lock()


def discard(free: Callable[[int], int], handle: int) -> None:
    """Has a handle be freed some time soon."""
    _discarded.append((free, handle))


def sweep() -> None:
    """Frees what was discarded."""
    if not _sweeping.acquire(blocking=False):
        return
    try:
        for _ in range(len(_discarded)):
            free, handle = _discarded.popleft()
            if free(handle) == E_BUSY:
                _discarded.append((free, handle))
    finally:
        _sweeping.release()


class Owner:
    """Owns what a handle names, and frees it once: by `free`, at the end of a `with`, or some time after it is
    forgotten."""

    _free: Callable[[int], int]
    _handle = 0

    def free(self) -> None:
        """Frees it now; afterwards its methods raise HandleError. A second time does nothing. Raises BusyError from its
        own callbacks, and while another thread is inside."""
        handle, self._handle = self._handle, 0
        if not handle:
            return
        status = type(self)._free(handle)
        if status == E_BUSY:
            self._handle = handle
        check(status)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        self.free()

    def __del__(self) -> None:
        if self._handle:
            discard(type(self)._free, self._handle)
