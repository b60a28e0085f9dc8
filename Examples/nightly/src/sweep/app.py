"""Takes out carts that nobody has touched for a week."""

import os
import time

import boto3
from boto3.dynamodb.conditions import Attr

WEEK = 7 * 24 * 3600
table = boto3.resource("dynamodb").Table(os.environ["CARTS_TABLE"])


def handle(event, context):
    before = int(event.get("now") or time.time()) - WEEK
    scan = {"FilterExpression": Attr("touched").lt(before), "ProjectionExpression": "id"}
    removed = 0
    with table.batch_writer() as batch:
        while True:
            page = table.scan(**scan)
            for cart in page["Items"]:
                batch.delete_item(Key={"id": cart["id"]})
                removed += 1
            if "LastEvaluatedKey" not in page:
                break
            scan["ExclusiveStartKey"] = page["LastEvaluatedKey"]
    return {"removed": removed}
