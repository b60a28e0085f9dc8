"""What a person sees: colour on a terminal and nowhere else."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time

import pytest

from conftest import ROOT, STACKC, stackc

BROKEN = "Examples/broken"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def on_a_terminal(*arguments, **environment):
    """What the program writes to a terminal."""
    master, slave = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    program = subprocess.Popen(
        [STACKC, *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=slave,
        env={**plain, "TERM": "xterm-256color", **environment},
    )
    os.close(slave)
    written = b""
    deadline = time.monotonic() + 60
    while select.select([master], [], [], max(0, deadline - time.monotonic()))[0]:
        try:
            part = os.read(master, 65536)
        except OSError:  # EIO: the other side is closed
            break
        if not part:
            break
        written += part
    os.close(master)
    program.wait(timeout=10)
    return written.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("command", [["lint", BROKEN], ["explain", "STK501"]])
def test_a_terminal_gets_colour_and_a_pipe_does_not(command):
    coloured = on_a_terminal(*command)
    assert ESCAPE.search(coloured)
    piped = stackc(*command).stdout
    assert "\x1b" not in piped
    # Colour adds to the text, and changes nothing of it.
    assert ESCAPE.sub("", coloured) == piped


def test_who_wants_no_colour_gets_none():
    assert "\x1b" not in on_a_terminal("lint", BROKEN, NO_COLOR="1")
    assert "\x1b" not in on_a_terminal("lint", BROKEN, TERM="dumb")
    # https://no-color.org: only when it is not empty.
    assert "\x1b" in on_a_terminal("lint", BROKEN, NO_COLOR="")


@pytest.mark.parametrize("name", ["json", "sarif", "github", "gitlab", "junit"])
def test_machines_get_no_colour_even_there(name):
    assert "\x1b" not in on_a_terminal("lint", "--format", name, BROKEN)


def test_what_a_file_holds_cannot_steer_the_terminal():
    hostile = 'stack: a\nqueues: { "\\e[2J\\u202Eq": { delay: "\\e]0;owned\\a" } }\n'
    for name in ("text", "concise"):
        shown = stackc("lint", "--format", name, "-", stdin=hostile).stdout
        assert shown
        assert not set(shown) & {"\x1b", "\a", "\u202e"}
