"""After a confirmation: the customer gets a profile. Cognito may call twice, so the first profile stays."""

from __future__ import annotations

import os
from datetime import datetime, timezone

import boto3
from botocore.exceptions import ClientError

table = boto3.resource("dynamodb").Table(os.environ["PROFILES_TABLE"])


def handle(event, context):
    # The same trigger comes after a forgotten password, when there is a profile already.
    if event["triggerSource"] != "PostConfirmation_ConfirmSignUp":
        return event
    attributes = event["request"]["userAttributes"]
    profile = {
        "id": attributes["sub"],
        "email": attributes["email"],
        "name": attributes["given_name"],
        "tier": attributes.get("custom:tier", "basic"),
        "since": datetime.now(timezone.utc).isoformat(timespec="seconds"),
    }
    try:
        table.put_item(Item=profile, ConditionExpression="attribute_not_exists(id)")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
    # Cognito wants its event back.
    return event
