# SPDX-License-Identifier: MIT
"""Clients for asyncio."""

import asyncio
import collections
import inspect
import threading
from typing import (Any, AsyncIterator, Awaitable, Callable, Deque, Dict, Generic, List, Optional, Set, Tuple, TypeVar,
                    Union)  # fmt: skip

from . import errors
from .client import Client
from .element import Element
from .errors import Refusal
from .events import Answer, End, Event, Failure, JsonObject, Message, Ready, Request, Retry

_BATCH = 256
_SOON = 0.01  # seconds after which sending is tried again where there was no room

E = TypeVar("E", bound=Event)
F = TypeVar("F", bound=Callable[[Any], Any])


class Inbox(Generic[E]):
    """Events that wait to be taken by `async for`. It ends when the session has; where that was not in good order, by
    the exception that says why."""

    def __init__(self, took: Callable[[], None]) -> None:
        self._took = took
        self._items: Deque[E] = collections.deque()
        self._changed = asyncio.Event()
        self.is_over = False
        self._why: Optional[Exception] = None

    def __len__(self) -> int:
        return len(self._items)

    def put(self, event: E) -> None:
        """Puts one in."""
        self._items.append(event)
        self._changed.set()

    def end(self, why: Optional[Exception]) -> None:
        """Says that no more will come."""
        self.is_over, self._why = True, why
        self._changed.set()

    def __aiter__(self) -> AsyncIterator[E]:
        return self

    async def __anext__(self) -> E:
        while not self._items:
            if self.is_over:
                raise self._why or StopAsyncIteration
            self._changed.clear()
            await self._changed.wait()
        item = self._items.popleft()
        self._took()
        return item


class AsyncClient:
    """A client whose events come on the loop of asyncio. All of it belongs to the loop's thread.

    Messages wait for `messages` until they are taken. While 10,000 events wait, or as many as the option `events` says,
    the network is not read, and a question raises FullError. Who wants no messages passes `messages=False`."""

    def __init__(self, address: str, password: str = "", *, timeout: float = 60, messages: bool = True,
                 **options: Any) -> None:
        """The options are those of `Client`; `timeout`: seconds until it must be ready."""
        self._timeout = timeout
        self._send_limit = options.pop("send_limit", 30)
        self._most = options.get("events") or 10_000
        self._wants_messages = messages
        self._client = Client(address, password, **options, send_limit=0)
        self._handlers: Dict[str, List[Callable[[Any], Any]]] = {}
        self._served: Dict[Tuple[str, str, str], Tuple[Callable[[Request], Any], Optional[str]]] = {}
        self._asked: Dict[int, "asyncio.Future[Any]"] = {}
        self._tasks: Set["asyncio.Future[Any]"] = set()
        self._room = threading.Semaphore(1)
        self._held = False
        self._closing = False
        self._last_trouble: Optional[Exception] = None

    # --- its life ---

    async def start(self) -> None:
        """Connects, and waits until the session is ready. Raises EndedError where it cannot log in, TimeoutError where
        that takes too long."""
        self._loop = asyncio.get_running_loop()
        self._ready: "asyncio.Future[None]" = self._loop.create_future()
        self._ended = asyncio.Event()
        self._messages: Inbox[Message] = Inbox(self._took)
        self._inboxes: List[Tuple[Set[str], Inbox[Any]]] = []
        self._client.start()
        threading.Thread(target=self._pump, name="headstock events", daemon=True).start()
        try:
            await asyncio.wait_for(asyncio.shield(self._ready), self._timeout)
        except asyncio.TimeoutError:
            await self._stop()
            words = f"it was not ready in {self._timeout} seconds"
            raise errors.TimeoutError(f"{words}: {self._last_trouble}" if self._last_trouble else words) from None
        except BaseException:
            await self._stop()
            raise

    async def close(self, timeout: float = 10) -> None:
        """Says goodbye, waits for that at most so many seconds, and ends it all. A second time does nothing."""
        self._closing = True
        self._took()
        for task in self._tasks - {asyncio.current_task()}:
            task.cancel()
        try:
            await self._loop.run_in_executor(None, self._client.say_goodbye, timeout)
            await asyncio.wait_for(self._ended.wait(), timeout)
        except (errors.HeadstockError, asyncio.TimeoutError):
            pass  # it is over in another way, or without a goodbye
        await self._stop()

    async def _stop(self) -> None:
        await self._loop.run_in_executor(None, self._client.free)
        self._room.release()
        self._finish(errors.EndedError("it was closed"))

    async def __aenter__(self) -> "AsyncClient":
        await self.start()
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.close()

    # --- what happens ---

    def messages(self) -> Inbox[Message]:
        """The messages, for `async for`, those included that came before the call."""
        return self._messages

    def events(self, *names: str) -> Inbox[Any]:
        """Events of these names that come from now on, or all, for `async for`."""
        made: Inbox[Any] = Inbox(self._took)
        self._inboxes.append((set(names), made))
        return made

    def on(self, name: str) -> Callable[[F], F]:
        """Decorates a function, async or not, to be called with each event of that name. What it raises goes to the
        loop's exception handler. A message that has a handler does not wait for `messages`."""

        def register(function: F) -> F:
            self._handlers.setdefault(name, []).append(function)
            return function

        return register

    def serve(self, tag: str, ns: str, *, set: bool = False, answer: Optional[str] = None) -> Callable[[F], F]:
        """Decorates a function, async or not, to answer requests with a payload of that name: it gets the `Request`,
        and gives an Element, None for an answer without content, or, where `answer` is a type as in "version.Info", the
        value. To refuse it raises Refusal; any other exception goes to the loop's exception handler and refuses with
        <internal-server-error/>."""

        def register(function: F) -> F:
            self._client.serve(tag, ns, set=set)
            self._served[tag, ns, "set" if set else "get"] = (function, answer)
            return function

        return register

    # --- what we do ---

    @property
    def address(self) -> str:
        """Our address: once it is bound, that."""
        return self._client.address

    @property
    def status(self) -> str:
        """"disconnected", "connecting", "connected", "authenticated", "bound" or "available"."""
        return self._client.status

    async def send(self, stanza: Union[str, Element]) -> None:
        """Sends a stanza; waits for room, at most for the option `send_limit`, then raises FullError."""
        await self._with_room(lambda: self._client.send(stanza))

    async def send_message(self, to: str, body: str, language: str = "") -> None:
        """Sends a message of type chat, as `send` does."""
        await self._with_room(lambda: self._client.send_message(to, body, language))

    async def send_presence(self, **presence: Any) -> None:
        """Sends a presence: `to`, `type`, `show`, `status`, `priority`; as `send` does."""
        await self._with_room(lambda: self._client.send_presence(**presence))

    async def ask(self, to: str, payload: Union[str, Element], value: Any = None, *, set: bool = False,
                  timeout: float = 0) -> Any:
        """Asks `to`, or where that is empty our own account at its server, and gives the value of the answer's payload:
        an Element where no type reads it, None where there is none. `payload` is a type as in "version.Info" with its
        `value`, or an element. Raises StanzaError where the answer is an error, TimeoutError where none came in
        time."""
        if self._held:
            raise errors.FullError("too many events wait: take them first")
        number = await self._with_room(lambda: self._client.request(to, payload, value, set=set, timeout=timeout))
        future = self._asked[number] = self._loop.create_future()
        try:
            return await future
        except asyncio.CancelledError:
            if self._asked.pop(number, None):
                self._client.forget(number)
            raise

    def announce(self, feature: str) -> None:
        """Says that we speak `feature`, a namespace."""
        self._client.announce(feature)

    def roster(self) -> List[JsonObject]:
        """The contacts, as `Client.roster` gives them."""
        return self._client.roster()

    async def _with_room(self, call: Callable[[], Any]) -> Any:
        until = self._loop.time() + self._send_limit
        while True:
            try:
                return call()
            except errors.FullError:
                if self._loop.time() >= until:
                    raise
            await asyncio.sleep(_SOON)

    # --- the way of the events ---

    def _pump(self) -> None:
        """Waits for events, on a thread; the loop takes the rest of each batch, and says when it has room for more."""
        while True:
            self._room.acquire()
            try:
                event = self._client.poll(-1)
            except errors.HeadstockError:
                return
            try:
                self._loop.call_soon_threadsafe(self._take, event)
            except RuntimeError:
                return  # the loop was closed

    def _take(self, first: Optional[Event]) -> None:
        event, left = first, _BATCH
        try:
            while event:
                self._hear(event)
                left -= 1
                event = self._client.poll() if left and not self._is_full() else None
        except errors.HeadstockError:
            pass  # it is over
        if self._is_full():
            self._hold()
        else:
            self._room.release()

    def _is_full(self) -> bool:
        waiting = max([len(self._messages), len(self._tasks)] + [len(inbox) for _, inbox in self._inboxes])
        return waiting >= self._most and not self._closing

    def _hold(self) -> None:
        """Reads no more until something is taken. Answers would not come either."""
        self._held = True
        for number, future in self._asked.items():
            self._client.forget(number)
            if not future.done():
                future.set_exception(errors.FullError("too many events wait: take them first"))
        self._asked.clear()

    def _took(self) -> None:
        if self._held and not self._is_full():
            self._held = False
            self._room.release()

    def _hear(self, event: Event) -> None:
        if isinstance(event, (Answer, Failure)):
            self._answered(event)
        elif isinstance(event, Request):
            self._run(self._answer(event))
        elif isinstance(event, Message) and self._wants_messages and "message" not in self._handlers:
            self._messages.put(event)
        elif isinstance(event, Ready) and not self._ready.done():
            self._ready.set_result(None)
        elif isinstance(event, Retry):
            self._last_trouble = event.exception()
        for function in self._handlers.get(event.event, ()):
            self._call(function, event)
        for names, inbox in self._inboxes:
            if not names or event.event in names:
                inbox.put(event)
        if isinstance(event, End):
            self._ended.set()
            self._finish(None if event.closed else event.exception())

    def _answered(self, event: Union[Answer, Failure]) -> None:
        future = self._asked.pop(event.request, None)
        if future is None or future.done():
            return
        if isinstance(event, Failure):
            return future.set_exception(event.exception())
        try:
            future.set_result(event.value())
        except errors.HeadstockError as error:
            future.set_exception(error)

    def _finish(self, why: Optional[Exception]) -> None:
        if not self._ready.done():
            self._ready.set_exception(why or errors.EndedError("it was closed"))
            self._ready.exception()  # somebody has looked at it
        for future in self._asked.values():
            if not future.done():
                future.set_exception(why or errors.EndedError("it was closed"))
        self._asked.clear()
        if not self._messages.is_over:
            for inbox in [self._messages] + [inbox for _, inbox in self._inboxes]:
                inbox.end(why)

    def _call(self, function: Callable[[Any], Any], event: Event) -> None:
        try:
            made = function(event)
            if inspect.isawaitable(made):
                self._run(made)
        except Exception as error:  # pylint: disable=broad-except
            self._report(error)

    def _run(self, work: Awaitable[Any]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Future[Any]") -> None:
        self._tasks.discard(task)
        self._took()
        if not task.cancelled() and task.exception():
            self._report(task.exception())

    def _report(self, error: Optional[BaseException]) -> None:
        self._loop.call_exception_handler({"message": "a handler of headstock has failed", "exception": error})

    async def _answer(self, request: Request) -> None:
        function, kind = self._served[request.tag, request.namespace, request.type]
        try:
            made = function(request)
            if inspect.isawaitable(made):
                made = await made
            if kind is None:
                self._client.reply(request.request, made)
            else:
                self._client.reply(request.request, kind, made)
        except Refusal as refusal:
            self._client.refuse(request.request, refusal.condition, refusal.words)
        except Exception:
            self._client.refuse(request.request, "internal-server-error")
            raise


def connect(address: str, password: str = "", *, timeout: float = 60, messages: bool = True,
            **options: Any) -> AsyncClient:
    """A client for asyncio, which `async with` connects, and closes at its end; see `AsyncClient`."""
    return AsyncClient(address, password, timeout=timeout, messages=messages, **options)
