"""The handler of Examples/images, under boto3 against moto."""

from __future__ import annotations

import importlib
import json
import struct
import sys
import zlib
from types import SimpleNamespace

import boto3
import pytest
from moto import mock_aws

from conftest import REGION
from example_handlers import Example, make_table

EXAMPLE = Example("images")
read = EXAMPLE.read


def png(width, height):
    """A whole image, so that what is tested is what a browser would send."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff\0\0" * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def jpeg(width, height):
    """The head of a photograph: a preview before the frame, with a fill byte between."""
    preview = b"\xff\xe1" + struct.pack(">H", 2 + 20_000) + b"\xff" * 20_000
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + preview + b"\xff" + frame


def load(name, monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLE.folder / "src/inspect"))
    for module in ("app", "header"):
        sys.modules.pop(module, None)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return importlib.import_module(name)


@pytest.fixture
def site(monkeypatch):
    with mock_aws():
        s3 = boto3.client("s3", region_name=REGION)
        for bucket in ("uploads", "library"):
            s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        table = make_table("images", "id")
        sqs = boto3.client("sqs", region_name=REGION)
        url = sqs.create_queue(QueueName="thumbnails")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sns = boto3.client("sns", region_name=REGION)
        topic = sns.create_topic(Name="accepted")["TopicArn"]
        sns.subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=arn,
            Attributes={"RawMessageDelivery": "true", "FilterPolicy": '{"kind": ["png", "jpeg"]}'},
        )
        for name, value in {
            "AWS_DEFAULT_REGION": REGION,
            "LIBRARY_BUCKET": "library",
            "IMAGES_TABLE": "images",
            "ACCEPTED_TOPIC_ARN": topic,
            "LARGEST_SIDE": "12000",
        }.items():
            monkeypatch.setenv(name, value)
        app = load("app", monkeypatch)

        def upload(key, body):
            s3.put_object(Bucket="uploads", Key=key, Body=body)

        def news():
            found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
            return [json.loads(message["Body"]) for message in found]

        yield SimpleNamespace(app=app, s3=s3, table=table, upload=upload, news=news)


def test_an_image_is_taken_in(site):
    site.upload("incoming/a red dot.png", png(1, 1))
    assert site.app.handle(read("events", "inspect.upload"), None) == read("expected", "inspect.upload")
    item = site.table.get_item(Key={"id": "0123456789abcdef0123456789abcdef"})["Item"]
    assert (item["kind"], item["width"], item["height"], item["bytes"]) == ("png", 1, 1, 67)
    assert site.s3.get_object(Bucket="library", Key=item["key"])["Body"].read() == png(1, 1)
    assert [message["key"] for message in site.news()] == [item["key"]]


def test_an_event_told_twice_makes_one_image(site):
    site.upload("incoming/a red dot.png", png(1, 1))
    for _ in range(2):
        site.app.handle(read("events", "inspect.upload"), None)
    assert site.table.scan()["Count"] == 1
    assert site.s3.list_objects_v2(Bucket="library")["KeyCount"] == 1


def test_what_is_no_image_is_refused(site):
    site.upload("incoming/notes.txt", b"hello")
    assert site.app.handle(read("events", "inspect.no-image"), None) == read("expected", "inspect.no-image")
    assert site.table.scan()["Count"] == 0
    assert site.news() == []


def test_what_is_too_large_is_refused(site):
    site.upload("incoming/a red dot.png", png(1, 1)[:16] + struct.pack(">II", 20_000, 10) + png(1, 1)[24:])
    assert site.app.handle(read("events", "inspect.upload"), None) == [
        {"upload": "incoming/a red dot.png", "refused": "20000 x 10 is too large"}
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (png(640, 480), ("png", 640, 480)),
        (jpeg(4032, 3024), ("jpeg", 4032, 3024)),
        (b"GIF89a" + struct.pack("<HH", 16, 9), ("gif", 16, 9)),
        (png(640, 480)[:20], None),
        (jpeg(4032, 3024)[:20_000], None),
        (b"\xff\xd8\xff\xc4\x00\x02\x00\x00", None),
        (b"GIF89a", None),
        (png(640, 480)[:16] + struct.pack(">II", 0, 480), None),
        (b"", None),
    ],
)
def test_the_head_says_the_size(head, expected, monkeypatch):
    assert load("header", monkeypatch).read(head) == expected
