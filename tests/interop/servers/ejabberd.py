# SPDX-License-Identifier: MIT
"""How ejabberd is set up and run: the Erlang machine directly, since Debian's ejabberdctl insists on the user ejabberd,
on /etc/ejabberd and on epmd. Without -sname there is no distribution: no epmd, no cookie, no port, no clash.
"""

import glob
import pathlib
import string

_HERE = pathlib.Path(__file__).resolve().parent

_START = string.Template("""
{ok, _} = application:ensure_all_started(ejabberd),
{ok, [Accounts]} = file:consult("$directory/accounts"),
[ejabberd_auth:try_register(User, Host, Password) || {User, Host, Password} <- Accounts],
{ok, [Friends]} = file:consult("$directory/friends"),
[mod_admin_extra:add_rosteritem(One, Host, Other, Host, Name, <<"Friends">>, <<"both">>)
    || {One, Other, Host, Name} <- Friends],
[{_, Domain, _} | _] = Accounts,
{Token, _, _} = ejabberd_oauth:oauth_issue_token("juliet@" ++ binary_to_list(Domain), 3600, "sasl_auth"),
ok = file:write_file("$directory/token", Token),
ok = file:write_file("$directory/ready", <<"ready">>).
""")


def hosts(domain):
    """Returns the domains with accounts, and those that the certificate must name."""
    return [domain, f"md5.{domain}"], [domain, f"md5.{domain}", f"anon.{domain}", "localhost"]


def tls12(facts):
    """Returns the domain and the port where the server speaks TLS 1.2 and no more."""
    return facts["domain"], facts["tls12_port"]


def md5(facts):
    """Returns the domain and the port where the server has nothing better than DIGEST-MD5."""
    return f"md5.{facts['domain']}", facts["port"]


def prepare(directory, facts):
    """Writes the configuration, and the accounts as Erlang terms that the start expression registers."""
    template = string.Template((_HERE / "ejabberd.yml.in").read_text(encoding="utf-8"))
    text = template.substitute(facts, certificates=directory / "certs")
    (directory / "ejabberd.yml").write_text(text, encoding="utf-8")
    domain, pairs = facts["domain"], (facts["friends"], facts["friends"][::-1])
    _terms(directory / "accounts", [(name, host, password) for host in hosts(domain)[0]
                                    for name, password in facts["accounts"].items()])
    _terms(directory / "friends", [(one, other, domain, other.title()) for one, other in pairs])


def command(directory):
    """Returns the command line and the environment of the server."""
    libraries = pathlib.Path(glob.glob("/usr/lib/*/ejabberd-*/ebin")[0]).parent.parent
    environment = {
        "ERL_LIBS": str(libraries),
        "EJABBERD_CONFIG_PATH": str(directory / "ejabberd.yml"),
        "EJABBERD_LOG_PATH": str(directory / "server.log"),
        "ERL_CRASH_DUMP_BYTES": "0",
        "HOME": str(directory),
    }
    database = f'"{directory / "data"}"'
    start = _START.substitute(directory=directory)
    # Schedulers that wait shall not spin: they would take the processor from whoever they wait for.
    machine = ["/usr/bin/erl", "-noinput", "+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none"]
    return [*machine, "-mnesia", "dir", database, "-eval", start], environment


def _terms(path, rows):
    lines = ["{" + ", ".join(f'<<"{value}"/utf8>>' for value in row) + "}" for row in rows]
    path.write_text("%% coding: utf-8\n[" + ",\n ".join(lines) + "].\n", encoding="utf-8")
