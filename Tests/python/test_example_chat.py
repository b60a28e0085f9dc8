"""The handlers of Examples/chat, under boto3 against moto."""

from __future__ import annotations

import json

import boto3
import pytest
from moto import mock_aws

from conftest import REGION
from example_handlers import Example

EXAMPLE = Example("chat")
sample, load = EXAMPLE.read, EXAMPLE.load
CONNECTION = "L0SM9cOFvHcCIhw="


@pytest.fixture
def chat(monkeypatch):
    """The handlers' module, loaded anew as Lambda loads it, and the table."""
    with mock_aws():
        table = boto3.resource("dynamodb", region_name=REGION).create_table(
            TableName="members",
            KeySchema=[{"AttributeName": "connection", "KeyType": "HASH"}],
            AttributeDefinitions=[
                {"AttributeName": "connection", "AttributeType": "S"},
                {"AttributeName": "room", "AttributeType": "S"},
            ],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "byRoom",
                    "KeySchema": [
                        {"AttributeName": "room", "KeyType": "HASH"},
                        {"AttributeName": "connection", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        monkeypatch.setenv("MEMBERS_TABLE", "members")
        monkeypatch.setenv("CONNECTIONS_URL", "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/live")
        yield load("chat", monkeypatch), table


class Connections:
    """What the API's connections get; one of them is gone."""

    class exceptions:
        class GoneException(Exception):
            pass

    def __init__(self, gone):
        self.gone, self.told = gone, {}

    def post_to_connection(self, ConnectionId, Data):
        if ConnectionId == self.gone:
            raise self.exceptions.GoneException
        self.told[ConnectionId] = json.loads(Data)


@pytest.mark.parametrize("case", ["join.tea", "join.nameless", "leave.closed", "say.nothing"])
def test_answers(chat, case):
    assert getattr(chat[0], case.split(".")[0])(sample("events", case), None) == sample("expected", case)


def test_who_joins_is_there_until_they_leave(chat):
    app, table = chat
    app.join(sample("events", "join.tea"), None)
    assert [(item["room"], item["name"]) for item in table.scan()["Items"]] == [("tea", "ada")]
    app.leave(sample("events", "leave.closed"), None)
    assert table.scan()["Items"] == []


def test_everybody_in_the_room_hears_it(chat, monkeypatch):
    app, table = chat
    for connection, room, name in [(CONNECTION, "tea", "ada"), ("two", "tea", "bob"), ("gone", "tea", "eve"), ("far", "hall", "kim")]:
        table.put_item(Item={"connection": connection, "room": room, "name": name})
    connections = Connections(gone="gone")
    monkeypatch.setattr(app.boto3, "client", lambda *service, **place: connections)
    assert app.say(sample("events", "say.hello"), None) == {"statusCode": 200}
    assert set(connections.told) == {CONNECTION, "two"}
    assert connections.told["two"] == {"room": "tea", "from": "ada", "text": "hello"}
    assert "Item" not in table.get_item(Key={"connection": "gone"})


def test_a_stranger_is_not_heard(chat):
    assert chat[0].say(sample("events", "say.hello"), None) == {"statusCode": 403}
