"""Takes orders over HTTP and starts the saga of each."""

import json
import os
import uuid

import boto3

states = boto3.client("stepfunctions")


def answer(status, body):
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}


def fault(order):
    """What is wrong with an order; None if nothing is."""
    if not isinstance(order, dict) or not isinstance(order.get("customer"), str):
        return "an order has a customer"
    items = order.get("items")
    if not isinstance(items, list) or not items:
        return "an order has items"
    for item in items:
        quantity = item.get("quantity") if isinstance(item, dict) else None
        if not isinstance(quantity, int) or quantity < 1 or not isinstance(item.get("sku"), str):
            return "an item has a sku and a quantity from 1"
    return None


def handle(event, context):
    try:
        order = json.loads(event.get("body") or "")
    except ValueError:
        return answer(400, {"error": "the body is no JSON"})
    if problem := fault(order):
        return answer(400, {"error": problem})
    key = event.get("headers", {}).get("idempotency-key")
    identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, key)) if key else str(uuid.uuid4())
    execution = {"id": identifier, "customer": order["customer"], "items": order["items"]}
    try:
        # The name is taken for 90 days: the same order cannot start twice.
        states.start_execution(stateMachineArn=os.environ["SAGA_ARN"], name=identifier, input=json.dumps(execution))
    except states.exceptions.ExecutionAlreadyExists:
        return answer(200, {"id": identifier})
    return answer(202, {"id": identifier})
