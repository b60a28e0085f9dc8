"""The reports of the finished program: every format says the same, and its reader can read it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as xml

import pytest

from conftest import ROOT, stackc

BROKEN = "Examples/broken"
STACK = f"{BROKEN}/stack.yaml"


@pytest.fixture(scope="module")
def findings():
    return json.loads(report("json"))


def report(name, *arguments, status=1):
    done = stackc("lint", "--format", name, *arguments, BROKEN)
    assert (done.returncode, done.stderr) == (status, "")
    return done.stdout


def test_json_names_each_finding(findings):
    assert len(findings) >= 12
    lines = (ROOT / STACK).read_bytes().splitlines(keepends=True)
    for finding in findings:
        assert finding["file"] == STACK
        assert re.fullmatch(r"STK\d{3}", finding["code"])
        assert finding["severity"] in {"error", "warning", "info"}
        assert set(finding) - {"label"} == {
            "code", "name", "severity", "message", "file", "start", "end", "path", "notes", "consequences", "help", "fixes",
            "limits",
        }
        for place in (finding["start"], finding["end"]):
            before = b"".join(lines[: place["line"] - 1])
            line = lines[place["line"] - 1].decode()
            assert place["offset"] == len(before) + len(line[: place["column"] - 1].encode())
        assert finding["start"]["offset"] < finding["end"]["offset"]


def test_json_s_path_leads_to_the_finding(findings):
    text = (ROOT / STACK).read_text()
    for finding in findings:
        # The last key of the path is written at or before what is marked.
        keys = [key for key in finding["path"] if isinstance(key, str)]
        assert keys, finding
        assert keys[-1] in text[: finding["end"]["offset"]], finding


def test_every_format_tells_every_finding(findings):
    codes = [finding["code"] for finding in findings]
    assert re.findall(r"^\w+\[(STK\d+)\]", report("text"), re.M) == codes
    concise = re.findall(r"^(\S+?):(\d+):(\d+): (\w+)\[(STK\d+)\] (.*)$", report("concise"), re.M)
    assert concise == [
        (f["file"], str(f["start"]["line"]), str(f["start"]["column"]), f["severity"], f["code"], f["message"])
        for f in findings
    ]
    github = report("github").splitlines()
    assert [re.search(r"title=(STK\d+)", line)[1] for line in github] == codes
    gitlab = json.loads(report("gitlab"))
    assert [issue["check_name"].split()[0] for issue in gitlab] == codes
    assert len({issue["fingerprint"] for issue in gitlab}) == len(codes)
    assert [result["ruleId"] for result in json.loads(report("sarif"))["runs"][0]["results"]] == codes


def test_junit_agrees_with_the_exit_status(findings):
    for severity, failing in [("error", {"error"}), ("info", {"error", "warning", "info"})]:
        suites = xml.fromstring(report("junit", "--fail-on", severity))
        cases = suites.findall("testsuite/testcase")
        # A file in which nothing was found has a case of its own.
        named = [case.get("name").split()[0] for case in cases if case.get("name") != "no findings"]
        assert named == [finding["code"] for finding in findings]
        failures = [case for case in cases if case.find("failure") is not None]
        assert len(failures) == sum(finding["severity"] in failing for finding in findings)
        assert suites.get("failures") == str(len(failures))


@pytest.mark.parametrize(
    ("name", "empty"), [("json", "[]"), ("gitlab", "[]"), ("github", ""), ("text", "no findings"), ("concise", "")]
)
def test_nothing_found_is_told_too(name, empty):
    done = stackc("lint", "--format", name, "Examples/orders")
    assert (done.returncode, done.stdout.strip()) == (0, empty)


def test_a_report_is_the_same_each_time():
    for name in ("text", "json", "sarif", "gitlab", "junit"):
        assert report(name) == report(name)
