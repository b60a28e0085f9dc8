"""Everything that reaches the shop's one Python function, told apart by the shape of its event.

A real shop would have a function for each; this one shows what each way in brings along.
"""

import base64
import json
import os
import uuid

import boto3

from shop import receipt

TABLE = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
SQS = boto3.client("sqs")


def checkout(event, context):
    if "records" in event and "deliveryStreamArn" in event:
        return {"records": [transformed(record) for record in event["records"]]}
    if event.get("triggerSource", "").startswith("PreSignUp_"):
        return sign_up(event)
    if "connectionId" in event.get("requestContext", {}):
        return {"statusCode": 200}
    if event.get("detail-type") == "Scheduled Event":
        return {"orders": TABLE.scan(Select="COUNT")["Count"]}
    return api(event)


def api(event):
    """A request of the HTTP API, payload format 2.0."""
    if event.get("routeKey") == "GET /health":
        return answer(200, {"stage": os.environ["STAGE"]})
    try:
        order = json.loads(event.get("body") or "")
        sku, quantity = order["sku"], int(order["quantity"])
    except (ValueError, KeyError, TypeError):
        return answer(422, {"error": "an order has a `sku` and a `quantity`"})
    item = {"id": str(uuid.uuid4()), "sku": sku, "quantity": quantity, "state": "placed"}
    TABLE.put_item(Item=item)
    SQS.send_message(QueueUrl=os.environ["ORDERS_URL"], MessageBody=json.dumps(item))
    return answer(202, receipt(item))


def transformed(record):
    """A record of the delivery stream: what is no JSON is kept apart, the rest gets a line of its own."""
    data = base64.b64decode(record["data"])
    try:
        click = json.loads(data)
    except ValueError:
        return {"recordId": record["recordId"], "result": "ProcessingFailed", "data": record["data"]}
    line = json.dumps(click, separators=(",", ":")) + "\n"
    return {
        "recordId": record["recordId"],
        "result": "Ok",
        "data": base64.b64encode(line.encode()).decode(),
    }


def sign_up(event):
    """Cognito's pre-sign-up trigger: members of the shop's own domain need no code."""
    address = event["request"]["userAttributes"].get("email", "")
    if address.endswith("@shop.example"):
        event["response"].update(autoConfirmUser=True, autoVerifyEmail=True)
    return event


def answer(status, body):
    return {"statusCode": status, "headers": {"content-type": "application/json"}, "body": json.dumps(body)}
