"""`stackc explain 'MESSAGE'` and `stackc can WHO ACTION WHAT`: pasted errors and questions, with a stack."""

from __future__ import annotations

import json

import pytest

from conftest import stackc

STACK = """stack: thumbs
functions:
  upload:
    runtime: python3.13
    handler: app.upload
    code: src
    access:
      - send: queues.jobs
queues:
  jobs: {}
topics:
  news: {}
"""
SESSION = "arn:aws:sts::111122223333:assumed-role/thumbs-UploadRole-1A2B3C4D5E6F/thumbs-UploadFunction-Zz9Yy8Xx7Ww6"
TOPIC = "arn:aws:sns:eu-west-1:111122223333:thumbs-NewsTopic-0Aa1Bb2Cc3Dd"
MESSAGE = (
    "An error occurred (AuthorizationError) when calling the Publish operation: "
    f"User: {SESSION} is not authorized to perform: SNS:Publish on resource: {TOPIC} "
    "because no identity-based policy allows the SNS:Publish action"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "stack.yaml").write_text(STACK)
    (tmp_path / "src").mkdir()
    (tmp_path / "src/app.py").write_text("def upload(event, context): pass\n")
    return tmp_path


def apply(text, fix):
    data = text.encode()
    for edit in sorted(fix["edits"], key=lambda edit: -edit["start"]["offset"]):
        data = data[: edit["start"]["offset"]] + edit["text"].encode() + data[edit["end"]["offset"] :]
    return data.decode()


def test_the_stack_of_the_folder_is_asked(folder):
    done = stackc("explain", MESSAGE, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "error[STK750]: `functions.upload` may not call `sns:Publish` on `topics.news`" in done.stdout
    assert "--> stack.yaml:3:3" in done.stdout


def test_a_stack_is_named_and_the_message_comes_by_standard_input(folder, tmp_path_factory):
    done = stackc("explain", "-", "--stack", folder / "stack.yaml", cwd=tmp_path_factory.mktemp("x"), stdin=MESSAGE)
    assert done.returncode == 0, done.stderr
    assert "`functions.upload` may not call" in done.stdout


def test_without_a_stack_the_message_explains_itself(tmp_path):
    done = stackc("explain", MESSAGE, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert '"Action": "sns:Publish", "Resource": "%s"' % TOPIC in done.stdout


def test_the_offered_edit_makes_can_say_yes(folder):
    question = ("can", "functions.upload", "sns:Publish", "topics.news")
    assert stackc(*question, cwd=folder).returncode == 1
    (finding,) = json.loads(stackc("explain", MESSAGE, "--format", "json", cwd=folder).stdout)
    (folder / "stack.yaml").write_text(apply(STACK, finding["fixes"][0]))
    done = stackc(*question, cwd=folder)
    assert done.returncode == 0, done.stdout
    assert "info[STK770]: `functions.upload` may call `sns:Publish` on `topics.news`" in done.stdout
    assert "STK759" in stackc("explain", MESSAGE, cwd=folder).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "all is well here"], "nothing in the message says that a call was refused"),
        (["explain", MESSAGE, "--stack", "none.yaml"], "`none.yaml` is no stack"),
        (["can", "functions.upload", "sqs:SendMessage", "queues.job"], "did you mean `queues.jobs`?"),
        (["can", "functions.upload", "sqs:SendMessage"], "WHO ACTION WHAT"),
        (["can"], "WHO ACTION WHAT"),
        (["can", "a", "b", "c", "--request", "f"], "take it, or WHO ACTION WHAT"),
        (["can", "functions.upload", "sqs:SendMessage", "queues.jobs", "--context", "x"], "--context takes KEY=VALUE"),
        (["can", "functions.upload", "sqs:SendMessage", "queues.jobs", "none.yaml"], "`none.yaml` is no stack"),
    ],
)
def test_what_cannot_be_used_ends_with_2(folder, arguments, said):
    done = stackc(*arguments, cwd=folder)
    assert done.returncode == 2, done.stdout
    assert said in done.stderr


def test_json_has_the_derivation_with_places(folder):
    done = stackc("can", "functions.upload", "sns:Publish", "topics.news", "stack.yaml", "--format", "json", cwd=folder)
    assert done.returncode == 1
    (answer,) = json.loads(done.stdout)
    assert answer["name"] == "functions.upload sns:Publish topics.news"
    assert (answer["decision"], answer["deniedBy"]) == ("implicitDeny", "identity")
    statements = next(layer for layer in answer["derivation"] if layer["layer"] == "identity")["statements"]
    assert {statement["matches"] for statement in statements} == {"no"}
    for statement in statements:
        assert statement["file"] == "stack.yaml" and statement["start"]["line"] >= 1
        assert all("start" in mismatch for mismatch in statement["mismatches"])


def test_what_depends_ends_with_2(folder):
    stranger = "arn:aws:iam::444455556666:role/other"
    done = stackc("can", stranger, "sqs:SendMessage", "queues.jobs", cwd=folder)
    assert done.returncode == 2, done.stdout
    done = stackc("can", "arn:aws:iam::111122223333:user/ada", "sqs:SendMessage", "queues.jobs", cwd=folder)
    assert done.returncode == 2, done.stdout
    assert "warning[STK772]" in done.stdout
