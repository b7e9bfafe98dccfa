#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The tool's log and its scripts, as a user would use them: end_to_end_scripts_test.py TOOL [unittest's options]."""

import json
import os
import pathlib
import signal
import sys
import unittest

from end_to_end_support import LIMIT, PASSWORDS, ServerTest, ToolTest


class Logging(ServerTest):
    """--log."""

    def lines(self, name="log"):
        return (self.directory / name).read_text().splitlines()

    def test_all_that_goes_over_the_wire_is_logged_without_secrets(self):
        log = str(self.directory / "log")
        juliet = self.listen("juliet", "--log", log)
        self.assertEqual(self.send("juliet@localhost/here", "-m", "two\nlines").returncode, 0)
        juliet.event("message")
        self.assertEqual(juliet.end(signal.SIGTERM)[0], 0)
        lines = self.lines()
        for line in lines:
            self.assertRegex(line, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z (out|in( [\d.]+ms)?) <.*>$")
        text = "\n".join(lines)
        self.assertIn("[secret]", text)
        self.assertNotIn(PASSWORDS["juliet"], text)
        self.assertRegex(text, r"Z in [\d.]+ms <iq ")
        self.assertIn("two&#xa;lines</body>", text)
        self.assertEqual(os.stat(log).st_mode & 0o777, 0o600)

    def test_logs_begin_anew_when_they_are_full(self):
        log = str(self.directory / "log")
        for _ in range(3):
            done = self.run_tool("ping", *self.login("romeo"), "--log", log, "--log-size", "1000", "--log-keep", "2")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(path.name for path in self.directory.glob("log*")), ["log", "log.1", "log.2"])
        for name in "log", "log.1", "log.2":
            self.assertEqual((self.directory / name).stat().st_mode & 0o777, 0o600)

    def test_a_log_that_cannot_be_written_is_told_before_anything_is_done(self):
        (self.directory / "link").symlink_to(self.file("precious", "text"))
        for path in str(self.directory), str(self.directory / "link"), str(self.directory / "none" / "log"):
            self.assert_fails(self.run_tool("ping", *self.login("romeo"), "--log", path), 3, path)


class Scripts(ServerTest):
    """cot."""

    SCRIPTS = pathlib.Path(__file__).resolve().parent.parent / "tests" / "cot"

    def setUp(self):
        super().setUp()
        self.accounts = self.file("players", "# who plays\n" + "".join(
            f"{name} {name}@localhost {password}\n" for name, password in PASSWORDS.items()))

    def play(self, text, *more, json_lines=False):
        script = self.file("test.cot", text)
        done = self.run_tool("cot", script, *self.login("romeo"), "--accounts", self.accounts, "--timeout", "20s",
                             *(["--json"] if json_lines else []), *more)
        return done, ([json.loads(line) for line in done.stdout.splitlines()] if json_lines else done.stdout.decode())

    def test_the_scripts_of_our_own_go_through(self):
        for script in sorted(self.SCRIPTS.glob("*.cot")):
            if script.name == "questions.cot":
                continue  # about more than the server of the tool can do
            with self.subTest(script.name):
                done, events = self.play(script.read_text(), json_lines=True)
                self.assertEqual(done.returncode, 0, done.stdout)
                self.assertTrue(all(event["ok"] for event in events))
                self.assertEqual(events[-1]["event"], "script")

    def test_each_step_is_told_with_its_line(self):
        done, text = self.play('send: { <iq type="get" id="1" to="$(domain)"><ping xmlns="urn:xmpp:ping"/></iq> }\n\n'
                               'expect strict: { <iq type="result" id="1" from="$(romeo-domain)"/> }\n',
                               "--set", "romeo-domain=localhost")
        self.assertEqual(done.returncode, 0, text)
        self.assertIn("test.cot:1: send: ok\n", text)
        self.assertIn("test.cot:3: expect: ok\n", text)
        self.assertIn("test.cot: 2 of 2 steps, ", text)

    def test_what_does_not_come_is_told_with_what_came(self):
        done, events = self.play('send: { <iq type="get" id="1" to="$(domain)"><ping xmlns="urn:xmpp:ping"/></iq> }\n'
                                 'expect(300ms): { <iq type="error" id="1"/> }\n send: { <presence/> }', json_lines=True)
        self.assertEqual(done.returncode, 1)
        self.assertEqual([event["ok"] for event in events], [True, False, False])
        self.assertEqual((events[1]["line"], events[2]["done"], events[2]["steps"]), (2, 1, 3))
        self.assertIn("it did not come in time", events[1]["reason"])
        self.assertRegex(events[1]["reason"], "got: <iq [^>]*id='1'")

    def test_strict_steps_take_nothing_else(self):
        done, text = self.play('send: { <iq type="get" id="1" to="$(domain)"><ping xmlns="urn:xmpp:ping"/></iq> }\n'
                               'expect strict: { <message/> }')
        self.assertEqual(done.returncode, 1)
        self.assertIn("something else came", text)

    def test_names_that_nobody_knows_are_told(self):
        done, text = self.play('send: { <message to="$(nobody)"/> }')
        self.assertEqual(done.returncode, 1)
        self.assertIn("test.cot:1: send: nothing is known of $(nobody)", text)

    def test_scripts_that_make_no_sense_are_refused_with_the_place(self):
        self.assert_fails(self.play('\nsend: {\n <a></b> }')[0], 2, "test.cot:3:2: this element is not XML")
        self.assert_fails(self.play('send(tybalt): { <presence/> }')[0], 2, "test.cot:1: --accounts names no tybalt")
        self.assert_fails(self.run_tool("cot", "/none", *self.login("romeo")), 3, "/none")
        os.chmod(self.accounts, 0o644)
        self.assert_fails(self.play("send: { <presence/> }")[0], 3, self.accounts)
        os.chmod(self.accounts, 0o600)
        self.file("players", "romeo\n")
        self.assert_fails(self.play("send: { <presence/> }")[0], 3, "line 1: not a name, an address and a password")

    def test_logins_that_are_refused_end_it(self):
        self.file("players", "juliet juliet@localhost wrong\n")
        self.assert_fails(self.play("send(juliet): { <presence/> }")[0], 8, "")

    def test_a_signal_ends_it(self):
        script = self.file("test.cot", "send: { <presence/> } expect(juliet, 60s): { <a/> }")
        playing = self.start_tool("cot", script, *self.login("romeo"), "--accounts", self.accounts, "--json")
        playing.event("step", line=1)
        code, took = playing.end(signal.SIGTERM)
        self.assertEqual(code, 143)
        self.assertLess(took, LIMIT / 4)


if __name__ == "__main__":
    ToolTest.tool = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
