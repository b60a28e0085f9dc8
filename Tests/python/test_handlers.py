"""The handlers of Examples/orders, under boto3 against moto."""

from __future__ import annotations

import importlib
import json
import sys
from types import SimpleNamespace

import boto3
import pytest
from moto import mock_aws

from conftest import REGION, ROOT
from example_handlers import make_table

SOURCES = ROOT / "Examples/orders/src"
EVENTS = ROOT / "Examples/orders/events"
EXPECTED = ROOT / "Examples/orders/expected"


def event(name):
    return json.loads((EVENTS / f"{name}.json").read_text())


def load(folder, monkeypatch):
    """The handler's module, loaded anew as Lambda loads it."""
    monkeypatch.syspath_prepend(str(SOURCES / folder))
    for name in ("app", "order"):
        sys.modules.pop(name, None)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return importlib.import_module("app")


@pytest.fixture
def shop(monkeypatch):
    """The shop's table, queues, topic and bus in moto, and the handlers' environment."""
    with mock_aws():
        sqs = boto3.client("sqs", region_name=REGION)
        sns = boto3.client("sns", region_name=REGION)
        events = boto3.client("events", region_name=REGION)
        table = make_table("orders", "id")
        urls = {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("orders", "seen", "shipped")}
        urls["ledger"] = sqs.create_queue(QueueName="ledger.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
        arns = {
            name: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
            for name, url in urls.items()
        }
        topic = sns.create_topic(Name="shipped")["TopicArn"]
        sns.subscribe(
            TopicArn=topic, Protocol="sqs", Endpoint=arns["shipped"], Attributes={"RawMessageDelivery": "true"}
        )
        events.create_event_bus(Name="shop")
        events.put_rule(Name="all", EventBusName="shop", EventPattern='{"source": ["shop.orders"]}')
        events.put_targets(Rule="all", EventBusName="shop", Targets=[{"Id": "1", "Arn": arns["seen"]}])
        for name, value in {
            "ORDERS_TABLE": "orders",
            "ORDERS_QUEUE_URL": urls["orders"],
            "SHOP_BUS": "shop",
            "REVIEW_FROM": "50000",
            "LEDGER_QUEUE_URL": urls["ledger"],
            "SHIPPED_TOPIC_ARN": topic,
        }.items():
            monkeypatch.setenv(name, value)

        def messages(queue):
            found = sqs.receive_message(QueueUrl=urls[queue], MaxNumberOfMessages=10).get("Messages", [])
            for message in found:
                sqs.delete_message(QueueUrl=urls[queue], ReceiptHandle=message["ReceiptHandle"])
            return [json.loads(message["Body"]) for message in found]

        yield SimpleNamespace(table=table, messages=messages, monkeypatch=monkeypatch)


@pytest.fixture
def intake(shop, monkeypatch):
    return load("intake", monkeypatch)


def body(answer):
    return json.loads(answer["body"])


def test_an_order_is_priced_stored_queued_and_announced(shop, intake):
    answer = intake.handle(event("place-order"), None)
    assert answer["statusCode"] == 201
    order = body(answer)
    assert order["total"] == 8900 + 2 * 1290
    assert answer["headers"]["location"] == f"/orders/{order['id']}"
    assert shop.table.get_item(Key={"id": order["id"]})["Item"]["status"] == "received"
    assert shop.messages("orders") == [{"id": order["id"]}]
    [seen] = shop.messages("seen")
    assert seen["detail-type"] == "OrderPlaced"
    assert seen["detail"] == {"id": order["id"], "customer": "c-1007", "total": 11480, "review": False}


def test_a_large_order_asks_for_review(shop, intake):
    intake.handle(event("place-large-order"), None)
    assert shop.messages("seen")[0]["detail"]["review"] is True


def test_a_repeated_request_is_one_order(shop, intake):
    first = body(intake.handle(event("place-order"), None))
    again = intake.handle(event("place-order"), None)
    assert (again["statusCode"], body(again)["id"]) == (200, first["id"])
    assert shop.table.scan()["Count"] == 1


def test_a_key_does_not_serve_two_orders(shop, intake):
    intake.handle(event("place-order"), None)
    other = event("place-order")
    other["body"] = json.dumps({"customer": "c-1007", "country": "ch", "items": [{"sku": "cup-porcelain"}]})
    assert intake.handle(other, None)["statusCode"] == 409


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", None),
        ("[]", None),
        ('{"customer": "c-1", "country": "Germany", "items": []}', "country"),
        ('{"customer": "", "country": "de", "items": []}', "customer"),
        ('{"customer": "c-1", "country": "de", "items": []}', "items"),
        ('{"customer": "c-1", "country": "de", "items": [{"sku": "cup-porcelain", "quantity": true}]}', "items[0].quantity"),
        ('{"customer": "c-1", "country": "de", "items": [{"sku": "cup-porcelain", "quantity": 101}]}', "items[0].quantity"),
        ('{"customer": "c-1", "country": "de", "items": [{"sku": "gold"}]}', "items[0].sku"),
    ],
)
def test_what_is_no_order_is_refused(shop, intake, text, field):
    answer = intake.handle({"routeKey": "POST /orders", "headers": {}, "body": text}, None)
    assert answer["statusCode"] == 422
    assert body(answer)["field"] == field
    assert shop.table.scan()["Count"] == 0


def test_an_order_is_shown(shop, intake):
    order = body(intake.handle(event("place-order"), None))
    shown = event("show-order")
    assert intake.handle(shown, None)["statusCode"] == 404
    shown["pathParameters"]["id"] = order["id"]
    assert body(intake.handle(shown, None)) == order


@pytest.mark.parametrize("name", sorted(path.stem for path in EXPECTED.glob("*.json") if not path.stem.startswith("fulfil")))
def test_intake_answers_as_is_expected(shop, intake, name):
    answer = intake.handle(event(name), None)
    answer["body"] = body(answer)
    answer["body"].pop("placedAt", None)
    assert answer == json.loads((EXPECTED / f"{name}.json").read_text())


def test_fulfilment_names_the_order_that_nobody_placed(shop, monkeypatch):
    answer = load("fulfil", monkeypatch).handle(event("fulfil-batch"), None)
    assert answer == json.loads((EXPECTED / "fulfil-batch.json").read_text())


def test_health(shop, intake):
    assert intake.handle(event("health"), None)["statusCode"] == 200


def batch(*bodies):
    return {"Records": [{"messageId": str(index), "body": text} for index, text in enumerate(bodies)]}


@pytest.fixture
def placed(shop, monkeypatch):
    """The id of an order that waits for fulfilment, and the handler that fulfils."""
    answer = load("intake", monkeypatch).handle(event("place-order"), None)
    shop.messages("orders")
    return body(answer)["id"], load("fulfil", monkeypatch)


def test_fulfilment_posts_tells_and_ships(shop, placed):
    order, fulfil = placed
    assert fulfil.handle(batch(json.dumps({"id": order})), None) == {"batchItemFailures": []}
    assert shop.table.get_item(Key={"id": order})["Item"]["status"] == "shipped"
    assert shop.messages("ledger") == [{"order": order, "customer": "c-1007", "cents": 11480}]
    assert shop.messages("shipped") == [{"order": order, "country": "ch", "pieces": 3}]


def test_a_message_that_comes_again_changes_nothing(shop, placed):
    order, fulfil = placed
    fulfil.handle(batch(json.dumps({"id": order})), None)
    shop.messages("ledger"), shop.messages("shipped")
    assert fulfil.handle(batch(json.dumps({"id": order})), None) == {"batchItemFailures": []}
    assert shop.messages("ledger") == [] == shop.messages("shipped")


def test_an_order_left_half_done_is_finished(shop, placed):
    order, fulfil = placed
    fulfil.move(order, "received", "shipping")
    fulfil.handle(batch(json.dumps({"id": order})), None)
    assert shop.table.get_item(Key={"id": order})["Item"]["status"] == "shipped"
    assert len(shop.messages("ledger")) == 1


def test_only_the_messages_at_fault_come_again(shop, placed):
    order, fulfil = placed
    answer = fulfil.handle(batch("not json", json.dumps({"id": order}), '{"id": "unknown"}', "[]", '{"id": 7}'), None)
    assert [item["itemIdentifier"] for item in answer["batchItemFailures"]] == ["0", "2", "3", "4"]
    assert shop.table.get_item(Key={"id": order})["Item"]["status"] == "shipped"
