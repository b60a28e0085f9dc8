"""Registers parcels, and reminds of those that wait."""

import json
import os
import uuid

import boto3
from boto3.dynamodb.conditions import Attr

TABLE = boto3.resource("dynamodb").Table(os.environ["PARCELS_TABLE"])
SQS = boto3.client("sqs")


def register(event, context):
    parcel = {"id": str(uuid.uuid4()), **json.loads(event["body"])}
    TABLE.put_item(Item=parcel, ConditionExpression="attribute_not_exists(id)")
    SQS.send_message(QueueUrl=os.environ["LABELS_URL"], MessageBody=json.dumps({"id": parcel["id"]}))
    return {"statusCode": 201, "body": json.dumps({"id": parcel["id"]})}


def remind(event, context):
    waiting = event.get("detail", {}).get("parcels", [])
    return {"reminded": len(waiting)}


def sweep(event, context):
    old = TABLE.scan(FilterExpression=Attr("status").eq("delivered"))["Items"]
    with TABLE.batch_writer() as batch:
        for parcel in old:
            batch.delete_item(Key={"id": parcel["id"], "createdAt": parcel["createdAt"]})
    return {"swept": len(old)}
