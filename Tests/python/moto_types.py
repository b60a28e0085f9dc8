"""The CloudFormation types that moto leaves out, or does not name afterwards.

Each is made through the service's own API, by boto3, as CloudFormation's handlers do: botocore checks the template's
properties against the API model, and moto keeps what a deployment would make. Docs/moto.md says what is only checked.
"""

from __future__ import annotations

import json
import os

import boto3
import moto.cloudformation.parsing  # loads moto's own types first: of two, the later one is taken
from botocore.exceptions import ParamValidationError
from botocore.validate import ParamValidator
from moto.core.common_models import CloudFormationModel

ENDPOINT = ""  # where the services answer; `local_aws.start` says it


class Made:
    """A resource as the template sees it: what `Ref` and `Fn::GetAtt` give."""

    def __init__(self, ref: str, attributes: dict):
        self.physical_resource_id = ref
        self.attributes = attributes

    def get_cfn_attribute(self, name: str):
        return self.attributes[name]

    def is_created(self) -> bool:
        return True


def addition(type_name: str, service: str):
    """Registers a resource type; `make` takes the service's client and the properties, and gives `Made`."""

    def register(make):
        def create(resource_name, cloudformation_json, account_id, region_name, **kwargs):
            client = boto3.client(service, endpoint_url=ENDPOINT, region_name=region_name)
            made = make(client, dict(cloudformation_json["Properties"]))
            made.type = type_name
            return made

        # moto finds its types among the subclasses of this class.
        type(
            type_name.replace("::", ""),
            (CloudFormationModel,),
            {
                "cloudformation_name_type": staticmethod(lambda: ""),
                "cloudformation_type": staticmethod(lambda: type_name),
                # Of which attributes there are, stackc has judged; what `make` does not give, fails.
                "has_cfn_attr": classmethod(lambda cls, name: True),
                "create_from_cloudformation_json": staticmethod(create),
            },
        )
        KEEP.append(CloudFormationModel.__subclasses__()[-1])
        return make

    return register


def named(properties: dict, key: str, start: str) -> str:
    """Takes out the name that the template gives; without one it is made up, as CloudFormation does."""
    return properties.pop(key, start + os.urandom(4).hex())


def checked(client, operation: str, given: dict):
    """Has botocore check what an operation would be given that moto has not."""
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[operation])
    report = ParamValidator().validate(given, model.input_shape)
    if report.has_errors():
        raise ParamValidationError(report=report.generate_report())


KEEP: list[type] = []  # __subclasses__ holds weak references


@addition("AWS::ApiGatewayV2::Api", "apigatewayv2")
def api(client, properties):
    made = client.create_api(**properties)
    return Made(made["ApiId"], {"ApiId": made["ApiId"], "ApiEndpoint": made["ApiEndpoint"]})


@addition("AWS::ApiGatewayV2::Integration", "apigatewayv2")
def integration(client, properties):
    return Made(client.create_integration(**properties)["IntegrationId"], {})


@addition("AWS::ApiGatewayV2::Route", "apigatewayv2")
def route(client, properties):
    return Made(client.create_route(**properties)["RouteId"], {})


@addition("AWS::ApiGatewayV2::Stage", "apigatewayv2")
def stage(client, properties):
    return Made(client.create_stage(**properties)["StageName"], {})


def lowered(value):
    """Names of properties as API Gateway's own API has them: `restApiId`."""
    if isinstance(value, list):
        return [lowered(item) for item in value]
    if isinstance(value, dict):
        return {name[0].lower() + name[1:]: lowered(item) for name, item in value.items()}
    return value


@addition("AWS::ApiGateway::Resource", "apigateway")
def path_resource(client, properties):
    return Made(client.create_resource(**lowered(properties))["id"], {})


@addition("AWS::ApiGateway::Method", "apigateway")
def method(client, properties):
    properties = lowered(properties)
    integration, responses = properties.pop("integration"), properties.pop("methodResponses", [])
    client.put_method(**properties)
    place = {name: properties[name] for name in ("restApiId", "resourceId", "httpMethod")}
    for response in responses:
        client.put_method_response(**place, **response)
    answers = integration.pop("integrationResponses", [])
    client.put_integration(**place, **integration)
    for answer in answers:
        client.put_integration_response(**place, **answer)
    return Made("-".join(place.values()), {})


@addition("AWS::ApiGateway::Model", "apigateway")
def model(client, properties):
    properties["Name"] = named(properties, "Name", "model")
    schema = json.dumps(properties.pop("Schema"))
    return Made(client.create_model(**lowered(properties), schema=schema)["name"], {})


@addition("AWS::ApiGateway::RequestValidator", "apigateway")
def request_validator(client, properties):
    properties = lowered(properties)
    properties.setdefault("name", "validator")
    return Made(client.create_request_validator(**properties)["id"], {})


@addition("AWS::ApiGateway::GatewayResponse", "apigateway")
def gateway_response(client, properties):
    return Made(client.put_gateway_response(**lowered(properties))["responseType"], {})


@addition("AWS::ApiGateway::Deployment", "apigateway")
def deployment(client, properties):
    return Made(client.create_deployment(**lowered(properties))["id"], {})


@addition("AWS::ApiGateway::Stage", "apigateway")
def rest_stage(client, properties):
    # Settings of methods are a patch of their own at the API; CloudFormation's handler makes the stage first.
    properties = lowered(properties)
    properties.pop("methodSettings", None)
    return Made(client.create_stage(**properties)["stageName"], {})


@addition("AWS::ApiGateway::UsagePlan", "apigateway")
def usage_plan(client, properties):
    properties = lowered(properties)
    return Made(client.create_usage_plan(name=properties.pop("usagePlanName", "plan"), **properties)["id"], {})


@addition("AWS::ApiGateway::ApiKey", "apigateway")
def api_key(client, properties):
    properties = lowered(properties)
    return Made(client.create_api_key(name=properties.pop("name", properties["description"]), **properties)["id"], {})


@addition("AWS::ApiGateway::UsagePlanKey", "apigateway")
def usage_plan_key(client, properties):
    return Made(client.create_usage_plan_key(**lowered(properties))["id"], {})


@addition("AWS::ApiGatewayV2::Authorizer", "apigatewayv2")
def authorizer(client, properties):
    return Made(client.create_authorizer(**properties)["AuthorizerId"], {})


@addition("AWS::Cognito::UserPool", "cognito-idp")
def user_pool(client, properties):
    factors = properties.pop("EnabledMfas", [])
    name = named(properties, "UserPoolName", "pool-")
    made = client.create_user_pool(PoolName=name, **properties)["UserPool"]
    if factors:
        client.set_user_pool_mfa_config(
            UserPoolId=made["Id"],
            SoftwareTokenMfaConfiguration={"Enabled": "SOFTWARE_TOKEN_MFA" in factors},
            MfaConfiguration=properties["MfaConfiguration"],
        )
    provider = f"cognito-idp.{client.meta.region_name}.amazonaws.com/{made['Id']}"
    return Made(made["Id"], {"Arn": made["Arn"], "ProviderName": provider, "ProviderURL": f"https://{provider}"})


@addition("AWS::Cognito::UserPoolClient", "cognito-idp")
def user_pool_client(client, properties):
    return Made(client.create_user_pool_client(**properties)["UserPoolClient"]["ClientId"], {})


@addition("AWS::Cognito::UserPoolDomain", "cognito-idp")
def user_pool_domain(client, properties):
    client.create_user_pool_domain(**properties)
    return Made(properties["Domain"], {})


@addition("AWS::Cognito::UserPoolGroup", "cognito-idp")
def user_pool_group(client, properties):
    return Made(client.create_group(**properties)["Group"]["GroupName"], {})


@addition("AWS::Cognito::IdentityPool", "cognito-identity")
def identity_pool(client, properties):
    name = named(properties, "IdentityPoolName", "identities_")
    return Made(client.create_identity_pool(IdentityPoolName=name, **properties)["IdentityPoolId"], {})


@addition("AWS::Cognito::IdentityPoolRoleAttachment", "cognito-identity")
def identity_pool_roles(client, properties):
    # The template names a mapping as it likes, and the provider within; the operation names it by the provider.
    mappings = properties.pop("RoleMappings", {}).values()
    properties["RoleMappings"] = {mapping.pop("IdentityProvider"): mapping for mapping in mappings}
    checked(client, "set_identity_pool_roles", properties)
    return Made(f"roles of {properties['IdentityPoolId']}", {})


@addition("AWS::S3::BucketPolicy", "s3")
def bucket_policy(client, properties):
    client.put_bucket_policy(Bucket=properties["Bucket"], Policy=json.dumps(properties["PolicyDocument"]))
    return Made(properties["Bucket"], {})


@addition("AWS::Scheduler::Schedule", "scheduler")
def schedule(client, properties):
    name = named(properties, "Name", "schedule-")
    return Made(name, {"Arn": client.create_schedule(Name=name, **properties)["ScheduleArn"]})


@addition("AWS::SecretsManager::Secret", "secretsmanager")
def secret(client, properties):
    generated = properties.pop("GenerateSecretString", {})
    text = client.get_random_password(**generated)["RandomPassword"]
    arn = client.create_secret(Name=f"secret-{len(text)}", SecretString=text, **properties)["ARN"]
    return Made(arn, {"Arn": arn})


@addition("AWS::SNS::Subscription", "sns")
def subscription(client, properties):
    place = {name: properties.pop(name) for name in ("TopicArn", "Protocol", "Endpoint")}
    attributes = {name: value if isinstance(value, str) else json.dumps(value) for name, value in properties.items()}
    arn = client.subscribe(**place, Attributes=attributes, ReturnSubscriptionArn=True)["SubscriptionArn"]
    return Made(arn, {"Arn": arn})


@addition("AWS::SNS::TopicPolicy", "sns")
def topic_policy(client, properties):
    for topic in properties["Topics"]:
        client.set_topic_attributes(
            TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(properties["PolicyDocument"])
        )
    return Made(f"policy of {len(properties['Topics'])}", {})


@addition("AWS::SQS::QueuePolicy", "sqs")
def queue_policy(client, properties):
    for queue in properties["Queues"]:
        client.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(properties["PolicyDocument"])})
    return Made(f"policy of {len(properties['Queues'])}", {})


@addition("AWS::Events::EventBusPolicy", "events")
def bus_policy(client, properties):
    policy = {"Version": "2012-10-17", "Statement": [properties["Statement"]]}
    client.put_permission(EventBusName=properties["EventBusName"], Policy=json.dumps(policy))
    return Made(properties["StatementId"], {})


@addition("AWS::Lambda::EventInvokeConfig", "lambda")
def invoke_config(client, properties):
    client.put_function_event_invoke_config(**properties)
    return Made(f"{properties['FunctionName']}|{properties['Qualifier']}", {})


@addition("AWS::Lambda::Version", "lambda")
def version(client, properties):
    made = client.publish_version(**properties)
    return Made(made["FunctionArn"], {"Version": made["Version"], "FunctionArn": made["FunctionArn"]})


@addition("AWS::Lambda::Alias", "lambda")
def alias(client, properties):
    ready = properties.pop("ProvisionedConcurrencyConfig", None)
    weights = properties.get("RoutingConfig", {}).get("AdditionalVersionWeights", [])
    if weights:
        split = {weight["FunctionVersion"]: weight["FunctionWeight"] for weight in weights}
        properties["RoutingConfig"] = {"AdditionalVersionWeights": split}
    arn = client.create_alias(**properties)["AliasArn"]
    if ready:
        place = {"FunctionName": properties["FunctionName"], "Qualifier": properties["Name"]}
        checked(client, "put_provisioned_concurrency_config", {**place, **ready})
    return Made(arn, {"AliasArn": arn})


@addition("AWS::CloudWatch::Alarm", "cloudwatch")
def alarm(client, properties):
    name = named(properties, "AlarmName", "alarm-")
    client.put_metric_alarm(AlarmName=name, **properties)
    return Made(name, {"Arn": client.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]["AlarmArn"]})


@addition("AWS::Logs::LogStream", "logs")
def log_stream(client, properties):
    name = named(properties, "LogStreamName", "stream-")
    client.create_log_stream(logGroupName=properties["LogGroupName"], logStreamName=name)
    return Made(name, {})


@addition("AWS::KinesisFirehose::DeliveryStream", "firehose")
def delivery_stream(client, properties):
    name = named(properties, "DeliveryStreamName", "delivery-")
    arn = client.create_delivery_stream(DeliveryStreamName=name, **properties)["DeliveryStreamARN"]
    return Made(name, {"Arn": arn})


@addition("AWS::KinesisAnalyticsV2::Application", "kinesisanalyticsv2")
def analytics(client, properties):
    name = named(properties, "ApplicationName", "analytics-")
    client.create_application(ApplicationName=name, **properties)
    return Made(name, {})


@addition("AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption", "kinesisanalyticsv2")
def analytics_logging(client, properties):
    # The one operation that moto has not takes the same properties; botocore checks them.
    option = properties["CloudWatchLoggingOption"]
    checked(
        client,
        "add_application_cloud_watch_logging_option",
        {"ApplicationName": properties["ApplicationName"], "CloudWatchLoggingOption": option},
    )
    return Made(f"logging of {properties['ApplicationName']}", {})
