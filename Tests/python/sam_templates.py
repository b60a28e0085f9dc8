"""SAM templates to compare two transforms with: ours, a block each in `sam/*.txt`, and mixtures of them.

A block begins with `=== name`. Where it has no `Resources`, it is what stands below them.
"""

from __future__ import annotations

import copy
import json
import logging
import os
import random
import re
from pathlib import Path

FOLDER = Path(__file__).parent / "sam"
TRANSFORM = "AWS::Serverless-2016-10-31"
SERVERLESS = "AWS::Serverless::"
# It warns of its own metrics at every run.
logging.getLogger("samtranslator").setLevel(logging.CRITICAL)
# What is told to the transform besides the template; the runner of the conformance suite tells ours the same.
PARAMETERS = {"param1": "value1", "param2": "value2"}
REGION = "ap-southeast-1"
MANAGED = {
    name: f"arn:aws:iam::aws:policy/{folder}{name}"
    for name, folder in {
        "AWSLambdaBasicExecutionRole": "service-role/",
        "AmazonDynamoDBFullAccess": "",
        "AmazonDynamoDBReadOnlyAccess": "",
        "AWSLambdaRole": "service-role/",
        "AWSXrayWriteOnlyAccess": "",
    }.items()
}
ATTRIBUTES = {
    "Condition": ["First", "Second"],
    "DeletionPolicy": ["Retain", "Delete", "Snapshot"],
    "UpdateReplacePolicy": ["Retain", "Delete", "Snapshot"],
    "DependsOn": ["Other", ["Other", "Another"]],
    "Metadata": [{"Note": "text"}],
}
# Values that a `Ref` cannot stand for: other things are named by them.
FIXED = {"Type", "Condition", "DependsOn", "Ref", "Fn::GetAtt", "Fn::Sub", "Fn::If"} | set(ATTRIBUTES)
# What an event cannot do without, whatever its type.
NEEDED = set(
    "Path Method Schedule ScheduleExpression Topic Queue Stream StartingPosition Pattern Bucket Events Sql LogGroupName"
    " FilterPattern UserPool Trigger Broker Queues SourceAccessConfigurations KafkaBootstrapServers Topics Cluster"
    " DatabaseName".split()
)


def blocks() -> dict[str, str]:
    """The templates' texts by name."""
    found = {}
    for file in sorted(FOLDER.glob("*.txt")):
        parts = re.split(r"^=== (\S+)\n", file.read_text(), flags=re.M)[1:]
        for name, text in zip(parts[::2], parts[1::2]):
            assert name not in found, name
            if "Resources:" not in text:
                text = "Resources:\n" + "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())
            found[name] = f"Transform: {TRANSFORM}\n{text}"
    return found


def transformed(template: dict):
    """What SAM's own transform makes of a template, or the sentence with which it refuses it; None where it crashes."""
    os.environ["AWS_DEFAULT_REGION"] = REGION
    from samtranslator.model.exceptions import InvalidDocumentException
    from samtranslator.translator.transform import transform

    class Policies:
        def load(self):
            return MANAGED

    try:
        return transform(copy.deepcopy(template), dict(PARAMETERS), Policies()), None
    except InvalidDocumentException as error:
        causes = sorted(
            error.causes, key=lambda cause: getattr(cause, "_logical_id", "") or getattr(cause, "_event_id", "") or ""
        )
        sentence = " ".join([error.message] + [cause.message for cause in causes])
        return None, (re.sub(r"u'([^']*)'", r"'\1'", sentence), causes)
    except Exception:  # noqa: BLE001  What it crashes on it says nothing of.
        return None


def write_corpus(folder: Path, templates: dict[str, dict | str]) -> list[dict]:
    """Writes templates with what SAM makes of them as the runner of the conformance suite reads them."""
    from samtranslator.yaml_helper import yaml_parse

    cases = []
    for name, template in templates.items():
        text = template if isinstance(template, str) else json.dumps(template, indent=1)
        # Integers as keys become texts, as CloudFormation has them.
        outcome = transformed(json.loads(json.dumps(yaml_parse(text), default=str)))
        if outcome is None:
            continue
        place = folder / "sam-transform/cases" / name
        place.mkdir(parents=True)
        (place / "input.yaml").write_text(text)
        case = {"name": name, "kind": "success", "feature_toggle_all_enabled": False}
        result, refusal = outcome
        if refusal is None:
            (place / "expected.json").write_text(json.dumps(result))
        else:
            ids = {getattr(cause, "_logical_id", "") for cause in refusal[1]}
            case |= {"kind": "error", "failing_ids": sorted(filter(None, ids))}
            (place / "expected_error.json").write_text(json.dumps({"errorMessage": refusal[0]}))
        cases.append(case)
    (folder / "sam-transform/cases.json").write_text(json.dumps(cases))
    return cases


class Mixer:
    """Templates with properties, events and attributes of one another."""

    def __init__(self, templates: list[dict]):
        self.templates = templates
        self.properties, self.members, self.events = {}, {}, {}
        for template in templates:
            for resource in serverless(template).values():
                self.take(resource["Type"], resource.get("Properties", {}))

    def take(self, kind: str, properties: dict):
        for name, value in properties.items():
            self.properties.setdefault(kind, {}).setdefault(name, []).append(value)
            if name == "Events" and isinstance(value, dict):
                for event in value.values():
                    if isinstance(event, dict) and isinstance(event.get("Properties"), dict):
                        pool = self.events.setdefault((kind, str(event.get("Type"))), {})
                        for member, item in event["Properties"].items():
                            pool.setdefault(member, []).append(item)
            elif isinstance(value, dict) and name not in ("DefinitionBody", "Definition", "Routes"):
                for member, item in value.items():
                    self.members.setdefault((kind, name), {}).setdefault(member, []).append(item)

    def mix(self, rng: random.Random) -> dict | None:
        template = copy.deepcopy(rng.choice(self.templates))
        resources = list(serverless(template).values())
        if not resources:
            return None
        for _ in range(rng.randint(1, 4)):
            resource = rng.choice(resources)
            change = rng.choice([self.attribute, self.event, self.event, self.new_event, self.member, self.property])
            change(rng, template, resource, resource.setdefault("Properties", {}))
        self.refer(rng, template, resources)
        return template

    def attribute(self, rng, template, resource, _):
        name = rng.choice(list(ATTRIBUTES))
        resource[name] = copy.deepcopy(rng.choice(ATTRIBUTES[name]))
        if name == "Condition":
            template.setdefault("Conditions", {}).setdefault(resource[name], {"Fn::Equals": ["a", "b"]})

    def event(self, rng, _, resource, properties):
        events = properties.get("Events")
        choices = [event for event in events.values() if isinstance(event, dict)] if isinstance(events, dict) else []
        if not choices:
            return
        event = rng.choice(choices)
        pool = self.events.get((resource["Type"], str(event.get("Type"))))
        if pool and isinstance(event.setdefault("Properties", {}), dict):
            name = rng.choice(list(pool))
            event["Properties"][name] = copy.deepcopy(rng.choice(pool[name]))

    def new_event(self, rng, _, resource, properties):
        keys = [key for key in self.events if key[0] == resource["Type"]]
        if not keys or not isinstance(properties.setdefault("Events", {}), dict):
            return
        key = rng.choice(keys)
        pool = self.events[key]
        chosen = [name for name in pool if name in NEEDED or rng.random() < 0.5]
        properties["Events"]["New"] = {
            "Type": key[1],
            "Properties": {name: copy.deepcopy(rng.choice(pool[name])) for name in chosen},
        }

    def member(self, rng, _, resource, properties):
        keys = [key for key in self.members if key[0] == resource["Type"] and isinstance(properties.get(key[1]), dict)]
        if keys:
            key = rng.choice(keys)
            name = rng.choice(list(self.members[key]))
            properties[key[1]][name] = copy.deepcopy(rng.choice(self.members[key][name]))

    def property(self, rng, _, resource, properties):
        pool = self.properties.get(resource["Type"])
        if pool:
            name = rng.choice(list(pool))
            properties[name] = copy.deepcopy(rng.choice(pool[name]))

    def refer(self, rng, template, resources):
        """Puts parameters in the place of values."""
        leaves = []
        for resource in resources:
            collect(resource.get("Properties"), leaves)
        if not leaves or rng.random() < 0.6 or not isinstance(template.setdefault("Parameters", {}), dict):
            return
        for number in range(rng.randint(1, 3)):
            owner, key = rng.choice(leaves)
            value = owner[key]
            if isinstance(value, (str, int)):
                kind = "String" if isinstance(value, str) else "Number"
                template["Parameters"][f"Mixed{number}"] = {"Type": kind, "Default": value}
                owner[key] = {"Ref": f"Mixed{number}"}


def serverless(template: dict) -> dict[str, dict]:
    """The resources that SAM transforms, where they are objects with properties."""
    resources = template.get("Resources")
    return {
        name: resource
        for name, resource in (resources.items() if isinstance(resources, dict) else [])
        if isinstance(resource, dict)
        and str(resource.get("Type")).startswith(SERVERLESS)
        and isinstance(resource.get("Properties", {}), dict)
    }


def collect(value, leaves):
    """Adds the places of texts and numbers."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    for key, item in items:
        if key in FIXED:
            continue
        if isinstance(item, (str, int)) and not isinstance(item, bool):
            leaves.append((value, key))
        else:
            collect(item, leaves)
