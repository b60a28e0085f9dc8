"""The handlers of Examples/clickstream, under boto3 against moto, and what its application runs."""

from __future__ import annotations

import importlib
import json
import sys
import zipfile

import boto3
import pytest
from moto import mock_aws

from conftest import REGION, build
from example_handlers import Example, make_table

EXAMPLE = Example("clickstream")
read, load = EXAMPLE.read, EXAMPLE.load


@pytest.fixture
def aws(monkeypatch):
    monkeypatch.setenv("TRENDS_TABLE", "trends")
    monkeypatch.setenv("CLICKS_STREAM", "clicks")
    with mock_aws():
        boto3.client("kinesis", region_name=REGION).create_stream(StreamName="clicks", ShardCount=1)
        yield make_table("trends", "page")


@pytest.mark.parametrize("case", ["clicks", "no-page"])
def test_collect(aws, monkeypatch, case):
    assert load("collect", monkeypatch).handle(read("events", f"collect.{case}"), None) == read("expected", f"collect.{case}")


def test_clicks_are_in_the_stream(aws, monkeypatch):
    load("collect", monkeypatch).handle(read("events", "collect.clicks"), None)
    kinesis = boto3.client("kinesis", region_name=REGION)
    shard = kinesis.list_shards(StreamName="clicks")["Shards"][0]["ShardId"]
    start = kinesis.get_shard_iterator(StreamName="clicks", ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records = kinesis.get_records(ShardIterator=start["ShardIterator"])["Records"]
    assert [record["PartitionKey"] for record in records] == ["v-17", "v-18"]


def test_clean(monkeypatch):
    assert load("clean", monkeypatch).handle(read("events", "clean.batch"), None) == read("expected", "clean.batch")


@pytest.mark.parametrize("case", ["trends", "broken"])
def test_watch(aws, monkeypatch, case):
    assert load("watch", monkeypatch).handle(read("events", f"watch.{case}"), None) == read("expected", f"watch.{case}")
    assert aws.get_item(Key={"page": "/tea/assam"})["Item"]["views"] == 2


def test_trends_are_told(aws, monkeypatch):
    load("watch", monkeypatch).handle(read("events", "watch.trends"), None)
    answer = load("collect", monkeypatch).handle(read("events", "collect.trends"), None)
    assert [trend["page"] for trend in json.loads(answer["body"])["trends"]] == ["/tea/assam"]


def test_the_runner_makes_tables_of_the_groups(tmp_path, monkeypatch):
    folder = build("clickstream", tmp_path)
    template = json.loads((folder / "template.json").read_text())
    configuration = template["Resources"]["TrendingAnalytics"]["Properties"]["ApplicationConfiguration"]
    key = configuration["ApplicationCodeConfiguration"]["CodeContent"]["S3ContentLocation"]["FileKey"]["Fn::Sub"]
    with zipfile.ZipFile(folder / "code" / key.removeprefix("${ArtifactPrefix}")) as archive:
        archive.extractall(tmp_path / "app")
    assert sorted(path.name for path in (tmp_path / "app").iterdir()) == ["lib", "main.py", "query.sql"]
    groups = configuration["EnvironmentProperties"]["PropertyGroups"]
    for group in groups:
        if "arn" in group["PropertyMap"]:
            group["PropertyMap"]["arn"] = f"arn:aws:kinesis:{REGION}:123456789012:stream/it"
    monkeypatch.syspath_prepend(str(tmp_path / "app"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    sys.modules.pop("main", None)
    runner = importlib.import_module("main")
    tables, (view, sink, insert) = runner.statements(groups, (tmp_path / "app/query.sql").read_text())
    assert tables == [
        "CREATE TABLE `clicks` (`visitor` STRING, `page` STRING, `at` TIMESTAMP_LTZ(3), "
        "`arrived` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL, "
        "WATERMARK FOR `at` AS `at` - INTERVAL '10' SECOND(3)) WITH ("
        f"'connector' = 'kinesis', 'stream.arn' = 'arn:aws:kinesis:{REGION}:123456789012:stream/it', "
        f"'aws.region' = '{REGION}', 'source.init.position' = 'LATEST', 'format' = 'json', "
        "'json.timestamp-format.standard' = 'ISO-8601')"
    ]
    assert view.startswith("CREATE TEMPORARY VIEW `__trends__rows` AS ")
    assert sink.startswith("CREATE TABLE `__trends` ({columns}) PARTITIONED BY (`page`) WITH (")
    assert insert == "INSERT INTO `__trends` SELECT * FROM `__trends__rows`"
    assert runner.column("at", "TIMESTAMP_LTZ(3) *ROWTIME*") == "`at` TIMESTAMP_LTZ(3)"
