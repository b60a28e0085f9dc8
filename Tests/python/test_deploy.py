"""Every example deploys: cfn-lint has no complaint, a local AWS makes the stack, and what then stands there is the stack."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import boto3
import pytest

from conftest import REGION, ROOT, build, stackc


def test_stackc_finds_nothing(built):
    done = stackc("lint", f"Examples/{built[0]}", "--fail-on", "info")
    assert done.returncode == 0, done.stdout


def test_cfn_lint_finds_nothing(built):
    program = Path(sys.executable).parent / "cfn-lint"
    command = [program, "--format", "parseable", "--regions", REGION, "--", built[1] / "template.json"]
    found = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (found.stdout.strip(), found.returncode) == ("", 0), found.stdout + found.stderr


def test_two_builds_give_the_same_bytes(built, tmp_path):
    name, first = built
    shutil.copytree(ROOT / "Examples" / name, tmp_path / "Examples" / name)
    second = build(name, tmp_path / "deeper" / "elsewhere", root=tmp_path)
    assert contents(first) == contents(second)
    assert len(contents(first)) > 1


def contents(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_template_holds_no_path_of_this_machine(built):
    for file in built[1].glob("*.json"):
        assert str(built[1]) not in file.read_text()
        assert "/Examples/" not in file.read_text()


def test_code_is_packed_whole_and_without_time(built):
    packed = list((built[1] / "code").glob("*.zip"))
    assert packed
    for file in packed:
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == sorted(archive.namelist())
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


class Deployment:
    """A stack as the services report it, to be compared with the template that made it."""

    def __init__(self, endpoint, name, folder, template):
        self.endpoint, self.template = endpoint, template
        bucket, prefix = f"artifacts-{name}", f"{name}/"
        s3 = self.client("s3")
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        for file in (folder / "code").iterdir():
            s3.upload_file(str(file), bucket, prefix + file.name)
        cloudformation = self.client("cloudformation")
        cloudformation.create_stack(
            StackName=name,
            TemplateBody=(folder / "template.json").read_text(),
            Capabilities=["CAPABILITY_IAM"],
            Parameters=[
                {"ParameterKey": "ArtifactBucket", "ParameterValue": bucket},
                {"ParameterKey": "ArtifactPrefix", "ParameterValue": prefix},
            ],
        )
        self.stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        found = cloudformation.describe_stack_resources(StackName=name)["StackResources"]
        self.physical = {resource["LogicalResourceId"]: resource.get("PhysicalResourceId") for resource in found}
        self.parameters = {item["ParameterKey"]: item["ParameterValue"] for item in self.stack["Parameters"]}
        self.account = self.client("sts").get_caller_identity()["Account"]

    def client(self, service):
        return boto3.client(service, endpoint_url=self.endpoint, region_name=REGION)

    def of_type(self, type_name):
        return {name: body.get("Properties", {}) for name, body in self.template["Resources"].items() if body["Type"] == type_name}

    def arn(self, logical):
        name = self.physical[logical]
        kind = self.template["Resources"][logical]["Type"].split("::")[1:]
        place = f"{REGION}:{self.account}"
        match kind:
            case ["SQS", _]:
                return f"arn:aws:sqs:{place}:{name.rsplit('/', 1)[-1]}"
            case ["Kinesis", "Stream"]:
                return f"arn:aws:kinesis:{place}:stream/{name}"
            case ["KMS", "Key"]:
                return f"arn:aws:kms:{place}:key/{name}"
            case ["S3", "Bucket"]:
                return f"arn:aws:s3:::{name}"
            case ["Lambda", _]:
                return f"arn:aws:lambda:{place}:function:{name}"
            case ["DynamoDB", _]:
                return f"arn:aws:dynamodb:{place}:table/{name}"
            case ["Events", "EventBus"]:
                return f"arn:aws:events:{place}:event-bus/{name}"
            case ["Events", "Rule"]:
                bus = self.template["Resources"][logical]["Properties"].get("EventBusName")
                return f"arn:aws:events:{place}:rule/{self.resolve(bus) + '/' if bus else ''}{name}"
            case ["Logs", _]:
                return f"arn:aws:logs:{place}:log-group:{name}:*"
            case ["Cognito", "UserPool"]:
                return f"arn:aws:cognito-idp:{place}:userpool/{name}"
            case ["IAM", "Role"]:
                return f"arn:aws:iam::{self.account}:role/{name}"
        return name

    def resolve(self, value):
        """A value of the template with its functions worked out for this deployment, independently of moto."""
        if isinstance(value, list):
            return [self.resolve(item) for item in value]
        if not isinstance(value, dict):
            return value
        match value:
            case {"Ref": name}:
                return self.token(name)
            case {"Fn::GetAtt": [name, "Arn"]}:
                return self.arn(name)
            case {"Fn::GetAtt": [name, "Name"]}:
                return self.physical[name]
            case {"Fn::Sub": str(text)}:
                return self.substitute(text)
            case {"Fn::Join": [separator, parts]}:
                return separator.join(self.resolve(parts))
        return {key: self.resolve(item) for key, item in value.items()}

    def token(self, name):
        fixed = {
            "AWS::Region": REGION,
            "AWS::AccountId": self.account,
            "AWS::Partition": "aws",
            "AWS::StackName": self.stack["StackName"],
            "AWS::URLSuffix": "amazonaws.com",
        }
        if name in fixed:
            return fixed[name]
        return self.parameters[name] if name in self.parameters else self.physical[name]

    def substitute(self, text):
        parts = text.split("${")
        result = parts[0]
        for part in parts[1:]:
            token, rest = part.split("}", 1)
            if token.startswith("!"):
                result += f"${{{token[1:]}}}{rest}"
                continue
            name, _, attribute = token.partition(".")
            result += (self.arn(name) if attribute == "Arn" else self.token(name)) + rest
        return result


@pytest.fixture(scope="session")
def deployed(built, template, endpoint):
    return Deployment(endpoint, *built, template)


def test_the_stack_is_complete(deployed):
    assert deployed.stack["StackStatus"] == "CREATE_COMPLETE"
    assert set(deployed.physical) == set(deployed.template["Resources"])


def test_outputs(deployed):
    given = {output["OutputKey"]: output["OutputValue"] for output in deployed.stack.get("Outputs", [])}
    assert set(given) == set(deployed.template.get("Outputs", {}))
    assert all(value and "{" not in value for value in given.values())


def test_functions(deployed):
    client = deployed.client("lambda")
    functions = deployed.of_type("AWS::Lambda::Function")
    assert functions
    for logical, wanted in functions.items():
        found = client.get_function(FunctionName=deployed.physical[logical])["Configuration"]
        for name in ("Runtime", "Handler", "Timeout", "MemorySize", "Description"):
            if name in wanted:
                assert found[name] == wanted[name], f"{logical}.{name}"
        assert found["Role"] == deployed.resolve(wanted["Role"])
        assert found["CodeSize"] > 0
        variables = wanted.get("Environment", {}).get("Variables", {})
        # CloudFormation hands variables on as text; moto keeps a parameter of type Number as a number.
        given = {name: str(value) for name, value in found.get("Environment", {}).get("Variables", {}).items()}
        assert given == {name: str(deployed.resolve(value)) for name, value in variables.items()}


def test_event_source_mappings(deployed):
    client = deployed.client("lambda")
    for logical, wanted in deployed.of_type("AWS::Lambda::EventSourceMapping").items():
        found = client.get_event_source_mapping(UUID=deployed.physical[logical])
        assert found["EventSourceArn"] == deployed.resolve(wanted["EventSourceArn"])
        # "BatchSize", AWS::Lambda::EventSourceMapping: queues 10, streams 100.
        assert found["BatchSize"] == wanted.get("BatchSize", 10 if ":sqs:" in found["EventSourceArn"] else 100)
        function = deployed.resolve(wanted["FunctionName"])
        assert found["FunctionArn"].endswith(f":{function}") or found["FunctionArn"] == function


def test_asynchronous_invocation(deployed):
    client = deployed.client("lambda")
    for wanted in deployed.of_type("AWS::Lambda::EventInvokeConfig").values():
        found = client.get_function_event_invoke_config(FunctionName=deployed.resolve(wanted["FunctionName"]))
        destinations = deployed.resolve(wanted.get("DestinationConfig", {}))
        for name, target in destinations.items():
            assert found["DestinationConfig"][name] == target
        for name in ("MaximumRetryAttempts", "MaximumEventAgeInSeconds"):
            assert found.get(name) == wanted.get(name)


def test_permissions_to_invoke(deployed):
    client = deployed.client("lambda")
    wanted = {}
    for permission in deployed.of_type("AWS::Lambda::Permission").values():
        # A name, an ARN, or the ARN of an alias.
        _, _, named = deployed.resolve(permission["FunctionName"]).rpartition(":function:")
        name, _, alias = named.partition(":")
        sources = wanted.setdefault((name, alias), set())
        sources.add((permission["Principal"], permission["Action"], deployed.resolve(permission.get("SourceArn"))))
    for (name, alias), sources in wanted.items():
        place = {"FunctionName": name, **({"Qualifier": alias} if alias else {})}
        statements = json.loads(client.get_policy(**place)["Policy"])["Statement"]
        assert {grant(statement) for statement in statements} == sources


def grant(statement):
    condition = statement.get("Condition", {})
    source = next((test["AWS:SourceArn"] for test in condition.values() if "AWS:SourceArn" in test), None)
    return statement["Principal"]["Service"], statement["Action"], source


QUEUE_ATTRIBUTES = (
    "VisibilityTimeout",
    "MessageRetentionPeriod",
    "DelaySeconds",
    "MaximumMessageSize",
    "ReceiveMessageWaitTimeSeconds",
    "FifoQueue",
    "ContentBasedDeduplication",
)


def test_queues(deployed):
    client = deployed.client("sqs")
    policies = {}
    for policy in deployed.of_type("AWS::SQS::QueuePolicy").values():
        for queue in policy["Queues"]:
            policies[deployed.resolve(queue)] = deployed.resolve(policy["PolicyDocument"])
    for logical, wanted in deployed.of_type("AWS::SQS::Queue").items():
        url = deployed.physical[logical]
        found = client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        for name in QUEUE_ATTRIBUTES:
            if name in wanted:
                assert found[name].lower() == str(wanted[name]).lower(), f"{logical}.{name}"
        redrive = deployed.resolve(wanted.get("RedrivePolicy"))
        assert (json.loads(found["RedrivePolicy"]) if "RedrivePolicy" in found else None) == redrive
        assert (json.loads(found["Policy"]) if "Policy" in found else None) == policies.get(url)


def test_subscriptions(deployed):
    client = deployed.client("sns")
    for logical, wanted in deployed.of_type("AWS::SNS::Subscription").items():
        found = client.get_subscription_attributes(SubscriptionArn=deployed.physical[logical])["Attributes"]
        wanted = deployed.resolve(wanted)
        assert (found["TopicArn"], found["Protocol"], found["Endpoint"]) == (
            wanted["TopicArn"],
            wanted["Protocol"],
            wanted["Endpoint"],
        )
        for name in ("FilterPolicy", "RedrivePolicy"):
            assert (json.loads(found[name]) if name in found else None) == wanted.get(name)
        assert found["RawMessageDelivery"] == str(wanted.get("RawMessageDelivery", False)).lower()
        assert found.get("FilterPolicyScope", "MessageAttributes") == wanted.get("FilterPolicyScope", "MessageAttributes")


def test_rules_and_targets(deployed):
    client = deployed.client("events")
    for logical, wanted in deployed.of_type("AWS::Events::Rule").items():
        wanted = deployed.resolve(wanted)
        place = {"EventBusName": wanted.get("EventBusName", "default")}
        found = client.describe_rule(Name=deployed.physical[logical], **place)
        assert found.get("ScheduleExpression") == wanted.get("ScheduleExpression")
        assert (json.loads(found["EventPattern"]) if "EventPattern" in found else None) == wanted.get("EventPattern")
        assert found["State"] == wanted.get("State", "ENABLED")
        targets = client.list_targets_by_rule(Rule=deployed.physical[logical], **place)["Targets"]
        assert targets == wanted["Targets"]


def test_roles_and_their_policies(deployed):
    client = deployed.client("iam")
    wanted = {logical: {} for logical in deployed.of_type("AWS::IAM::Role")}
    for logical, role in deployed.of_type("AWS::IAM::Role").items():
        for policy in role.get("Policies", []):
            wanted[logical][policy["PolicyName"]] = deployed.resolve(policy["PolicyDocument"])
    for policy in deployed.of_type("AWS::IAM::Policy").values():
        for role in policy["Roles"]:
            wanted[role["Ref"]][deployed.resolve(policy["PolicyName"])] = deployed.resolve(policy["PolicyDocument"])
    for logical, policies in wanted.items():
        name = deployed.physical[logical]
        role = deployed.template["Resources"][logical]["Properties"]
        trust = client.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
        assert trust == deployed.resolve(role["AssumeRolePolicyDocument"])
        found = {
            policy: document(client.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"])
            for policy in client.list_role_policies(RoleName=name)["PolicyNames"]
        }
        assert found == policies
        managed = client.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
        assert [policy["PolicyArn"] for policy in managed] == deployed.resolve(role.get("ManagedPolicyArns", []))


def document(policy):
    """A policy document; moto keeps one that stands in the role itself as Python writes it, not as JSON."""
    return ast.literal_eval(policy) if isinstance(policy, str) else policy


def test_http_apis(deployed):
    client = deployed.client("apigatewayv2")
    for logical, wanted in deployed.of_type("AWS::ApiGatewayV2::Api").items():
        api = deployed.physical[logical]
        found = client.get_api(ApiId=api)
        assert found["Name"] == deployed.resolve(wanted["Name"])
        assert found["ProtocolType"] == wanted["ProtocolType"]
        assert found.get("CorsConfiguration") == deployed.resolve(wanted.get("CorsConfiguration"))
        uris = {item["IntegrationId"]: item for item in client.get_integrations(ApiId=api)["Items"]}
        routes = {item["RouteKey"]: uris[item["Target"].split("/")[1]] for item in client.get_routes(ApiId=api)["Items"]}
        expected = {
            route["RouteKey"]: route["Target"]["Fn::Sub"].removeprefix("integrations/${").removesuffix("}")
            for route in deployed.of_type("AWS::ApiGatewayV2::Route").values()
            if route["ApiId"] == {"Ref": logical}
        }
        assert set(routes) == set(expected)
        for key, integration in expected.items():
            properties = deployed.template["Resources"][integration]["Properties"]
            assert routes[key].get("IntegrationUri") == deployed.resolve(properties.get("IntegrationUri"))
            assert routes[key].get("PayloadFormatVersion") == properties.get("PayloadFormatVersion")
            # The default of a WebSocket API is 29 s; moto takes now that, now the other.
            if wanted["ProtocolType"] == "HTTP" or "TimeoutInMillis" in properties:
                assert routes[key].get("TimeoutInMillis") == properties.get("TimeoutInMillis", 30000)
        stages = client.get_stages(ApiId=api)["Items"]
        assert [stage["AutoDeploy"] for stage in stages] == [True]


def test_tables(deployed):
    client = deployed.client("dynamodb")
    for logical, wanted in deployed.of_type("AWS::DynamoDB::Table").items():
        found = client.describe_table(TableName=deployed.physical[logical])["Table"]
        assert found["KeySchema"] == wanted["KeySchema"]
        assert found["AttributeDefinitions"] == wanted["AttributeDefinitions"]
        assert found["BillingModeSummary"]["BillingMode"] == wanted["BillingMode"]
        indexes = {index["IndexName"]: index["KeySchema"] for index in found.get("GlobalSecondaryIndexes", [])}
        assert indexes == {index["IndexName"]: index["KeySchema"] for index in wanted.get("GlobalSecondaryIndexes", [])}


def test_log_groups_keep_for_a_time(deployed):
    client = deployed.client("logs")
    for logical, wanted in deployed.of_type("AWS::Logs::LogGroup").items():
        groups = client.describe_log_groups(logGroupNamePrefix=deployed.physical[logical])["logGroups"]
        assert [group["retentionInDays"] for group in groups] == [wanted["RetentionInDays"]]
