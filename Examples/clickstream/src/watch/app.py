"""Keeps the newest count of each page, and names the first record that fails: Lambda begins again there."""

import base64
import json
import os
import time

import boto3

KEPT_SECONDS = 24 * 3600

table = boto3.resource("dynamodb").Table(os.environ["TRENDS_TABLE"])


def handle(event, context):
    for record in event["Records"]:
        try:
            keep(json.loads(base64.b64decode(record["kinesis"]["data"])))
        except Exception as error:
            print(json.dumps({"failed": record["eventID"], "error": repr(error)}))
            # Of a stream, everything from the first failure on comes again.
            return {"batchItemFailures": [{"itemIdentifier": record["kinesis"]["sequenceNumber"]}]}
    return {"batchItemFailures": []}


def keep(trend):
    table.put_item(
        Item={
            "page": trend["page"],
            "views": int(trend["views"]),
            "visitors": int(trend["visitors"]),
            "since": trend["since"],
            "expires": int(time.time()) + KEPT_SECONDS,
        }
    )
