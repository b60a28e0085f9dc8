"""The table of limits: its rows, and the properties that they bound."""

from __future__ import annotations

import json
import re
from pathlib import Path

from packer import Pool
from schema_reader import Node, Reader

KINDS = ["max", "min", "default", "count", "length", "enum", "pattern", "relation"]
EXCUSES = [None, "runtime", "account", "aws", "default", "operation", "other-row", "schema", "describes"]
# Of a list these bound the count of items, the others each item.
COUNTING = ["count", "default"]
NUMBER, TEXT, LIST, RANGE = range(4)

# A subject that is the path of a property; `<Definition>.Property` is a property of every use of a schema's definition.
PATH = re.compile(r"(AWS::\w+::\w+)\.((?:<\w+>\.)?\w+(?:\.\w+)*)")


def rows() -> list[dict]:
    table = Path(__file__).parent / "tables" / "limits.json"
    return sorted(json.loads(table.read_text()), key=lambda r: r["id"].encode())


def pack(pool: Pool, paths: dict[str, list[str]]) -> dict[str, list[int]]:
    words: list[int] = []
    for row in rows():
        tag, value = packed_value(pool, row["value"])
        flags = int(row["adjustable"]) | int(row["verified"]) << 1
        words += [pool.string(row["id"]), pool.string(row["service"]), pool.string(row["subject"])]
        words += [KINDS.index(row["kind"]), tag, value, pool.string(row["unit"]), flags]
        words += [pool.string(row["source"]), pool.string(row["as_of"]), EXCUSES.index(row.get("excuse"))]
        words += [pool.string(row.get(k)) for k in ("because", "run", "note")]
        words.append(pool.strings(paths.get(row["id"], ())))
    return {"limits": words}


def packed_value(pool: Pool, value) -> tuple[int, int]:
    if isinstance(value, (int, float)):
        return NUMBER, pool.number(value)
    if isinstance(value, str):
        return TEXT, pool.string(value)
    if len(value) == 2 and all(v is None or isinstance(v, int) for v in value):
        return RANGE, pool.words([0 if v is None else pool.number(v) + 1 for v in value])
    assert all(v is not None for v in value), value
    return LIST, pool.strings(map(str, value), ordered=True)


def places(row: dict) -> list[tuple[str, str]]:
    """Type and path of each property that the row bounds: those of `at`, or else its subject if that is one."""
    if row["kind"] == "relation" or (row["kind"] == "default" and not row["adjustable"]):
        return []
    matches = [PATH.fullmatch(subject) for subject in row.get("at", [row["subject"]])]
    assert all(matches) or "at" not in row, row["id"]
    return [(m[1], m[2]) for m in matches if m]


def attach(readers: dict[str, Reader], roots: dict[str, Node]) -> dict[str, list[str]]:
    """Puts the number of each row into the facts of the nodes that it bounds; the paths of those, by the row's id."""
    paths: dict[str, list[str]] = {}
    for number, row in enumerate(rows()):
        for name, path in places(row):
            assert name in roots, f"{row['id']}: no type {name}"
            found = mark(readers[name], roots[name], path, number, row)
            paths.setdefault(row["id"], []).append(f"{name}.{found}")
    return paths


def mark(reader: Reader, root: Node, path: str, number: int, row: dict) -> str:
    """Marks one node, and returns its path with the name of a definition replaced by where that is used."""
    *steps, last = path.split(".")
    if steps and steps[0].startswith("<"):
        owner = reader.by_ref.get(f"#/definitions/{steps.pop(0)[1:-1]}")
        assert owner is not None, f"{row['id']}: no definition in {path}"
        steps = path_to(owner, root)
    owner = root
    for step in steps:
        owner = inner(owner.properties.get(step))
        assert owner is not None, f"{row['id']}: no property {step} in {path}"
    assert last in owner.properties, f"{row['id']}: no property {last} in {path}"
    # The node may be a definition that other properties share.
    leaf = owner.properties[last] = reader.copy(owner.properties[last])
    if leaf.items is not None and row["kind"] not in COUNTING:
        leaf.items = leaf = reader.copy(leaf.items)
    leaf.facts["limits"] = (*leaf.facts.get("limits", ()), number)
    return ".".join([*steps, last])


def path_to(node: Node, root: Node) -> list[str]:
    """The shortest path of properties from the root to a node; lists on the way are not named."""
    pending: list[tuple[Node | None, list[str]]] = [(root, [])]
    seen: set[int] = set()
    for at, path in pending:
        at = inner(at)
        if at is node:
            return path
        if at is not None and id(at) not in seen:
            seen.add(id(at))
            pending += [(child, [*path, name]) for name, child in sorted(at.properties.items())]
    raise AssertionError("a definition that nothing uses")


def inner(node: Node | None) -> Node | None:
    """An item instead of its list."""
    while node is not None and node.items is not None:
        node = node.items
    return node
