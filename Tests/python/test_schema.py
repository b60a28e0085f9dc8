"""The JSON Schema of the language, by a full implementation of draft 7: what an editor's language server reads."""

from __future__ import annotations

import copy
import json
import re

import jsonschema
import pytest
import yaml

from conftest import EXAMPLES, ROOT, stackc

SCHEMA = json.loads(stackc("schema").stdout)
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


class Reader(yaml.SafeLoader):
    """YAML 1.2, as editors read it, with CloudFormation's short tags: `on` is a text, `!Ref a` is `{Ref: a}`."""

    yaml_implicit_resolvers = {
        letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


Reader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def call(reader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = reader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = reader.construct_sequence(node, deep=True)
    else:
        value = reader.construct_mapping(node, deep=True)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


Reader.add_multi_constructor("!", call)


def faults(stack):
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(stack)]


@pytest.fixture(scope="module", params=EXAMPLES)
def stack(request):
    return yaml.load((ROOT / "Examples" / request.param / "stack.yaml").read_text(), Reader)


def test_the_schema_is_one_of_draft_7():
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_the_committed_schema_is_this_one():
    assert json.loads((ROOT / "Docs/stack.schema.json").read_text()) == SCHEMA


def test_it_accepts_the_examples(stack):
    assert faults(stack) == []


def test_it_accepts_what_init_writes(tmp_path):
    stackc("init", cwd=tmp_path)
    text = (tmp_path / "stack.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=stack.schema.json\n")
    assert json.loads((tmp_path / "stack.schema.json").read_text()) == SCHEMA
    assert faults(yaml.load(text, Reader)) == []


def test_it_rejects_every_misspelt_key(stack):
    def misspelt(path, key):
        wrong = copy.deepcopy(stack)
        owner = wrong
        for step in path:
            owner = owner[step]
        owner[key + "x"] = owner.pop(key)
        return faults(wrong)

    tried = 0
    for section, entries in stack.items():
        assert misspelt([], section), section
        # The values of these are no maps of keys of the language.
        if section in ("conditions", "outputs", "resources") or not isinstance(entries, dict):
            continue
        for name, entry in entries.items():
            for key in entry or {}:
                assert misspelt([section, name], key), f"{section}.{name}.{key}"
                tried += 1
    assert tried > 20


@pytest.mark.parametrize(
    ("section", "entry"),
    [
        ("queues", {"visibilityTimeout": "5 MB"}),
        ("queues", {"deadLetter": {"two": "queues.a"}}),
        ("functions", {"runtime": "python3.13", "handler": "a.b", "code": "src", "tracing": "Loud"}),
        ("functions", {"memory": "10s"}),
        ("apis", {"protocol": "smoke-signals"}),
        ("rules", []),
    ],
)
def test_it_rejects(section, entry):
    assert faults({"stack": "a", section: {"a": entry}})


@pytest.mark.parametrize(
    "entry",
    [
        {"visibilityTimeout": 30},
        {"visibilityTimeout": "30s", "properties": {"KmsMasterKeyId": {"Ref": "Key"}}},
        {"visibilityTimeout": {"Fn::If": ["isProd", "5m", "30s"]}},
        {"visibilityTimeout": "${parameters.hidden}"},
        None,
    ],
)
def test_it_accepts(entry):
    assert faults({"stack": "a", "queues": {"a": entry}}) == []


def test_what_defaults_give_need_not_be_written():
    stack = {
        "stack": "a",
        "defaults": {"policies": {"to": {"service": "events.amazonaws.com"}}, "functions": {"runtime": "python3.13"}},
        "policies": {"a": {"on": "queues.a", "allow": "sqs:SendMessage"}},
        "queues": {"a": None},
    }
    assert faults(stack) == []
    stack["defaults"]["functions"]["runtme"] = "python3.13"
    assert faults(stack)


def described(schema, path):
    """Each key that the schema offers, with what says what it is."""
    for name, inner in schema.get("properties", {}).items():
        # `defaults` has the keys of the sections, which are described there.
        if "$ref" not in inner:
            yield f"{path}.{name}", inner.get("description")
            yield from described(inner, f"{path}.{name}")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from described(schema["additionalProperties"], f"{path}.*")


def test_every_key_is_described():
    keys = dict(described(SCHEMA, "$"))
    assert len(keys) > 150
    assert [key for key, text in keys.items() if not text] == []
