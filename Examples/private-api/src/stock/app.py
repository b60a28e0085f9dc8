"""Stock levels: GET /stock/SKU tells one, PUT /stock/SKU sets one, POST /stock/SKU/take takes from it.

The events are those of a REST API's proxy integration (payload format 1.0).
"""

import json
import logging
import os
from decimal import Decimal

import boto3
from botocore.exceptions import ClientError

log = logging.getLogger()
log.setLevel(logging.INFO)
table = boto3.resource("dynamodb").Table(os.environ["STOCK_TABLE"])


class Refused(Exception):
    """An answer that is no success."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def handle(event, context):
    try:
        return answer(200, route(event["httpMethod"], event["pathParameters"]["sku"], event))
    except Refused as refused:
        return answer(refused.status, {"message": str(refused)})


def route(method, sku, event):
    """Which of the three routes it is; API Gateway lets no other through."""
    if method == "GET":
        return level(sku)
    if method == "PUT":
        return put(sku, quantity(event, least=0))
    return take(sku, quantity(event, least=1))


def level(sku):
    item = table.get_item(Key={"sku": sku}).get("Item")
    if item is None:
        raise Refused(404, f"{sku} is not stocked")
    return {"sku": sku, "quantity": int(item["quantity"])}


def put(sku, amount):
    table.put_item(Item={"sku": sku, "quantity": Decimal(amount)})
    log.info("stock of %s set to %d", sku, amount)
    return {"sku": sku, "quantity": amount}


def take(sku, amount):
    """Takes from the stock in one step, so that two callers never take the same piece."""
    try:
        item = table.update_item(
            Key={"sku": sku},
            UpdateExpression="SET quantity = quantity - :n",
            ConditionExpression="quantity >= :n",
            ExpressionAttributeValues={":n": Decimal(amount)},
            ReturnValues="ALL_NEW",
        )["Attributes"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        raise Refused(409, f"{sku} has not {amount} left") from error
    return {"sku": sku, "quantity": int(item["quantity"])}


def quantity(event, least):
    try:
        amount = json.loads(event.get("body") or "")["quantity"]
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(400, "the body is JSON with a `quantity`") from error
    if not isinstance(amount, int) or isinstance(amount, bool) or amount < least:
        raise Refused(400, f"`quantity` is a whole number of at least {least}")
    return amount


def answer(status, body):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(body),
    }
