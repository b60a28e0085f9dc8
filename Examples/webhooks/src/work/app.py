"""Works events off, each once: a queue may deliver a message twice, and a sender may send it again.

Messages that failed are named in the answer, so that only those come again.
"""

import json
import os
import time

import boto3
from botocore.exceptions import ClientError

TABLE = boto3.resource("dynamodb").Table(os.environ["EVENTS_TABLE"])
RETENTION = int(os.environ["RETENTION_DAYS"]) * 24 * 60 * 60


def handle(event, context):
    """Takes a batch of messages of the queue."""
    failures = []
    for record in event["Records"]:
        try:
            take(json.loads(record["body"]))
        except Exception as problem:
            print(json.dumps({"message": record["messageId"], "problem": repr(problem)}))
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}


def take(received):
    """Keeps an event; one that is there already is done."""
    item = {
        "id": received["id"],
        "type": received["type"],
        "source": received.get("source", "partner"),
        "data": json.dumps(received.get("data", {})),
        "expires": int(time.time()) + RETENTION,
    }
    try:
        TABLE.put_item(Item=item, ConditionExpression="attribute_not_exists(id)")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
