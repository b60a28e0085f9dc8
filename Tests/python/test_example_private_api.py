"""The handler of Examples/private-api, under boto3 against moto."""

from __future__ import annotations

import json

import pytest
from moto import mock_aws

from conftest import REGION
from example_handlers import Example, make_table

EXAMPLE = Example("private-api")
read, load = EXAMPLE.read, EXAMPLE.load


@pytest.fixture
def stock(monkeypatch):
    with mock_aws():
        make_table("stock", "sku")
        monkeypatch.setenv("STOCK_TABLE", "stock")
        monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
        yield load("stock", monkeypatch).handle


@pytest.mark.parametrize("case", EXAMPLE.cases("stock"))
def test_answers_as_expected(stock, case):
    assert stock(read("events", case), None) == read("expected", case)


def test_takes_what_is_there_once(stock):
    event = read("events", "stock.put")
    stock(event, None)
    event["httpMethod"] = "POST"
    event["body"] = json.dumps({"quantity": 7})
    assert json.loads(stock(event, None)["body"])["quantity"] == 5
    assert stock(event, None)["statusCode"] == 409


def test_tells_the_level(stock):
    event = read("events", "stock.put")
    stock(event, None)
    event["httpMethod"] = "GET"
    assert json.loads(stock(event, None)["body"]) == {"sku": "tea-assam-250", "quantity": 12}
