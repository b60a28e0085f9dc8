"""Faults at random, judged by two: what cfn-lint refuses is refused here, and what is built from a stack it accepts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cfnlint import api
from cfnlint.config import ManualArgs

from conftest import EXAMPLES, REGION, ROOT, stackc
from faults import faulty_stack, faulty_template

TEMPLATES_EACH = 30
STACKS_EACH = 40
# The rules of cfn-lint that say no more than that it, or SAM's own transform, failed over the template.
FAILURES = {"E0001", "E0002"}


def errors(path: Path) -> list[str]:
    """What cfn-lint's default rules call an error."""
    found = api.lint_file(path, config=ManualArgs(regions=[REGION]))
    told = [match for match in found if match.rule.severity == "error" and match.rule.id not in FAILURES]
    # A rule of its own that fails says nothing about the template either.
    return [f"{match.rule.id} {match.message}"[:200] for match in told if not match.message.startswith("Exception ")]


def test_what_cfn_lint_refuses_is_refused(built, tmp_path):
    example, output = built
    template = json.loads((output / "template.json").read_text())
    faults = {}
    for number in range(TEMPLATES_EACH):
        path = tmp_path / f"{number}.json"
        faulty, faults[path.name] = faulty_template(template, f"{example} {number}")
        path.write_text(json.dumps(faulty, indent=1))
    paths = [tmp_path / name for name in faults]
    done = stackc("lint", "--format", "json", "--region", REGION, *paths)
    refused = {Path(found["file"]).name for found in json.loads(done.stdout) if found["severity"] == "error"}
    passed = {
        f"{path.name}: {faults[path.name]}": told for path in paths if path.name not in refused if (told := errors(path))
    }
    assert not passed
    # Most faults are faults: the test would show nothing otherwise.
    assert len(refused) > TEMPLATES_EACH / 3


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_is_built_is_accepted(example, tmp_path):
    source = ROOT / "Examples" / example
    text = (source / "stack.yaml").read_text()
    accepted = 0
    told = {}
    for number in range(STACKS_EACH):
        stack = tmp_path / str(number)
        shutil.copytree(source, stack)
        faulty, fault = faulty_stack(text, f"{example} {number}")
        (stack / "stack.yaml").write_text(faulty)
        done = stackc("build", "stack.yaml", "--emit", "template", "-o", "out", cwd=stack)
        assert done.returncode in (0, 1), f"{fault}: {done.stderr}"
        if done.returncode:
            continue
        accepted += 1
        if found := errors(stack / "out" / "template.json"):
            told[f"{number}: {fault}"] = found
    assert not told
    assert accepted
