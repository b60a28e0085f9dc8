"""A mapping polls with the function's role: without the permission nothing is handled, and it is told at the mapping."""

from __future__ import annotations

from local_run import LocalRun, write

STACK = """
stack: polls
functions:
  work: { runtime: python3.11, handler: app.work, code: src, role: roles.worker, consumes: queues.jobs }
roles:
  worker:
    trusts: lambda.amazonaws.com
    allow: { actions: [logs:CreateLogStream, logs:PutLogEvents], on: "*" }
queues:
  jobs: { visibilityTimeout: 30s }
"""


def test_a_poll_that_the_role_does_not_allow_is_told_once(tmp_path):
    stack = write(tmp_path, {"stack.yaml": STACK, "src/app.py": "def work(event, context):\n    return None\n"})
    with LocalRun(stack) as run:
        told = run.hears(r"error\[STK014\].*sqs:ReceiveMessage")
        assert "functions.work" in told and "queues.jobs" in told
        assert "STK002" not in told
        run.client("sqs").send_message(QueueUrl=run.queue("JobsQueue"), MessageBody="x")
        attributes = run.client("sqs").get_queue_attributes(QueueUrl=run.queue("JobsQueue"), AttributeNames=["All"])
        assert attributes["Attributes"]["ApproximateNumberOfMessages"] == "1"
