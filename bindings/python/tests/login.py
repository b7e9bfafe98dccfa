# SPDX-License-Identifier: MIT
"""A server's side of a login, in memory and without TLS: what it says, in the order in which it is asked."""

import re

FROM = b"from='example.net' id='1' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
HEADER = b"<?xml version='1.0'?><stream:stream " + FROM
MECHANISMS = (b"<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>ANONYMOUS</mechanism>"
              b"</mechanisms></stream:features>")
BIND = b"<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>"
SUCCESS = b"<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
BOUND = (b"<iq type='result' id='%s'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
         b"<jid>somebody@example.net/here</jid></bind></iq>")

OPTIONS = {"tls": "off", "anonymous": True, "roster": False, "presence": False}


def log_in(session):
    """Plays it to the end; gives what the session told of."""
    session.start()
    assert session.take_output()
    session.receive(HEADER + MECHANISMS)
    assert b"ANONYMOUS" in session.take_output()
    session.receive(SUCCESS)
    session.take_output()
    session.receive(HEADER + BIND)
    asked = session.take_output()
    session.receive(BOUND % re.search(rb"id='([^']+)'", asked).group(1))
    session.take_output()
    return [event.event for event in session.events()]
