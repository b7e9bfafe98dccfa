#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the tool as a user would, against a server in a process of its own: end_to_end_test.py TOOL [unittest's options]."""

import json
import os
import signal
import socket
import subprocess
import sys
import unittest

from end_to_end_support import (LIMIT, PASSWORDS, STOPS, NoSuchName, ServerTest, SilentPeer, ToolTest, at_terminal, environment,
                                make_certificate)

UNSAFE = [chr(code) for code in (*range(0x00, 0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F,
                                 *range(0x2028, 0x202F), *range(0x2066, 0x206A))]
RUDE = "a\u009b31m\u202eb\u2028c\u061c\u007f\nromeo@localhost: forged"


class Talking(ServerTest):
    """send and listen."""

    def test_messages_arrive_as_they_were_sent_in_two_languages(self):
        juliet = self.listen("juliet", "-n", "2")
        self.assertEqual(self.send("juliet@localhost", "-m", "Wherefore <art> thou & why? 🌹", "--lang", "en").returncode, 0)
        self.assertEqual(self.send("juliet@localhost", "--lang", "de", "--subject", "Über", text="Grüß dich\nRomeo 👩‍🚀\n").returncode, 0)
        first, second = juliet.event("message"), juliet.event("message")
        self.assertEqual((first["body"], first["lang"], first["type"]), ("Wherefore <art> thou & why? 🌹", "en", "chat"))
        self.assertEqual((second["body"], second["lang"], second["subject"]), ("Grüß dich\nRomeo 👩‍🚀", "de", "Über"))
        self.assertTrue(first["from"].startswith("romeo@localhost/") and first["id"] and first["stamp"].endswith("Z"))
        self.assertEqual(juliet.end()[0], 0)
        self.assertEqual(juliet.events()[-1] | {"v": 1}, {"v": 1, "event": "disconnected", "reason": "the stream was closed", "code": 0})

    def test_every_line_of_json_is_an_event(self):
        juliet = self.listen("juliet")
        self.send("juliet@localhost", "-m", "hello")
        juliet.event("message")
        juliet.end(signal.SIGTERM)
        names = [event["event"] for event in juliet.events()]
        self.assertTrue(all(event["v"] == 1 for event in juliet.events()))
        self.assertEqual(names[:2], ["connected", "roster"])
        self.assertEqual(names[-1], "disconnected")
        connected = juliet.events()[0]
        self.assertEqual((connected["jid"], connected["peer"]), ("juliet@localhost/here", f"127.0.0.1:{self.port}"))
        self.assertTrue(connected["tls"].startswith("TLSv1."))

    def test_a_message_kept_while_offline_says_when_it_was_sent(self):
        self.assertEqual(self.send("juliet@localhost", "-m", "later").returncode, 0)
        message = self.listen("juliet").event("message")
        self.assertEqual((message["body"], message["delayed"]), ("later", True))

    def test_sending_tells_people_nothing_and_programs_the_id(self):
        done = self.send("juliet@localhost", "-m", "hello")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))
        sent = json.loads(self.send("juliet@localhost", "-m", "hello", "--json").stdout)
        self.assertEqual((sent["event"], sent["to"]), ("sent", "juliet@localhost"))

    def test_refusals_are_counted(self):
        self.assert_fails(self.send("nobody@localhost", "-m", "hello"), 10, "nobody@localhost")
        self.assert_fails(self.send("juliet@localhost", "nobody@localhost", "-m", "hello"), 12, "nobody@localhost")

    def test_what_would_steer_a_terminal_is_in_json_only_as_escapes(self):
        juliet = self.listen("juliet", "-n", "1")
        self.send("juliet@localhost", "-m", RUDE)
        self.assertEqual(juliet.event("message")["body"], RUDE)
        juliet.end()
        text = b"".join(juliet.lines).decode()
        self.assertEqual([c for c in UNSAFE if c in text], [])
        self.assertIn("\\u009b31m\\u202eb\\u2028c\\u061c\\u007f\\n", text)

    def test_no_line_for_people_can_be_forged(self):
        self.send("juliet@localhost", "-m", RUDE)
        juliet = self.start_tool("listen", *self.login("juliet"), "-n", "1")
        self.assertEqual(juliet.end()[0], 0)
        text = b"".join(juliet.lines).decode()
        self.assertEqual([c for c in UNSAFE if c in text], [])
        self.assertIn(": a\\u{9b}31m\\u{202e}b\\u{2028}c\\u{61c}\\u{7f}\n    romeo@localhost: forged\n", text)

    def test_input_that_cannot_be_sent_is_refused(self):
        self.assert_fails(self.send("juliet@localhost", data=b"a\n\0b"), 2, "line 2: the control character U+0000")
        self.assert_fails(self.send("juliet@localhost", data=b"\xff\xfe"), 2, "line 1: byte 0xff is no UTF-8")
        self.assert_fails(self.send("juliet@localhost", text=""), 2, "there is no text")

    def test_input_without_end_is_refused_before_it_fills_the_memory(self):
        process = subprocess.Popen([self.tool, "send", *self.login("romeo"), "juliet@localhost"], stdin=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=environment(), start_new_session=True)
        written = 0
        with self.assertRaises(BrokenPipeError):
            while written < 1 << 30:
                written += process.stdin.write(b"x" * 65536)
                process.stdin.flush()
        self.assertLess(written, 4 << 20)
        self.assertEqual(process.wait(LIMIT), 2)
        self.assertIn(b"more than 1048576 bytes", process.stderr.read())
        process.stderr.close()
        process.stdin.raw.close()

    def test_listening_ends_within_two_seconds_and_in_good_order(self):
        for number in STOPS:
            code, took = (juliet := self.listen("juliet")).end(number)
            self.assertEqual((code, juliet.events()[-1]["code"]), (0, 0))
            self.assertLess(took, 2)

    def test_listening_ends_though_nobody_reads_what_it_says(self):
        process = subprocess.Popen([self.tool, "listen", "--json", *self.login("juliet")], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, env=environment(), start_new_session=True)
        self.assertIn(b"connected", process.stdout.readline())
        for _ in range(3):
            self.send("juliet@localhost", text="x" * 100_000)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=2)
        self.assertEqual(process.returncode, 0)
        process.stdout.close()

    def test_a_reader_that_goes_ends_listening(self):
        process = subprocess.Popen([self.tool, "listen", "--json", *self.login("juliet")], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, env=environment(), start_new_session=True)
        process.stdout.readline()
        process.stdout.close()
        self.send("juliet@localhost", "-m", "hello")
        self.assertEqual(process.wait(LIMIT), 0)


class ComingBack(ServerTest):
    """What listen does when it loses its server."""

    def test_listening_comes_back_when_the_server_does(self):
        shown = make_certificate(self.directory)
        self.server.end(signal.SIGTERM)
        server = self.serve(*shown)
        juliet = self.listen("juliet")
        self.assertEqual(server.end(signal.SIGTERM)[0], 0)
        lost = juliet.event("disconnected")
        self.assertEqual(lost["code"], 9)
        self.assertGreaterEqual(juliet.event("reconnecting")["in_seconds"], 0)
        self.serve(*shown, port=self.port)
        juliet.event("connected")
        self.send("juliet@localhost", "-m", "again")
        self.assertEqual(juliet.event("message")["body"], "again")
        code, took = juliet.end(signal.SIGTERM)
        self.assertEqual(code, 0)
        self.assertLess(took, 2)

    def test_listening_ends_while_it_waits_to_try_again(self):
        juliet = self.listen("juliet")
        self.server.end(signal.SIGKILL)
        juliet.event("reconnecting")
        code, took = juliet.end(signal.SIGTERM)
        self.assertEqual(code, 0)
        self.assertLess(took, 2)


class Asking(ServerTest):
    """ping, version, disco and roster."""

    def ask(self, *arguments):
        done = self.run_tool(*arguments, "--json", *self.login("romeo"))
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_ping_tells_the_time(self):
        pongs = self.ask("ping", "-c", "2")
        self.assertEqual([(pong["event"], pong["from"], pong["seq"]) for pong in pongs], [("pong", "localhost", 1), ("pong", "localhost", 2)])
        self.assertGreater(pongs[0]["ms"], 0)

    def test_version_tells_what_the_server_and_we_run(self):
        [server] = self.ask("version")
        self.assertEqual((server["from"], server["name"]), ("localhost", "headstock"))
        self.listen("juliet")
        [juliet] = self.ask("version", "juliet@localhost/here")
        self.assertEqual(juliet["name"], "headstock")

    def test_disco_tells_features_and_items(self):
        [info] = self.ask("disco")
        self.assertEqual(info["identities"][0]["category"], "server")
        self.assertIn("urn:xmpp:ping", info["features"])
        [items] = self.ask("disco", "--items")
        self.assertEqual((items["event"], items["items"]), ("items", []))

    def test_what_is_not_there_is_a_stanza_error(self):
        self.assert_fails(self.run_tool("disco", "--node", "none", *self.login("romeo")), 10, "headstock: ")
        self.assert_fails(self.run_tool("version", "juliet@localhost/gone", *self.login("romeo")), 10, "headstock: ")
        self.assert_fails(self.run_tool("ping", "juliet@localhost/gone", *self.login("romeo")), 10, "headstock: ")

    def test_roster_tells_the_contacts(self):
        [roster] = self.ask("roster")
        self.assertEqual([(item["jid"], item["subscription"]) for item in roster["items"]], [("juliet@localhost", "both")])
        line = self.run_tool("roster", *self.login("romeo")).stdout.decode()
        self.assertEqual(line.split("\t")[:2], ["juliet@localhost", "both"])

    def test_state_keeps_the_roster_for_us_alone(self):
        state = self.directory / "state"
        self.ask("roster", "--state", str(state))
        self.assertEqual((state.stat().st_mode & 0o777, (state / "roster.json").stat().st_mode & 0o777), (0o700, 0o600))
        version = json.loads((state / "roster.json").read_text())["version"]
        again = self.run_tool("roster", "-v", "--state", str(state), *self.login("romeo"))
        self.assertIn(f'ver="{version}"', again.stderr.decode().replace("'", '"'))
        self.assertIn(b"juliet@localhost\tboth", again.stdout)
        self.listen("juliet", "--state", str(state))
        self.assert_fails(self.run_tool("roster", "--state", str(state), *self.login("romeo")), 3, "another process")

    def test_output_that_cannot_be_written_is_an_error_but_for_a_reader_that_has_gone(self):
        for target, code in (("/dev/full", 1), (None, 0)):
            reader, writer = os.pipe()
            os.close(reader)
            out = os.open(target, os.O_WRONLY) if target else os.dup(writer)
            done = subprocess.run([self.tool, "version", *self.login("romeo")], stdout=out, stderr=subprocess.PIPE, env=environment(),
                                  timeout=LIMIT, check=False)
            os.close(out)
            os.close(writer)
            self.assertEqual(done.returncode, code, done.stderr)


class Failing(ServerTest):
    """How the tool says what went wrong."""

    def ping(self, *more, ca=True, **given):
        return self.run_tool("ping", *self.login("romeo", ca), *more, **given)

    def test_wrong_password_is_8(self):
        self.assert_fails(self.ping("--password-file", self.file("wrong", "not-this-one")), 8, "wrong user name or password")

    def test_server_without_certificate_of_ours_is_7(self):
        self.assert_fails(self.ping(ca=False), 7, "--ca")
        right = self.ca
        self.ca = str(self.directory / "other.pem")
        port, _ = self.port, self.serve()
        self.port = port
        self.assert_fails(self.ping(), 7, "--ca")
        self.ca = right
        self.assertEqual(self.ping().returncode, 0)

    def test_a_domain_that_is_not_served_is_9(self):
        self.assert_fails(self.ping("--jid", "romeo@example.org"), 9, "domain")

    def test_doctor_says_what_is_wrong_and_how_bad_it_is(self):
        look = ["doctor", "localhost", "--connect", f"127.0.0.1:{self.port}"]
        known = self.run_tool(*look, "--ca", self.ca, "--json")  # the server makes itself a certificate for one day
        report = json.loads(known.stdout)
        self.assertEqual((known.returncode, known.stderr, report["event"], report["verdict"]), (1, b"", "doctor", "warning"))
        self.assertEqual([each["finding"] for each in report["findings"]], ["certificate-expires-soon"])
        unknown = self.run_tool(*look)
        self.assertEqual((unknown.returncode, unknown.stderr), (7, b""))
        self.assertIn(b"\nproblem certificate-unknown-authority (1): ", unknown.stdout)

    def test_no_password_is_4(self):
        endpoint = ["--jid", "romeo@localhost", "--connect", f"127.0.0.1:{self.port}", "--ca", self.ca]
        self.assert_fails(self.run_tool("ping", *endpoint), 4, "HEADSTOCK_PASSWORD")
        self.assert_fails(self.run_tool("ping", *endpoint, "--password-command", "exit 3"), 4, "it ended with 3")

    def test_files_that_are_not_as_they_should_be_are_3(self):
        for mode in (0o640, 0o604):
            self.assert_fails(self.ping("--password-file", self.file("open", "x", mode)), 3, "open")
        self.assert_fails(self.ping("--password-file", "/nonexistent"), 3, "/nonexistent")
        self.assert_fails(self.ping("--ca", "/nonexistent"), 3, "/nonexistent")

    def test_passwords_come_from_the_environment_and_from_commands(self):
        endpoint = ["--connect", f"127.0.0.1:{self.port}", "--ca", self.ca]
        self.assertEqual(self.run_tool("ping", *endpoint, HEADSTOCK_JID="romeo@localhost", HEADSTOCK_PASSWORD=PASSWORDS["romeo"]).returncode, 0)
        command = f"cat {self.passwords['romeo']}"
        self.assertEqual(self.run_tool("ping", *endpoint, "-u", "romeo@localhost", "--password-command", command).returncode, 0)

    def test_password_is_asked_for_at_the_terminal_and_not_shown(self):
        command = [self.tool, "ping", "--jid", "romeo@localhost", "--connect", f"127.0.0.1:{self.port}", "--ca", self.ca]
        prompt = b"Password for romeo@localhost: "
        code, shown = at_terminal(command, prompt, PASSWORDS["romeo"].encode() + b"\n")
        self.assertEqual(code, 0, shown)
        self.assertNotIn(PASSWORDS["romeo"].encode(), shown)
        self.assertEqual(at_terminal(command, prompt, b"Where\x03")[0], 128 + signal.SIGINT)

    def test_errors_are_events_too(self):
        done = self.ping("--json", "--password-file", self.file("wrong", "not-this-one"))
        event = json.loads(done.stdout)
        self.assertEqual((event["v"], event["event"], event["code"]), (1, "error", 8))

    def test_no_secret_is_shown(self):
        done = self.ping("-v")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"[secret]", done.stderr)
        self.assertNotIn(PASSWORDS["romeo"].encode(), done.stdout + done.stderr)
        juliet = self.start_tool("listen", "--json", "-v", "--jid", "juliet@localhost", "--connect", f"127.0.0.1:{self.port}",
                                 "--ca", self.ca, HEADSTOCK_PASSWORD=PASSWORDS["juliet"])
        juliet.event("connected")
        for name in ("cmdline", "environ"):
            with open(f"/proc/{juliet.process.pid}/{name}", "rb") as shown:
                self.assertNotIn(PASSWORDS["juliet"].encode(), shown.read())
        with open(f"/proc/{juliet.process.pid}/limits", encoding="utf-8") as limits:
            self.assertRegex(limits.read(), r"Max core file size +0 +0 ")
        juliet.end(signal.SIGTERM)
        self.assertNotIn(PASSWORDS["juliet"].encode(), b"".join(juliet.errors + juliet.lines))


class Alone(ToolTest):
    """What needs no server, and the server itself."""

    def login(self, endpoint):
        return ["--jid", "romeo@localhost", "--connect", endpoint, "--password-file", self.file("password", "secret")]

    def test_usage_is_2(self):
        for arguments in ([], ["nonsense"], ["ping"], ["ping", "--jid", "@"], ["send", "--jid", "a@b"],
                          ["ping", "--jid", "a@b", "--timeout", "never"], ["ping", "--jid", "a@b", "--tls", "off"]):
            self.assert_fails(self.run_tool(*arguments), 2, "wrong usage")
        refused = self.run_tool("ping", "--jid", "a@b", "--password", "hunter2")
        self.assert_fails(refused, 2, "never given on the command line")
        self.assertNotIn(b"hunter2", refused.stdout + refused.stderr)

    def test_help_and_version_are_0(self):
        for arguments in (["--help"], ["send", "--help"], ["--version"]):
            done = self.run_tool(*arguments)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertIn(b"headstock", done.stdout)

    def test_unknown_host_is_5(self):
        with NoSuchName() as names:
            login = self.login("nosuch.example:5222")
            self.assert_fails(self.run_tool("ping", *login, "--dns", names.endpoint), 5, "--connect")

    def test_refused_port_is_6(self):
        with socket.socket() as bound:  # and not listening: nobody else can take the port
            bound.bind(("127.0.0.1", 0))
            self.assert_fails(self.run_tool("ping", *self.login("127.0.0.1:%d" % bound.getsockname()[1])), 6, "headstock: ")

    def test_silence_is_11(self):
        with SilentPeer() as peer:
            for more in ([], ["--tls", "direct"]):
                self.assert_fails(self.run_tool("ping", *self.login(peer.endpoint), "--timeout", "300ms", *more), 11, "headstock: ")

    def test_a_signal_ends_the_wait_for_silence(self):
        with SilentPeer() as peer:
            for number in STOPS:
                waiting = self.start_tool("ping", *self.login(peer.endpoint))
                with peer.socket.accept()[0] as connection:
                    connection.recv(1)
                code, took = waiting.end(number)
                self.assertEqual(code, 128 + number)
                self.assertLess(took, 2)

    def test_serve_makes_passwords_and_ends_within_two_seconds(self):
        for number in STOPS:
            ca = self.directory / "ca.pem"
            server = self.start_tool("serve", "--json", "--domain", "example.org", "--account", "nurse", "--ca-out", str(ca))
            account, port = server.event("account"), server.event("listening")["port"]
            self.assertEqual((account["jid"], len(account["password"])), ("nurse@example.org", 22))
            self.assertIn("BEGIN CERTIFICATE", ca.read_text())
            done = self.run_tool("ping", "--jid", account["jid"], "--connect", f"127.0.0.1:{port}", "--ca", str(ca),
                                 HEADSTOCK_PASSWORD=account["password"])
            self.assertEqual(done.returncode, 0, done.stderr)
            code, took = server.end(number)
            self.assertEqual(code, 0)
            self.assertLess(took, 2)

    def test_serve_speaks_direct_tls_and_none(self):
        for mode in ("direct", "off"):
            ca = str(self.directory / "ca.pem")
            server = self.start_tool("serve", "--json", "--account", "romeo", "--tls", mode, "--ca-out", ca)
            password, port = server.event("account")["password"], server.event("listening")["port"]
            done = self.run_tool("ping", "--jid", "romeo@localhost", "--connect", f"127.0.0.1:{port}", "--ca", ca, "--tls", mode,
                                 HEADSTOCK_PASSWORD=password)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_serve_reads_passwords_from_private_files_only(self):
        self.assert_fails(self.run_tool("serve", "--accounts", self.file("accounts", "romeo secret\n", 0o644)), 3, "accounts")
        self.assert_fails(self.run_tool("serve", "--accounts", self.file("accounts", "romeo secret\njuliet\n")), 3, "line 2")
        refused = self.run_tool("serve", "--account", "romeo:hunter2")
        self.assert_fails(refused, 2, "--accounts")
        self.assertNotIn(b"hunter2", refused.stderr)


class Checking(ToolTest):
    """xml check."""

    def test_events_are_told_in_order_and_on_lines_of_their_own(self):
        stanza = '<b y="&#9;&#10;" x="2" xmlns:q="v" q:a="1">t\\<c/>&lt;\r\n<![CDATA[&]]>\u009b</b>'
        path = self.file("good.xml", f"<a xmlns='u'>left out{stanza}</a>\n")
        told = ["S {u}a", "S {u}b", "A {v}a=1", "A {}x=2", "A {}y=\\t\\n", "T t\\\\", "S {u}c", "E", "T <\\n&\u009b", "E", "E"]
        for more in ([], ["--chunk", "1"], ["--chunk", "7"]):
            done = self.run_tool("xml", "check", "--events", *more, path)
            self.assertEqual((done.returncode, done.stdout.decode().splitlines(), done.stderr), (0, told, b""))

    def test_the_first_error_of_each_file_has_its_place(self):
        good, bad = self.file("good.xml", "<a/>"), self.file("bad.xml", "<a>\n <b></c></a>")
        done = self.run_tool("xml", "check", "--events", bad, good, "-", text="<a><!-- -->")
        self.assertEqual(done.stdout.decode().splitlines(), [f"F {bad}", "S {}a", f"F {good}", "S {}a", "E", "F -", "S {}a"])
        first, second = done.stderr.decode().splitlines()
        self.assertEqual((done.returncode, first), (1, f"{bad}:2:5: byte 8: the XML is not well-formed"))
        self.assertTrue(second.startswith("-:1:4: byte 3: comments"))
        event = json.loads(self.run_tool("xml", "check", "--json", bad).stdout)
        self.assertEqual((event["event"], event["line"], event["column"], event["offset"]), ("malformed", 2, 5, 8))
        self.assert_fails(self.run_tool("xml", "check", bad, str(self.directory)), 3, "directory")


if __name__ == "__main__":
    ToolTest.tool = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
