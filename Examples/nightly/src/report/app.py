"""Sums up a day's orders into a file."""

import datetime
import json
import os

import boto3
from boto3.dynamodb.conditions import Key

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
s3 = boto3.client("s3")


def orders(day):
    """The orders of a day, page by page."""
    query = {"KeyConditionExpression": Key("day").eq(day)}
    while True:
        page = table.query(**query)
        yield from page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        query["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def handle(event, context):
    day = event.get("day") or (datetime.date.today() - datetime.timedelta(days=1)).isoformat()
    sums = {"day": day, "orders": 0, "total": 0}
    for order in orders(day):
        sums["orders"] += 1
        sums["total"] += int(order["total"])
    s3.put_object(
        Bucket=os.environ["REPORTS_BUCKET"],
        Key=f"days/{day}.json",
        Body=json.dumps(sums),
        ContentType="application/json",
    )
    return sums
