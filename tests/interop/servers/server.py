#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a real XMPP server for a test: on 127.0.0.1, on free ports, with all its state below one directory.

usage: server.py start|stop|env prosody|ejabberd|jabberd2 DIR

`start` makes what the directory lacks (certificates, configuration, accounts, free ports), waits until the server is
ready, and writes DIR/env, shell variables that say how to reach it; `env` prints them. A second `start` after `stop`
keeps ports, certificates and accounts.
"""

import json
import pathlib
import secrets
import shlex
import sys

import certificates
import ejabberd
import jabberd2
import process
import prosody

KINDS = {"prosody": prosody, "ejabberd": ejabberd, "jabberd2": jabberd2}
ACCOUNTS = ("romeo", "juliet", "mercutio", "benvolio")
FRIENDS = ("mercutio", "benvolio")


class Server:
    """A server of one kind in one directory."""

    def __init__(self, kind, directory):
        self.kind = kind
        self.directory = pathlib.Path(directory).resolve()
        self._module = KINDS[kind]
        self._daemon = process.Daemon(self.directory)
        self._facts_file = self.directory / "facts.json"

    def start(self):
        """Starts the server, and returns once accounts can log in."""
        if not self._facts_file.exists():
            self._set_up()
        (self.directory / "env").write_text(self.shell(), encoding="utf-8")
        self._daemon.start(*self._module.command(self.directory))

    def stop(self):
        """Stops the server, and returns once it is gone."""
        self._daemon.stop()

    def variables(self):
        """Returns what a client needs to know, by the names of environment variables."""
        facts = json.loads(self._facts_file.read_text(encoding="utf-8"))
        tls12_domain, tls12_port = self._module.tls12(facts)
        md5_domain, md5_port = self._module.md5(facts)
        known = {
            "HEADSTOCK_SERVER": self.kind,
            "HEADSTOCK_DOMAIN": facts["domain"],
            "HEADSTOCK_HOST": "127.0.0.1",
            "HEADSTOCK_PORT": facts["port"],
            "HEADSTOCK_TLS_PORT": facts["tls_port"],
            "HEADSTOCK_TLS12_DOMAIN": tls12_domain,
            "HEADSTOCK_TLS12_PORT": tls12_port,
            "HEADSTOCK_MD5_DOMAIN": md5_domain,
            "HEADSTOCK_MD5_PORT": md5_port,
            "HEADSTOCK_ANONYMOUS_DOMAIN": f"anon.{facts['domain']}",
            "HEADSTOCK_REGISTER_DOMAIN": f"new.{facts['domain']}" if self.kind == "prosody" else facts["domain"],
            "HEADSTOCK_HTTPS_PORT": facts["https_port"],
            "HEADSTOCK_COMPONENT_PORT": facts["component_port"],
            "COMPONENT_SECRET": facts["component_secret"],
            "HEADSTOCK_CA": self.directory / "certs" / "ca.crt",
        }
        for name, password in facts["accounts"].items():
            known[f"{name.upper()}_JID"] = f"{name}@{facts['domain']}"
            known[f"{name.upper()}_PASSWORD"] = password
        token = self.directory / "token"
        if token.exists():
            known["JULIET_ACCESS_TOKEN"] = token.read_text(encoding="utf-8")
        return {name: str(value) for name, value in known.items()}

    def shell(self):
        """Returns the variables as lines for a shell."""
        return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in self.variables().items())

    def _set_up(self):
        self.directory.mkdir(parents=True, exist_ok=True)
        ports = process.free_ports(6)
        facts = {
            "domain": "example.test",
            "port": ports[0],
            "tls_port": ports[1],
            "tls12_port": ports[2],
            "component_port": ports[3],
            "https_port": ports[4],
            "proxy_port": ports[5],
            "component_secret": secrets.token_hex(8),
            "accounts": {name: secrets.token_hex(8) for name in ACCOUNTS},
            "friends": FRIENDS,
        }
        clients = {name: f"{name}@cert.{facts['domain']}" for name in ACCOUNTS}
        certificates.make(self.directory / "certs", self._module.hosts(facts["domain"])[1], clients)
        self._module.prepare(self.directory, facts)
        self._facts_file.write_text(json.dumps(facts, indent=2), encoding="utf-8")


def main(arguments):
    """Does what the command line says; returns the exit code."""
    if len(arguments) != 3 or arguments[0] not in ("start", "stop", "env") or arguments[1] not in KINDS:
        print(__doc__, file=sys.stderr)
        return 2
    server = Server(*arguments[1:])
    try:
        if arguments[0] == "env":
            print(server.shell(), end="")
        else:
            getattr(server, arguments[0])()
    except (process.Failed, OSError) as error:
        print(f"{arguments[1]}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
