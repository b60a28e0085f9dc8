"""The hand-kept tables under tables/, and cfn-lint's life cycle of Lambda runtimes, as rows of words."""

from __future__ import annotations

import datetime
import json
import re
from importlib import resources
from pathlib import Path

import botocore
from packer import Pool

TABLES = Path(__file__).parent / "tables"

REF_KINDS = ["name", "arn", "url", "id"]
ENDPOINT_KINDS = ["interface", "gateway"]
WAYS = ["pass", "role-policy", "trust", "managed-policy", "code"]
SIDES = ["role", "resource", "key"]


def read(name: str):
    return json.loads((TABLES / name).read_text())


def pack(pool: Pool, schemas: dict[str, dict], runtimes: list[str]) -> dict[str, list[int]]:
    types = set(schemas)
    permissions = read("permissions.json")
    return {
        "managed": managed(pool),
        "endpoints": endpoints(pool),
        "metrics": metrics(pool, types),
        "identities": identities(pool, types),
        "runtimes": runtime_rows(pool, runtimes),
        "sam_templates": sam_templates(pool),
        "sam_managed": sam_managed(pool),
        "sam_connectors": sam_connectors(pool),
        "escalations": escalations(pool),
        "regions": regions(pool),
        "stateful": stateful(pool, types),
        "retired": retired(pool, schemas),
        "wires": [word for row in sorted(permissions["wires"], key=wire_key) for word in wire(pool, row)],
        "verbs": [word for row in sorted(permissions["verbs"], key=verb_key) for word in verb(pool, row)],
    }


def identities(pool: Pool, types: set[str]) -> list[int]:
    words: list[int] = []
    for row in sorted(read("identities.json"), key=lambda r: r["type"].encode()):
        assert row["type"] in types, row["type"]
        words += [pool.string(row["type"]), REF_KINDS.index(row["ref"])]
        words += [pool.string(row[k]) for k in ("name", "arn", "attribute", "service", "key", "source")]
    return words


def managed(pool: Pool) -> list[int]:
    """AWS's own policies that only allow actions on everything: path and name, and the actions."""
    words: list[int] = []
    for row in sorted(read("managed_policies.json"), key=lambda r: r["name"].encode()):
        words += [pool.string(row["name"]), pool.strings(row["actions"]), pool.string(row["source"])]
    return words


def sam_templates(pool: Pool) -> list[int]:
    """SAM's policy templates: name, names of the parameters, the document as JSON, source."""
    words: list[int] = []
    for row in sorted(read("sam_policies.json")["templates"], key=lambda r: r["name"].encode()):
        words += [pool.string(row["name"]), pool.strings(row["parameters"])]
        words += [pool.string(compact(row["definition"])), pool.string(row["source"])]
    return words


def sam_managed(pool: Pool) -> list[int]:
    """AWS's managed policies by their bare name, as SAM takes it: path and name, and the partitions that have it."""
    words: list[int] = []
    for row in sorted(read("sam_policies.json")["managed"], key=lambda r: r["name"].encode()):
        words += [pool.string(row["name"]), pool.string(row["path"]), pool.strings(row["partitions"])]
    return words


def sam_connectors(pool: Pool) -> list[int]:
    """What SAM's connectors make of a pair of resource types: the pair, the profile as JSON, source."""
    words: list[int] = []
    rows = read("sam_connectors.json")
    for row in sorted(rows, key=lambda r: f'{r["from"]} {r["to"]}'.encode()):
        profile = {key: value for key, value in row.items() if key not in ("from", "to", "source")}
        words += [pool.string(f'{row["from"]} {row["to"]}'), pool.string(compact(profile)), pool.string(row["source"])]
    return words


def compact(value) -> str:
    return json.dumps(value, separators=(",", ":"))


def escalations(pool: Pool) -> list[int]:
    """Actions by which someone comes to act with more than he may: action, way, service that a role is passed to, source."""
    words: list[int] = []
    for row in sorted(read("escalations.json"), key=lambda r: (r["action"].encode(), r["way"])):
        words += [pool.string(row["action"]), WAYS.index(row["way"])]
        words += [pool.string(row["service"]), pool.string(row["source"])]
    return words


def regions(pool: Pool) -> list[int]:
    """The regions that AWS's SDKs know, each with its partition."""
    partitions = json.loads((resources.files(botocore) / "data" / "endpoints.json").read_text())["partitions"]
    rows = sorted((name, part["partition"]) for part in partitions for name in part["regions"])
    return [pool.string(word) for row in rows for word in row]


def stateful(pool: Pool, types: set[str]) -> list[int]:
    """Types of resource that hold what is lost with them: what that is, whether it must be taken away first, source.

    The set is cfn-lint's; a type that it adds fails here until it is told what is lost.
    """
    place = resources.files("cfnlint") / "data" / "AdditionalSpecs" / "StatefulResources.json"
    listed = json.loads(place.read_text())["ResourceTypes"]
    rows = {row["type"]: row for row in read("stateful.json")}
    assert set(listed) <= set(rows), set(listed) - set(rows)
    words: list[int] = []
    for name, row in sorted(rows.items(), key=lambda item: item[0].encode()):
        if name not in types:
            continue
        assert row["emptyFirst"] == bool(listed.get(name, {}).get("DeleteRequiresEmptyResource")), name
        words += [pool.string(name), pool.string(row["holds"]), int(row["emptyFirst"]), pool.string(row["source"])]
    return words


# The order is part of the format: Swift's RetiredType.Stage has the same.
STAGES = ["maintenance", "sunset", "shutdown"]


def retired(pool: Pool, schemas: dict[str, dict]) -> list[int]:
    """Types of services that AWS ends or has ended: the stage, and the day it began (of a sunset: will end), if there is one.

    cfn-lint's schemas carry them from "AWS Lifecycle Changes" (AWS General Reference).
    """
    words: list[int] = []
    for name, schema in sorted(schemas.items(), key=lambda item: item[0].encode()):
        if stage := schema.get("lifecycle"):
            words += [pool.string(name), STAGES.index(stage["status"]), date(stage.get("date"))]
    return words


def endpoints(pool: Pool) -> list[int]:
    """Services with a VPC endpoint: the end of the endpoint service's name, its kind, IAM's prefix of what it is for."""
    words: list[int] = []
    for row in sorted(read("endpoints.json"), key=lambda r: (r["word"].encode(), ENDPOINT_KINDS.index(r["kind"]))):
        words += [pool.string(row["word"]), ENDPOINT_KINDS.index(row["kind"])]
        words += [pool.string(row["service"]), pool.string(row["source"])]
    return words


def metrics(pool: Pool, types: set[str]) -> list[int]:
    """CloudWatch's metrics of a resource type, with the dimension that tells one resource from another."""
    words: list[int] = []
    for row in sorted(read("metrics.json"), key=lambda r: r["type"].encode()):
        assert row["type"] in types, row["type"]
        words += [pool.string(row[k]) for k in ("type", "namespace", "dimension", "attribute")]
        words += [pool.strings(row["metrics"]), pool.string(row["source"])]
    return words


def runtime_rows(pool: Pool, names: list[str]) -> list[int]:
    """One row a runtime: the schema's names and those with a life cycle; a date that nobody announced is 0."""
    place = resources.files("cfnlint") / "data" / "AdditionalSpecs" / "LmbdRuntimeLifecycle.json"
    cycle = json.loads(place.read_text())
    words: list[int] = []
    for name in sorted({*names, *cycle}, key=str.encode):
        row = cycle.get(name, {})
        words += [pool.string(name), pool.string(re.match(r"[a-z]+", name).group())]
        words += [date(row.get(k)) for k in ("deprecated", "create-block", "update-block")]
        words += [pool.string(row.get("successor")), int(name in names)]
    return words


def date(text: str | None) -> int:
    """Year, month and day in one word, so that dates compare as numbers."""
    if not text:
        return 0
    day = datetime.date.fromisoformat(text)
    return day.year << 9 | day.month << 5 | day.day


def wire_key(row: dict):
    return row["wire"].encode(), SIDES.index(row["side"]), row["when"], row["on"], row["condition"]


def wire(pool: Pool, row: dict) -> list[int]:
    return [
        pool.string(row["wire"]),
        SIDES.index(row["side"]),
        pool.string(row["principal"]),
        pool.strings(row["actions"]),
        *(pool.string(row[k]) for k in ("on", "when", "condition", "operator", "value", "source")),
        int(row["verified"]),
    ]


def verb_key(row: dict):
    return row["verb"].encode(), row["type"].encode(), row["when"], row["on"]


def verb(pool: Pool, row: dict) -> list[int]:
    return [
        pool.string(row["verb"]),
        pool.string(row["type"]),
        pool.strings(row["actions"]),
        *(pool.string(row[k]) for k in ("on", "when", "source")),
        int(row["verified"]),
    ]
