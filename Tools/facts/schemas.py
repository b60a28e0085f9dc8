"""CloudFormation's resource schemas, as cfn-lint's wheel carries them (patched already), reduced to shapes.

A shape is what stands at one place of a resource: kinds, bounds, properties. `$ref` is followed, `allOf` is
merged, `oneOf`/`anyOf` become groups of required names and the union of their properties, and equal shapes
become one, by partition refinement, so that recursive definitions need no special case.
"""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from pathlib import Path

from cfnlint.schema._schema import Schema

import limits
from packer import Pool
from schema_reader import Node, Reader

# Bits of a shape's first word; from ENUM on, each set bit is followed by one word, in this order.
UNIQUE, CLOSED, FOLDS_CASE = 6, 7, 8
FIELDS = [
    "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern",
    "minItems", "maxItems", "items", "minProperties", "maxProperties", "properties", "required", "additional",
    "patternProperties", "groups", "dependentRequired", "dependentExcluded", "formats",
    "limits",
]
FIRST_FIELD = 9


def load() -> dict[str, dict]:
    root = resources.files("cfnlint") / "data" / "schemas"
    listing = json.loads((root / "providers" / "us-east-1.json").read_text())
    schemas = {
        name: json.loads((root / "resources" / f"{digest}.json").read_text())
        for name, digest in sorted(listing.items())
        if not name.startswith("AWS::Serverless::")
    }
    add_newer(schemas)
    return schemas


def add_newer(schemas: dict[str, dict]) -> None:
    """Puts in what the Template Reference has and the wheel has not yet; once that has it, the row goes."""
    additions = json.loads((Path(__file__).parent / "tables" / "schema-additions.json").read_text())
    for name, added in additions.items():
        for part in ("properties", "definitions"):
            place = schemas[name].setdefault(part, {})
            both = place.keys() & added[part].keys()
            assert not both, f"{name} has {sorted(both)} by now: take it out of schema-additions.json"
            place.update(added[part])


def merge_equal(nodes: list[Node]) -> dict[int, int]:
    """Maps each node to the first of its class; two nodes are of one class when no path tells them apart."""
    local = [hashlib.sha256(repr(sorted(n.facts.items(), key=lambda f: f[0])).encode()).digest() for n in nodes]
    place = {id(n): i for i, n in enumerate(nodes)}
    edges = [[(name.encode(), place[id(c)]) for name, c in n.children()] for n in nodes]
    colour, count = local, len(set(local))
    while True:
        colour = [
            hashlib.sha256(local[i] + b"".join(name + b"\0" + colour[child] for name, child in edges[i])).digest()
            for i in range(len(nodes))
        ]
        if len(set(colour)) == count:
            break
        count = len(set(colour))
    first: dict[bytes, int] = {}
    return {i: first.setdefault(c, i) for i, c in enumerate(colour)}


class Types:
    """All resource types, read once; `pack` may run several times."""

    def __init__(self) -> None:
        self.schemas = load()
        self.nodes: list[Node] = []
        self.roots: dict[str, Node] = {}
        self.attributes: dict[str, dict[str, Node]] = {}
        readers = {name: Reader(schema, self.nodes) for name, schema in self.schemas.items()}
        for name, schema in self.schemas.items():
            reader = readers[name]
            root = reader.new()
            reader.fill(root, reader.flatten(schema))
            self.roots[name] = root
        self.limit_paths = limits.attach(readers, self.roots)
        for name, schema in self.schemas.items():
            root, reader = self.roots[name], readers[name]
            self.attributes[name] = attributes(name, schema, root, reader)
        self.place = {id(n): i for i, n in enumerate(self.nodes)}
        self.first = merge_equal(self.nodes)
        self.kept = [self.nodes[i] for i in sorted(set(self.first.values()))]
        offset = 1  # word 0 is no shape
        for node in self.kept:
            node.offset = offset
            offset += 1 + len(self.present(node))

    def reference(self, node: Node) -> int:
        return self.nodes[self.first[self.place[id(node)]]].offset

    def present(self, node: Node) -> list[str]:
        has = {"properties": node.properties, "patternProperties": node.patterns}
        children = {"items": node.items, "additional": node.additional}
        return [f for f in FIELDS if f in node.facts or has.get(f) or children.get(f) is not None]

    def pack(self, pool: Pool) -> dict[str, list[int]]:
        shapes = [0]
        for node in self.kept:
            shapes += self.shape(pool, node)
        types: list[int] = []
        for name, schema in self.schemas.items():
            types += self.row(pool, name, schema)
        return {"shapes": shapes, "types": types}

    def shape(self, pool: Pool, node: Node) -> list[int]:
        facts, present = node.facts, self.present(node)
        flags = facts["kinds"] | facts["unique"] << UNIQUE | facts["closed"] << CLOSED | facts["folds"] << FOLDS_CASE
        flags |= sum(1 << (FIRST_FIELD + FIELDS.index(f)) for f in present)
        return [flags, *(self.field(pool, node, f) for f in present)]

    def field(self, pool: Pool, node: Node, field: str) -> int:
        value = node.facts.get(field)
        if field in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            return pool.number(value)
        if field.startswith(("min", "max")):
            return value
        if field == "pattern":
            return pool.string(value)
        if field == "limits":
            return pool.words(value)
        if field == "enum":
            return pool.words(sorted(tagged(pool, v) for v in value))
        if field in ("required", "formats"):
            return pool.strings(value)
        if field == "groups":
            return pool.words([pool.words([kind, *(pool.strings(names) for names in sets)]) for kind, sets in value])
        if field.startswith("dependent"):
            return pool.words(by_first((pool.string(n), pool.strings(v)) for n, v in value), 2)
        if field in ("items", "additional"):
            return self.reference(getattr(node, field))
        children = node.properties if field == "properties" else node.patterns
        return pool.words(by_first((pool.string(n), self.reference(c)) for n, c in children.items()), 2)

    def row(self, pool: Pool, name: str, schema: dict) -> list[int]:
        attributes = ((pool.string(n), self.reference(c)) for n, c in self.attributes[name].items())
        paths = ["createOnlyProperties", "conditionalCreateOnlyProperties", "readOnlyProperties", "writeOnlyProperties"]
        return [
            pool.string(name),
            self.reference(self.roots[name]),
            pool.words(by_first(attributes), 2),
            *(pool.strings(map(path_of, schema.get(p, []))) for p in paths),
            pool.strings(map(path_of, schema["primaryIdentifier"]), ordered=True),
        ]


def by_first(pairs) -> list[int]:
    return [word for pair in sorted(pairs) for word in pair]


def tagged(pool: Pool, value) -> int:
    """An enum's value in one word: the two top bits say whether it is a string, a number or a boolean."""
    if isinstance(value, bool):
        return 2 << 30 | value
    if isinstance(value, (int, float)):
        return 1 << 30 | pool.number(value)
    return pool.string(str(value))


def path_of(pointer: str) -> str:
    return pointer.removeprefix("/properties/").replace("/properties/", "/")


def attributes(name: str, schema: dict, root: Node, reader: Reader) -> dict[str, Node]:
    """What Fn::GetAtt offers, by cfn-lint's reading of the schema; a trailing `*` stands for any name."""
    found: dict[str, Node] = {}
    for attribute, pointer in Schema({**schema, "typeName": name}).get_atts.data.items():
        if attribute.endswith(".*"):
            any_name = attribute == ".*"
            node = reader.node({} if any_name else {"type": "string"})
            found[attribute.removesuffix(".*").replace("\\", "") + "*"] = node
        elif "*" not in attribute:
            node = walk(root, path_of(pointer).split("/"))
            found[attribute] = node if node is not None else reader.node({"type": "string"})
    return found


def walk(node: Node | None, path: list[str]) -> Node | None:
    for step in path:
        node = node.properties.get(step) if node is not None else None
    return node
