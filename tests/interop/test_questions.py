# SPDX-License-Identifier: MIT
"""Questions to the server and to other clients, and the ways to log in."""

import support


class Questions(support.Case):
    """ping, version, disco and roster."""

    def test_the_server_answers_a_ping(self):
        for tls in "starttls", "direct":
            with self.subTest(tls):
                self.headstock("ping", self.jid("romeo"), self.known["HEADSTOCK_DOMAIN"], tls=tls)

    def test_the_server_says_its_version(self):
        said = self.headstock("version", self.jid("romeo"), self.known["HEADSTOCK_DOMAIN"])
        self.assertIn(self.known["HEADSTOCK_SERVER"], said.lower())

    def test_the_server_says_its_features(self):
        said = self.headstock("disco", self.jid("romeo"), self.known["HEADSTOCK_DOMAIN"])
        for feature in "urn:xmpp:ping", "jabber:iq:version", "urn:xmpp:blocking":
            self.assertIn(feature, said)

    def test_slixmpp_answers_version_ping_and_disco(self):
        self.peer_listen(self.jid("juliet", "asked"))
        entity = self.jid("juliet", "asked")
        self.assertIn("peer", self.headstock("version", self.jid("romeo"), entity))
        self.headstock("ping", self.jid("romeo"), entity)
        self.assertIn("jabber:iq:version", self.headstock("disco", self.jid("romeo"), entity))

    def test_the_roster_has_the_friend(self):
        said = self.headstock("roster", self.jid("mercutio"))
        self.assertIn(self.jid("benvolio"), said)
        self.assertIn("Benvolio", said)

    def test_who_is_not_there_is_a_stanza_error(self):
        self.headstock("ping", self.jid("romeo"), self.jid("juliet", "nowhere"), code=10)


class Logins(support.Case):
    """The ways to log in that a server offers only in some places."""

    def test_tls_1_2_with_channel_binding(self):
        domain = self.known["HEADSTOCK_TLS12_DOMAIN"]
        self.headstock("ping", self.jid("romeo", domain=domain), domain, tls="tls12")
