"""Takes clicks over HTTP and puts them into a stream; tells what is looked at."""

import base64
import json
import os
from datetime import datetime, timezone
from decimal import Decimal

import boto3

MOST_CLICKS = 100

kinesis = boto3.client("kinesis")
table = boto3.resource("dynamodb").Table(os.environ["TRENDS_TABLE"])


class Refused(Exception):
    """The request cannot be taken; the message says why."""


def handle(event, context):
    if event["routeKey"] == "GET /trends":
        return answer(200, {"trends": trends()})
    try:
        clicks = read(event)
    except Refused as refusal:
        return answer(400, {"error": str(refusal)})
    return take(clicks)


def read(event):
    body = event.get("body") or ""
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body).decode()
    try:
        clicks = json.loads(body)
    except ValueError:
        raise Refused("the body is not JSON") from None
    if not isinstance(clicks, list) or not 1 <= len(clicks) <= MOST_CLICKS:
        raise Refused(f"the body is a list of 1 to {MOST_CLICKS} clicks")
    return [checked(click) for click in clicks]


def checked(click):
    if not isinstance(click, dict):
        raise Refused("a click is an object")
    for name in ("visitor", "page"):
        if not isinstance(click.get(name), str) or not 0 < len(click[name]) <= 256:
            raise Refused(f"a click needs `{name}`, a text of at most 256 letters")
    at = click.get("at") or datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    return {"visitor": click["visitor"], "page": click["page"], "at": at}


def take(clicks):
    """Puts all clicks; those that a busy shard refused are the caller's to send again."""
    records = [{"Data": json.dumps(click).encode(), "PartitionKey": click["visitor"]} for click in clicks]
    found = kinesis.put_records(StreamName=os.environ["CLICKS_STREAM"], Records=records)
    refused = [index for index, record in enumerate(found["Records"]) if "ErrorCode" in record]
    return answer(503 if refused else 202, {"taken": len(clicks) - len(refused), "again": refused})


def trends():
    items = table.scan(Limit=100)["Items"]
    return sorted(items, key=lambda item: (-item["views"], item["page"]))


def answer(status, body):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(body, default=lambda value: int(value) if isinstance(value, Decimal) else str(value)),
    }
