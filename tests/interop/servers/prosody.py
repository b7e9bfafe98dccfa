# SPDX-License-Identifier: MIT
"""How Prosody is set up and run. It stays in the foreground and, as root, stays root: no user, no /etc, no /var."""

import pathlib
import shutil
import string

_HERE = pathlib.Path(__file__).resolve().parent
BAD_DOMAINS = ("expired.test", "wrongname.test", "selfsigned.test", "unknownca.test")


def hosts(domain):
    """Returns the domains with accounts, and those that the good certificate must name."""
    users = [domain, *(f"{aspect}.{domain}" for aspect in ("tls12", "bound", "sasl2"))]
    return [*users, *BAD_DOMAINS], [*users, f"cert.{domain}", f"new.{domain}", f"anon.{domain}", "localhost"]


def tls12(facts):
    """Returns the domain and the port where the server speaks TLS 1.2 and no more."""
    return f"tls12.{facts['domain']}", facts["port"]


def md5(facts):
    """Returns the domain and the port of all clients: it has no DIGEST-MD5."""
    return facts["domain"], facts["port"]


def prepare(directory, facts):
    """Writes configuration and accounts: Prosody reads data files, so nobody need register them."""
    template = string.Template((_HERE / "prosody.cfg.lua.in").read_text(encoding="utf-8"))
    text = template.substitute(facts, directory=directory, certificates=directory / "certs", modules=_HERE / "modules")
    (directory / "prosody.cfg.lua").write_text(text, encoding="utf-8")
    for host in hosts(facts["domain"])[0]:
        for name, password in facts["accounts"].items():
            _store(directory, host, "accounts", name, f'["password"] = "{password}";')
    for one, other in facts["friends"], reversed(facts["friends"]):
        _store(directory, facts["domain"], "roster", one,
               f'[false] = {{ ["version"] = 1; ["pending"] = {{}}; }}; ["{other}@{facts["domain"]}"] = '
               f'{{ ["subscription"] = "both"; ["name"] = "{other.title()}"; ["groups"] = {{ ["Friends"] = true }} }};')


def command(directory):
    """Returns the command line and the environment of the server."""
    prosody = shutil.which("prosody", path="/usr/bin:/usr/local/bin")
    return [prosody, "-F", "--config", str(directory / "prosody.cfg.lua")], {}


def _store(directory, host, kind, name, fields):
    folder = directory / "data" / host.replace(".", "%2e") / kind
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.dat").write_text(f"return {{ {fields} }};\n", encoding="utf-8")
