"""Each wire that the local run acts on, with each fault of its permissions, is delivered or denied as lint says of it.

The cells are those of Tests/PermissionTests/Cells: Tests/Permissions/cells.json is recorded from them. Each fault of all wires
is one stack; a wire's resources have its name before theirs, so that none meets another's.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request

import pytest

from conftest import ROOT
from local_run import LocalRun, drain, eventually

CELLS = json.loads((ROOT / "Tests/Permissions/cells.json").read_text())
RUN = {wire: cell for wire, cell in CELLS.items() if "resources" in cell}
FAULTS = sorted({fault for cell in RUN.values() for fault in cell["faults"]})

# Keys are kept and never used by the run (Docs/fidelity.md, "Permissions"): a fault of theirs changes nothing there.
NOT_ACTED_ON = "KMS missing"


def prefix(wire: str) -> str:
    return "".join(word.capitalize() for word in wire.split("-"))


def renamed(value, names: dict[str, str]):
    """A template's value with its resources renamed, wherever they are referred to."""
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    made = {}
    for key, inner in value.items():
        if key in ("Ref", "DependsOn") and isinstance(inner, str):
            made[key] = names.get(inner, inner)
        elif key == "DependsOn":
            made[key] = [names.get(name, name) for name in inner]
        elif key == "Fn::GetAtt":
            made[key] = [names.get(inner[0], inner[0]), *inner[1:]]
        elif key == "Fn::Sub" and isinstance(inner, str):
            made[key] = re.sub(r"\$\{(\w+)", lambda found: "${" + names.get(found.group(1), found.group(1)), inner)
        else:
            made[key] = renamed(inner, names)
    return made


def cell(wire: str, fault: str) -> dict | None:
    """The resources of a cell, or nothing where the wire has no such fault."""
    resources = dict(RUN[wire]["resources"])
    if fault != "right":
        changes = RUN[wire]["faults"][fault]
        if isinstance(changes, str):
            return None
        resources.update(changes)
    resources = {name: resource for name, resource in resources.items() if resource is not None}
    names = {name: prefix(wire) + name for name in resources}
    made = {names[name]: renamed(resource, names) for name, resource in resources.items()}
    # Names that the cell gives are the cell's own, too.
    return json.loads(json.dumps(made).replace("${AWS::StackName}-", "${AWS::StackName}-" + prefix(wire)))


def listening(wire: str, resources: dict) -> dict:
    """What makes a delivery to a topic or a bus visible: a queue that it goes on to."""
    made = {}
    queue, policy, arn = f"{prefix(wire)}Probe", f"{prefix(wire)}ProbePolicy", {"Fn::GetAtt": [f"{prefix(wire)}Probe", "Arn"]}
    for name, resource in resources.items():
        if resource["Type"] == "AWS::SNS::Topic" and target(wire) == "topic":
            service, source = "sns.amazonaws.com", {"Ref": name}
            made[f"{prefix(wire)}ProbeLink"] = {
                "Type": "AWS::SNS::Subscription",
                "Properties": {"TopicArn": {"Ref": name}, "Protocol": "sqs", "Endpoint": arn},
            }
        elif resource["Type"] == "AWS::Events::EventBus" and target(wire) == "bus":
            service, source = "events.amazonaws.com", {"Fn::GetAtt": [f"{prefix(wire)}ProbeLink", "Arn"]}
            made[f"{prefix(wire)}ProbeLink"] = {
                "Type": "AWS::Events::Rule",
                "Properties": {
                    "EventBusName": {"Ref": name},
                    "EventPattern": {"account": [{"Ref": "AWS::AccountId"}]},
                    "Targets": [{"Id": "probe", "Arn": arn}],
                },
            }
        else:
            continue
        made[queue] = {"Type": "AWS::SQS::Queue"}
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sqs:SendMessage",
            "Resource": arn,
            "Condition": {"ArnEquals": {"aws:SourceArn": source}},
        }
        document = {"Version": "2012-10-17", "Statement": [statement]}
        made[policy] = {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": queue}], "PolicyDocument": document}}
    return made


def target(wire: str) -> str:
    return "function" if wire == "event-source-queue" else wire.rsplit("-", 1)[1]


class Cells:
    """A started stack of all cells of a fault."""

    def __init__(self, run: LocalRun, wires: list[str]):
        self.run, self.wires = run, wires

    def one(self, kind: str, wire: str) -> dict:
        """The only item of a kind that a wire has, what listens to it aside."""
        found = [item for item in self.run.plan[kind] if item["id"].startswith(prefix(wire))]
        return next(item for item in found if not item["id"].endswith("Probe"))

    def trigger(self):
        """Sets every wire in motion."""
        events = self.run.client("events")
        events.put_events(Entries=[{"Source": "cell", "DetailType": "cell", "Detail": "{}"}])
        for wire in self.wires:
            if wire.startswith("topic-"):
                self.run.client("sns").publish(TopicArn=self.one("topics", wire)["arn"], Message=wire)
            elif wire.startswith(("async-", "function-dead-letter-")):
                name = self.worker(wire)["name"]
                self.run.client("lambda").invoke(FunctionName=name, InvocationType="Event", Payload="{}")
            elif wire == "event-source-queue":
                url = self.run.queue(self.one("queues", wire)["id"])
                self.run.client("sqs").send_message(QueueUrl=url, MessageBody=wire)

    def worker(self, wire: str) -> dict:
        functions = [item for item in self.run.plan["functions"] if item["id"].startswith(prefix(wire))]
        return next(item for item in functions if "Worker" in item["id"])

    def called(self, wire: str) -> bool:
        functions = [item for item in self.run.plan["functions"] if item["id"].startswith(prefix(wire))]
        reached = [item for item in functions if "Next" in item["id"]] or functions
        return any(f"called {item['name']}" in self.run.told for item in reached)

    def delivers(self, wire: str) -> bool:
        """Whether something came; waits for it."""
        if wire == "api-function":
            return self.answers(wire) == 200
        if target(wire) == "function":
            return bool(eventually(lambda: self.called(wire), patience=20))
        return bool(drain(self.run.client("sqs"), self.inbox(wire), 1))

    def answers(self, wire: str) -> int:
        address = f"{self.run.url}/_api/{self.one('apis', wire)['apiID']}/orders"
        try:
            return urllib.request.urlopen(urllib.request.Request(address, method="POST", data=b"{}"), timeout=30).status
        except urllib.error.HTTPError as error:
            return error.code

    def inbox(self, wire: str) -> str:
        probe = [item["id"] for item in self.run.plan["queues"] if item["id"] == f"{prefix(wire)}Probe"]
        return self.run.queue(probe[0] if probe else self.one("queues", wire)["id"])

    def denies(self, wire: str) -> bool:
        """Whether nothing came, after the denial was told."""
        if wire == "api-function":
            return self.answers(wire) == 500
        # Whoever is denied is told of with the name of something of the cell.
        self.run.hears(rf"(?:STK002|STK014)[^\n]*(?:\n(?!\w+\[STK)[^\n]*)*{prefix(wire)}")
        if target(wire) == "function":
            return not self.called(wire)
        return "Messages" not in self.run.client("sqs").receive_message(QueueUrl=self.inbox(wire))


def test_every_wire_is_run_or_said_not_to_be():
    for wire, cell in CELLS.items():
        assert ("resources" in cell) != bool(cell.get("run")), wire


@pytest.mark.parametrize("fault", ["right", *FAULTS])
def test_run_agrees_with_lint(tmp_path, fault):
    resources, wires = {}, []
    for wire in RUN:
        if (made := cell(wire, fault)) is not None:
            wires.append(wire)
            resources |= made | listening(wire, made)
    stack = tmp_path / "template.yaml"
    stack.write_text(json.dumps({"Resources": resources}, indent=1))
    with LocalRun(stack) as run:
        cells = Cells(run, wires)
        cells.trigger()
        if fault in ("right", NOT_ACTED_ON):
            missing = [wire for wire in wires if not cells.delivers(wire)]
            assert not missing, run.told
        else:
            come = [wire for wire in wires if not cells.denies(wire)]
            assert not come, run.told
