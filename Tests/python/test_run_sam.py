"""A SAM template, running: requests to a REST and an HTTP API pass through a function and a queue to the consumer, permissions
are enforced, and a denial leads to the line of the template."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
import zipfile

import pytest

from conftest import stackc
from local_run import LocalRun, drain, eventually

TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Shop: { Type: String, Default: corner }
Globals:
  Function:
    Runtime: python3.11
    Timeout: 10
    Environment: { Variables: { SHOP: !Ref Shop } }
Resources:
  Intake:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/intake/
      Handler: app.handle
      AutoPublishAlias: live
      Environment: { Variables: { ORDERS_URL: !Ref Orders } }
      Policies:
        - SQSSendMessagePolicy: { QueueName: !GetAtt Orders.QueueName }
      Events:
        Place: { Type: Api, Properties: { Path: /orders, Method: post } }
        Show: { Type: Api, Properties: { Path: "/orders/{id}", Method: get } }
        Health: { Type: HttpApi, Properties: { Path: "/health/{part}", Method: get } }
  Fulfil:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ./src/fulfil
      Handler: app.handle
      Environment: { Variables: { SHIPPED_URL: !Ref Shipped } }
      Policies:
        - SQSSendMessagePolicy: { QueueName: !GetAtt Shipped.QueueName }
      Events:
        Orders: { Type: SQS, Properties: { Queue: !GetAtt Orders.Arn, BatchSize: 1 } }
  Orders: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: 60 } }
  Shipped: { Type: AWS::SQS::Queue }
Outputs:
  Url: { Value: !Sub "https://${ServerlessRestApi}.execute-api.${AWS::Region}.amazonaws.com/Prod/" }
"""
INTAKE = """\
import json, os
import boto3

sqs = boto3.client("sqs")


def handle(event, context):
    if event.get("version") == "2.0" or event["httpMethod"] == "GET":
        return {"statusCode": 200, "body": json.dumps(event)}
    if event["body"] == "broken":
        return "no answer at all"
    order = {"order": event["body"], "shop": os.environ["SHOP"], "path": event["path"]}
    sqs.send_message(QueueUrl=os.environ["ORDERS_URL"], MessageBody=json.dumps(order))
    return {"statusCode": 201, "body": json.dumps(order)}
"""
FULFIL = """\
import os
import boto3

sqs = boto3.client("sqs")


def handle(event, context):
    for record in event["Records"]:
        sqs.send_message(QueueUrl=os.environ["SHIPPED_URL"], MessageBody=record["body"])
"""
POLICY = """\
      Policies:
        - SQSSendMessagePolicy: { QueueName: !GetAtt Orders.QueueName }
"""


@pytest.fixture
def template(tmp_path):
    for name, text in {"template.yaml": TEMPLATE, "src/intake/app.py": INTAKE, "src/fulfil/app.py": FULFIL}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "template.yaml"


def request(run, api, method, path, body=None):
    asked = urllib.request.Request(
        f"{run.url}/_api/{api}{path}", method=method, data=body, headers={"X-Trace": "a"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, dict(refused.headers), refused.read().decode()


def test_an_order_passes_through(template):
    with LocalRun(template, "--param", "Shop=market") as run:
        status, headers, body = request(run, "serverlessrestapi", "POST", "/Prod/orders", b"seven pears")
        assert status == 201, (body, run.told)
        assert headers["Content-Type"] == "application/json"  # what a REST API takes an answer without a type for
        [parcel] = drain(run.client("sqs"), run.queue("Shipped"), 1)
        assert json.loads(parcel["Body"]) == {"order": "seven pears", "shop": "market", "path": "/orders"}
        assert run.end() == 0


def test_a_rest_api_hands_on_events_and_answers_as_rest_apis_do(template):
    with LocalRun(template) as run:
        status, _, body = request(run, "serverlessrestapi", "GET", "/Prod/orders/7?color=red&color=blue")
        assert status == 200, (body, run.told)
        event = json.loads(body)
        assert "version" not in event
        assert event["resource"] == "/orders/{id}" and event["path"] == "/orders/7"
        assert event["requestContext"]["path"] == "/Prod/orders/7" and event["requestContext"]["stage"] == "Prod"
        assert event["pathParameters"] == {"id": "7"}
        assert event["multiValueQueryStringParameters"] == {"color": ["red", "blue"]}
        assert event["headers"]["x-trace"] == "a" and event["headers"]["X-Forwarded-Proto"] == "http"
        missing = request(run, "serverlessrestapi", "GET", "/Prod/nowhere")
        assert missing[0] == 403 and json.loads(missing[2]) == {"message": "Missing Authentication Token"}
        assert request(run, "serverlessrestapi", "GET", "/orders/7")[0] == 403  # no stage
        broken = request(run, "serverlessrestapi", "POST", "/Prod/orders", b"broken")
        assert broken[0] == 502 and json.loads(broken[2]) == {"message": "Internal server error"}
        health = request(run, "serverlesshttpapi", "GET", "/health/heart")
        assert health[0] == 200
        assert json.loads(health[2])["pathParameters"] == {"part": "heart"}


def test_a_missing_policy_is_a_denial_at_the_template(template):
    text = template.read_text()
    assert POLICY in text
    template.write_text(text.replace(POLICY, ""))
    line = 1 + template.read_text().splitlines().index("  Intake:")
    with LocalRun(template) as run:
        assert request(run, "serverlessrestapi", "POST", "/Prod/orders", b"pears")[0] == 502
        told = run.hears(r"error\[STK001\].*sqs:SendMessage")
        assert f"template.yaml:{line}:" in told


def test_handlers_and_the_template_are_taken_up_while_it_runs(template):
    with LocalRun(template) as run:
        assert request(run, "serverlessrestapi", "POST", "/Prod/orders", b"pears")[0] == 201
        handler = template.parent / "src/intake/app.py"
        # Of another length: Python tells an edit within a second by nothing else.
        handler.write_text(handler.read_text().replace("201", "202") + "# edited\n")
        assert eventually(lambda: request(run, "serverlessrestapi", "POST", "/Prod/orders", b"x")[0] == 202), run.told
        template.write_text(template.read_text().replace("Path: /orders, Method: post", "Path: /requests, Method: post"))
        assert eventually(lambda: request(run, "serverlessrestapi", "POST", "/Prod/requests", b"x")[0] == 202), run.told


def built(folder):
    done = stackc("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads((folder / "build/template.json").read_text())


def test_build_packs_the_code_and_publishes_what_changed(template):
    folder = template.parent
    first = built(folder)
    code = first["Resources"]["Intake"]["Properties"]["Code"]
    assert code["S3Bucket"] == {"Ref": "ArtifactBucket"}
    name = code["S3Key"]["Fn::Sub"].removeprefix("${ArtifactPrefix}")
    with zipfile.ZipFile(folder / "build/code" / name) as archive:
        assert archive.namelist() == ["app.py"]
        assert archive.read("app.py").decode() == INTAKE
    assert built(folder) == first
    (folder / "src/intake/app.py").write_text(INTAKE + "\n# changed\n")
    second = built(folder)

    def versions(template):
        return {id for id, one in template["Resources"].items() if one["Type"] == "AWS::Lambda::Version"}

    assert second["Resources"]["Intake"]["Properties"]["Code"] != code
    assert versions(first) and not versions(first) & versions(second)  # else AWS would go on with the old code


def test_code_of_plain_cloudformation_is_packed_too(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/app.py").write_text(FULFIL)
    template = {
        "Resources": {
            "F": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "Code": "./src", "Handler": "app.handle", "Runtime": "python3.13",
                    "Role": "arn:aws:iam::123456789012:role/worker",
                },
            }
        }
    }
    (tmp_path / "template.json").write_text(json.dumps(template))
    made = built(tmp_path)
    assert made["Resources"]["F"]["Properties"]["Code"]["S3Bucket"] == {"Ref": "ArtifactBucket"}
    assert [name for name in os.listdir(tmp_path / "build/code") if name.endswith(".zip")]


def test_what_is_not_here_or_needs_a_build_is_said(template):
    text = template.read_text().replace("CodeUri: ./src/fulfil", "CodeUri: ./src/elsewhere")
    text = text.replace("  Intake:\n", "  Intake:\n    Metadata: { BuildMethod: makefile }\n")
    template.write_text(text)
    told = stackc("lint", "--format", "concise", cwd=template.parent)
    assert told.returncode == 0, told.stdout
    assert "STK342" in told.stdout and "src/intake/" in told.stdout
    assert "STK336" in told.stdout and "src/elsewhere" in told.stdout


def test_parameter_files(template):
    folder = template.parent
    forms = {
        "list.json": [{"ParameterKey": "Shop", "ParameterValue": "list"}],
        "pipeline.json": {"Parameters": {"Shop": "pipeline"}, "Tags": {}},
        "plain.json": {"Shop": "plain"},
    }
    for name, content in forms.items():
        (folder / name).write_text(json.dumps(content))
        done = stackc("build", "--param-file", name, cwd=folder)
        assert done.returncode == 0, done.stderr
        plan = json.loads((folder / "build/wiring.json").read_text())
        assert {"name": "Shop", "value": name.removesuffix(".json")}.items() <= plan["parameters"][0].items()
    done = stackc("build", "--param-file", "plain.json", "--param", "Shop=command", cwd=folder)
    assert json.loads((folder / "build/wiring.json").read_text())["parameters"][0]["value"] == "command", done.stderr
    for content in ("[{}]", "7", "{", '{"Shop": {}}'):
        (folder / "bad.json").write_text(content)
        bad = stackc("build", "--param-file", "bad.json", cwd=folder)
        assert bad.returncode == 2 and "bad.json" in bad.stderr
    assert stackc("build", "--param-file", "absent.json", cwd=folder).returncode == 2
