# SPDX-License-Identifier: MIT
"""How jabberd2 is set up and run: a router, the sessions, and two for clients, each a process, below one that ends them
all. Its accounts lie in SQLite."""

import glob
import json
import pathlib
import signal
import socket
import sqlite3
import string
import subprocess
import sys
import time

_HERE = pathlib.Path(__file__).resolve().parent
_PARTS = {"router": "router", "sm": "sm", "c2s": "c2s", "c2s-md5": "c2s"}


def hosts(domain):
    """Returns the domains with accounts, and those that the certificate must name."""
    return [domain], [domain]


def tls12(facts):
    """Returns the domain and the port of all clients: there is no listener for TLS 1.2 alone."""
    return facts["domain"], facts["port"]


def md5(facts):
    """Returns the domain and the port where the server has nothing better than DIGEST-MD5."""
    return facts["domain"], facts["tls12_port"]


def prepare(directory, facts):
    """Writes the configurations and the database."""
    known = {"directory": directory, "certificates": directory / "certs", "modules": glob.glob("/usr/lib/*/jabberd2")[0]}
    clients = {
        "c2s": {"own_port": facts["port"], "direct_tls": f"<ssl-port>{facts['tls_port']}</ssl-port>",
                "mechanism": "scram-sha-1"},
        "c2s-md5": {"own_port": facts["tls12_port"], "direct_tls": "", "mechanism": "digest-md5"},
    }
    for name, part in _PARTS.items():
        template = string.Template((_HERE / f"jabberd2-{part}.xml.in").read_text(encoding="utf-8"))
        text = template.substitute({**facts, **known, **clients.get(name, {})}, name=name)
        (directory / f"{name}.xml").write_text(text, encoding="utf-8")
    secret = facts["component_secret"]
    (directory / "router-users.xml").write_text(
        f"<users><user><name>jabberd</name><secret>{secret}</secret></user></users>\n", encoding="utf-8")
    (directory / "router-filter.xml").write_text("<filter/>\n", encoding="utf-8")
    with sqlite3.connect(directory / "data.sqlite") as database:
        database.executescript((_HERE / "jabberd2.sql").read_text(encoding="utf-8"))
        database.executemany('INSERT INTO "authreg" (username, realm, password) VALUES (?, ?, ?)',
                             [(name, facts["domain"], password) for name, password in facts["accounts"].items()])


def command(directory):
    """Returns the command line and the environment of the server."""
    return [sys.executable, str(_HERE / "jabberd2.py"), str(directory)], {}


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _run(directory):
    """Starts the parts, says when clients may come, and ends with the first of them or when it is told to."""
    parts = []
    facts = json.loads((directory / "facts.json").read_text(encoding="utf-8"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        for name, part in _PARTS.items():
            parts.append(subprocess.Popen([f"/usr/sbin/jabberd2-{part}", "-c", str(directory / f"{name}.xml")]))
        while all(part.poll() is None for part in parts):
            if all(_answers(facts[port]) for port in ("port", "tls_port", "tls12_port")):
                (directory / "ready").touch()
                signal.pause()
            time.sleep(0.05)
    finally:
        for part in reversed(parts):
            part.terminate()
        for part in parts:
            part.wait()


if __name__ == "__main__":
    _run(pathlib.Path(sys.argv[1]))
