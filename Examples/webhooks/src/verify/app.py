"""Webhooks of sources that sign what they send.

The header `X-Signature-256` holds `sha256=` and the HMAC of the body, in hexadecimal. Compared is in constant time, over
the bytes as they came: JSON that is read and written again has other bytes.
"""

import base64
import hashlib
import hmac
import json
import os
from functools import lru_cache

import boto3

SQS = boto3.client("sqs")
SECRETS = boto3.client("secretsmanager")


@lru_cache(maxsize=1)
def secret():
    """The secret, asked for once an execution environment."""
    return SECRETS.get_secret_value(SecretId=os.environ["SECRET_ARN"])["SecretString"].encode()


def handle(event, context):
    """Answers `POST /signed/{source}` of a REST API."""
    body = event.get("body") or ""
    content = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    signature = headers.get("x-signature-256")
    if not signature:
        return answer(401, {"error": "the signature is missing"})
    wanted = "sha256=" + hmac.new(secret(), content, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(wanted.encode(), signature.encode()):
        return answer(403, {"error": "the signature is wrong"})
    try:
        received = json.loads(content)
        identifier = received["id"]
    except (ValueError, KeyError, TypeError):
        return answer(400, {"error": "the body is no event"})
    received["source"] = event["pathParameters"]["source"]
    SQS.send_message(QueueUrl=os.environ["EVENTS_QUEUE_URL"], MessageBody=json.dumps(received))
    return answer(202, {"accepted": identifier})


def answer(status, body):
    """An answer as REST APIs want it."""
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}
