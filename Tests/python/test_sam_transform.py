"""SAM's transform against SAM's own: for each of our templates, and for mixtures of them, the same result or the same words.

The templates reach nearly every line of the transform; `sam/` has them by what they are about.
"""

from __future__ import annotations

import json
import random
import re
import subprocess

import pytest
import sam_templates
from conftest import ROOT
from samtranslator.yaml_helper import yaml_parse

CONFORMANCE = ROOT / ".build/release/conformance"
# Templates of which ours says something else, and why.
ARGUED = {
    "ws-auth-bad": "SAM puts the value in its sentence since 1.111; the sentence without it is the one that people find",
    "fn-role-if-bad": "`Fn::If` of two is refused before the transform sees it, as CloudFormation does",
    "ev-s3-depends-bad": "so is an object in `DependsOn`",
    "restype-list": "and a list as `Type`, which SAM lets pass",
}
MIXTURES = 600
SEEDS = ["first", "second"]


def failures(folder, templates):
    """What the runner of the conformance suite finds wrong: what it prints by the template's name."""
    cases = sam_templates.write_corpus(folder, templates)
    run = subprocess.run(
        [CONFORMANCE, "sam-transform", "--corpus", folder, "--verbose"], capture_output=True, text=True, cwd=ROOT
    )
    told = re.split(r"^(passed|FAILED|excepted) +(\S+)", run.stdout, flags=re.M)[1:]
    verdicts = {name: (verdict, text) for verdict, name, text in zip(told[::3], told[1::3], told[2::3])}
    assert set(verdicts) == {case["name"] for case in cases}, run.stdout + run.stderr
    return {name: text for name, (verdict, text) in verdicts.items() if verdict != "passed"}, cases


def tables():
    """A template for each arrow that a connector can have, and for each policy template, from SAM's own tables."""
    from samtranslator.model.connector_profiles import profile
    from samtranslator.policy_templates_data import POLICY_TEMPLATES_FILE

    found = {}
    with open(profile.__file__.replace("profile.py", "profiles.json")) as file:
        profiles = json.load(file)["Permissions"]
    for source, targets in profiles.items():
        for target, row in targets.items():
            permissions = list(row["Properties"]["AccessCategories"])
            for chosen in [permissions] + [[one] for one in permissions if len(permissions) > 1]:
                name = re.sub(r"\W", "", f"{source}{target}{''.join(chosen)}")
                found[name] = connector(source, target, chosen)
    with open(POLICY_TEMPLATES_FILE) as file:
        for name, row in json.load(file)["Templates"].items():
            values = {parameter: {"Ref": parameter} for parameter in row.get("Parameters", {})}
            found[name] = {
                "Transform": sam_templates.TRANSFORM,
                "Resources": {"F": function(Policies=[{name: values}, {name: dict.fromkeys(values, "text")}])},
            }
    return found


def function(**properties):
    own = {"CodeUri": "s3://bucket/key", "Handler": "app.handler", "Runtime": "python3.13"}
    return {"Type": "AWS::Serverless::Function", "Properties": own | properties}


def connector(source, target, permissions):
    target_arn = {"Ref": "D"} if target.startswith(("AWS::SNS", "AWS::StepFunctions")) else {"Fn::GetAtt": ["D", "Arn"]}
    role = {"Fn::GetAtt": ["R", "Arn"]}
    known = {
        "AWS::Lambda::Function": function(),
        "AWS::StepFunctions::StateMachine": {
            "Type": "AWS::Serverless::StateMachine",
            "Properties": {"DefinitionUri": "s3://bucket/key"},
        },
        "AWS::Events::Rule": {
            "Type": "AWS::Events::Rule",
            "Properties": {"Targets": [{"Arn": target_arn, "RoleArn": role}]},
        },
        "AWS::AppSync::DataSource": {"Type": "AWS::AppSync::DataSource", "Properties": {"ServiceRoleArn": role}},
    }
    ends = {"Source": {"Id": "S"}, "Destination": {"Id": "D"}, "Permissions": permissions}
    return {
        "Transform": sam_templates.TRANSFORM,
        "Resources": {
            "K": {"Type": "AWS::Serverless::Connector", "Properties": ends},
            "S": known.get(source, {"Type": source}),
            "D": known.get(target, {"Type": target}),
            "R": {"Type": "AWS::IAM::Role"},
        },
    }


def test_each_template_is_transformed_as_sam_does(tmp_path):
    found, cases = failures(tmp_path, sam_templates.blocks())
    assert {name: text for name, text in found.items() if name not in ARGUED} == {}
    assert set(ARGUED) - set(found) == set(), "argued, and equal all the same"
    kinds = [case["kind"] for case in cases]
    assert kinds.count("success") > 200 and kinds.count("error") > 150


def test_tables_of_connectors_and_policies_are_sams(tmp_path):
    found, cases = failures(tmp_path, tables())
    assert found == {}
    assert len(cases) >= 130


@pytest.mark.parametrize("seed", SEEDS)
def test_mixtures_are_transformed_as_sam_does(tmp_path, seed):
    templates = [
        json.loads(json.dumps(yaml_parse(text), default=str))
        for name, text in sam_templates.blocks().items()
        if name not in ARGUED
    ]
    mixer = sam_templates.Mixer(templates)
    rng = random.Random(seed)
    mixtures = {f"{seed}-{number}": mixer.mix(rng) for number in range(MIXTURES)}
    found, cases = failures(tmp_path, {name: template for name, template in mixtures.items() if template})
    assert found == {}
    assert len(cases) > MIXTURES / 2
