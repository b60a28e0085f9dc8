"""Rooms in which people talk over WebSocket.

The table has an item for each connection. A message goes to every connection of the speaker's room; one that is gone is
forgotten.
"""

import json
import os
import re
import time

import boto3
from boto3.dynamodb.conditions import Key

TABLE = boto3.resource("dynamodb").Table(os.environ["MEMBERS_TABLE"])
NAME = re.compile(r"[\w .-]{1,40}")
# API Gateway ends a connection after two hours.
LIFETIME = 2 * 60 * 60
LONGEST = 2000


def join(event, context):
    """`$connect`: whoever does not say who comes, and where, is turned away."""
    query = event.get("queryStringParameters") or {}
    room, name = query.get("room", ""), query.get("name", "")
    if not NAME.fullmatch(room) or not NAME.fullmatch(name):
        return {"statusCode": 400, "body": "say where you come, and who you are: ?room=tea&name=ada"}
    TABLE.put_item(
        Item={
            "connection": event["requestContext"]["connectionId"],
            "room": room,
            "name": name,
            "expires": int(time.time()) + LIFETIME,
        }
    )
    return {"statusCode": 200}


def leave(event, context):
    """`$disconnect`: forgets the connection."""
    TABLE.delete_item(Key={"connection": event["requestContext"]["connectionId"]})
    return {"statusCode": 200}


def say(event, context):
    """`say`: tells everybody in the room, the speaker too."""
    text = spoken(event.get("body"))
    if text is None:
        return {"statusCode": 400}
    speaker = TABLE.get_item(Key={"connection": event["requestContext"]["connectionId"]}).get("Item")
    if speaker is None:
        return {"statusCode": 403}
    message = json.dumps({"room": speaker["room"], "from": speaker["name"], "text": text}).encode()
    connections = boto3.client("apigatewaymanagementapi", endpoint_url=os.environ["CONNECTIONS_URL"])
    for connection in members(speaker["room"]):
        try:
            connections.post_to_connection(ConnectionId=connection, Data=message)
        except connections.exceptions.GoneException:
            TABLE.delete_item(Key={"connection": connection})
    return {"statusCode": 200}


def spoken(body):
    """The text of a message; None if it is none."""
    try:
        text = json.loads(body or "")["text"]
    except (ValueError, KeyError, TypeError):
        return None
    return text if isinstance(text, str) and 0 < len(text) <= LONGEST else None


def members(room):
    """The connections of a room, page by page."""
    query = {"IndexName": "byRoom", "KeyConditionExpression": Key("room").eq(room)}
    while True:
        page = TABLE.query(**query)
        yield from (item["connection"] for item in page["Items"])
        if "LastEvaluatedKey" not in page:
            return
        query["ExclusiveStartKey"] = page["LastEvaluatedKey"]
