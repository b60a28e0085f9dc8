"""Reserves what an order needs, and gives it back."""

import os

import boto3
from botocore.exceptions import ClientError

table = boto3.resource("dynamodb").Table(os.environ["STOCK_TABLE"])


class OutOfStock(Exception):
    """The state machine sees the name of this class as the error's name."""


def reserve(order, items):
    """Takes the items off the stock, each once for an order; gives back what it took when one is missing."""
    taken = []
    total = 0
    for item in items:
        try:
            found = table.update_item(
                Key={"sku": item["sku"]},
                UpdateExpression="SET available = available - :n ADD holders :o",
                ConditionExpression="available >= :n AND NOT contains(holders, :id)",
                ExpressionAttributeValues={":n": item["quantity"], ":o": {order}, ":id": order},
                ReturnValues="ALL_NEW",
            )["Attributes"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            found = table.get_item(Key={"sku": item["sku"]}, ConsistentRead=True).get("Item", {})
            if order not in found.get("holders", set()):
                release(order, taken)
                raise OutOfStock(item["sku"]) from None
        taken.append(item)
        total += int(found["price"]) * item["quantity"]
    return {"total": total}


def release(order, items):
    """Gives back what the order holds; what it does not hold stays."""
    for item in items:
        try:
            table.update_item(
                Key={"sku": item["sku"]},
                UpdateExpression="SET available = available + :n DELETE holders :o",
                ConditionExpression="contains(holders, :id)",
                ExpressionAttributeValues={":n": item["quantity"], ":o": {order}, ":id": order},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
    return {}


def handle(event, context):
    action = {"reserve": reserve, "release": release}[event["action"]]
    return action(event["id"], event["items"])
