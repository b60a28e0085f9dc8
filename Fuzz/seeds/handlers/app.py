import boto3 as b, os
from os import environ as e
t = b.resource("dynamodb").Table(e["T"])
class A:
    def __init__(self, c=b.client("sqs")):
        self.c = c
    @app.post("/x")
    async def handler(self, event):
        self.c.send_message(QueueUrl=os.getenv('Q'), **{f"a{event}": 1})
        with t.batch_writer() as w: w.put_item(Item={})
