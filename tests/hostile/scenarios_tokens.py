# SPDX-License-Identifier: MIT
"""Section C: logins by SASL2, and by tokens."""

import base64

from harness import scenario
from peer import FULL, OURS
from sasl2 import TOKEN, Sasl2Server
from scenarios_login import refused
from scram import encode


def cut(client):
    """Loses the connection."""
    client.cut()


@scenario("C-14")
def sasl2_logs_in(world):
    """No attack: SASL2, Bind 2 and a token, which the second login uses, and nothing of which is ever shown."""
    done = world.run(["listen"], [Sasl2Server(say=cut), Sasl2Server()], world.is_last)
    done.lived(connections=2)
    assert [mechanism for mechanism, _ in done.peer.logins] == ["SCRAM-SHA-256", "HT-SHA-256-ENDP"]


@scenario("C-14", each={"second-factor": "<continue xmlns='urn:xmpp:sasl:2'><tasks><task>URN:TOTP</task></tasks></continue>",
                        "no-task": "<continue xmlns='urn:xmpp:sasl:2'/>",
                        "escapes": "<continue xmlns='urn:xmpp:sasl:2'><tasks><task>\u009b2J\u202e</task></tasks></continue>"})
def a_second_step_is_wanted(world, answer):
    """After the proof the server wants another task done, which nobody here knows."""
    done = world.run(["ping"], [Sasl2Server(finish=lambda scram: answer)])
    refused(done, "second step")


@scenario("C-14", each={"nothing": lambda scram: "", "wrong": lambda scram: "v=" + encode(bytes(32)),
                        "error": lambda scram: "e=other-error",
                        "half": lambda scram: "v=" + encode(scram.signature()[:16])})
def sasl2_success_without_a_proof(world, data):
    """A server that does not know the password declares success in the terms of SASL2."""
    done = world.run(["listen"], [Sasl2Server(proof=data)], world.is_last)
    refused(done, "")


@scenario("C-14", "C-16", each={"another": "juliet@montague.example/here", "another-domain": "romeo@capulet.example/here",
                                "bare": OURS,
                                "none": "", "malformed": "@@", "spaces": " " + FULL})
def sasl2_makes_us_somebody_else(world, address):
    """The server says after the login that we are another, or nobody."""
    done = world.run(["listen"], [Sasl2Server(identity=address)], world.is_last)
    done.failed(9, "another address")
    assert not done.of("connected")


@scenario("C-14", "F-5")
def a_session_is_resumed_that_was_never_lost(world):
    """The first login by SASL2 is told that a session goes on which there never was."""
    done = world.run(["listen"], [Sasl2Server(inline="<resumed xmlns='urn:xmpp:sm:3' previd='x' h='0'/>")], world.is_last)
    done.failed(9, "no place here")
    assert not done.of("connected")


@scenario("C-14", each={"refused": "not-authorized", "expired": "credentials-expired"})
def the_token_is_refused(world, condition):
    """The server gives a token, and refuses it at the next login: the password comes in, by no weaker way than before."""
    done = world.run(["listen"], [Sasl2Server(say=cut), Sasl2Server(token_failure=condition)], world.is_last)
    done.lived(connections=2)
    assert [mechanism for mechanism, _ in done.peer.logins][2:] == ["SCRAM-SHA-256"]


@scenario("C-14")
def the_token_is_answered_without_a_proof(world):
    """A server that does not know the token declares success all the same."""
    done = world.run(["listen"], [Sasl2Server(say=cut), Sasl2Server(token_proof=bytes(32))], world.is_last)
    done.failed(8, "", connections=2)
    assert len(done.of("connected")) == 1


@scenario("C-14")
def a_token_is_not_asked_for_in_clear(world):
    """Without TLS the server offers tokens, which anybody could then read."""
    done = world.run(["listen"], [Sasl2Server(encryption="off")], world.is_last)
    done.lived()
    done.never_said("request-token")


@scenario("C-17")
def the_token_is_never_shown(world):
    """The server puts the token, and what proves it, where a trace would show them."""
    done = world.run(["listen"], [Sasl2Server(say=cut), Sasl2Server()], world.is_last)
    done.lived(connections=2)
    assert TOKEN.encode() not in done.stderr + done.stdout and b"[secret]" in done.stderr
    assert base64.b64encode(done.peer.logins[1][1]) not in done.stderr
