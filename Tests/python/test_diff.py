"""`stackc diff`: what a change does, as a person would ask it of the examples."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from conftest import EXAMPLES, ROOT, STACKC


def diff(folder, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess:
    return subprocess.run(
        [STACKC, "diff", *arguments], cwd=folder, input=text, capture_output=True, text=True, timeout=300
    )


def changes(result) -> dict:
    return json.loads(result.stdout)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_does_not_differ_from_itself_nor_from_what_it_builds_to(name, tmp_path):
    folder = tmp_path / name
    shutil.copytree(ROOT / "Examples" / name, folder)
    built = subprocess.run([STACKC, "build", "stack.yaml", "-o", "build"], cwd=folder, capture_output=True, timeout=300)
    assert built.returncode == 0, built.stderr
    for pair in (("stack.yaml", "stack.yaml"), ("stack.yaml", "build/template.json"), ("build/template.json", "stack.yaml")):
        result = diff(folder, *pair)
        assert (result.returncode, result.stdout) == (0, ""), result.stdout


def test_an_edit_of_an_example_is_told_in_its_words(tmp_path):
    folder = tmp_path / "orders"
    shutil.copytree(ROOT / "Examples" / "orders", folder)
    text = (folder / "stack.yaml").read_text()
    line = "      - put: buses.shop\n"
    assert line in text
    (folder / "new.yaml").write_text(text.replace(line, "", 1))
    result = diff(folder, "stack.yaml", "new.yaml", "--format", "concise")
    number = text[: text.index(line)].count("\n") + 1
    assert result.stdout.splitlines() == [
        f"stack.yaml:{number}:9: info[STK786] `functions.intake` can no longer call `events:PutEvents` on `buses.shop`"
    ]


STACK = """stack: shop
functions:
  worker:
    runtime: python3.13
    handler: app.f
    code: src
    timeout: {timeout}
{access}
queues:
  jobs: {{}}
"""


def project(folder, old: dict, new: dict):
    (folder / "src").mkdir()
    (folder / "src" / "app.py").write_text("def f(event, context): pass\n")
    for name, values in (("old.yaml", old), ("new.yaml", new)):
        (folder / name).write_text(STACK.format(**{"timeout": "10s", "access": "", **values}))


def test_json_has_resources_and_permissions_with_their_places(tmp_path):
    project(tmp_path, {}, {"timeout": "30s", "access": "    access: { send: queues.jobs }"})
    result = diff(tmp_path, "old.yaml", "new.yaml", "--format", "json")
    assert result.returncode == 1
    found = changes(result)
    updated = next(change for change in found["resources"] if change["change"] == "changed")
    assert (updated["logicalId"], updated["effect"]) == ("WorkerFunction", "update")
    [timeout] = updated["properties"]
    assert (timeout["path"], timeout["old"]["value"], timeout["new"]["value"]) == (["Timeout"], "10", "30")
    assert timeout["new"]["place"]["start"]["line"] == 7
    [worker] = [party for party in found["permissions"] if party["principal"] == "functions.worker"]
    [change] = worker["changes"]
    assert (change["change"], change["certain"], change["layer"]) == ("gained", True, "identity")
    assert [part["pattern"] for part in change["actions"]] == ["sqs:GetQueueUrl", "sqs:SendMessage"]
    assert change["place"]["file"] == "new.yaml" and change["place"]["start"]["line"] == 8
    only = changes(diff(tmp_path, "old.yaml", "new.yaml", "--format", "json", "--only", "resources"))
    assert only["permissions"] == [] and only["resources"]
    only = changes(diff(tmp_path, "old.yaml", "new.yaml", "--format", "json", "--only", "permissions"))
    assert only["resources"] == [] and only["permissions"]


def test_what_is_gained_one_way_is_lost_the_other(tmp_path):
    project(tmp_path, {}, {"access": "    access: { send: queues.jobs }"})
    there = diff(tmp_path, "old.yaml", "new.yaml", "--format", "concise", "--only", "permissions").stdout
    back = diff(tmp_path, "new.yaml", "old.yaml", "--format", "concise", "--only", "permissions").stdout
    words = "call `sqs:GetQueueUrl` and `sqs:SendMessage` on `queues.jobs`"
    assert there.startswith("new.yaml:8:") and f"`functions.worker` can now {words}" in there
    assert back.startswith("new.yaml:8:") and f"`functions.worker` can no longer {words}" in back


def test_standard_input_is_one_side(tmp_path):
    project(tmp_path, {}, {"timeout": "30s"})
    old = (tmp_path / "old.yaml").read_text()
    result = diff(tmp_path, "-", "new.yaml", "--format", "concise", text=old)
    assert result.returncode == 1 and "`Timeout` from `10` to `30`" in result.stdout
    assert diff(tmp_path, "-", "old.yaml", text=old).returncode == 0
    assert diff(tmp_path, "-", "-", text=old).returncode == 2


def test_a_parameter_holds_for_both_sides(tmp_path):
    head = "parameters: { seconds: { type: Number, default: %s } }\nqueues: { jobs: { visibilityTimeout: !Ref seconds } }\n"
    (tmp_path / "old.yaml").write_text(head % 30)
    (tmp_path / "new.yaml").write_text(head % 40)
    assert "from `30` to `40`" in diff(tmp_path, "old.yaml", "new.yaml").stdout
    assert diff(tmp_path, "old.yaml", "new.yaml", "--param", "seconds=50").returncode == 0


def test_what_cannot_be_compared_is_said(tmp_path):
    project(tmp_path, {}, {})
    (tmp_path / "bad.yaml").write_text("queues: { jobs: { visibilityTimeot: 3s } }\n")
    (tmp_path / "torn.yaml").write_text("queues: {\n")
    for name, words in (("bad.yaml", "visibilityTimeot"), ("torn.yaml", "torn.yaml:"), ("none.yaml", "cannot be read")):
        result = diff(tmp_path, "old.yaml", name)
        assert result.returncode == 2 and result.stdout == "" and words in result.stderr, (name, result.stderr)
        assert "error: " in result.stderr


def test_help_tells_of_the_status(tmp_path):
    result = diff(tmp_path, "--help")
    assert result.returncode == 0
    assert "--only" in result.stdout and "Status: 0 nothing changes" in " ".join(result.stdout.split())
