# SPDX-License-Identifier: MIT
"""Components: two of them in one process, spoken to by the tool."""

import json

import support


class Components(support.Case):
    """examples/component against a server that lets it in."""

    def start(self, secret):
        """Starts both components."""
        domain = self.known["HEADSTOCK_DOMAIN"]
        command = [str(self.binaries / "examples" / "component"), self.known["HEADSTOCK_HOST"],
                   self.known["HEADSTOCK_COMPONENT_PORT"], f"echo.{domain}", f"echo2.{domain}"]
        program = support.Background(command, {"COMPONENT_SECRET": secret})
        self.addCleanup(program.close)
        return program, domain

    def test_any_address_of_their_domains_answers(self):
        program, domain = self.start(self.known["COMPONENT_SECRET"])
        told = {program.expect(lambda line: True).strip() for _ in range(2)}
        self.assertEqual(told, {f"echo.{domain}", f"echo2.{domain}"})
        juliet = self.listen(self.jid("juliet"))
        for address in f"nurse@echo.{domain}", f"echo2.{domain}", f"friar@echo2.{domain}/cell":
            self.headstock("send", self.jid("juliet"), address, "--type", "chat", text=f"to {address}")
            self.assertIn(address, juliet.event("message", body=f"to {address}")["from"])
            self.headstock("ping", self.jid("juliet"), address)
            version = json.loads(self.headstock("version", self.jid("juliet"), address, "--json").splitlines()[0])
            self.assertEqual(version["event"], "version")

    def test_a_wrong_secret_is_not_tried_twice(self):
        program, _ = self.start("wrong")
        self.assertEqual(program.end(), 1)
