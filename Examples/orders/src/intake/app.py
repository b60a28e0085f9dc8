"""The shop's HTTP API: takes orders, shows them, and says that it is well.

An order that is posted twice under one `Idempotency-Key` is one order: the key decides its id, the table refuses a second
item of that id, and everything that happens after the write may be repeated.
"""

import base64
import binascii
import json
import os
import re
import uuid
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

import boto3
from botocore.exceptions import ClientError

from order import Invalid, price, read_order

TABLE = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
SQS = boto3.client("sqs")
EVENTS = boto3.client("events")

PRICES = json.loads((Path(__file__).parent / "prices.json").read_text(encoding="utf-8"))
REVIEW_FROM = int(os.environ["REVIEW_FROM"])
# Idempotency keys become ids in this name space (RFC 9562, version 5).
NAMESPACE = uuid.UUID("8f1d3a52-6d0e-4f0c-9a3e-0d6a4b1f7c55")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def handle(event, context):
    """Answers a request of an HTTP API, payload format 2.0."""
    routes = {"POST /orders": place, "GET /orders/{id}": show, "GET /health": health}
    route = routes.get(event.get("routeKey"))
    if route is None:
        return answer(404, {"error": "there is no such route"})
    try:
        return route(event)
    except Invalid as fault:
        return answer(422, {"error": str(fault), "field": fault.field})


def place(event):
    order = read_order(body_of(event))
    key = event.get("headers", {}).get("idempotency-key")
    now = datetime.now(timezone.utc)
    item = {
        "id": str(uuid.uuid5(NAMESPACE, f"{order['customer']} {key}") if key else uuid.uuid4()),
        **order,
        "total": price(order["items"], PRICES),
        "status": "received",
        "placedAt": now.isoformat(timespec="seconds"),
        "placedOn": now.date().isoformat(),
    }
    try:
        TABLE.put_item(Item=item, ConditionExpression="attribute_not_exists(id)")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return again(item)
    announce(item)
    return answer(201, public(item), {"location": f"/orders/{item['id']}"})


def again(item):
    """A repeated request: the same order gets the same answer, another one under the same key is refused."""
    stored = TABLE.get_item(Key={"id": item["id"]}, ConsistentRead=True)["Item"]
    if any(stored[name] != item[name] for name in ("customer", "country", "items")):
        return answer(409, {"error": "this idempotency-key belongs to another order"})
    # The first request may have ended between the write and the announcement; the consumers take a second one calmly.
    if stored["status"] == "received":
        announce(stored)
    return answer(200, public(stored), {"location": f"/orders/{stored['id']}"})


def announce(item):
    """Queues the order for fulfilment and tells the shop's bus of it."""
    SQS.send_message(QueueUrl=os.environ["ORDERS_QUEUE_URL"], MessageBody=json.dumps({"id": item["id"]}))
    total = int(item["total"])
    detail = {"id": item["id"], "customer": item["customer"], "total": total, "review": total >= REVIEW_FROM}
    result = EVENTS.put_events(
        Entries=[
            {
                "EventBusName": os.environ["SHOP_BUS"],
                "Source": "shop.orders",
                "DetailType": "OrderPlaced",
                "Detail": json.dumps(detail),
            }
        ]
    )
    # PutEvents answers 200 also when it refuses entries.
    if result["FailedEntryCount"]:
        raise RuntimeError(f"the bus refused OrderPlaced: {result['Entries'][0].get('ErrorCode')}")


def show(event):
    order_id = (event.get("pathParameters") or {}).get("id", "")
    if not ID.fullmatch(order_id):
        return answer(404, {"error": "there is no such order"})
    item = TABLE.get_item(Key={"id": order_id}, ConsistentRead=True).get("Item")
    return answer(200, public(item)) if item else answer(404, {"error": "there is no such order"})


def health(event):
    """Well means: the table answers. Reading a key that never exists costs half a read unit."""
    TABLE.get_item(Key={"id": "health"})
    return answer(200, {"status": "ok"})


def body_of(event):
    text = event.get("body") or ""
    try:
        if event.get("isBase64Encoded"):
            text = base64.b64decode(text, validate=True).decode("utf-8")
        return json.loads(text)
    except (binascii.Error, UnicodeDecodeError, json.JSONDecodeError):
        raise Invalid("the body is not JSON") from None


def public(item):
    names = ("id", "customer", "country", "items", "total", "status", "placedAt", "review")
    return {name: item[name] for name in names if name in item}


def answer(status, body, headers=None):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json", **(headers or {})},
        "body": json.dumps(body, default=plain),
    }


def plain(value):
    if isinstance(value, Decimal):
        return int(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
