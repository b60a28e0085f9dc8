"""`stackc can --request`: decisions for requests that bring their own policies."""

from __future__ import annotations

import json

import pytest

from conftest import stackc

ACCOUNT = "123456789012"
OTHER = "210987654321"
QUEUE = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:orders"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/worker"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/worker/one"
USER = f"arn:aws:iam::{ACCOUNT}:user/ada"


def document(effect="Allow", action="sqs:SendMessage", resource=QUEUE, **more):
    statement = {"Effect": effect, "Action": action, **more}
    if resource:
        statement["Resource"] = resource
    return {"Version": "2012-10-17", "Statement": [statement]}


def request(principal=ROLE, action="sqs:SendMessage", resource=QUEUE, account=ACCOUNT, **context):
    return {
        "action": action,
        "resource": {"resource": resource, "accountId": account},
        "principal": principal,
        "context": context,
    }


def by(principal):
    return {"Principal": {"AWS": principal}}


NOTHING = document(action="sqs:ReceiveMessage")
LEVEL = {"orgIdentifier": "root", "policies": [document(action="*", resource="*")]}
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1"

# Name, entry, decision, layer: the tables of the IAM User Guide, "Policy evaluation logic".
CASES = [
    ("nothing", {"request": request()}, "implicitDeny", "identity"),
    ("identity", {"request": request(), "identityPolicies": [document()]}, "allow", None),
    ("case of the action", {"request": request(action="SQS:sendmessage"), "identityPolicies": [document()]}, "allow", None),
    (
        "an explicit deny wins",
        {"request": request(), "identityPolicies": [document(), document("Deny", "sqs:*", "*")]},
        "explicitDeny",
        "identity",
    ),
    ("the resource alone", {"request": request(), "resourcePolicy": document(**by(ROLE))}, "allow", None),
    (
        "a boundary limits a role that is named",
        {"request": request(), "resourcePolicy": document(**by(ROLE)), "permissionBoundaries": [NOTHING]},
        "implicitDeny",
        "boundary",
    ),
    (
        "a boundary does not limit a session that is named",
        {"request": request(SESSION), "resourcePolicy": document(**by(SESSION)), "permissionBoundaries": [NOTHING]},
        "allow",
        None,
    ),
    (
        "nor a user that is named",
        {"request": request(USER), "resourcePolicy": document(**by(USER)), "permissionBoundaries": [NOTHING]},
        "allow",
        None,
    ),
    (
        "a session policy limits a role",
        {"request": request(SESSION), "identityPolicies": [document()], "sessionPolicy": NOTHING},
        "implicitDeny",
        "session",
    ),
    (
        "the account is named: identity decides",
        {"request": request(), "resourcePolicy": document(**by(f"arn:aws:iam::{ACCOUNT}:root"))},
        "implicitDeny",
        "identity",
    ),
    (
        "across accounts the resource alone is not enough",
        {"request": request(f"arn:aws:iam::{OTHER}:role/worker"), "resourcePolicy": document(**by(OTHER))},
        "implicitDeny",
        "identity",
    ),
    (
        "across accounts both are",
        {
            "request": request(f"arn:aws:iam::{OTHER}:role/worker"),
            "resourcePolicy": document(**by(OTHER)),
            "identityPolicies": [document()],
        },
        "allow",
        None,
    ),
    (
        "a service is admitted by the resource",
        {
            "request": request("sns.amazonaws.com", **{"aws:SourceArn": "arn:aws:sns:eu-west-1:1:t"}),
            "resourcePolicy": document(
                Principal={"Service": "sns.amazonaws.com"},
                Condition={"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:t"}},
            ),
        },
        "allow",
        None,
    ),
    (
        "for this source only",
        {
            "request": request("sns.amazonaws.com", **{"aws:SourceArn": "arn:aws:sns:eu-west-1:1:u"}),
            "resourcePolicy": document(
                Principal={"Service": "sns.amazonaws.com"},
                Condition={"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:t"}},
            ),
        },
        "implicitDeny",
        "resource",
    ),
    (
        "anonymous",
        {"request": request({"type": "Anonymous"}), "resourcePolicy": document(Principal="*")},
        "allow",
        None,
    ),
    (
        "every level of service control policies must allow",
        {
            "request": request(),
            "identityPolicies": [document()],
            "serviceControlPolicies": [LEVEL, {"orgIdentifier": "unit", "policies": [NOTHING]}],
        },
        "implicitDeny",
        "serviceControl",
    ),
    (
        "resource control policies allow by themselves",
        {
            "request": request(),
            "identityPolicies": [document()],
            "resourceControlPolicies": [{"orgIdentifier": "root", "policies": []}],
        },
        "allow",
        None,
    ),
    (
        "an endpoint's policy must allow",
        {"request": request(), "identityPolicies": [document()], "endpointPolicies": [document(Principal="*", action="sqs:ReceiveMessage")]},
        "implicitDeny",
        "endpoint",
    ),
    (
        "a key's policy must allow by itself",
        {
            "request": request(action="kms:Decrypt", resource=KEY),
            "identityPolicies": [document(action="kms:Decrypt", resource="*")],
            "resourcePolicy": document(action="kms:Decrypt", resource="*", **by(USER)),
        },
        "implicitDeny",
        "resource",
    ),
    (
        "or leave it to the account",
        {
            "request": request(action="kms:Decrypt", resource=KEY),
            "identityPolicies": [document(action="kms:Decrypt", resource="*")],
            "resourcePolicy": document(action="kms:*", resource="*", **by(f"arn:aws:iam::{ACCOUNT}:root")),
        },
        "allow",
        None,
    ),
    (
        "a trust policy must allow",
        {
            "request": request(USER, action="sts:AssumeRole", resource=ROLE),
            "identityPolicies": [document(action="sts:AssumeRole", resource="*")],
            "resourcePolicy": document(action="sts:AssumeRole", resource=None, **by(OTHER)),
        },
        "implicitDeny",
        "resource",
    ),
    (
        "a list of values",
        {
            "request": request(**{"aws:TagKeys": ["team", "stage"]}),
            "identityPolicies": [
                document(Condition={"ForAllValues:StringEquals": {"aws:TagKeys": ["team", "stage", "cost"]}})
            ],
        },
        "allow",
        None,
    ),
]


def ask(entries):
    done = stackc("can", "--request", "-", stdin=json.dumps(entries))
    return done, json.loads(done.stdout or "null")


@pytest.mark.parametrize(("name", "entry", "decision", "layer"), CASES, ids=[case[0] for case in CASES])
def test_decides(name, entry, decision, layer):
    done, answers = ask([{"name": name, **entry}])
    assert [(answer["name"], answer["decision"], answer["deniedBy"]) for answer in answers] == [(name, decision, layer)]
    assert done.returncode == (0 if decision == "allow" else 1), done.stderr


def test_all_in_one_file():
    done, answers = ask([{"name": name, **entry} for name, entry, _, _ in CASES])
    assert [answer["decision"] for answer in answers] == [case[2] for case in CASES]
    assert done.returncode == 1


def test_the_derivation_names_what_differs():
    _, answers = ask([{"request": request(), "identityPolicies": [NOTHING]}])
    layers = {layer["layer"]: layer for layer in answers[0]["derivation"]}
    statement = layers["identity"]["statements"][0]
    assert statement["matches"] == "no"
    assert statement["mismatches"] == [
        {"element": "Action", "wanted": ["sqs:ReceiveMessage"], "actual": ["sqs:SendMessage"]}
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "1:1: a file of requests is an array"),
        ("[5]", "1:2: a request is an object"),
        ("[{}]", "`request` is missing"),
        ('[{"request": {"action": "a:b", "resource": "*"}}]', "`principal` is missing"),
        ('[{"request": {"action": "a:b", "resource": "*", "principal": "who"}}]', "`principal` is an ARN"),
        ('[{"request": {"action": 5, "resource": "*", "principal": "*"}}]', "`action` is missing, or is no text"),
        ("[", "-:1:"),
    ],
)
def test_unusable_files_are_refused_at_their_place(text, said):
    done = stackc("can", "--request", "-", stdin=text)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_ten_megabytes_of_statements_are_decided():
    statements = [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::bucket-{number}/{'*a' * 10}"}
        for number in range(100_000)
    ]
    policy = {"Version": "2012-10-17", "Statement": statements}
    entry = {
        "request": request(action="s3:GetObject", resource=f"arn:aws:s3:::bucket-99999/{'a' * 1000}"),
        "identityPolicies": [policy],
    }
    assert len(json.dumps(policy)) > 9_000_000
    done, answers = ask([entry])
    assert done.returncode == 0, done.stderr
    assert answers[0]["decision"] == "allow"
    layers = {layer["layer"]: layer["statements"] for layer in answers[0]["derivation"]}
    assert layers["identity"][-1]["matches"] == "yes"


def test_wildcards_built_to_backtrack_are_decided():
    tail = f"arn:aws:s3:::{'a' * 2000}"
    pattern = f"arn:aws:s3:::*{'a' * 900}b*"
    policy = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": [pattern] * 500}],
    }
    done, answers = ask([{"request": request(action="s3:GetObject", resource=tail), "identityPolicies": [policy]}])
    assert (done.returncode, answers[0]["decision"]) == (1, "implicitDeny")


@pytest.mark.parametrize(
    ("place", "change"),
    [("a resource", {"resource": "arn:aws:s3:::" + "a" * 5_000}), ("`k`", {"k": "a" * 70_000})],
)
def test_longer_texts_than_aws_has_are_refused(place, change):
    done = stackc("can", "--request", "-", stdin=json.dumps([{"request": request(**change), "identityPolicies": []}]))
    assert done.returncode == 2
    assert f"{place} has at most" in done.stderr
