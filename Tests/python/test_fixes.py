"""Mending files, and leaving known findings out, with the finished program."""

from __future__ import annotations

import json
import shutil

import pytest

from conftest import ROOT, stackc

BROKEN = ROOT / "Examples/broken"


@pytest.fixture
def copy(tmp_path):
    """The folder of a copy of the broken example."""
    return shutil.copytree(BROKEN, tmp_path / "broken")


def findings(folder, *arguments):
    return json.loads(stackc("lint", "--format", "json", *arguments, cwd=folder).stdout)


def edits(finding):
    """The edits of a finding's first safe fix."""
    safe = [fix for fix in finding["fixes"] if fix["safe"]]
    return safe[0]["edits"] if safe else []


def mended(folder):
    """What the file becomes when each safe fix that is told is done by hand, until none is left."""
    file = folder / "stack.yaml"
    for _ in range(10):
        changes = sorted({(e["start"]["offset"], e["end"]["offset"], e["text"]) for f in findings(folder) for e in edits(f)})
        if not changes:
            return file.read_bytes()
        for (_, end, _), (start, _, _) in zip(changes, changes[1:]):
            assert end < start, "two fixes meet; this test applies them only one by one"
        text = file.read_bytes()
        for start, end, new in reversed(changes):
            text = text[:start] + new.encode() + text[end:]
        file.write_bytes(text)
    raise AssertionError("the fixes never end")


def test_fix_does_each_safe_fix_and_nothing_else(copy, tmp_path):
    other = shutil.copytree(BROKEN, tmp_path / "by hand")
    before = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    assert any(map(edits, findings(copy)))
    done = stackc("lint", "--fix", "--format", "json", cwd=copy)
    assert done.returncode == 1
    after = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    assert {file.name for file in before if before[file] != after[file]} == {"stack.yaml"}
    assert set(before) == set(after)
    assert (copy / "stack.yaml").read_bytes() == mended(other)
    left = json.loads(done.stdout)
    assert left and not any(map(edits, left))
    assert left == findings(copy)


def test_a_second_fix_changes_nothing(copy):
    stackc("lint", "--fix", cwd=copy)
    once = (copy / "stack.yaml").read_bytes()
    stackc("lint", "--fix", cwd=copy)
    assert (copy / "stack.yaml").read_bytes() == once


def test_line_ends_and_the_mark_at_the_start_stay(copy):
    file = copy / "stack.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes().split(b"\r\n")
    stackc("lint", "--fix", cwd=copy)
    text = file.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf") and text.count(b"\n") == text.count(b"\r\n")
    after = text.split(b"\r\n")
    assert len(after) >= len(before)
    assert len(set(before) - set(after)) < 10


def test_unsafe_fixes_do_more(copy):
    stackc("lint", "--fix", cwd=copy)
    safe = findings(copy)
    stackc("lint", "--unsafe-fixes", cwd=copy)
    assert len(findings(copy)) < len(safe)


def test_only_what_is_wanted_is_mended(copy):
    before = (copy / "stack.yaml").read_text()
    stackc("lint", "--fix", "--select", "STK201", cwd=copy)
    after = (copy / "stack.yaml").read_text()
    assert after == before.replace("visibilityTimout", "visibilityTimeout") != before


class TestBaseline:
    def test_what_is_in_it_is_left_out(self, copy):
        done = stackc("lint", "--write-baseline", "known.json", cwd=copy)
        assert (done.returncode, done.stdout) == (0, "")
        done = stackc("lint", "--baseline", "known.json", "--fail-on", "info", cwd=copy)
        assert done.returncode == 0, done.stdout

    def test_a_new_finding_is_told_though_lines_moved(self, copy):
        stackc("lint", "--write-baseline", "known.json", cwd=copy)
        file = copy / "stack.yaml"
        file.write_text("# moved\n\n" + file.read_text() + "  arn: ${queues.gone.arn}\n")
        found = findings(copy, "--baseline", "known.json")
        assert [(f["code"], f["path"]) for f in found] == [("STK301", ["outputs", "arn"])]

    def test_what_is_gone_is_told(self, copy):
        stackc("lint", "--write-baseline", "known.json", cwd=copy)
        file = copy / "stack.yaml"
        file.write_text(file.read_text().replace("AWS_REGION", "HOME_REGION"))
        found = findings(copy, "--baseline", "known.json")
        assert [f["code"] for f in found] == ["STK193"]

    def test_the_configuration_can_name_it(self, copy):
        stackc("lint", "--write-baseline", "known.json", cwd=copy)
        (copy / ".stackc.yaml").write_text("baseline: known.json\n")
        assert stackc("lint", cwd=copy).returncode == 0
