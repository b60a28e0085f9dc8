"""The wiring plan against its JSON Schema, by a full implementation of draft 2020-12.

Run with `python3 -m pytest Tests/python` in an environment that has `jsonschema`.
"""

import copy
import json
import pathlib

import jsonschema
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "Docs/wiring-plan.schema.json").read_text())
SNAPSHOTS = ROOT / "Tests/EmittersTests/Snapshots"
PLAN = json.loads((SNAPSHOTS / "shop.wiring.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_valid():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted(SNAPSHOTS.glob("*.wiring.json")), ids=lambda path: path.name)
def test_the_emitted_plans_are_valid(path):
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(path.read_text()))] == []


@pytest.mark.parametrize(
    "path, value",
    [
        (["version"], 2),
        (["account"], "12"),
        (["queues", 0, "visibilityTimeout"], "30"),
        (["queues", 0, "unknown"], 1),
        (["functions", 0, "environment"], {"A": 1}),
        (["functions", 0, "urls"], [{"id": "U", "streams": "yes"}]),
        (["streams"], [{"id": "S"}]),
        (["stateMachines"], [{"id": "M", "name": "m", "arn": "a", "type": "STANDARD", "tracing": 1}]),
        (["networks"], [{"id": "N", "name": "n", "arn": "a", "subnets": [{"id": "S"}]}]),
    ],
)
def test_a_broken_plan_is_not(path, value):
    plan = copy.deepcopy(PLAN)
    target = plan
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert not VALIDATOR.is_valid(plan)
