"""`stackc lint policy.json`: policy documents by themselves."""

from __future__ import annotations

import json

import pytest

from conftest import stackc

QUEUE = "arn:aws:sqs:eu-west-1:111122223333:orders"


def statement(**elements):
    return {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": QUEUE, **elements}


def lint(folder, statements, *options, name="policy.json"):
    document = {"Version": "2012-10-17", "Statement": statements}
    (folder / name).write_text(json.dumps(document))
    done = stackc("lint", name, "--format", "json", *options, cwd=folder)
    return done.returncode, {finding["code"] for finding in json.loads(done.stdout)}


TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}


@pytest.mark.parametrize(
    ("statements", "options", "status", "codes"),
    [
        ([statement()], [], 0, set()),
        ([statement(Resource="*")], [], 0, {"STK825"}),
        ([statement(Resource="orders")], [], 1, {"STK820"}),
        ([statement(Principal={"AWS": "111122223333"})], [], 0, set()),
        ([TRUST], [], 0, set()),
        ([TRUST], ["--policy-type", "identity"], 1, {"STK808", "STK803"}),
        ([statement()], ["--policy-type", "resource"], 1, {"STK803"}),
        ([statement(Principal={"AWS": "111122223333"})], ["--policy-type", "scp"], 1, {"STK808"}),
        ([statement(Action="s3:GetObject", Resource="arn:aws:s3:::lake")], [], 0, {"STK816"}),
    ],
)
def test_the_kind_follows_from_the_elements_or_the_option(tmp_path, statements, options, status, codes):
    assert lint(tmp_path, statements, *options) == (status, codes)


def test_what_is_no_json_is_found_at_its_place(tmp_path):
    (tmp_path / "policy.json").write_text('{"Version": "2012-10-17",\n "Statement": [}')
    done = stackc("lint", "policy.json", "--format", "concise", cwd=tmp_path)
    assert done.returncode == 1
    assert "policy.json:2:16" in done.stdout and "STK819" in done.stdout


def test_fixes_are_applied(tmp_path):
    (tmp_path / "policy.json").write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement(Sid="Send orders")]}))
    done = stackc("lint", "policy.json", "--fix", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert json.loads((tmp_path / "policy.json").read_text())["Statement"][0]["Sid"] == "SendOrders"


def test_an_event_with_statements_is_no_policy(tmp_path):
    (tmp_path / "stack.json").write_text(json.dumps({"stack": "s", "queues": {"q": {}}, "outputs": {"a": "Statement"}}))
    assert stackc("lint", "stack.json", cwd=tmp_path).returncode == 0
