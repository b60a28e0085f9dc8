"""Shows whoever is signed in their own profile. API Gateway has checked the token; its claims come along."""

from __future__ import annotations

import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["PROFILES_TABLE"])


def handle(event, context):
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    profile = table.get_item(Key={"id": claims["sub"]}).get("Item")
    if profile is None:
        return answer(404, {"message": "no profile yet"})
    return answer(200, profile)


def answer(status: int, body: dict) -> dict:
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}
