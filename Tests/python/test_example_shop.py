"""The handlers of Examples/shop, the one in Python under boto3 against moto, and the jar that its script puts together."""

from __future__ import annotations

import json
import runpy
import subprocess
import zipfile

import boto3
import pytest
from moto import mock_aws

from conftest import REGION
from example_handlers import Example, make_table

EXAMPLE = Example("shop")
read, load = EXAMPLE.read, EXAMPLE.load


@pytest.fixture
def checkout(monkeypatch):
    with mock_aws():
        make_table("orders", "id")
        queue = boto3.client("sqs", region_name=REGION).create_queue(QueueName="orders")["QueueUrl"]
        for name, value in {"STAGE": "dev", "ORDERS_TABLE": "orders", "ORDERS_URL": queue}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
        monkeypatch.syspath_prepend(str(EXAMPLE.folder / "layers" / "common" / "python"))
        yield load("checkout", monkeypatch).checkout


@pytest.mark.parametrize("case", EXAMPLE.cases("checkout"))
def test_answers_as_expected(checkout, case):
    assert checkout(read("events", case), None) == read("expected", case)


@pytest.mark.parametrize("case", EXAMPLE.cases("fulfil"))
def test_fulfil_answers_as_expected(case):
    # What Lambda does with a module: loads it, calls the handler with the event, takes the answer as JSON.
    module = (EXAMPLE.folder / "src" / "fulfil" / "index.js").as_uri()
    program = f"""
      const {{ fulfil }} = await import({module!r});
      console.log(JSON.stringify(await fulfil({json.dumps(read("events", case))})));
    """
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(done.stdout.splitlines()[-1]) == read("expected", case)


def test_an_order_is_kept_and_sent_on(checkout):
    event = read("events", "checkout.no-sku")
    event["body"] = json.dumps({"sku": "tea-assam-250", "quantity": 2})
    assert checkout(event, None)["statusCode"] == 202
    kept = boto3.resource("dynamodb", region_name=REGION).Table("orders").scan()["Items"]
    assert [(item["sku"], item["quantity"]) for item in kept] == [("tea-assam-250", 2)]
    sqs = boto3.client("sqs", region_name=REGION)
    sent = sqs.receive_message(QueueUrl=sqs.get_queue_url(QueueName="orders")["QueueUrl"])["Messages"]
    assert json.loads(sent[0]["Body"])["id"] == kept[0]["id"]


def test_jars_are_joined_with_all_their_services(tmp_path):
    join = runpy.run_path(str(EXAMPLE.folder / "flink" / "join_jars.py"))["join"]
    services = "META-INF/services/org.apache.flink.core.fs.FileSystemFactory"
    for name in ("one", "two"):
        with zipfile.ZipFile(tmp_path / f"{name}.jar", "w") as jar:
            jar.writestr("META-INF/MANIFEST.MF", name)
            jar.writestr(f"{name}.class", name)
            jar.writestr(services, f"{name}.Factory\n")
    join(tmp_path / "all.jar", [tmp_path / "one.jar", tmp_path / "two.jar"])
    with zipfile.ZipFile(tmp_path / "all.jar") as jar:
        assert sorted(jar.namelist()) == ["META-INF/MANIFEST.MF", services, "one.class", "two.class"]
        assert jar.read("META-INF/MANIFEST.MF") == b"one"
        assert jar.read(services) == b"one.Factory\ntwo.Factory\n"
