"""The handler of Examples/private-api, under boto3 against moto."""

from __future__ import annotations

import importlib
import json
import sys

import boto3
import pytest
from moto import mock_aws

from conftest import REGION, ROOT

EXAMPLE = ROOT / "Examples/private-api"
CASES = sorted(path.name.removesuffix(".json") for path in (EXAMPLE / "events").glob("stock.*.json"))


def read(folder, name):
    return json.loads((EXAMPLE / folder / f"{name}.json").read_text())


@pytest.fixture
def stock(monkeypatch):
    with mock_aws():
        boto3.resource("dynamodb", region_name=REGION).create_table(
            TableName="stock",
            KeySchema=[{"AttributeName": "sku", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "sku", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        monkeypatch.setenv("STOCK_TABLE", "stock")
        monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
        monkeypatch.syspath_prepend(str(EXAMPLE / "src/stock"))
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        sys.modules.pop("app", None)
        yield importlib.import_module("app").handle
        sys.modules.pop("app", None)


@pytest.mark.parametrize("case", CASES)
def test_answers_as_expected(stock, case):
    assert stock(read("events", case), None) == read("expected", case)


def test_takes_what_is_there_once(stock):
    event = read("events", "stock.put")
    stock(event, None)
    event["requestContext"]["http"]["method"] = "POST"
    event["rawPath"] += "/take"
    event["body"] = json.dumps({"quantity": 7})
    assert json.loads(stock(event, None)["body"])["quantity"] == 5
    assert stock(event, None)["statusCode"] == 409


def test_tells_the_level(stock):
    event = read("events", "stock.put")
    stock(event, None)
    event["requestContext"]["http"]["method"] = "GET"
    assert json.loads(stock(event, None)["body"]) == {"sku": "tea-assam-250", "quantity": 12}
