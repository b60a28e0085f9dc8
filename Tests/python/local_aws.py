"""A local AWS for the demo and the tests: moto_server, with the CloudFormation types that it leaves out (`moto_types.py`).

    python Tests/python/local_aws.py        prints the endpoint's URL and serves until it gets SIGTERM or SIGINT

moto passes over a resource type that its CloudFormation does not know, so the stack would lose its API, its subscriptions
and its queue policies without a word.
"""

from __future__ import annotations

import os
import signal
import threading

os.environ.update(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing")
# AWS's own managed policies, for roles that name them.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"

import boto3
import moto_types
from moto.events.models import EventBus
from moto.iam.models import Role
from moto.logs.models import LogGroup
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.sqs.models import Queue

# `Ref` of a bus is its name ("Return values", AWS::Events::EventBus); moto gives the object.
EventBus.physical_resource_id = property(lambda bus: bus.name)
# `Arn` of a log group ends in `:*` ("Return values", AWS::Logs::LogGroup); moto gives it without.
LogGroup.get_cfn_attribute = lambda group, name: f"{group.arn.removesuffix(':*')}:*"


def with_managed_policies(create):
    """Attaches the role's `ManagedPolicyArns`, which moto's CloudFormation passes over."""

    def create_role(resource_name, cloudformation_json, account_id, region_name, **kwargs):
        role = create(resource_name, cloudformation_json, account_id, region_name, **kwargs)
        client = boto3.client("iam", endpoint_url=moto_types.ENDPOINT, region_name=region_name)
        for arn in cloudformation_json["Properties"].get("ManagedPolicyArns", []):
            client.attach_role_policy(RoleName=role.name, PolicyArn=arn)
        return role

    return create_role


def named_fifo(create):
    """Ends the name that a FIFO queue is given in `.fifo`, as CloudFormation does."""

    def create_queue(resource_name, cloudformation_json, account_id, region_name, **kwargs):
        if cloudformation_json["Properties"].get("FifoQueue") and not resource_name.endswith(".fifo"):
            resource_name = resource_name[:75] + ".fifo"
        return create(resource_name, cloudformation_json, account_id, region_name, **kwargs)

    return create_queue


Queue.create_from_cloudformation_json = staticmethod(named_fifo(Queue.create_from_cloudformation_json))
Role.create_from_cloudformation_json = staticmethod(with_managed_policies(Role.create_from_cloudformation_json))


def start() -> ThreadedMotoServer:
    """Serves on a free port of the loopback; ``moto_types.ENDPOINT`` then says where."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    moto_types.ENDPOINT = f"http://{host}:{port}"
    return server


if __name__ == "__main__":
    end = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: end.set())
    server = start()
    print(moto_types.ENDPOINT, flush=True)
    end.wait()
    server.stop()
