# SPDX-License-Identifier: MIT
"""Logins and sessions that outlive their connections: stream management, SASL2, Bind 2, FAST."""

import support


class Relayed(support.Case):
    """A listener whose connection can be lost."""

    def listen_through_relay(self, jid, tls="starttls"):
        """Returns a listener, what it said when it connected, and the relay that it connects through."""
        relay = support.Relay(self.address(tls))
        self.addCleanup(relay.close)
        command = self.command("listen", jid, "--json", tls=tls, connect=relay.address)
        listener = support.Background(command, {"HEADSTOCK_PASSWORD": self.password(jid.partition("@")[0])})
        self.addCleanup(listener.close)
        connected = listener.event("connected")
        listener.event("presence", **{"from": connected["jid"]})  # ours comes back: the session stands
        return listener, connected, relay


class Sessions(Relayed):
    """Stream management with whatever login the server has."""

    def test_a_lost_connection_is_resumed_and_no_message_is_lost_or_doubled(self):
        for tls in "starttls", "direct":
            with self.subTest(tls=tls):
                juliet, begun, relay = self.listen_through_relay(self.jid("juliet", "held" + tls), tls)
                self.assertFalse(begun["resumed"])
                for i in range(3):
                    self.headstock("send", self.jid("romeo"), begun["jid"], text=f"before {i}")
                    juliet.event("message", body=f"before {i}")
                    relay.cut()
                    self.headstock("send", self.jid("romeo"), begun["jid"], text=f"after {i}")
                    self.assertTrue(juliet.event("connected", jid=begun["jid"])["resumed"])
                    juliet.event("message", body=f"after {i}")
                bodies = [line for line in juliet.seen if '"event":"message"' in line]
                self.assertEqual(len(bodies), 6, bodies)


class OneGo(Relayed):
    """The same where the server can do all of it in one round trip."""

    servers = ("prosody",)

    def test_sasl2_binds_and_a_token_resumes(self):
        domain = "sasl2." + self.known["HEADSTOCK_DOMAIN"]
        for tls in "starttls", "direct":
            with self.subTest(tls=tls):
                juliet, begun, relay = self.listen_through_relay(self.jid("juliet", domain=domain), tls)
                self.assertIn("/headstock", begun["jid"])
                self.assertTrue(begun["mechanism"].startswith("SCRAM-"), begun)
                relay.cut()
                again = juliet.event("connected")
                self.assertEqual(again["jid"], begun["jid"])
                self.assertTrue(again["resumed"])
                self.assertTrue(again["mechanism"].startswith("HT-SHA-256-"), again)
                self.headstock("send", self.jid("romeo", domain=domain), begun["jid"], text="there again")
                juliet.event("message", body="there again")
