# SPDX-License-Identifier: MIT
"""Other ways to the server than TCP: WebSocket, BOSH, a proxy, and the way that the domain itself names."""

import contextlib
import socket
import threading

import support


class Proxy:
    """An HTTP proxy for which every host is this machine, and port 443 the one it was told."""

    def __init__(self, https_port):
        self._https_port = https_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.asked = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        """Takes no more connections."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += client.recv(1)
        target = head.split()[1].decode()
        self.asked.append(target)
        port = int(target.rpartition(":")[2])
        try:
            server = socket.create_connection(("127.0.0.1", self._https_port if port == 443 else port))
        except OSError:
            client.sendall(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
            client.close()
            return
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        threading.Thread(target=support.Relay.carry, args=(client, server), daemon=True).start()
        support.Relay.carry(server, client)


class Ways(support.Case):
    """Logins, questions and messages by each way."""

    PATHS = {"prosody": ("/xmpp-websocket", "/http-bind"), "ejabberd": ("/ws", "/bosh")}

    def ways(self, host="localhost"):
        """Returns the options for each way, by its name."""
        at = f"{host}:{self.known['HEADSTOCK_HTTPS_PORT']}"
        websocket, bosh = self.PATHS[self.known["HEADSTOCK_SERVER"]]
        return {"websocket": ["--websocket", f"wss://{at}{websocket}"], "bosh": ["--bosh", f"https://{at}{bosh}"]}

    def proxy(self):
        """Returns a proxy for as long as the test runs."""
        between = Proxy(int(self.known["HEADSTOCK_HTTPS_PORT"]))
        self.addCleanup(between.close)
        return between

    def test_a_question_is_answered(self):
        for name, way in self.ways().items():
            with self.subTest(name):
                self.headstock("ping", self.jid("romeo"), way=way)
                self.assertIn("Prosody" if self.known["HEADSTOCK_SERVER"] == "prosody" else "ejabberd",
                              self.headstock("version", self.jid("romeo"), way=way))

    def test_messages_go_both_ways_between_it_and_tcp(self):
        for name, way in self.ways().items():
            with self.subTest(name):
                other = self.listen(self.jid("juliet", name), way=way)
                tcp = self.listen(self.jid("romeo", name))
                for i in range(5):
                    self.headstock("send", self.jid("romeo"), self.jid("juliet", name), text=f"to {name} {i}")
                    other.event("message", body=f"to {name} {i}")
                    self.headstock("send", self.jid("juliet"), self.jid("romeo", name), text=f"by {name} {i}", way=way)
                    tcp.event("message", body=f"by {name} {i}")
                long = "x" * 50_000 + "\u20ac"
                self.headstock("send", self.jid("juliet"), self.jid("juliet", name), text=long, way=way)
                other.event("message", body=long)

    def test_the_server_learns_of_the_end(self):
        for name, way in self.ways().items():
            with self.subTest(name):
                watcher = self.listen(self.jid("mercutio"))
                friend = self.listen(self.jid("benvolio", name), way=way)
                watcher.event("presence", **{"from": self.jid("benvolio", name), "type": "available"})
                friend.process.terminate()
                self.assertEqual(friend.end(), 0)
                watcher.event("presence", **{"from": self.jid("benvolio", name), "type": "unavailable"})

    def test_a_wrong_password_is_8_and_a_certificate_of_another_authority_7(self):
        other = self.server.directory / "certs" / "other-ca.crt"
        for name, way in self.ways().items():
            with self.subTest(name):
                self.headstock("ping", self.jid("romeo"), password="wrong", way=way, code=8)
                self.headstock("ping", self.jid("romeo"), ca=str(other), way=way, code=7)

    def test_a_host_that_the_certificate_does_not_name_is_7(self):
        for name, way in self.ways("elsewhere.test").items():
            with self.subTest(name):
                self.headstock("ping", self.jid("romeo"), way=[*way, "--proxy", self.proxy().url], code=7)

    def test_where_there_is_nothing_is_6(self):
        for name, way in self.ways().items():
            with self.subTest(name):
                self.headstock("ping", self.jid("romeo"), way=[way[0], way[1] + "-not"], code=6)

    def test_a_proxy_leads_there(self):
        for name, way in self.ways(self.known["HEADSTOCK_DOMAIN"]).items():
            with self.subTest(name):
                between = self.proxy()
                self.headstock("ping", self.jid("romeo"), way=[*way, "--proxy", between.url])
                at = f"{self.known['HEADSTOCK_DOMAIN']}:{self.known['HEADSTOCK_HTTPS_PORT']}"
                self.assertEqual(set(between.asked), {at})


class Discovery(support.Case):
    """What the domain says of itself; Prosody has no module of its own for that."""

    servers = ("ejabberd",)

    def test_the_domain_leads_there(self):
        between = Proxy(int(self.known["HEADSTOCK_HTTPS_PORT"]))
        self.addCleanup(between.close)
        domain = self.known["HEADSTOCK_DOMAIN"]
        address = self.jid("juliet", "found")
        listener = self.listen(address, way=["--discover", "--proxy", between.url])
        self.headstock("send", self.jid("romeo"), address, text="found")
        listener.event("message", body="found")
        self.assertEqual(between.asked, [f"{domain}:443", f"{domain}:{self.known['HEADSTOCK_HTTPS_PORT']}"])
