"""Faults at random, put into stacks and templates: by a seed, so that a run can be repeated."""

from __future__ import annotations

import copy
import random
import re

import yaml

# What may stand in the place of a value: other kinds, functions with wrong arguments, names of nothing.
VALUES = [
    "", "x", "a b/c!", 0, -1, 99999999, 1.5, True, None, [], {}, ["x"], {"Foo": "bar"}, ["x", "x"], "y" * 300,
    {"Ref": "Missing"}, {"Ref": "AWS::Region"}, {"Fn::GetAtt": ["Missing", "Arn"]}, {"Fn::Sub": "${Missing}"},
    {"Fn::If": ["Missing", "a", "b"]}, {"Fn::Join": [",", "x"]}, {"Fn::Select": ["a", ["b"]]}, {"Fn::GetAZs": ""},
    {"Fn::Split": [",", "a,b"]}, {"Fn::Cidr": ["10.0.0.0/16", 4, 8]}, {"Fn::FindInMap": ["Missing", "a", "b"]},
    "arn:aws:iam::123456789012:role/x", "arn:aws:s3:::b", "rate(1 minutes)", "cron(a b)",
]  # fmt: skip
# The same for a stack file, as it is written.
TEXTS = [
    '""', '"a b/c!"', "0", "-1", "99999999", "true", "null", "[]", "{}", "[x]", "{ foo: bar }", "!Ref Missing",
    "!Ref AWS::Region", "!GetAtt Missing.Arn", '!Sub "${Missing}"', "!If [Missing, a, b]", '!Join [",", x]',
    "!Select [a, [b]]", '!Split [",", "a,b"]', '"${Foo}"', "y" * 300, "10s", "30d", "1", "64", "1024", '"*"', "rest",
]  # fmt: skip


def places(value, path=()):
    """Every place in a value, as the way to it."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from places(child, (*path, key))


def faulty_template(template: dict, seed: str) -> tuple[dict, str]:
    """A template with one fault, and what the fault is."""
    chance = random.Random(seed)
    template = copy.deepcopy(template)
    *way, key = chance.choice([path for path in places(template) if path[0] != "AWSTemplateFormatVersion"])
    parent = template
    for step in way:
        parent = parent[step]
    kind = chance.choice(["value", "value", "value", "missing", "name"])
    where = "/".join(map(str, [*way, key]))
    if kind == "missing":
        del parent[key]
        return template, f"{where} is taken out"
    if kind == "name" and isinstance(parent, dict):
        parent[key[:1] + "q" + key[1:]] = parent.pop(key)
        return template, f"{where} is misspelt"
    parent[key] = chance.choice(VALUES)
    return template, f"{where} is {parent[key]!r:.60}"


def faulty_stack(text: str, seed: str) -> tuple[str, str]:
    """A stack file with one fault, and what the fault is."""
    chance = random.Random(seed)
    found = list(nodes(yaml.compose(text)))
    while True:
        node, key, path = chance.choice(found)
        start, end = node.start_mark.index, last(node)
        kind = chance.choice(["value", "value", "missing", "name"])
        if kind == "value":
            value = chance.choice(TEXTS)
            return text[:start] + value + text[end:], f"{path} is {value:.60}"
        if key is None:
            continue
        begin = text.rfind("\n", 0, key.start_mark.index) + 1
        if kind == "name":
            at = key.start_mark.index + 1
            return text[:at] + "q" + text[at:], f"{path} is misspelt"
        if re.fullmatch(" *", text[begin : key.start_mark.index]):
            stop = text.find("\n", end)
            return text[:begin] + (text[stop + 1 :] if stop >= 0 else ""), f"{path} is taken out"


def nodes(node, path=""):
    """Every value of a document, with its key and the way to it."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield value, key, f"{path}/{key.value}"
            yield from nodes(value, f"{path}/{key.value}")
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield value, None, f"{path}/{index}"
            yield from nodes(value, f"{path}/{index}")


def last(node) -> int:
    """Where a value ends; the mark of a block stands behind what follows it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return node.end_mark.index
    child = node.value[-1]
    return last(child[1] if isinstance(child, tuple) else child)
