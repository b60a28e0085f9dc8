"""How the tests of an example load its handlers and read its events."""

from __future__ import annotations

import importlib
import json
import sys

import boto3

from conftest import REGION, ROOT


def make_table(name, *keys):
    """A table of texts in moto: its partition key and, if there is a second, its sort key."""
    return boto3.resource("dynamodb", region_name=REGION).create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, ["HASH", "RANGE"])],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        BillingMode="PAY_PER_REQUEST",
    )


class Example:
    """One of `Examples/`."""

    def __init__(self, name):
        self.folder = ROOT / "Examples" / name

    def read(self, kind, name):
        """An event, or the answer that is expected."""
        return json.loads((self.folder / kind / f"{name}.json").read_text())

    def cases(self, function):
        """Names of a function's events that have an expected answer."""
        return sorted(path.stem for path in (self.folder / "expected").glob(f"{function}.*.json"))

    def load(self, folder, monkeypatch):
        """A handler's module, loaded anew as Lambda loads it."""
        monkeypatch.syspath_prepend(str(self.folder / "src" / folder))
        sys.modules.pop("app", None)
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        return importlib.import_module("app")
