"""`stackc run --record` and `stackc tighten`: what roles were used for, and the stack narrowed to it."""

from __future__ import annotations

import json
import subprocess

import pytest

from conftest import STACKC
from local_run import LocalRun

HEADER = {"recording": 1, "stack": "shop", "services": ["dynamodb", "events", "lambda", "logs", "sns", "sqs", "sts"]}
LOGS = '{ actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], on: "*" }'

HANDLERS = """
import os, boto3

def intake(event, context):
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody="{}")
    return "sent"

def greedy(event, context):
    boto3.client("sns").publish(TopicArn=os.environ["TOPIC"], Message="{}")
    return "published"
"""


def function(key: str, rest: str) -> str:
    return f"  {key}:\n    runtime: python3.13\n    handler: app.{key}\n    code: src\n{rest}"


def project(folder, text: str, handlers="def intake(event, context): pass\n"):
    (folder / "src").mkdir()
    (folder / "src" / "app.py").write_text(handlers)
    (folder / "stack.yaml").write_text(text)
    return folder / "stack.yaml"


def stackc(folder, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([STACKC, *arguments], cwd=folder, capture_output=True, text=True, timeout=120)


def record(folder, *calls: dict):
    lines = [HEADER, *({"context": {}, **call} for call in calls)]
    (folder / "recording.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def call(action: str, resource: str, role="IntakeRole", function="IntakeFunction") -> dict:
    kinds = {"sqs": "", "sns": "", "dynamodb": "table/"}
    service = action.split(":")[0]
    arn = f"arn:aws:{service}:us-east-1:000000000000:{kinds[service]}shop-{resource}"
    return {"action": action, "resource": arn, "role": role, "function": function}


STACK = "stack: shop\nfunctions:\n"
RESOURCES = """queues: { orders: {}, other: {} }
topics: { news: {} }
tables: { orders: { key: { id: string }, indexes: { byDay: { key: { day: string, id: string } } } } }
"""
SEND = call("sqs:SendMessage", "OrdersQueue")
GET = call("dynamodb:GetItem", "OrdersTable")


def test_a_recorded_run_is_narrowed_and_runs_on(tmp_path):
    """Recorded in a real run, narrowed, linted, and run again with every decision enforced."""
    environment = '    environment: { QUEUE: "${queues.orders.url}", TOPIC: "${topics.news.arn}" }\n'
    access = "    access:\n      # What it sends.\n      - send: queues.orders\n      - publish: topics.news\n"
    project(
        tmp_path,
        STACK + function("intake", environment + access) + function("greedy", environment + access) + RESOURCES,
        HANDLERS,
    )
    with LocalRun(tmp_path / "stack.yaml", "--record", "recording.jsonl"):
        assert json.loads(stackc(tmp_path, "invoke", "intake").stdout) == "sent"
    lines = [json.loads(line) for line in (tmp_path / "recording.jsonl").read_text().splitlines()]
    assert lines[0] == HEADER
    sent = [line for line in lines[1:] if line["action"] == "sqs:SendMessage"]
    assert [(line["role"], line["function"]) for line in sent] == [("IntakeRole", "IntakeFunction")]
    assert sent[0]["resource"].endswith(":shop-OrdersQueue")

    shown = stackc(tmp_path, "tighten", "recording.jsonl")
    assert shown.returncode == 1, shown.stderr
    before = (tmp_path / "stack.yaml").read_text()
    (tmp_path / "change.patch").write_text(shown.stdout)
    subprocess.run(["patch", "-p1", "-i", "change.patch"], cwd=tmp_path, check=True, capture_output=True)
    patched = (tmp_path / "stack.yaml").read_text()
    (tmp_path / "stack.yaml").write_text(before)
    written = stackc(tmp_path, "tighten", "--write", "recording.jsonl")
    assert written.returncode == 0 and written.stdout == ""
    assert (tmp_path / "stack.yaml").read_text() == patched

    assert "STK743" in written.stderr and "`greedy` was not invoked" in written.stderr
    intake, greedy = patched.split("  greedy:")
    assert "      # What it sends.\n      - { allow: sqs:SendMessage, on: queues.orders }\n" in intake
    assert "publish" not in intake and "publish: topics.news" in greedy
    assert stackc(tmp_path, "lint", "--fail-on", "error").returncode == 0
    again = stackc(tmp_path, "tighten", "recording.jsonl")
    assert (again.returncode, again.stdout) == (0, "")

    with LocalRun(tmp_path / "stack.yaml", "--record", "recording.jsonl") as run:
        assert json.loads(stackc(tmp_path, "invoke", "intake").stdout) == "sent"
        assert "STK001" not in run.told
        assert json.loads(stackc(tmp_path, "invoke", "greedy").stdout) == "published"
    # The second run was added: now both functions are known.
    assert stackc(tmp_path, "tighten", "--write", "recording.jsonl").returncode == 0
    greedy = (tmp_path / "stack.yaml").read_text().split("  greedy:")[1]
    assert "      # What it sends.\n      - publish: topics.news\nqueues:" in greedy


CASES = {
    "a list of one": ("    access: { send: queues.orders }\n", [GET], None, ["STK740"]),
    "a word in braces": (
        "    access: { readWrite: tables.orders }\n",
        [GET],
        "    access: { allow: dynamodb:GetItem, on: tables.orders }\n",
        ["STK741"],
    ),
    "a word in lines": (
        "    access:\n      readWrite: tables.orders\n",
        [GET],
        "    access:\n      { allow: dynamodb:GetItem, on: tables.orders }\n",
        ["STK741"],
    ),
    "a table and its index, used differently": (
        "    access:\n      - read: tables.orders\n",
        [GET, call("dynamodb:Query", "OrdersTable/index/byDay")],
        "    access:\n      - { allow: dynamodb:GetItem, on: tables.orders }\n"
        "      - { allow: dynamodb:Query, on: tables.orders/index/byDay }\n",
        ["STK741"],
    ),
    "the first, and the last, of a list in brackets": (
        "    access: [{ publish: topics.news }, { allow: sqs:SendMessage, on: queues.orders }, { send: queues.other }]\n",
        [SEND],
        "    access: [{ allow: sqs:SendMessage, on: queues.orders }]\n",
        ["STK740", "STK740"],
    ),
    "actions and anything": (
        '    access: [{ allow: "sqs:*", on: "*" }]\n',
        [SEND],
        "    access: [{ allow: sqs:SendMessage, on: queues.orders }]\n",
        ["STK741"],
    ),
    "a service that is not seen": (
        '    access: [{ allow: "s3:GetObject", on: "*" }]\n',
        [SEND],
        '    access: [{ allow: "s3:GetObject", on: "*" }]\n',
        ["STK743"],
    ),
    "one of two services that is not seen": (
        '    access: [{ allow: ["sqs:SendMessage", "sqs:PurgeQueue", "s3:GetObject"], on: "*" }]\n',
        [SEND],
        '    access: [{ allow: [sqs:SendMessage, s3:GetObject], on: "*" }]\n',
        ["STK741"],
    ),
    "nothing to narrow": (
        "    access: { allow: sqs:SendMessage, on: queues.orders }\n",
        [SEND],
        "    access: { allow: sqs:SendMessage, on: queues.orders }\n",
        [],
    ),
    "a call that was denied adds nothing": (
        "    access: { allow: sqs:SendMessage, on: queues.orders }\n",
        [SEND, GET],
        "    access: { allow: sqs:SendMessage, on: queues.orders }\n",
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_form_of_access(tmp_path, name):
    access, calls, expected, codes = CASES[name]
    stack = project(tmp_path, STACK + function("intake", access) + RESOURCES)
    record(tmp_path, *calls)
    outcome = stackc(tmp_path, "tighten", "--write", "recording.jsonl")
    assert outcome.returncode == 0, outcome.stderr
    assert stack.read_text() == STACK + function("intake", expected or "") + RESOURCES
    assert [word[:6] for word in outcome.stderr.split("[") if word.startswith("STK74")] == codes
    assert stackc(tmp_path, "lint", "--fail-on", "error").returncode == 0


def test_what_an_arrow_needs_stays(tmp_path):
    """Lambda receives with the function's role, which nothing in the recording shows."""
    receive = '{ actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], on: queues.orders }'
    role = f'roles:\n  worker:\n    trusts: lambda.amazonaws.com\n    allow:\n      - {LOGS}\n      - {receive}\n'
    text = STACK + function("intake", "    role: roles.worker\n    consumes: queues.orders\n") + role + RESOURCES
    stack = project(tmp_path, text.replace("on: queues.orders }\n", 'on: queues.orders }\n      - { actions: "sns:*", on: "*" }\n', 1))
    record(tmp_path, {**SEND, "role": "WorkerRole"})
    outcome = stackc(tmp_path, "tighten", "--write", "recording.jsonl")
    assert outcome.returncode == 0, outcome.stderr
    assert stack.read_text() == text
    assert "without it: `intake` cannot receive from `orders`" in outcome.stderr


def test_what_the_code_calls_stays(tmp_path):
    """A path of the handler that did not run in the recording needs its permission all the same."""
    access = "    access: [{ publish: topics.news }, { send: queues.orders }]\n"
    environment = '    environment: { QUEUE: "${queues.orders.url}" }\n'
    stack = project(tmp_path, STACK + function("intake", environment + access) + RESOURCES, HANDLERS)
    record(tmp_path, {**SEND, "action": "sqs:GetQueueUrl"})
    outcome = stackc(tmp_path, "tighten", "--write", "recording.jsonl")
    assert outcome.returncode == 0, outcome.stderr
    assert "    access: [{ send: queues.orders }]\n" in stack.read_text()


def template(resource: str, actions) -> dict:
    statement = {"Effect": "Allow", "Action": actions, "Resource": resource}
    logs = {"Effect": "Allow", "Action": "logs:*", "Resource": "*"}
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = {"Version": "2012-10-17", "Statement": [logs, statement]}
    return {
        "Resources": {
            "OrdersQueue": {"Type": "AWS::SQS::Queue"},
            "IntakeRole": {
                "Type": "AWS::IAM::Role",
                "Properties": {
                    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
                    "Policies": [{"PolicyName": "own", "PolicyDocument": document}],
                },
            },
            "IntakeFunction": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "Runtime": "python3.13",
                    "Handler": "index.handle",
                    "Code": {"ZipFile": "def handle(event, context): pass\n"},
                    "Role": {"Fn::GetAtt": ["IntakeRole", "Arn"]},
                },
            },
        }
    }


def test_a_cloudformation_template_in_json(tmp_path):
    path = tmp_path / "template.json"
    path.write_text(json.dumps(template("*", ["sqs:*"]), indent=2))
    arn = "arn:aws:sqs:us-east-1:000000000000:stack-OrdersQueue"
    record(tmp_path, {**SEND, "resource": arn})
    outcome = stackc(tmp_path, "tighten", "--write", "recording.jsonl", "template.json")
    assert outcome.returncode == 0, outcome.stderr
    statements = json.loads(path.read_text())["Resources"]["IntakeRole"]["Properties"]["Policies"][0]["PolicyDocument"]
    assert statements["Statement"][1] == {
        "Effect": "Allow",
        "Action": "sqs:SendMessage",
        "Resource": {"Fn::GetAtt": ["OrdersQueue", "Arn"]},
    }


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "is no recording of `stackc run --record`"),
        ("no json\n{}\n", "recording.jsonl:1: this line is no JSON"),
        ('{"recording": 2}\n', "recording.jsonl:1: a recording of another version of stackc"),
        (json.dumps(HEADER) + '\n{"role": "R"}\n', "recording.jsonl:2: a call has `role`, `action` and `resource`"),
    ],
)
def test_what_is_no_recording_is_refused(tmp_path, text, message):
    project(tmp_path, STACK + function("intake", "") + RESOURCES)
    (tmp_path / "recording.jsonl").write_text(text)
    outcome = stackc(tmp_path, "tighten", "recording.jsonl")
    assert outcome.returncode == 2 and message in outcome.stderr


def test_a_line_cut_short_by_a_kill_is_left_out(tmp_path):
    project(tmp_path, STACK + function("intake", "    access: { allow: sqs:SendMessage, on: queues.orders }\n") + RESOURCES)
    record(tmp_path, SEND)
    path = tmp_path / "recording.jsonl"
    path.write_text(path.read_text() + '{"action": "sqs:Recei')
    assert stackc(tmp_path, "tighten", "recording.jsonl").returncode == 0
