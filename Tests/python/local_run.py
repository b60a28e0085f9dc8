"""A stack that runs on this machine for the length of a test: `stackc run`, and clients for it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import boto3
from botocore.config import Config

from conftest import ROOT, STACKC

# Time that something on this machine may take before a test calls it missing; waiting ends as soon as it is there.
PATIENCE = 40


class LocalRun:
    """`stackc run` of a stack file; ends with the `with`."""

    def __init__(self, stack: Path, *arguments: str):
        self.stack = Path(stack)
        self.folder = self.stack.parent
        self.arguments = arguments
        self.lines: list[str] = []
        self.changed = threading.Condition()

    def __enter__(self) -> LocalRun:
        self.process = subprocess.Popen(
            [STACKC, "run", self.stack.name, "--port", "0", "--python", sys.executable, *self.arguments],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "NO_COLOR": "1"},
        )
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        self.url = self.process.stdout.readline().strip()
        if not self.url:
            self.process.wait(timeout=PATIENCE)
            self.reader.join(timeout=PATIENCE)
            self.process.stdout.close()
            raise AssertionError(f"it did not start (status {self.process.returncode}):\n{self.told}")
        return self

    def __exit__(self, *_):
        self.end()

    def read(self):
        for line in self.process.stderr:
            with self.changed:
                self.lines.append(line.rstrip("\n"))
                self.changed.notify_all()
        self.process.stderr.close()
        with self.changed:
            self.changed.notify_all()

    def end(self, by=signal.SIGTERM) -> int:
        """Asks it to end, waits, and gives its status."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        status = self.process.wait(timeout=PATIENCE)
        self.reader.join(timeout=PATIENCE)
        if not self.process.stdout.closed:
            self.process.stdout.close()
        return status

    @property
    def told(self) -> str:
        with self.changed:
            return "\n".join(self.lines)

    def hears(self, pattern: str, patience: float = PATIENCE) -> str:
        """Waits until the terminal shows something, and gives everything it showed."""
        found = re.compile(pattern, re.MULTILINE)
        with self.changed:
            shown = self.changed.wait_for(lambda: found.search("\n".join(self.lines)), timeout=patience)
        assert shown, f"nothing like /{pattern}/ was told; this was:\n{self.told}"
        return self.told

    def environment(self, role: str | None = None) -> dict[str, str]:
        """What `stackc env` prints, as a shell would take it."""
        arguments = [STACKC, "env", "--stack", self.stack, "--format", "json"] + (["--as", role] if role else [])
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def client(self, service: str, role: str | None = None):
        """An unmodified boto3 client, as the administrator or as a role of the stack."""
        if role:
            given = self.environment(role)
            keys = {
                "aws_access_key_id": given["AWS_ACCESS_KEY_ID"],
                "aws_secret_access_key": given["AWS_SECRET_ACCESS_KEY"],
                "aws_session_token": given["AWS_SESSION_TOKEN"],
            }
        else:
            keys = {"aws_access_key_id": "whoever", "aws_secret_access_key": "whatever"}
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=self.region,
            config=Config(retries={"total_max_attempts": 1}, read_timeout=60),
            **keys,
        )

    @property
    def plan(self) -> dict:
        return json.loads((self.folder / ".stackc/wiring.json").read_text())

    @property
    def region(self) -> str:
        return self.plan["region"]

    def item(self, kind: str, name: str) -> dict:
        """An item of the plan, by its logical id."""
        return next(item for item in self.plan[kind] if item["id"] == name)

    def queue(self, name: str) -> str:
        """The URL of a queue, by its logical id."""
        return self.item("queues", name)["url"].replace("${edge}", self.url)

    def aws(self, *arguments: str, role: str | None = None, version: int = 1) -> subprocess.CompletedProcess:
        """The AWS CLI, unmodified: version 1 from PyPI, or 2 from Debian, which alone has `logs tail`.

        Version 1 passes over AWS_ENDPOINT_URL for SQS, so the option is given.
        """
        given = self.environment(role)
        program = str(Path(sys.executable).parent / "aws") if version == 1 else "/usr/bin/aws"
        return subprocess.run(
            [program, "--endpoint-url", self.url, *arguments],
            capture_output=True,
            text=True,
            timeout=PATIENCE * 2,
            env={**os.environ, **given, "AWS_PAGER": "", "AWS_CONFIG_FILE": "/dev/null"},
        )


def eventually(check, patience: float = PATIENCE):
    """What `check` gives as soon as it is something; looks again while it is not."""
    end = time.monotonic() + patience
    while True:
        found = check()
        if found or time.monotonic() > end:
            return found
        threading.Event().wait(0.05)


def drain(sqs, url: str, count: int, **options) -> list[dict]:
    """Receives and deletes messages until there are so many."""
    messages: list[dict] = []
    end = time.monotonic() + PATIENCE
    while len(messages) < count and time.monotonic() < end:
        got = sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=2, MessageAttributeNames=["All"],
            MessageSystemAttributeNames=["All"], **options,
        ).get("Messages", [])
        for message in got:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        messages += got
    return messages


def write(folder: Path, files: dict[str, str]) -> Path:
    """Writes files, and gives the stack file among them."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / "stack.yaml"
