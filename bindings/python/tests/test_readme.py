# SPDX-License-Identifier: MIT
"""The programs of README.md run."""

import asyncio
import builtins
import pathlib
import re

from conftest import PASSWORDS

import headstock

README = (pathlib.Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.S)


def program(block):
    names = {}
    exec(compile(block, "README.md", "exec"), names)
    return names


def test_the_ten_lines_of_asyncio(server, capsys):
    echo = program(BLOCKS[0])["echo"]

    async def work():
        async with headstock.connect("juliet@localhost/here", PASSWORDS["juliet"], **server.options) as juliet:
            presences = juliet.events("presence")
            echoing = asyncio.ensure_future(echo("romeo@localhost/echo", PASSWORDS["romeo"], **server.options))
            async for presence in presences:
                if presence.from_ == "romeo@localhost/echo":
                    break
            await juliet.send_message("romeo@localhost/echo", "art thou?")
            assert await echoing == "art thou?"
            assert (await juliet.messages().__anext__()).body == "art thou?"

    asyncio.run(asyncio.wait_for(work(), 30))
    assert "ready romeo@localhost/echo {'name': 'headstock'" in capsys.readouterr().out


def test_the_parser(capsys):
    program(BLOCKS[1])
    assert capsys.readouterr().out == "romeo@example.net hello\n"


def test_all_that_is_named_is_there():
    for name in re.findall(r"`(\w+Error)`", README):
        assert hasattr(headstock, name) or hasattr(builtins, name)
    for name in re.findall(r"`headstock\.([A-Z]\w+)`", README):
        assert hasattr(headstock, name)
