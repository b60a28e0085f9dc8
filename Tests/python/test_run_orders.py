"""The example, running: an order over HTTP passes through function, queue, consumer, table and topic; denials are explained."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.request

import pytest

from conftest import ROOT, stackc
from local_run import LocalRun, drain, eventually


@pytest.fixture
def example(tmp_path):
    """A copy of the example, to be edited."""
    folder = tmp_path / "orders"
    shutil.copytree(ROOT / "Examples/orders", folder, ignore=shutil.ignore_patterns("build", ".stackc", "__pycache__"))
    return folder / "stack.yaml"


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def http(run, method, path, body=None, headers=None):
    api = run.plan["apis"][0]["url"].replace("${edge}", run.url)
    request = urllib.request.Request(
        api + path,
        method=method,
        data=json.dumps(body).encode() if body is not None else None,
        headers={"content-type": "application/json", **(headers or {})},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, dict(answer.headers), json.loads(answer.read() or "null")
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, dict(refused.headers), json.loads(refused.read() or "null")


def event_body(name):
    return json.loads(json.loads((ROOT / f"Examples/orders/events/{name}.json").read_text())["body"])


def test_an_order_passes_through(example, endpoint):
    with LocalRun(example, "--bind", f"dynamodb={endpoint}") as run:
        sqs = run.client("sqs")
        order = event_body("place-order")
        status, headers, placed = http(run, "POST", "/orders", order)
        assert status == 201, (placed, run.told)
        assert headers["location"] == f"/orders/{placed['id']}"
        shown = eventually(lambda: (o := http(run, "GET", f"/orders/{placed['id']}")[2])["status"] == "shipped" and o)
        assert shown, run.told
        [posting] = drain(sqs, run.queue("LedgerFifoQueue"), 1)
        assert json.loads(posting["Body"])["order"] == placed["id"]
        [parcel] = drain(sqs, run.queue("CustomsQueue"), 1)
        assert json.loads(parcel["Body"])["order"] == placed["id"]
        large = http(run, "POST", "/orders", event_body("place-large-order"))[2]
        assert eventually(lambda: http(run, "GET", f"/orders/{large['id']}")[2].get("review") == "waiting"), run.told
        assert http(run, "POST", "/orders", event_body("place-invalid-order"))[0] == 422
        assert http(run, "GET", "/nowhere")[0] == 404
        sqs.send_message(QueueUrl=run.queue("OrdersQueue"), MessageBody="not json")
        run.hears("STK015")
        assert run.end() == 0


def test_cors_is_answered_by_the_api(example, endpoint):
    with LocalRun(example, "--bind", f"dynamodb={endpoint}") as run:
        api = run.plan["apis"][0]["url"].replace("${edge}", run.url)
        request = urllib.request.Request(
            api + "/orders",
            method="OPTIONS",
            headers={"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"},
        )
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 204
            assert answer.headers["access-control-allow-origin"] == "https://shop.example"


def test_removing_an_access_line_turns_the_call_into_a_denial(example, endpoint):
    edit(example, "      - send: queues.orders\n      - put: buses.shop\n", "      - put: buses.shop\n")
    with LocalRun(example, "--bind", f"dynamodb={endpoint}") as run:
        status, _, body = http(run, "POST", "/orders", event_body("place-order"))
        assert status == 500, body
        told = run.hears(r"error\[STK001\].*sqs:SendMessage")
        assert "send: queues.orders" in told  # the fix, in the stack's own words
        assert "stack.yaml" in told


def test_lint_says_the_same_beforehand_where_it_can_know(example, endpoint):
    """`fulfil` has a named role, so the compiler knows what it needs: the queue it consumes, what `access:` says."""
    edit(example, "      - actions: sns:Publish\n        on: topics.shipped\n", "")
    linted = stackc("lint", example)
    assert linted.returncode == 1 and "sns:Publish" in linted.stdout
    with LocalRun(example, "--bind", f"dynamodb={endpoint}") as run:
        assert http(run, "POST", "/orders", event_body("place-order"))[0] == 201
        told = run.hears(r"error\[STK001\].*sns:Publish")
        assert "fulfilment" in told


def test_the_stack_is_reloaded(example, endpoint):
    with LocalRun(example, "--bind", f"dynamodb={endpoint}") as run:
        assert http(run, "GET", "/health")[0] == 200
        handler = example.parent / "src/intake/app.py"
        edit(handler, '{"status": "ok"}', '{"status": "fine"}')
        assert eventually(lambda: http(run, "GET", "/health")[2] == {"status": "fine"}), run.told
        edit(example, "      GET /health: { to: functions.intake, timeout: 12s }", "      GET /healthz: { to: functions.intake, timeout: 12s }")
        assert eventually(lambda: http(run, "GET", "/healthz")[0] == 404 and http(run, "GET", "/health")[0] == 404), run.told
        good = example.read_text()
        example.write_text(good + "\nnonsense: 7\n")
        run.hears("cannot run like this")
        assert http(run, "GET", "/orders/x")[0] == 404
        example.write_text(good)
        assert run.end() == 0


def test_it_says_why_it_cannot_start(example, endpoint, tmp_path):
    with LocalRun(example, "--bind", f"dynamodb={endpoint}") as run:
        port = run.url.rsplit(":", 1)[1]
        other = tmp_path / "other"
        shutil.copytree(example.parent, other, ignore=shutil.ignore_patterns(".stackc"))
        second = stackc("run", other / "stack.yaml", "--port", port)
        assert second.returncode == 1
        assert f"port {port} is taken" in second.stderr
    edit(example, "code: src/intake", "code: src/nowhere")
    missing = stackc("run", example, "--port", "0")
    assert missing.returncode == 1 and "src/nowhere" in missing.stderr
