"""The handlers of Examples/order-saga, under boto3 against moto."""

from __future__ import annotations

import json

import boto3
import pytest
from moto import mock_aws

from conftest import REGION
from example_handlers import Example, make_table

EXAMPLE = Example("order-saga")
read, load = EXAMPLE.read, EXAMPLE.load


@pytest.fixture
def stock(monkeypatch):
    """A table with two teas, and the handler that reserves them."""
    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
        monkeypatch.setenv("STOCK_TABLE", "stock")
        table = make_table("stock", "sku")
        for sku, available in {"tea-assam-250": 3, "tea-mint-100": 1}.items():
            table.put_item(Item={"sku": sku, "available": available, "price": 990})
        app = load("stock", monkeypatch)
        app.left = lambda sku: int(table.get_item(Key={"sku": sku})["Item"]["available"])
        yield app


def test_a_reservation_is_made_once(stock):
    event = read("events", "stock.reserve")
    assert stock.handle(event, None) == {"total": 1980}
    assert stock.handle(event, None) == {"total": 1980}
    assert stock.left("tea-assam-250") == 1


def test_a_release_gives_back_once(stock):
    event = read("events", "stock.reserve")
    stock.handle(event, None)
    for _ in range(2):
        stock.handle(event | {"action": "release"}, None)
    assert stock.left("tea-assam-250") == 3


def test_what_is_missing_leaves_nothing_reserved(stock):
    items = [{"sku": "tea-assam-250", "quantity": 1}, {"sku": "tea-mint-100", "quantity": 2}]
    with pytest.raises(stock.OutOfStock):
        stock.handle({"action": "reserve", "id": "a", "items": items}, None)
    assert stock.left("tea-assam-250") == 3
    assert stock.left("tea-mint-100") == 1


def test_a_charge_has_one_key(monkeypatch):
    payments = load("payments", monkeypatch)
    event = read("events", "payments.charge")
    assert payments.handle(event, None) == read("expected", "payments.charge")
    with pytest.raises(payments.CardDeclined):
        payments.handle(event | {"total": 1_000_001}, None)


@pytest.fixture
def intake(monkeypatch):
    """The API's handler, with a machine to start."""
    with mock_aws():
        monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
        machine = boto3.client("stepfunctions", region_name=REGION).create_state_machine(
            name="order",
            definition='{"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}',
            roleArn="arn:aws:iam::123456789012:role/order",
        )
        monkeypatch.setenv("SAGA_ARN", machine["stateMachineArn"])
        yield load("intake", monkeypatch)


def test_an_order_starts_the_saga(intake):
    answer = intake.handle(read("events", "intake.order"), None)
    assert answer["statusCode"] == 202
    started = intake.states.list_executions(stateMachineArn=intake.os.environ["SAGA_ARN"])["executions"]
    assert [execution["name"] for execution in started] == [json.loads(answer["body"])["id"]]


def test_an_order_without_items_is_refused(intake):
    answer = intake.handle(read("events", "intake.empty"), None)
    assert answer == read("expected", "intake.empty")
