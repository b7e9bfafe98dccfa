# SPDX-License-Identifier: MIT
"""A socket with a thread that puts what arrives into a queue."""

import queue
import socket
import ssl
import threading
import time
from typing import Any, Callable, Optional

_MOST_WAITING = 64  # pieces that wait in the queue; then the socket is not read


class Incoming(queue.Queue[bytes]):
    """What has arrived. An empty piece says that there will be no more. Whoever waits in vain gives the stream the time
    that it needs for its limits."""

    idle: Callable[[], Any] = staticmethod(lambda: None)

    def get(self, block: bool = True, timeout: Optional[float] = None) -> bytes:
        """The next piece; raises queue.Empty where none came in time."""
        try:
            return super().get(block, timeout)
        except queue.Empty:
            self.idle()
            raise


class _Tls:
    """TLS between two ends in memory."""

    def __init__(self, authorities: Optional[str], server_name: str) -> None:
        context = ssl.create_default_context(cafile=authorities)
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._both = context.wrap_bio(self._in, self._out, server_hostname=server_name)
        self.ready = threading.Event()
        self.failure: Optional[Exception] = None

    def shake(self) -> None:
        """Goes on with the handshake, as far as it goes."""
        try:
            self._both.do_handshake()
            self.ready.set()
        except ssl.SSLWantReadError:
            pass

    def read(self, data: bytes) -> bytes:
        """What encrypted bytes say."""
        self._in.write(data)
        if not self.ready.is_set():
            self.shake()
        plain = b""
        try:
            while self.ready.is_set() and (piece := self._both.read(65536)):
                plain += piece
        except ssl.SSLWantReadError:
            pass
        return plain

    def write(self, data: bytes) -> None:
        """Encrypts."""
        self._both.write(data)

    def output(self) -> bytes:
        """What must go to the socket."""
        return self._out.read()


class ThreadedClient:
    """A connection to a server: `connect`, `start`, then read from `incoming`. `authorities` is a file of certificates,
    PEM, to believe instead of the system's; `timeout`: seconds for connecting, and for TLS."""

    def __init__(self, hostname: str, port: int, authorities: Optional[str] = None, timeout: float = 30) -> None:
        self.incoming = Incoming()
        self.connected = False
        self._endpoint = (hostname, port)
        self._authorities = authorities
        self._timeout = timeout
        self._socket: Optional[socket.socket] = None
        self._lock = threading.Lock()
        self._tls: Optional[_Tls] = None
        self._parser: Any = None
        self._thread = threading.Thread(target=self._read, name="headstock socket", daemon=True)

    def set_parser(self, parser: Any) -> None:
        """Keeps the parser that is fed from `incoming`."""
        self._parser = parser

    def get_parser(self) -> Any:
        """Gives it back."""
        return self._parser

    def connect(self) -> None:
        """Connects; raises OSError where that fails."""
        self._socket = socket.create_connection(self._endpoint, self._timeout)
        self._socket.settimeout(None)
        self.connected = True

    def start(self) -> None:
        """Starts to read."""
        self._thread.start()

    def send(self, data: bytes) -> None:
        """Sends bytes; raises OSError where the connection is gone."""
        if not self._socket:
            raise ConnectionError("not connected")
        with self._lock:
            if self._tls:
                self._tls.write(data)
                data = self._tls.output()
            self._socket.sendall(data)

    def start_tls(self, server_name: str) -> None:
        """Encrypts from now on, with whom `server_name`'s certificate belongs to. Raises ssl.SSLError where it does
        not, and ConnectionError where somebody has spoken in between (RFC 6120 §5.4.3.3)."""
        tls = _Tls(self._authorities, server_name)
        with self._lock:
            if not self._socket or not self.incoming.empty():
                raise ConnectionError("there was more behind <proceed/>")
            self._tls = tls
            tls.shake()
            self._socket.sendall(tls.output())
        if not tls.ready.wait(self._timeout):
            raise TimeoutError("TLS took too long")
        if tls.failure:
            raise tls.failure

    def disconnect(self) -> None:
        """Ends the connection."""
        self.connected = False
        if self._socket:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it has ended by itself

    def join(self) -> None:
        """Waits for the end of the thread."""
        if self._thread.is_alive():
            self._thread.join()
        if self._socket:
            self._socket.close()

    def _read(self) -> None:
        try:
            while self.connected and (data := self._receive()):
                self._put(data)
        except Exception as error:  # pylint: disable=broad-except
            self._fail(error)
        self._fail(ConnectionError("the connection ended"))
        self.connected = False
        self.incoming.put(b"")

    def _receive(self) -> bytes:
        while self.connected and self.incoming.qsize() >= _MOST_WAITING:
            time.sleep(0.01)
        return self._socket.recv(65536) if self._socket else b""

    def _put(self, data: bytes) -> None:
        with self._lock:
            if self._tls:
                data = self._tls.read(data)
                output = self._tls.output()
                if output and self._socket:
                    self._socket.sendall(output)
            if data:
                self.incoming.put(data)

    def _fail(self, error: Exception) -> None:
        if self._tls and not self._tls.ready.is_set():
            self._tls.failure = error
            self._tls.ready.set()
