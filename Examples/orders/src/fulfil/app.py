"""Works off the queue of orders: ships each, posts it to the ledger, tells those who watch parcels.

SQS delivers at least once, so an order may come twice, or come back after half of its work. An order moves from `received`
over `shipping` to `shipped`, each step on the condition that it stands where it should; what lies between two steps may be
repeated without harm (the ledger queue drops a posting of the same id, a watcher may hear of a parcel twice).
"""

import json
import logging
import os

import boto3
from botocore.exceptions import ClientError

TABLE = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
SQS = boto3.client("sqs")
SNS = boto3.client("sns")

LOG = logging.getLogger()
LOG.setLevel(logging.INFO)


class Unusable(Exception):
    """The message can never be handled."""


def handle(event, context):
    """Handles a batch, and names the messages that failed, so that only those come again."""
    failures = []
    for record in event["Records"]:
        try:
            fulfil(order_id(record["body"]))
        except (Unusable, ClientError) as fault:
            # Also the unusable go back: after five times they lie in the dead-letter queue, where a person finds them.
            LOG.error("message %s: %s", record["messageId"], fault)
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}


def order_id(body):
    try:
        found = json.loads(body)["id"]
    except (json.JSONDecodeError, KeyError, TypeError):
        raise Unusable("no order id in it") from None
    if not isinstance(found, str) or not found:
        raise Unusable("no order id in it")
    return found


def fulfil(order):
    item = TABLE.get_item(Key={"id": order}, ConsistentRead=True).get("Item")
    if item is None:
        raise Unusable(f"there is no order {order}")
    if item["status"] == "shipped":
        LOG.info("order %s is shipped already", order)
        return
    if item["status"] == "received":
        move(order, "received", "shipping")
    post(item)
    tell(item)
    move(order, "shipping", "shipped")


def move(order, before, after):
    """Moves an order one step; that it stands there already (another delivery was faster) is as good."""
    try:
        TABLE.update_item(
            Key={"id": order},
            UpdateExpression="SET #status = :after",
            ConditionExpression="#status = :before",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":before": before, ":after": after},
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        LOG.info("order %s was moved from %s by another delivery", order, before)


def post(item):
    """One posting an order, in the order of the customer's orders."""
    SQS.send_message(
        QueueUrl=os.environ["LEDGER_QUEUE_URL"],
        MessageGroupId=item["customer"],
        MessageDeduplicationId=item["id"],
        MessageBody=json.dumps({"order": item["id"], "customer": item["customer"], "cents": int(item["total"])}),
    )


def tell(item):
    parcels = sum(int(line["quantity"]) for line in item["items"])
    SNS.publish(
        TopicArn=os.environ["SHIPPED_TOPIC_ARN"],
        Message=json.dumps({"order": item["id"], "country": item["country"], "pieces": parcels}),
        MessageAttributes={"country": {"DataType": "String", "StringValue": item["country"]}},
    )
