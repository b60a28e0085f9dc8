"""The finished program as its users meet it: exit status, streams, colour, formats."""

from __future__ import annotations

import json
import subprocess

import pytest

from conftest import ROOT, STACKC, stackc

SOUND = "Examples/orders"
BROKEN = "Examples/broken"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["lint", SOUND], 0),
        (["build", f"{SOUND}/stack.yaml", "-o", "OUT"], 0),
        (["--version"], 0),
        (["--help"], 0),
    ],
)
def test_exit_status(arguments, status, tmp_path):
    done = stackc(*[str(tmp_path / "out") if word == "OUT" else word for word in arguments])
    assert done.returncode == status, done.stdout + done.stderr


def test_a_pipe_gets_no_colour():
    assert "\x1b" not in stackc("lint", BROKEN).stdout


@pytest.mark.parametrize("command", ["rules", "limits", "schema"])
def test_tables_go_to_standard_output(command):
    done = stackc(command)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_the_schema_is_json():
    assert json.loads(stackc("schema").stdout)["type"] == "object"


def test_a_reader_that_stops_early_is_no_fault():
    program = subprocess.Popen([STACKC, "limits"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    program.stdout.readline()
    program.stdout.close()
    errors = program.stderr.read()
    program.stderr.close()
    program.wait(timeout=30)
    assert "Fatal" not in errors and "trap" not in errors.lower()


def test_init_writes_a_stack_that_is_sound_and_overwrites_nothing(tmp_path):
    assert stackc("init", "hello", cwd=tmp_path).returncode == 0
    assert stackc("lint", "hello", cwd=tmp_path).returncode == 0
    (tmp_path / "hello/stack.yaml").write_text("stack: mine\n")
    assert stackc("init", "hello", cwd=tmp_path).returncode == 1
    assert (tmp_path / "hello/stack.yaml").read_text() == "stack: mine\n"
