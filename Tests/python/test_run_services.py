"""Unmodified boto3 and AWS CLI against a running stack: queues, topics, events, functions, logs."""

from __future__ import annotations

import base64
import hashlib
import json
import time
import uuid

import pytest
from botocore.exceptions import ClientError

from local_run import LocalRun, drain, eventually, write

STACK = """
stack: services
defaults: { functions: { runtime: python3.11, code: src, timeout: 5s } }
functions:
  echo: { handler: app.echo }
  fail:
    handler: app.fail
    onFailure: queues.given
    retries: { attempts: 0 }
  succeed:
    handler: app.echo
    onSuccess: queues.given
  again: { handler: app.fail, onFailure: queues.exhausted, retries: { attempts: 1 } }
  slow: { handler: app.slow, timeout: 1s }
  crash: { handler: app.crash }
  partial:
    handler: app.partial
    consumes: { queue: queues.work, batchSize: 10 }
  heard: { handler: app.heard, access: [{ send: queues.heard }], environment: { HEARD_URL: "${queues.heard.url}" } }
  reader:
    handler: app.reader
    access: [{ receive: queues.plain }]
    environment: { PLAIN_URL: "${queues.plain.url}", OTHER_URL: "${queues.other.url}" }
queues:
  plain: {}
  other: {}
  heard: {}
  given: {}
  exhausted: {}
  held: { delay: 2s }
  waiting: { receiveWait: 20s }
  poison: { visibilityTimeout: 0s, deadLetter: { to: queues.dead, maxReceiveCount: 2 } }
  dead: {}
  work: { visibilityTimeout: 30s, deadLetter: { to: queues.spent, maxReceiveCount: 1 } }
  spent: {}
  ordered.fifo: { name: services-ordered.fifo }
  hashed.fifo: { name: services-hashed.fifo, contentBasedDeduplication: true }
  europe: {}
  all: {}
  big: {}
  ticks: {}
topics:
  news:
    subscriptions:
      - { to: queues.europe, filter: { country: [de, fr], weight: [{ numeric: [">", 3] }] }, raw: true }
      - { to: queues.all }
      - { to: functions.heard }
rules:
  big:
    pattern: { source: [shop], detail: { total: [{ numeric: [">", 100] }] } }
    to:
      target: queues.big
      transform: { paths: { total: $.detail.total }, template: '{"cents": <total>, "rule": "<aws.events.rule-name>"}' }
  every: { schedule: rate(1 minute), to: { target: queues.ticks, input: { tick: true } } }
  hear: { pattern: { source: [radio] }, to: functions.heard }
"""

HANDLERS = '''
import json, os, time
import boto3

def echo(event, context):
    print("echo", json.dumps(event))
    return {"echo": event, "arn": context.invoked_function_arn}

def fail(event, context):
    raise ValueError("as asked")

def slow(event, context):
    time.sleep(30)

def crash(event, context):
    os._exit(3)

def partial(event, context):
    return {"batchItemFailures": [
        {"itemIdentifier": record["messageId"]} for record in event["Records"] if "bad" in record["body"]]}

def heard(event, context):
    boto3.client("sqs").send_message(QueueUrl=os.environ["HEARD_URL"], MessageBody=json.dumps(event))

def reader(event, context):
    sqs = boto3.client("sqs")
    return sqs.receive_message(QueueUrl=os.environ[event["url"]]).get("Messages", [])
'''


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    stack = write(tmp_path_factory.mktemp("services"), {"stack.yaml": STACK, "src/app.py": HANDLERS})
    with LocalRun(stack) as run:
        # Lambda tries again after a minute: it passes while the other tests run.
        again = run.item("functions", "AgainFunction")["name"]
        run.client("lambda").invoke(FunctionName=again, InvocationType="Event", Payload=b'{"n": 2}')
        yield run
        assert run.end() == 0


@pytest.fixture(scope="module")
def sqs(run):
    return run.client("sqs")


def md5(text: bytes | str) -> str:
    return hashlib.md5(text.encode() if isinstance(text, str) else text).hexdigest()


def test_send_receive_delete(run, sqs):
    url = run.queue("PlainQueue")
    attributes = {
        "word": {"DataType": "String", "StringValue": "hällo"},
        "count": {"DataType": "Number.int", "StringValue": "7"},
        "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"},
    }
    sent = sqs.send_message(QueueUrl=url, MessageBody="körper ✓", MessageAttributes=attributes)
    assert sent["MD5OfMessageBody"] == md5("körper ✓")
    [message] = sqs.receive_message(
        QueueUrl=url, MessageAttributeNames=["All"], MessageSystemAttributeNames=["All"], WaitTimeSeconds=1
    )["Messages"]
    assert message["MessageId"] == sent["MessageId"]
    assert message["MD5OfBody"] == sent["MD5OfMessageBody"]
    # boto3 itself checks the body's digest; the attributes' digest is compared with the one of the sending.
    assert message["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]
    assert message["MessageAttributes"] == attributes
    assert message["Attributes"]["ApproximateReceiveCount"] == "1"
    hidden = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert hidden["ApproximateNumberOfMessagesNotVisible"] == "1"
    assert hidden["ApproximateNumberOfMessages"] == "0"
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
    [again] = sqs.receive_message(QueueUrl=url)["Messages"]
    assert again["ReceiptHandle"] != message["ReceiptHandle"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=again["ReceiptHandle"])
    assert "Messages" not in sqs.receive_message(QueueUrl=url)


def test_batches_answer_entry_by_entry(run, sqs):
    url = run.queue("PlainQueue")
    done = sqs.send_message_batch(
        QueueUrl=url,
        Entries=[
            {"Id": "a", "MessageBody": "one"},
            {"Id": "b", "MessageBody": "\x07"},
            {"Id": "c", "MessageBody": "three", "DelaySeconds": 0},
        ],
    )
    assert [entry["Id"] for entry in done["Successful"]] == ["a", "c"]
    assert [(entry["Id"], entry["SenderFault"]) for entry in done["Failed"]] == [("b", True)]
    got = drain(sqs, url, 2)
    assert sorted(message["Body"] for message in got) == ["one", "three"]
    with pytest.raises(ClientError) as refused:
        sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": "a", "MessageBody": "x"}, {"Id": "a", "MessageBody": "y"}])
    assert refused.value.response["Error"]["Code"] == "AWS.SimpleQueueService.BatchEntryIdsNotDistinct"


def test_errors_have_awss_codes(run, sqs):
    with pytest.raises(sqs.exceptions.QueueDoesNotExist) as refused:
        sqs.send_message(QueueUrl=f"{run.url}/000000000000/nowhere", MessageBody="x")
    assert refused.value.response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue"
    with pytest.raises(sqs.exceptions.InvalidMessageContents):
        sqs.send_message(QueueUrl=run.queue("PlainQueue"), MessageBody="\x01")
    with pytest.raises(ClientError) as refused:
        sqs.receive_message(QueueUrl=run.queue("PlainQueue"), MaxNumberOfMessages=11)
    assert refused.value.response["Error"]["Code"] == "InvalidParameterValue"


def test_long_polling_ends_when_a_message_comes(run, sqs):
    import threading

    url = run.queue("WaitingQueue")
    began = time.monotonic()
    got: list = []
    thread = threading.Thread(target=lambda: got.extend(run.client("sqs").receive_message(QueueUrl=url)["Messages"]))
    thread.start()
    # Receiving has begun when the queue shows nothing and the thread still waits; sending at once is as good a test.
    sqs.send_message(QueueUrl=url, MessageBody="at last")
    thread.join(timeout=15)
    assert [message["Body"] for message in got] == ["at last"]
    assert time.monotonic() - began < 15
    began = time.monotonic()
    assert "Messages" not in sqs.receive_message(QueueUrl=run.queue("PlainQueue"), WaitTimeSeconds=1)
    assert time.monotonic() - began >= 0.9


def test_a_delay_holds_a_message_back(run, sqs):
    url = run.queue("HeldQueue")
    sqs.send_message(QueueUrl=url, MessageBody="later")
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    assert [message["Body"] for message in drain(sqs, url, 1)] == ["later"]


def test_fifo_order_and_deduplication(run, sqs):
    url = run.queue("OrderedFifoQueue")
    first = sqs.send_message(QueueUrl=url, MessageBody="a1", MessageGroupId="a", MessageDeduplicationId="1")
    again = sqs.send_message(QueueUrl=url, MessageBody="a1 again", MessageGroupId="a", MessageDeduplicationId="1")
    assert (again["MessageId"], again["SequenceNumber"]) == (first["MessageId"], first["SequenceNumber"])
    for number in (2, 3):
        sqs.send_message(QueueUrl=url, MessageBody=f"a{number}", MessageGroupId="a", MessageDeduplicationId=str(number))
    sqs.send_message(QueueUrl=url, MessageBody="b1", MessageGroupId="b", MessageDeduplicationId="b1")
    [one] = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1)["Messages"]
    assert one["Body"] == "a1"
    # The group is locked while a message of it is in flight; the other is not.
    others = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert [message["Body"] for message in others] == ["b1"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
    rest = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert [message["Body"] for message in rest] == ["a2", "a3"]
    for message in others + rest:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    with pytest.raises(ClientError) as refused:
        sqs.send_message(QueueUrl=url, MessageBody="no group")
    assert refused.value.response["Error"]["Code"] == "MissingParameter"


def test_fifo_deduplicates_by_content(run, sqs):
    url = run.queue("HashedFifoQueue")
    for body in ("same", "same", "other"):
        sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId="g")
    assert [message["Body"] for message in drain(sqs, url, 2)] == ["same", "other"]


def test_dead_letters_and_redrive(run, sqs):
    url, dead = run.queue("PoisonQueue"), run.queue("DeadQueue")
    sent = sqs.send_message(QueueUrl=url, MessageBody="poison")
    for _ in range(2):
        assert sqs.receive_message(QueueUrl=url)["Messages"]
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    [letter] = sqs.receive_message(QueueUrl=dead, VisibilityTimeout=0, MessageSystemAttributeNames=["All"])["Messages"]
    assert letter["MessageId"] == sent["MessageId"]
    assert letter["Attributes"]["DeadLetterQueueSourceArn"] == run.item("queues", "PoisonQueue")["arn"]
    told = run.hears("STK005")
    assert "poison" in told
    assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [url]
    task = sqs.start_message_move_task(SourceArn=run.item("queues", "DeadQueue")["arn"])
    assert task["TaskHandle"]
    assert eventually(lambda: sqs.receive_message(QueueUrl=url, VisibilityTimeout=30).get("Messages"))


def test_the_query_protocol_is_spoken_too(run):
    """What clients older than 2023 send."""
    import urllib.parse
    import urllib.request

    body = urllib.parse.urlencode(
        {"Action": "SendMessage", "Version": "2012-11-05", "QueueUrl": run.queue("OtherQueue"), "MessageBody": "old"}
    ).encode()
    request = urllib.request.Request(
        run.queue("OtherQueue"),
        data=body,
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Authorization": "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0",
        },
    )
    with urllib.request.urlopen(request) as answer:
        text = answer.read().decode()
    assert f"<MD5OfMessageBody>{md5('old')}</MD5OfMessageBody>" in text
    assert [message["Body"] for message in drain(run.client("sqs"), run.queue("OtherQueue"), 1)] == ["old"]


def test_filters_and_raw_delivery(run, sqs):
    sns = run.client("sns")
    topic = run.item("topics", "NewsTopic")["arn"]

    def publish(text, country, weight):
        return sns.publish(
            TopicArn=topic,
            Message=text,
            Subject="News",
            MessageAttributes={
                "country": {"DataType": "String", "StringValue": country},
                "weight": {"DataType": "Number", "StringValue": str(weight)},
            },
        )["MessageId"]

    sent = [publish("heavy german", "de", 5), publish("light german", "de", 1), publish("heavy swiss", "ch", 9)]
    [raw] = drain(sqs, run.queue("EuropeQueue"), 1)
    assert raw["Body"] == "heavy german"
    assert raw["MessageAttributes"]["country"] == {"DataType": "String", "StringValue": "de"}
    envelopes = [json.loads(message["Body"]) for message in drain(sqs, run.queue("AllQueue"), 3)]
    assert {envelope["MessageId"] for envelope in envelopes} == set(sent)
    assert {envelope["Type"] for envelope in envelopes} == {"Notification"}
    assert envelopes[0]["TopicArn"] == topic and envelopes[0]["Subject"] == "News"
    events = [json.loads(message["Body"]) for message in drain(sqs, run.queue("HeardQueue"), 3)]
    assert {event["Records"][0]["Sns"]["Message"] for event in events} == {"heavy german", "light german", "heavy swiss"}
    assert "Messages" not in sqs.receive_message(QueueUrl=run.queue("EuropeQueue"))


def test_publish_batch(run, sqs):
    sns = run.client("sns")
    done = sns.publish_batch(
        TopicArn=run.item("topics", "NewsTopic")["arn"],
        PublishBatchRequestEntries=[{"Id": "1", "Message": "x"}, {"Id": "2", "Message": "y", "MessageStructure": "json"}],
    )
    assert [entry["Id"] for entry in done["Successful"]] == ["1"]
    assert [entry["Id"] for entry in done["Failed"]] == ["2"]
    assert len(drain(sqs, run.queue("AllQueue"), 1)) == 1
    assert len(drain(sqs, run.queue("HeardQueue"), 1)) == 1


def test_a_rule_fires_and_transforms(run, sqs):
    events = run.client("events")
    done = events.put_events(
        Entries=[
            {"Source": "shop", "DetailType": "Order", "Detail": json.dumps({"total": total})} for total in (50, 150)
        ]
        + [{"Source": "shop", "DetailType": "Order", "Detail": "not json"}]
    )
    assert done["FailedEntryCount"] == 1
    assert done["Entries"][2]["ErrorCode"] == "MalformedDetail"
    [message] = drain(sqs, run.queue("BigQueue"), 1)
    assert json.loads(message["Body"]) == {"cents": 150, "rule": run.item("rules", "BigRule")["name"]}
    assert "Messages" not in sqs.receive_message(QueueUrl=run.queue("BigQueue"))
    match = events.test_event_pattern(
        EventPattern='{"source": ["shop"]}',
        Event=json.dumps(
            {
                "id": "1", "detail-type": "t", "source": "shop", "account": "1", "time": "2026-01-01T00:00:00Z",
                "region": "r", "resources": [], "detail": {},
            }
        ),
    )
    assert match["Result"] is True


def test_an_event_reaches_a_function(run, sqs):
    run.client("events").put_events(Entries=[{"Source": "radio", "DetailType": "Song", "Detail": '{"name": "x"}'}])
    [message] = drain(sqs, run.queue("HeardQueue"), 1)
    event = json.loads(message["Body"])
    assert event["source"] == "radio" and event["detail"] == {"name": "x"} and event["detail-type"] == "Song"


def test_a_schedule_fires(run, sqs):
    found = eventually(
        lambda: sqs.receive_message(QueueUrl=run.queue("TicksQueue"), WaitTimeSeconds=10).get("Messages"), patience=80
    )
    assert json.loads(found[0]["Body"]) == {"tick": True}


def test_an_event_without_a_rule_is_told(run):
    run.client("events").put_events(Entries=[{"Source": "nobody", "DetailType": "Cares", "Detail": "{}"}])
    run.hears(r"STK008.*nobody")


def test_invocations(run):
    functions = run.client("lambda")
    name = run.item("functions", "EchoFunction")["name"]
    done = functions.invoke(FunctionName=name, Payload=b'{"a": [1, null, "\\u00e9"]}', LogType="Tail")
    assert done["StatusCode"] == 200 and "FunctionError" not in done and done["ExecutedVersion"] == "$LATEST"
    assert json.loads(done["Payload"].read())["echo"] == {"a": [1, None, "é"]}
    log = base64.b64decode(done["LogResult"]).decode()
    assert "START RequestId" in log and "echo {" in log and "REPORT RequestId" in log
    assert functions.invoke(FunctionName=name, InvocationType="DryRun")["StatusCode"] == 204
    assert functions.get_function(FunctionName=name)["Configuration"]["Timeout"] == 5
    assert name in [function["FunctionName"] for function in functions.list_functions()["Functions"]]
    with pytest.raises(functions.exceptions.ResourceNotFoundException):
        functions.invoke(FunctionName="nobody")
    with pytest.raises(functions.exceptions.InvalidRequestContentException):
        functions.invoke(FunctionName=name, Payload=b"{")


def test_failures_of_handlers(run):
    functions = run.client("lambda")

    def invoke(logical):
        done = functions.invoke(FunctionName=run.item("functions", logical)["name"])
        assert done["FunctionError"] == "Unhandled"
        return json.loads(done["Payload"].read())

    failed = invoke("FailFunction")
    assert (failed["errorType"], failed["errorMessage"]) == ("ValueError", "as asked")
    assert "Task timed out after 1.00 seconds" in invoke("SlowFunction")["errorMessage"]
    assert "exit status 3" in invoke("CrashFunction")["errorMessage"]
    assert "exit status 3" in invoke("CrashFunction")["errorMessage"]
    told = run.hears("STK011")
    assert "STK009" in told and "STK010" in told


def test_asynchronous_failures_and_successes_reach_their_destinations(run, sqs):
    functions = run.client("lambda")
    for logical in ("FailFunction", "SucceedFunction"):
        done = functions.invoke(
            FunctionName=run.item("functions", logical)["name"], InvocationType="Event", Payload=b'{"n": 1}'
        )
        assert done["StatusCode"] == 202
    records = [json.loads(message["Body"]) for message in drain(sqs, run.queue("GivenQueue"), 2)]
    by = {record["requestContext"]["condition"]: record for record in records}
    assert set(by) == {"RetriesExhausted", "Success"}
    assert by["RetriesExhausted"]["requestPayload"] == {"n": 1}
    assert by["RetriesExhausted"]["requestContext"]["approximateInvokeCount"] == 1
    assert by["RetriesExhausted"]["responsePayload"]["errorType"] == "ValueError"
    assert by["Success"]["responsePayload"]["echo"] == {"n": 1}


def test_a_batch_fails_in_part(run, sqs):
    url = run.queue("WorkQueue")
    sqs.send_message_batch(
        QueueUrl=url, Entries=[{"Id": str(n), "MessageBody": body} for n, body in enumerate(["good", "bad", "fine"])]
    )
    run.hears("STK015")
    # The bad one was received once, which is as often as it may be: it moves when Lambda polls it again.
    counts = lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert eventually(lambda: counts()["ApproximateNumberOfMessagesNotVisible"] == "1" and counts())
    assert counts()["ApproximateNumberOfMessages"] == "0"
    assert [message["Body"] for message in drain(sqs, run.queue("SpentQueue"), 1)] == ["bad"]


def test_logs_are_tailed_by_the_cli(run):
    mark = f"mark-{uuid.uuid4()}"
    function = run.item("functions", "EchoFunction")
    run.client("lambda").invoke(FunctionName=function["name"], Payload=json.dumps({"say": mark}).encode())
    tailed = run.aws("logs", "tail", function["logGroup"], "--since", "10m", "--format", "short", version=2)
    assert tailed.returncode == 0, tailed.stderr
    assert f'echo {{"say": "{mark}"}}' in tailed.stdout
    assert "START RequestId" in tailed.stdout


def test_the_cli_speaks_to_it(run):
    sent = run.aws("sqs", "send-message", "--queue-url", run.queue("OtherQueue"), "--message-body", "from the shell")
    assert sent.returncode == 0, sent.stderr
    got = run.aws("sqs", "receive-message", "--queue-url", run.queue("OtherQueue"), "--wait-time-seconds", "2")
    assert json.loads(got.stdout)["Messages"][0]["Body"] == "from the shell"
    who = run.aws("sts", "get-caller-identity")
    assert json.loads(who.stdout)["Account"] == run.plan["account"]
    published = run.aws("sns", "publish", "--topic-arn", run.item("topics", "NewsTopic")["arn"], "--message", "cli")
    assert published.returncode == 0, published.stderr
    put = run.aws("events", "put-events", "--entries", '[{"Source":"radio","DetailType":"d","Detail":"{}"}]')
    assert json.loads(put.stdout)["FailedEntryCount"] == 0
    listed = run.aws("lambda", "list-functions", "--query", "Functions[].FunctionName", "--output", "text")
    assert run.item("functions", "EchoFunction")["name"] in listed.stdout


def test_a_role_may_only_what_it_may(run):
    functions = run.client("lambda")
    name = run.item("functions", "ReaderFunction")["name"]
    allowed = functions.invoke(FunctionName=name, Payload=b'{"url": "PLAIN_URL"}')
    assert "FunctionError" not in allowed, allowed["Payload"].read()
    denied = json.loads(functions.invoke(FunctionName=name, Payload=b'{"url": "OTHER_URL"}')["Payload"].read())
    assert "AccessDenied" in denied["errorMessage"]
    assert "because no identity-based policy allows the sqs:ReceiveMessage action" in denied["errorMessage"].replace(
        "sqs:receivemessage", "sqs:ReceiveMessage"
    )
    told = run.hears(r"STK001.*sqs:ReceiveMessage")
    assert "stack.yaml" in told and "receive: queues.other" in told
    as_reader = run.client("sqs", role="functions.reader")
    assert "Messages" not in as_reader.receive_message(QueueUrl=run.queue("PlainQueue"))
    with pytest.raises(ClientError) as refused:
        as_reader.send_message(QueueUrl=run.queue("PlainQueue"), MessageBody="x")
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert "sendmessage" in str(refused.value).lower()


def test_an_asynchronous_failure_is_tried_again_and_told(run, sqs):
    """The last of the tests, since the retry comes a minute after the module's first."""
    [message] = drain(sqs, run.queue("ExhaustedQueue"), 1) or eventually(
        lambda: drain(sqs, run.queue("ExhaustedQueue"), 1), patience=60
    )
    record = json.loads(message["Body"])
    assert record["requestContext"]["condition"] == "RetriesExhausted"
    assert record["requestContext"]["approximateInvokeCount"] == 2
    assert record["requestPayload"] == {"n": 2}
    assert "tried again in 1 min (1 of 1)" in run.hears("STK004")
