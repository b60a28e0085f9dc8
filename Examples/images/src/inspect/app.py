"""Takes an uploaded image in: what it is decides where it goes, and the rest of the site hears of it."""

from __future__ import annotations

import json
import os
import urllib.parse
from datetime import datetime, timezone

import boto3

import header

s3 = boto3.client("s3")
sns = boto3.client("sns")
table = boto3.resource("dynamodb").Table(os.environ["IMAGES_TABLE"])
LIBRARY = os.environ["LIBRARY_BUCKET"]
TOPIC = os.environ["ACCEPTED_TOPIC_ARN"]
LARGEST_SIDE = int(os.environ["LARGEST_SIDE"])

# The size of an image stands in its first bytes; a JPEG may have a preview and a colour profile before it.
HEAD = 256 * 1024


def handle(event, context):
    """Answers what became of each object, for whoever reads the log."""
    return [take_in(record["s3"]["bucket"]["name"], record["s3"]["object"]) for record in event["Records"]]


def take_in(bucket: str, item: dict) -> dict:
    # S3 writes keys in its events as in a form: a blank is a plus.
    key = urllib.parse.unquote_plus(item["key"])
    head = s3.get_object(Bucket=bucket, Key=key, Range=f"bytes=0-{HEAD - 1}")["Body"].read() if item["size"] else b""
    image = header.read(head)
    if image is None:
        return refused(key, "no PNG, JPEG or GIF")
    if max(image.width, image.height) > LARGEST_SIDE:
        return refused(key, f"{image.width} x {image.height} is too large")
    # The same upload told twice, as S3 may, gives the same image.
    name = f"{image.kind}/{item['eTag']}"
    s3.copy_object(Bucket=LIBRARY, Key=name, CopySource={"Bucket": bucket, "Key": key})
    record = {
        "id": item["eTag"],
        "kind": image.kind,
        "key": name,
        "width": image.width,
        "height": image.height,
        "bytes": item["size"],
        "takenIn": datetime.now(timezone.utc).isoformat(timespec="seconds"),
    }
    table.put_item(Item=record)
    sns.publish(
        TopicArn=TOPIC,
        Message=json.dumps({"bucket": LIBRARY, **record}),
        MessageAttributes={"kind": {"DataType": "String", "StringValue": image.kind}},
    )
    return {"upload": key, "image": name, "width": image.width, "height": image.height}


def refused(key: str, why: str) -> dict:
    # The upload stays until the bucket's lifecycle takes it.
    return {"upload": key, "refused": why}
