"""`kill -9` under load, again and again: what was acknowledged is there, groups stay in order, no process is left behind."""

from __future__ import annotations

import functools
import os
import signal
import threading
from pathlib import Path

import botocore.exceptions
import pytest

from local_run import LocalRun, eventually, write

ROUNDS = int(os.environ.get("STACKC_KILLS", "50"))
GROUPS = 4

STACK = {
    "stack.yaml": """
stack: kills
functions:
  work:
    runtime: python3.11
    handler: app.work
    code: src
    timeout: 5s
    consumes: { queue: queues.jobs, batchSize: 10 }
queues:
  plain: {}
  jobs: { visibilityTimeout: 30s, deadLetter: { to: queues.failed, maxReceiveCount: 1000 } }
  failed: {}
  ordered.fifo: { name: kills-ordered.fifo, visibilityTimeout: 0s }
""",
    "src/app.py": "def work(event, context):\n    return {'batchItemFailures': []}\n",
}


def marked_processes() -> list[int]:
    """Processes that a run started: their environment bears its mark."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if b"STACKC_RUN=" in (entry / "environ").read_bytes() and int(entry.name) != os.getpid():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


class Load:
    """Senders that note what was acknowledged, and one who takes from the FIFO queue and notes what was deleted."""

    def __init__(self, run: LocalRun, sent: dict, deleted: dict, next_number: dict):
        self.stop = threading.Event()
        self.faults: list[Exception] = []
        self.sent, self.deleted, self.next_number = sent, deleted, next_number
        self.urls = {name: run.queue(name) for name in ("PlainQueue", "JobsQueue", "OrderedFifoQueue")}
        works = [
            self.send_plain, self.send_jobs, self.take,
            *[functools.partial(self.send_ordered, f"g{group}") for group in range(GROUPS)],
        ]
        # Clients take their time to be made: all are there before the first message.
        self.threads = [
            threading.Thread(target=self.until_dead, args=(work, run.client("sqs"))) for work in works
        ]
        for thread in self.threads:
            thread.start()

    def until_dead(self, work, sqs):
        try:
            while not self.stop.is_set():
                work(sqs)
        except botocore.exceptions.BotoCoreError:
            pass  # the process is gone: what was not answered was not acknowledged
        except (botocore.exceptions.ClientError, AssertionError) as fault:
            self.faults.append(fault)

    def send(self, sqs, queue: str, name: str, **more):
        number = self.next_number.setdefault(name, 0)
        self.next_number[name] = number + 1
        sqs.send_message(QueueUrl=self.urls[queue], MessageBody=f"{name} {number}", **more)
        self.sent.setdefault(name, []).append(number)

    def send_plain(self, sqs):
        self.send(sqs, "PlainQueue", "plain")

    def send_jobs(self, sqs):
        self.send(sqs, "JobsQueue", "jobs")

    def send_ordered(self, group: str, sqs):
        number = self.next_number.get(group, 0)
        self.send(
            sqs, "OrderedFifoQueue", group, MessageGroupId=group, MessageDeduplicationId=f"{group}-{number}"
        )

    def take(self, sqs):
        url = self.urls["OrderedFifoQueue"]
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=3, VisibilityTimeout=1).get("Messages", [])
        for message in got:
            group, number = message["Body"].split()
            last = self.deleted.get(group, -1)
            assert int(number) > last, f"{message['Body']} came after {group} {last} was deleted"
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            self.deleted[group] = int(number)

    @property
    def least(self) -> int:
        """How many messages the slowest sender has sent in all."""
        return min(len(self.sent.get(name, [])) for name in ("plain", "jobs", *(f"g{n}" for n in range(GROUPS))))

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(timeout=60)
            assert not thread.is_alive()
        assert not self.faults, self.faults


def receive_all(sqs, url: str) -> list[str]:
    bodies: list[str] = []
    while True:
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=600, WaitTimeSeconds=3).get("Messages", [])
        if not got:
            return bodies
        bodies += [message["Body"] for message in got]
        sqs.delete_message_batch(
            QueueUrl=url,
            Entries=[{"Id": str(i), "ReceiptHandle": m["ReceiptHandle"]} for i, m in enumerate(got)],
        )


def local_process(run: LocalRun) -> int:
    """The runtime itself: the child of `stackc run`."""
    children = Path(f"/proc/{run.process.pid}/task/{run.process.pid}/children").read_text().split()
    return int(children[0])


@pytest.mark.skipif(ROUNDS == 0, reason="STACKC_KILLS=0 asked for none")
def test_kill_nine_under_load(tmp_path):
    stack = write(tmp_path, STACK)
    sent: dict[str, list[int]] = {}
    deleted: dict[str, int] = {}
    next_number: dict[str, int] = {}
    for round_number in range(ROUNDS):
        with LocalRun(stack) as run:
            load = Load(run, sent, deleted, next_number)
            enough = load.least + 20 + 10 * (round_number % 7)
            assert eventually(lambda: load.least >= enough or load.faults), run.told
            os.kill(local_process(run), signal.SIGKILL)
            run.process.wait(timeout=30)
            load.end()
        assert eventually(lambda: not marked_processes()), f"left behind: {marked_processes()}"
    with LocalRun(stack) as run:
        sqs = run.client("sqs")
        plain = {int(body.split()[1]) for body in receive_all(sqs, run.queue("PlainQueue"))}
        lost = set(sent["plain"]) - plain
        assert not lost, f"{len(lost)} of {len(sent['plain'])} acknowledged messages are lost: {sorted(lost)[:10]}"
        ordered: dict[str, list[int]] = {}
        for body in receive_all(sqs, run.queue("OrderedFifoQueue")):
            group, number = body.split()
            ordered.setdefault(group, []).append(int(number))
        missing: list[tuple[str, int]] = []
        for group in (f"g{number}" for number in range(GROUPS)):
            got = ordered.get(group, [])
            assert got == sorted(set(got)), f"{group} is out of order: {got}"
            assert not got or got[0] > deleted.get(group, -1), f"{group} {got[0]} was deleted before"
            missing += [(group, number) for number in sent[group] if number > deleted.get(group, -1) and number not in got]
        # A delete whose answer died with the process may have been done: one was under way when the last one was killed.
        assert len(missing) <= 1 and all(number == deleted.get(group, -1) + 1 for group, number in missing), missing
        print(f"{ROUNDS} kills, {sum(map(len, sent.values()))} acknowledged messages, none lost, groups in order")
    assert eventually(lambda: not marked_processes())
