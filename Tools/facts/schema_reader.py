"""One resource schema read into nodes: `$ref` followed, `allOf` merged, alternatives reduced to groups of names."""

from __future__ import annotations

KINDS = ["string", "number", "integer", "boolean", "object", "array"]
ANY_KIND = 0b111111

EXACTLY_ONE, AT_LEAST_ONE = 1, 2
# What a schema says of values of one kind alone.
OF_KIND = {
    "array": ("items", "minItems", "maxItems", "uniqueItems"),
    "object": ("required", "minProperties", "maxProperties", "patternProperties", "additionalProperties"),
    "string": ("pattern", "minLength", "maxLength", "enum"),
}
LENGTH_CAP = 0xFFFF_FFFF  # a schema's "no real bound" may exceed a word


class Node:
    """One schema place before equal ones are merged. `facts` is hashable; children are other nodes."""

    __slots__ = ("facts", "properties", "patterns", "items", "additional", "offset")

    def __init__(self) -> None:
        self.facts: dict = {}
        self.properties: dict[str, Node] = {}
        self.patterns: dict[str, Node] = {}
        self.items: Node | None = None
        self.additional: Node | None = None
        self.offset = 0

    def children(self):
        yield from sorted(self.properties.items())
        yield from sorted(("~" + k, v) for k, v in self.patterns.items())
        if self.items is not None:
            yield "[]", self.items
        if self.additional is not None:
            yield "{}", self.additional


class Reader:
    """Turns one resource schema into nodes; a definition becomes one node, whoever refers to it."""

    def __init__(self, schema: dict, nodes: list[Node]) -> None:
        self.schema, self.nodes = schema, nodes
        self.by_ref: dict[str, Node] = {}

    def resolve(self, ref: str) -> dict:
        place = self.schema
        for step in ref.removeprefix("#/").split("/"):
            place = place.get(step.replace("~1", "/").replace("~0", "~"), {}) if isinstance(place, dict) else {}
        return place if isinstance(place, dict) else {}

    def node(self, raw) -> Node:
        if not isinstance(raw, dict):
            raw = {}
        ref = raw.get("$ref")
        ignorable = {"$ref", "description", "title", "default", "insertionOrder", "examples", "$comment"}
        if ref and set(raw) <= ignorable:
            if ref not in self.by_ref:
                node = self.by_ref[ref] = self.new()
                self.fill(node, self.flatten(self.resolve(ref)))
            return self.by_ref[ref]
        node = self.new()
        self.fill(node, self.flatten(raw))
        return node

    def new(self) -> Node:
        self.nodes.append(Node())
        return self.nodes[-1]

    def copy(self, node: Node) -> Node:
        """Another node with the same facts and children."""
        copy = self.new()
        copy.facts = dict(node.facts)
        copy.properties, copy.patterns = node.properties, node.patterns
        copy.items, copy.additional = node.items, node.additional
        return copy

    def flatten(self, raw: dict, depth: int = 0) -> dict:
        """`raw` with `$ref` and `allOf` merged in; what stands beside a reference wins."""
        out = {k: v for k, v in raw.items() if k not in ("$ref", "allOf")}
        out["groups"] = list(out.get("groups", []))
        if depth > 20:
            return out
        parts = [self.resolve(raw["$ref"])] if "$ref" in raw else []
        parts += [p for p in raw.get("allOf", []) if isinstance(p, dict) and "if" not in p]
        for part in parts:
            for key, value in self.flatten(part, depth + 1).items():
                if key == "groups":
                    out["groups"] += value
                elif key == "properties":
                    out["properties"] = {**value, **out.get("properties", {})}
                elif key == "required":
                    out["required"] = sorted({*value, *out.get("required", [])})
                else:
                    out.setdefault(key, value)
        self.alternatives(out, depth)
        return out

    def alternatives(self, out: dict, depth: int) -> None:
        """`oneOf` and `anyOf`, as far as names, kinds, patterns and formats go; what is beyond that stays unchecked."""
        for keyword, kind in (("oneOf", EXACTLY_ONE), ("anyOf", AT_LEAST_ONE)):
            members = out.pop(keyword, None)
            if not members or not all(isinstance(m, dict) for m in members):
                continue
            members = [self.flatten(m, depth + 1) for m in members]
            self.group(out, kind, members)
            self.union(out, members)
        for keyword, kind in (("requiredXor", EXACTLY_ONE), ("requiredOr", AT_LEAST_ONE)):
            names = out.pop(keyword, None)
            if names:
                out["groups"].append((kind, tuple((n,) for n in sorted(names))))

    def group(self, out: dict, kind: int, members: list[dict]) -> None:
        """A group of required names, unless one member requires nothing and so is always met."""
        sets = [tuple(sorted(m.get("required", []))) for m in members]
        if len(sets) < 2 or not all(sets):
            return
        nested = any(set(a) <= set(b) for i, a in enumerate(sets) for j, b in enumerate(sets) if i != j)
        if kind == EXACTLY_ONE and nested:
            kind = AT_LEAST_ONE  # members differ by more than their names
        out["groups"].append((kind, tuple(sorted(set(sets)))))

    def union(self, out: dict, members: list[dict]) -> None:
        merged: dict = {}
        for member in members:
            for name, value in member.get("properties", {}).items():
                merged.setdefault(name, value)
        if merged:
            out["properties"] = {**merged, **out.get("properties", {})}
            if "additionalProperties" not in out and all(m.get("additionalProperties") is False for m in members):
                out["additionalProperties"] = False
        if "type" not in out and all("type" in m for m in members):
            out["type"] = sorted({t for m in members for t in as_list(m["type"])})
        if "pattern" not in out and all(set(m) <= {"pattern", "groups"} and "pattern" in m for m in members):
            out["pattern"] = "|".join(f"(?:{m['pattern']})" for m in members)
        self.take_by_kind(out, members)
        formats = [f for m in members for f in formats_of(m)]
        if formats:
            out["formats"] = sorted({*out.get("formats", []), *formats})

    def take_by_kind(self, out: dict, members: list[dict]) -> None:
        """What holds for each value of a kind, where only one member takes that kind: a list's items, an object's names."""
        if not all("type" in m for m in members):
            return
        for kind, keys in OF_KIND.items():
            takers = [m for m in members if kind in as_list(m["type"])]
            # CloudFormation takes a number or a truth value as a string.
            rest = {k for m in members if m not in takers for k in as_list(m["type"])}
            if len(takers) != 1 or (kind == "string" and rest - {"array", "object"}):
                continue
            for key in keys:
                if key in takers[0]:
                    out.setdefault(key, takers[0][key])

    def fill(self, node: Node, raw: dict) -> None:
        facts = node.facts
        kinds = [k for k in as_list(raw.get("type")) if k in KINDS]
        if not kinds and ("properties" in raw or "patternProperties" in raw):
            kinds = ["object"]
        facts["kinds"] = sum(1 << KINDS.index(k) for k in set(kinds)) or ANY_KIND
        facts["unique"] = bool(raw.get("uniqueItems"))
        facts["folds"] = "enumCaseInsensitive" in raw
        values = raw.get("enum", raw.get("enumCaseInsensitive"))
        if "const" in raw:
            values = [raw["const"]]
        if values:
            facts["enum"] = tuple(sorted(values, key=lambda v: (str(type(v)), str(v))))
        for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            if isinstance(raw.get(key), (int, float)) and not isinstance(raw.get(key), bool):
                facts[key] = float(raw[key])
        for key in ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"):
            if isinstance(raw.get(key), (int, float)):
                facts[key] = min(int(raw[key]), LENGTH_CAP)
        if isinstance(raw.get("pattern"), str):
            facts["pattern"] = raw["pattern"]
        if formats_of(raw):
            facts["formats"] = tuple(formats_of(raw))
        if raw.get("required"):
            facts["required"] = tuple(sorted(set(raw["required"])))
        if raw["groups"]:
            facts["groups"] = tuple(sorted(set(raw["groups"])))
        self.dependents(facts, raw)
        self.children(node, raw)

    def dependents(self, facts: dict, raw: dict) -> None:
        required = {**raw.get("dependencies", {}), **raw.get("dependentRequired", {})}
        for key, table in (("dependentRequired", required), ("dependentExcluded", raw.get("dependentExcluded", {}))):
            rows = sorted((n, tuple(sorted(v))) for n, v in table.items() if isinstance(v, list))
            if rows:
                facts[key] = tuple(rows)

    def children(self, node: Node, raw: dict) -> None:
        for name, value in raw.get("properties", {}).items():
            node.properties[name] = self.node(value)
        for pattern, value in raw.get("patternProperties", {}).items():
            node.patterns[pattern] = self.node(value)
        if isinstance(raw.get("items"), dict):
            node.items = self.node(raw["items"])
        additional = raw.get("additionalProperties")
        node.facts["closed"] = additional is False
        if isinstance(additional, dict):
            node.additional = self.node(additional)


def as_list(value) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def formats_of(raw: dict) -> list[str]:
    """What a value names, in cfn-lint's spelling (`AWS::SNS::Topic.Arn`), or a JSON Schema format."""
    found = set(raw.get("formats", []))
    if isinstance(raw.get("format"), str):
        found.add(raw["format"])
    link = raw.get("relationshipRef")
    if isinstance(link, dict):
        found.add(f"{link['typeName']}.{link['propertyPath'].removeprefix('/properties/').replace('/', '.')}")
    return sorted(found)
