"""The handlers of Examples/nightly, under boto3 against moto."""

from __future__ import annotations

import json

import boto3
import pytest
from moto import mock_aws

from conftest import REGION
from example_handlers import Example, make_table

EXAMPLE = Example("nightly")
read, load = EXAMPLE.read, EXAMPLE.load


@pytest.fixture
def shop(monkeypatch):
    """The shop's tables and its bucket in moto, and the handlers' environment."""
    with mock_aws():
        for name, value in {
            "AWS_DEFAULT_REGION": REGION,
            "ORDERS_TABLE": "orders",
            "CARTS_TABLE": "carts",
            "REPORTS_BUCKET": "reports",
        }.items():
            monkeypatch.setenv(name, value)
        s3 = boto3.client("s3", region_name=REGION)
        where = {} if REGION == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": REGION}}
        s3.create_bucket(Bucket="reports", **where)
        yield {"orders": make_table("orders", "day", "id"), "carts": make_table("carts", "id"), "s3": s3}


def test_a_day_is_summed_up_in_a_file(shop, monkeypatch):
    for number, day in enumerate(["2026-11-24", "2026-11-24", "2026-11-23"]):
        shop["orders"].put_item(Item={"day": day, "id": str(number), "total": 990})
    sums = load("report", monkeypatch).handle(read("events", "report.day"), None)
    assert sums == {"day": "2026-11-24", "orders": 2, "total": 1980}
    kept = shop["s3"].get_object(Bucket="reports", Key="days/2026-11-24.json")["Body"].read()
    assert json.loads(kept) == sums


def test_a_day_without_orders(shop, monkeypatch):
    assert load("report", monkeypatch).handle(read("events", "report.day"), None) == read("expected", "report.day")


def test_old_carts_go(shop, monkeypatch):
    now = read("events", "sweep.week")["now"]
    for name, age in {"old": 8, "new": 6}.items():
        shop["carts"].put_item(Item={"id": name, "touched": now - age * 86_400})
    sweep = load("sweep", monkeypatch)
    assert sweep.handle({"now": now}, None) == {"removed": 1}
    assert [cart["id"] for cart in shop["carts"].scan()["Items"]] == ["new"]
    assert sweep.handle({"now": now}, None) == read("expected", "sweep.week")
