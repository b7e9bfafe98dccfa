# SPDX-License-Identifier: MIT
"""Section F: stream management, and what goes wrong with connections."""

import socket
import threading

from harness import scenario
from peer import BIND, CLIENT, ERRORS, SM, STANZAS, Peer, Server, tag, wait

WITH_SM = f"<bind xmlns='{BIND}'/><sm xmlns='{SM}'/>"
MESSAGE = "<message from='juliet@capulet.example/x' type='chat'><body>{}</body></message>"


def again(event):
    """Whether the tool is about to come back, or believed what was said."""
    return event["event"] in ("reconnecting", "message")


def cut(client):
    """Loses the connection, once the tool has said what it has to say."""
    client.cut()


def said_and_cut(text):
    """Says something, and loses the connection when it was heard."""
    return lambda client: (client.say(text), wait(0.2), client.cut())


def acks(done):
    """What the tool has said that it has received."""
    return [element.get("h") for element in done.peer.heard("a", SM)]


@scenario("F-1")
def stanzas_are_counted(world):
    """No attack: the tool says how many stanzas it has received, and is believed."""
    done = world.listen(MESSAGE.format("one") + f"<r xmlns='{SM}'/>", session=WITH_SM)
    done.lived()
    assert acks(done)[0] == "2" and len(done.peer.heard("enable", SM)) == 1  # the roster came before


@scenario("F-5")
def a_session_is_resumed(world):
    """No attack: after a loss the session goes on, and says what it has received."""
    done = world.listen(said_and_cut(MESSAGE.format("one")), session=WITH_SM, then=[Server(session=WITH_SM)])
    done.lived(connections=2)
    [wish] = done.peer.heard("resume", SM)
    assert (wish.get("previd"), wish.get("h")) == ("session-1", "2")
    assert [event["resumed"] for event in done.of("connected")] == [False, True] and done.bodies() == ["one"]


def objects(world, h, *conditions):
    """An acknowledgement that cannot be ends the stream with an error; the tool comes back, and starts anew."""
    done = world.listen(f"<a xmlns='{SM}'{h}/>", session=WITH_SM, until=again)
    done.ended(0)
    errors = [part.tag for error in done.peer.heard("error", "http://etherx.jabber.org/streams") for part in error]
    assert errors == list(conditions) and not done.of("message"), done
    assert len(done.of("reconnecting")) == 1


@scenario("F-1", each={"one-too-many": "3", "many": "1000", "31-bits": "2147483648", "32-bits": "4294967295"})
def more_is_acknowledged_than_was_sent(world, h):
    """The server acknowledges what was never sent, to have what waits forgotten."""
    objects(world, f" h='{h}'", tag(ERRORS, "undefined-condition"), tag(SM, "handled-count-too-high"))


@scenario("F-2", each={"missing": "", "empty": " h=''", "words": " h='all'", "negative": " h='-1'", "33-bits": " h='4294967296'",
                       "65-bits": " h='18446744073709551617'",
                       "plus": " h='+1'", "space": " h=' 1'", "hexadecimal": " h='0x1'", "fraction": " h='1.0'",
                       "long": f" h='{'1' * 400}'"})
def an_acknowledgement_is_no_number(world, h):
    """The server acknowledges something that is no number."""
    objects(world, h, tag(ERRORS, "bad-format"))


@scenario("F-4")
def an_acknowledgement_goes_back(world):
    """The server takes back what it has acknowledged: that cannot be, and is not passed over in silence."""
    done = world.listen(f"<a xmlns='{SM}' h='2'/><a xmlns='{SM}' h='2'/><a xmlns='{SM}' h='1'/>", session=WITH_SM, until=again)
    done.ended(0)
    assert done.conditions() == ["undefined-condition"] and not done.of("message")


@scenario("F-1", each={"too-high": " h='99'", "no-number": " h='x'"})
def a_message_is_lost_by_a_false_acknowledgement(world, h):
    """The server acknowledges nonsense in the place of a message: the sender is told that it was not taken."""
    def reply(client, element):
        if element.tag == tag(CLIENT, "message"):
            client.say(f"<a xmlns='{SM}'{h}/>")
        return True
    done = world.run(["send", "juliet@capulet.example", "-m", "hello"], [Server(session=WITH_SM, reply=reply)])
    done.failed(9, "")
    assert not done.of("sent")


@scenario("F-5", each={"cut": lambda client, element: client.cut(),
                       "closed": lambda client, element: client.say("</stream:stream>")})
def the_connection_is_lost_before_a_message_is_taken(world, end):
    """The connection ends between a message and the server's word that it has it: nobody is told that it was sent."""
    def reply(client, element):
        if element.tag == tag(CLIENT, "message"):
            end(client, element)
        return True
    done = world.run(["send", "juliet@capulet.example", "-m", "hello"], [Server(reply=reply)])
    done.failed(17, "")
    assert not done.of("sent")


@scenario("F-1")
def a_message_is_refused(world):
    """No attack: the server refuses a message, and the sender is told why."""
    def reply(client, element):
        if element.tag != tag(CLIENT, "message"):
            return False
        client.say(f"<message type='error' id='{element.get('id')}' from='juliet@capulet.example'>"
                   f"<error type='cancel'><item-not-found xmlns='{STANZAS}'/></error></message>")
        return True
    done = world.run(["send", "juliet@capulet.example", "-m", "hello"], [Server(reply=reply)])
    done.ended(10)
    assert done.of("error", to="juliet@capulet.example") and not done.of("sent")


@scenario("F-4", each={"active": WITH_SM, "never-begun": Server.session})
def acknowledgements_are_asked_for_by_the_thousand(world, session):
    """The server asks twenty thousand times how much was received."""
    done = world.listen(lambda client: [client.say(f"<r xmlns='{SM}'/>" * 1000) for _ in range(20)], session=session)
    done.lived()
    assert set(acks(done)) <= ({"1", "2"} if session == WITH_SM else set()) and done.peak < 160 << 10
    assert (len(acks(done)) > 0) == (session == WITH_SM)


@scenario("F-4", each={"enabled": f"<enabled xmlns='{SM}' id='other' resume='true'/>",
                       "failed": f"<failed xmlns='{SM}'><item-not-found xmlns='{STANZAS}'/></failed>",
                       "resumed": f"<resumed xmlns='{SM}' previd='other' h='0'/>", "unknown": f"<x xmlns='{SM}'/>",
                       "enable": f"<enable xmlns='{SM}' resume='true'/>"})
def elements_that_nobody_asked_for(world, element):
    """In the midst of a session it is enabled, refused or resumed anew: that changes nothing of the one that there is."""
    done = world.listen(said_and_cut(element), session=WITH_SM, then=[Server(session=WITH_SM)])
    done.lived(connections=2)
    assert [wish.get("previd") for wish in done.peer.heard("resume", SM)] == ["session-1"]


@scenario("F-4", each={"enabled": f"<enabled xmlns='{SM}' id='other' resume='true'/>", "failed": f"<failed xmlns='{SM}'/>",
                       "a": f"<a xmlns='{SM}' h='7'/>",
                       "resumed": f"<resumed xmlns='{SM}' previd='other' h='0'/>"})
def stream_management_that_was_not_offered(world, element):
    """Stream management was never offered, and elements of it come."""
    done = world.listen(element)
    done.lived()
    assert acks(done) == [] and not done.peer.heard("enable", SM)


@scenario("F-5", each={"now": f"<failed xmlns='{SM}' h='1'><item-not-found xmlns='{STANZAS}'/></failed>",
                       "old": f"<failed xmlns='{SM}'/>", "number": f"<failed xmlns='{SM}' h='x'/>",
                       "too-high": f"<failed xmlns='{SM}' h='4294967295'/>",
                       "unknown": f"<failed xmlns='{SM}'><x xmlns='urn:x'/></failed>"})
def resumption_fails(world, answer):
    """The session cannot be resumed, in all the ways that servers say so: a new one begins."""
    done = world.listen(cut, session=WITH_SM, then=[Server(session=WITH_SM, resumed=lambda wish: answer)])
    done.lived(connections=2)
    assert [event["resumed"] for event in done.of("connected")] == [False, False]


@scenario("F-5", each={"h-too-high": f"<resumed xmlns='{SM}' previd='session-1' h='99'/>",
                       "no-h": f"<resumed xmlns='{SM}' previd='session-1'/>",
                       "negative": f"<resumed xmlns='{SM}' previd='session-1' h='-1'/>",
                       "another": f"<resumed xmlns='{SM}' previd='other' h='0'/>"})
def another_session_is_resumed(world, answer):
    """What is resumed is not the session that was lost: it is not taken for it, and a new one begins."""
    then = [Server(session=WITH_SM, resumed=lambda wish: answer), Server(session=WITH_SM)]
    done = world.listen(cut, session=WITH_SM, then=then)
    done.lived(connections=3)
    assert [event["resumed"] for event in done.of("connected")] == [False, False]
    assert len(done.peer.heard("resume", SM)) == 1


@scenario("F-5", each={"wrapped": f"<error><failed xmlns='{SM}'/></error>", "message": MESSAGE.format("x"),
                       "success": f"<enabled xmlns='{SM}' id='x'/>"})
def resumption_is_answered_with_something_else(world, answer):
    """What comes for the wish to resume is no answer to it."""
    done = world.listen(cut, session=WITH_SM, then=[Server(session=WITH_SM, resumed=lambda wish: answer)])
    done.ended(9)
    assert done.conditions() == ["unsupported-stanza-type"] and not done.of("message") and len(done.of("connected")) == 1


@scenario("F-6", "A-6")
def somebody_else_waits_for_the_session(world):
    """After a loss another server stands there, with a certificate of its own: it hears nothing of the session."""
    done = world.listen(cut, session=WITH_SM, then=[Server(session=WITH_SM, certificate="other-name")])
    done.failed(7, "for another name", connections=2)
    assert len(done.peer.logins) == 1 and not done.peer.heard("resume", SM)


@scenario("B-7", "F-6")
def a_place_to_resume_at_is_named(world):
    """The server names a place to resume at, where somebody else waits: only the connection moves, and the name must be right."""
    elsewhere = Peer(world.certificates, [Server(certificate="other-name", session=WITH_SM)], announces=True)
    try:
        enabled = f"<enabled xmlns='{SM}' id='session-1' resume='true' location='127.0.0.1:{elsewhere.port}'/>"
        done = world.listen(cut, session=WITH_SM, enabled=enabled, then=[Server(session=WITH_SM)])
    finally:
        elsewhere.close()
    done.ended(done.code)
    assert done.code in (0, 7) and not elsewhere.logins
    assert not elsewhere.heard("resume", SM) and b"<auth" not in elsewhere.bytes()


@scenario("F-14")
def nobody_reads_what_the_tool_shows(world):
    """Nobody reads the output while messages come: the tool stops reading, and loses none."""
    reading, sent = threading.Event(), []

    def flood(client):
        for number in range(80):
            client.say(MESSAGE.format(f"{number} " + "x" * 40_000))
            sent.append(number)

    def say(client):
        client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
        flooding = threading.Thread(target=flood, args=(client,), daemon=True)
        flooding.start()
        while flooding.is_alive() and not reading.is_set():
            before = len(sent)
            wait(0.4)
            if before == len(sent):
                stuck.append(before)
                reading.set()
        reading.set()
        flooding.join()
    stuck = []
    done = world.run(["listen"], [Server(say=say)], world.is_last, paused=reading)
    done.lived()
    assert [int(body.split()[0]) for body in done.bodies()] == list(range(80))
    assert stuck and stuck[0] < 80, stuck
    assert done.peak < 220 << 10, done.peak


@scenario("F-15")
def nobody_takes_the_answers(world):
    """Thousands of questions come while none of the answers is taken: what waits to be sent is bounded, and the tool lives."""
    question = f"<iq type='get' id='{'q' * 20_000}' from='juliet@capulet.example/x'><query xmlns='jabber:iq:version'/></iq>"
    done = world.listen(lambda client: [client.say(question) for _ in range(1000)])
    done.lived()
    assert len(done.peer.heard("iq")) > 100 and done.peak < 200 << 10, done.peak


@scenario("F-17")
def the_server_is_silent(world):
    """The server is there, and says nothing any more: the question's time is up."""
    world.ask("ping", "--timeout", "1500ms", reply=lambda client, element: True).failed(11, "")


@scenario("F-18", each={"conflict": "conflict", "policy-violation": "policy-violation", "not-authorized": "not-authorized",
                        "host-gone": "host-gone", "host-unknown": "host-unknown"})
def the_server_wants_us_gone(world, condition):
    """The server ends the stream for a reason that coming back would not mend: nobody comes back."""
    done = world.listen(f"<stream:error><{condition} xmlns='{ERRORS}'/></stream:error></stream:stream>")
    done.failed(9, "")
    assert not done.of("reconnecting")


@scenario("F-18", each={"system-shutdown": "system-shutdown", "reset": "reset", "resource-constraint": "resource-constraint"})
def the_server_goes_for_a_while(world, condition):
    """No attack: the server ends the stream for a reason that passes; the tool waits, and comes back."""
    done = world.listen(f"<stream:error><{condition} xmlns='{ERRORS}'/></stream:error></stream:stream>", then=[Server()])
    done.lived(connections=2)
    assert 0 <= done.of("reconnecting")[0]["in_seconds"] <= 1


@scenario("F-18")
def the_server_ends_every_connection(world):
    """The server lets everybody in and cuts at once: the waits grow, and nobody storms."""
    seen = []

    def third(event):
        seen.append(event["event"])
        return seen.count("reconnecting") == 3
    done = world.listen(cut, until=third)
    done.ended(0)
    waits = [event["in_seconds"] for event in done.of("reconnecting")]
    assert all(wait <= bound for wait, bound in zip(waits, (1, 2, 4))) and len(done.peer.clients) == 3


@scenario("F-20")
def presences_flood(world):
    """Ten thousand made-up resources come online."""
    def say(client):
        for number in range(100):
            client.say("".join(f"<presence from='mallory{number}@capulet.example/{resource}'/>" for resource in range(100)))
    done = world.listen(say)
    done.lived()
    assert len(done.of("presence")) == 10_000 and done.peak < 160 << 10


@scenario("F-20", "E-11")
def the_roster_is_huge(world):
    """The roster has more contacts than a stanza may have elements."""
    done = world.run(["roster"], [Server(roster="".join(f"<item jid='a{number}@b.c'/>" for number in range(20_000)))])
    done.failed(9, "")
    assert done.conditions() == ["policy-violation"] and not done.of("roster")


@scenario("D-35", "F-20")
def the_roster_makes_no_sense(world):
    """The server gives a roster that makes no sense: what was not given is not shown as an empty one."""
    for items in ("<item/>", "<item jid='@'/>", "<item jid='a@b.c' subscription='x'/>"):
        done = world.run(["roster"], [Server(roster=items)])
        done.failed(16, "no roster")
        assert not done.of("roster")


@scenario("F-17")
def the_port_is_closed(world):
    """Nobody listens where the server should be."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    done = world.ping("--connect", f"127.0.0.1:{port}")
    done.failed(6, "", connections=0)
