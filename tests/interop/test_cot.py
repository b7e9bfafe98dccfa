# SPDX-License-Identifier: MIT
"""Our scripts of what is sent and expected, played by the tool."""

import json
import pathlib
import tempfile

import support

SCRIPTS = sorted((support.HERE.parent / "cot").glob("*.cot"))


class Scripts(support.Case):
    """`headstock cot` with each script of tests/cot."""

    def test_every_script_goes_through(self):
        self.assertGreaterEqual(len(SCRIPTS), 3)
        with tempfile.TemporaryDirectory() as directory:
            accounts = pathlib.Path(directory) / "accounts"
            accounts.touch(0o600)
            accounts.write_text("".join(f"{name} {self.jid(name)} {self.password(name)}\n" for name in ("romeo", "juliet")))
            for script in SCRIPTS:
                with self.subTest(script.name):
                    said = self.headstock("cot", self.jid("romeo", "cot"), str(script), "--accounts", str(accounts),
                                          "--json")
                    last = [json.loads(line) for line in said.splitlines()][-1]
                    self.assertEqual((last["event"], last["ok"]), ("script", True))
                    self.assertEqual(last["done"], last["steps"])
