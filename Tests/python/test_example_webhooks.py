"""The handlers of Examples/webhooks, under boto3 against moto."""

from __future__ import annotations

import json

import boto3
import pytest
from moto import mock_aws

from conftest import REGION
from example_handlers import Example, make_table

EXAMPLE = Example("webhooks")
sample, load = EXAMPLE.read, EXAMPLE.load


@pytest.fixture
def intake(monkeypatch):
    """The queue, the table and the secret, and the handlers' environment."""
    with mock_aws():
        sqs = boto3.client("sqs", region_name=REGION)
        url = sqs.create_queue(QueueName="events")["QueueUrl"]
        secrets = boto3.client("secretsmanager", region_name=REGION)
        arn = secrets.create_secret(Name="signing", SecretString="a-secret-for-tests")["ARN"]
        table = make_table("events", "id")
        names = {"SECRET_ARN": arn, "EVENTS_QUEUE_URL": url, "EVENTS_TABLE": "events", "RETENTION_DAYS": "30"}
        for name, value in names.items():
            monkeypatch.setenv(name, value)
        yield table, lambda: sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])


@pytest.mark.parametrize("case", ["signed", "unsigned", "forged"])
def test_a_signature_decides(intake, monkeypatch, case):
    given = load("verify", monkeypatch).handle(sample("events", f"verify.{case}"), None)
    assert given == sample("expected", f"verify.{case}")
    queued = [json.loads(message["Body"]) for message in intake[1]()]
    assert [event["source"] for event in queued] == (["billing"] if case == "signed" else [])


def test_other_bytes_have_another_signature(intake, monkeypatch):
    event = sample("events", "verify.signed")
    event["body"] = event["body"].replace(" ", "")
    assert load("verify", monkeypatch).handle(event, None)["statusCode"] == 403


def test_each_event_is_taken_once_and_failures_are_named(intake, monkeypatch):
    given = load("work", monkeypatch).handle(sample("events", "work.batch"), None)
    assert given == sample("expected", "work.batch")
    items = intake[0].scan()["Items"]
    assert [(item["id"], item["type"]) for item in items] == [("evt-00000001", "invoice.paid")]
