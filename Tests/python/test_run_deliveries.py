"""Deliveries by services are authorised by the target's resource policy, with the source's ARN."""

from __future__ import annotations

import json

import pytest

from conftest import stackc
from local_run import LocalRun, drain, write

# The subscription and the policies are written by hand, so that the condition can point elsewhere.
STACK = """
stack: parcels
queues:
  inbox: {}
  failed: {}
  events: {}
topics:
  shipped: {}
  other: {}
rules:
  shop:
    pattern: { source: [shop] }
    to: { target: queues.events, deadLetter: queues.failed }
resources:
  Subscription:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: !Ref ShippedTopic
      Protocol: sqs
      Endpoint: !GetAtt InboxQueue.Arn
      RawMessageDelivery: true
      RedrivePolicy: { deadLetterTargetArn: !GetAtt FailedQueue.Arn }
  InboxPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref InboxQueue]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: sns.amazonaws.com }
            Action: sqs:SendMessage
            Resource: !GetAtt InboxQueue.Arn
            Condition: { ArnEquals: { aws:SourceArn: !Ref SOURCE } }
"""


def plan_of(folder, source):
    return write(folder, {"stack.yaml": STACK.replace("SOURCE", source)})


def test_the_right_source_is_let_in(tmp_path):
    with LocalRun(plan_of(tmp_path, "ShippedTopic")) as run:
        run.client("sns").publish(TopicArn=run.item("topics", "ShippedTopic")["arn"], Message="here")
        assert [message["Body"] for message in drain(run.client("sqs"), run.queue("InboxQueue"), 1)] == ["here"]


@pytest.mark.parametrize("mode", ["strict", "soft", "off"])
def test_another_source_is_kept_out(tmp_path, mode):
    stack = plan_of(tmp_path, "OtherTopic")
    linted = stackc("lint", stack)
    assert linted.returncode == 1 and "STK7" in linted.stdout, "the compiler says it beforehand"
    arguments = [] if mode == "strict" else ["--iam", mode]
    with LocalRun(stack, *arguments) as run:
        sqs = run.client("sqs")
        run.client("sns").publish(TopicArn=run.item("topics", "ShippedTopic")["arn"], Message="here")
        if mode != "strict":
            assert [message["Body"] for message in drain(sqs, run.queue("InboxQueue"), 1)] == ["here"]
            assert ("STK002" in run.told) == (mode == "soft")
            return
        # The dead-letter queue has no policy that admits the topic either: what AWS drops is told.
        told = run.hears(r"STK006")
        assert "STK002" in told and "aws:SourceArn" in told
        assert "Messages" not in sqs.receive_message(QueueUrl=run.queue("InboxQueue"))
        assert "Messages" not in sqs.receive_message(QueueUrl=run.queue("FailedQueue"))


def test_what_is_kept_out_goes_to_the_dead_letter_queue(tmp_path):
    with LocalRun(plan_of(tmp_path, "OtherTopic")) as run:
        sqs = run.client("sqs")
        failed, topic = run.item("queues", "FailedQueue")["arn"], run.item("topics", "ShippedTopic")["arn"]
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": failed,
            "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        sqs.set_queue_attributes(QueueUrl=run.queue("FailedQueue"), Attributes={"Policy": policy})
        run.client("sns").publish(TopicArn=topic, Message="here")
        [letter] = drain(sqs, run.queue("FailedQueue"), 1)
        assert letter["Body"] == "here"
        assert letter["MessageAttributes"]["ErrorCode"]["StringValue"]
        told = run.hears(r"STK005")
        assert "STK002" in told
