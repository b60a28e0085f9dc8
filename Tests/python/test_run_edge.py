"""The port itself, by raw sockets: what well-behaved clients never send, and what they must not lose."""

from __future__ import annotations

import json
import socket

import pytest

from local_run import LocalRun, eventually, write

STACK = """
stack: edge
functions:
  echo: { runtime: python3.11, handler: app.echo, code: src }
  split: { runtime: python3.11, handler: app.split, code: src }
queues: { q: {} }
apis: { a: { protocol: http, routes: { ANY /echo: functions.echo, GET /split: functions.split } } }
"""
HANDLER = r"""
def echo(event, context):
    return {"statusCode": 200, "body": str(len(event.get("body") or ""))}


def split(event, context):
    return {"statusCode": 200, "headers": {"x-split": "a\r\nx-injected: b"}, "body": "split"}
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    stack = write(tmp_path_factory.mktemp("edge"), {"stack.yaml": STACK, "src/app.py": HANDLER})
    with LocalRun(stack) as run:
        yield run
        assert run.end() == 0


PLAIN = ["content-type: text/plain"]


def connect(run) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", int(run.url.rsplit(":", 1)[1])), timeout=20)
    return connection


def request(path="/_api/aapi/echo", method="GET", body=b"", headers=()):
    lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", f"content-length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def answers(connection, count) -> list[tuple[int, dict, bytes]]:
    """So many answers, each by its status, headers and body."""
    found = []
    with connection.makefile("rb") as stream:
        while len(found) < count:
            line = stream.readline()
            if not line:
                break
            headers = {}
            while (header := stream.readline().strip()):
                name, _, value = header.decode().partition(":")
                headers[name.lower()] = value.strip()
            status = int(line.split()[1])
            body = b"" if status < 200 else stream.read(int(headers.get("content-length", 0)))
            found.append((status, headers, body))
    return found


def test_requests_on_one_connection_are_answered_in_order(run):
    with connect(run) as connection:
        bodies = [b"x" * size for size in (1, 20, 300)]
        connection.sendall(b"".join(request(method="POST", body=body, headers=PLAIN) for body in bodies))
        assert [body for _, _, body in answers(connection, 3)] == [b"1", b"20", b"300"]


def test_a_handler_cannot_split_the_answer(run):
    with connect(run) as connection:
        connection.sendall(request("/_api/aapi/split") + request())
        first, second = answers(connection, 2)
        assert "x-injected" not in first[1] and second[0] == 200


def test_large_bodies_wait_for_no_second(run):
    body = b"x" * 100_000
    with connect(run) as connection:
        head = request(method="POST", headers=[*PLAIN, "expect: 100-continue"])
        connection.sendall(head.replace(b"content-length: 0", b"content-length: 100000"))
        [(status, _, _)] = answers(connection, 1)
        assert status == 100
        connection.sendall(body)
        assert answers(connection, 1)[0][2] == str(len(body)).encode()


def test_what_is_too_large_is_refused(run):
    with connect(run) as connection:
        connection.sendall(request(method="POST", headers=[]).replace(b"content-length: 0", b"content-length: 99999999"))
        assert answers(connection, 1)[0][0] == 413


@pytest.mark.parametrize(
    "garbage",
    [b"GARBAGE\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/1.1\r\n" + b"a: " + b"b" * 100_000 + b"\r\n\r\n",
     b"POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"],
)
def test_garbage_ends_the_connection_and_nothing_else(run, garbage):
    with connect(run) as connection:
        try:
            connection.sendall(garbage)
            received = connection.recv(65536)
        except ConnectionError:
            received = b""
        assert not received or received.startswith(b"HTTP/1.1 4"), received[:80]
    with connect(run) as connection:
        connection.sendall(request())
        assert answers(connection, 1)[0][0] == 200


def test_a_client_that_leaves_a_long_poll_takes_no_message(run):
    sqs = run.client("sqs")
    url = run.queue("QQueue")
    body = json.dumps({"QueueUrl": url, "WaitTimeSeconds": 20}).encode()
    receive = request(
        "/", "POST", body,
        ["x-amz-target: AmazonSQS.ReceiveMessage", "content-type: application/x-amz-json-1.0",
         "authorization: AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0"],
    )
    for _ in range(5):
        with connect(run) as connection:
            connection.sendall(receive)
    # Each of them asked and left. An answered request after theirs shows that the edge has seen them leave.
    assert run.client("sts").get_caller_identity()["Account"]
    sent = {sqs.send_message(QueueUrl=url, MessageBody=str(number))["MessageId"] for number in range(3)}
    got: set[str] = set()

    def all_there():
        found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        got.update(message["MessageId"] for message in found)
        return got == sent

    assert eventually(all_there, patience=10), f"{len(sent - got)} messages went to clients that had left"
