"""Transforms a batch for Firehose: robots are dropped, what is no click is kept apart."""

import base64
import json

ROBOTS = ("bot", "crawler", "spider")


def handle(event, context):
    return {"records": [transformed(record) for record in event["records"]]}


def transformed(record):
    try:
        click = json.loads(base64.b64decode(record["data"]))
        visitor, page, at = click["visitor"], click["page"], click["at"]
    except (ValueError, KeyError, TypeError):
        # Firehose writes it below the prefix for errors, as it came.
        return {"recordId": record["recordId"], "result": "ProcessingFailed", "data": record["data"]}
    if visitor.lower().startswith(ROBOTS):
        return {"recordId": record["recordId"], "result": "Dropped", "data": record["data"]}
    row = {"visitor": visitor, "page": page.split("?")[0], "at": at}
    data = base64.b64encode(json.dumps(row, separators=(",", ":")).encode()).decode()
    return {"recordId": record["recordId"], "result": "Ok", "data": data}
