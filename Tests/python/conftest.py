"""What the tests of the finished program share: the program, the examples built, a local AWS."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STACKC = Path(os.environ.get("STACKC", ROOT / ".build/release/stackc")).resolve()
EXAMPLES = sorted(stack.parent.name for stack in (ROOT / "Examples").glob("*/stack.yaml") if stack.parent.name != "broken")
REGION = "eu-central-1"
# The handlers make clients when they are loaded; none may find the account of whoever runs the tests.
ISOLATED = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
    # Stands in for the jars that Examples/clickstream and Examples/shop would load from the network.
    "KINESIS_CONNECTOR": str(ROOT / "README.md"),
}
for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_ENDPOINT_URL"):
    os.environ.pop(name, None)
os.environ.update(ISOLATED)


def stackc(*arguments, cwd=ROOT, stdin="", environment=None):
    """Runs the program; gives its exit status, standard output and standard error."""
    return subprocess.run(
        [STACKC, *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        # An unoptimised program on a busy machine takes minutes for the largest inputs; one that hangs takes for ever.
        timeout=300,
        env={**os.environ, **(environment or {})},
    )


def build(example: str, output: Path, root: Path = ROOT) -> Path:
    """Builds an example of a copy of this project into a folder."""
    done = stackc("build", f"Examples/{example}/stack.yaml", "-o", output, cwd=root)
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="session", params=EXAMPLES)
def built(request, tmp_path_factory) -> tuple[str, Path]:
    """An example's name, and the folder of what was built from it."""
    return request.param, build(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="session")
def template(built) -> dict:
    return json.loads((built[1] / "template.json").read_text())


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory):
    """The URL of a local AWS that ends with the tests."""
    log = tmp_path_factory.mktemp("local-aws") / "log"
    with log.open("w") as errors:
        server = subprocess.Popen(
            [sys.executable, Path(__file__).parent / "local_aws.py"], stdout=subprocess.PIPE, stderr=errors, text=True
        )
    try:
        url = server.stdout.readline().strip()
        assert url, f"moto_server did not start: {log.read_text()}"
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=10)
        server.stdout.close()
        for line in log.read_text().splitlines():
            # What moto trips over it answers with 500; its trace says more than the client's error.
            if not line.startswith("127.0.0.1 - "):
                print(line)
