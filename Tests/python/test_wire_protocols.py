"""The wire codec against botocore: what it writes we read, and what we write it reads, for every operation packed.

Requests and answers have a value for every member; the values keep to the models' constraints.
"""

from __future__ import annotations

import ast
import base64
import datetime
import io
import json
import os
import re
import string
import subprocess
import urllib.parse
from pathlib import Path

import botocore.awsrequest
import botocore.loaders
import botocore.model
import botocore.parsers
import botocore.response
import botocore.serialize
import pytest

try:  # The parser of regular expressions moved.
    from re import _parser as sre
except ImportError:
    import sre_parse as sre

ROOT = Path(__file__).resolve().parents[2]
FACTS = ROOT / "Tools/facts/service_models.py"
WIRES = {"json": "json", "query": "query", "rest-json": "restJSON", "rest-xml": "restXML"}
DEEPEST = 4


def constants() -> dict:
    """The tables at the top of the generator, without running it."""
    found = {}
    for node in ast.parse(FACTS.read_text()).body:
        if isinstance(node, ast.Assign) and node.targets[0].id in ("SERVICES", "SQS_ITEMS", "SQS_ENTRIES"):
            found[node.targets[0].id] = ast.literal_eval(node.value)
    return found


CONSTANTS = constants()


def query_names(model: dict) -> dict:
    """SQS's model with the names of the query protocol, as it had them before it spoke JSON."""
    model["metadata"].update(protocol="query", protocols=["query"])
    items, entries = CONSTANTS["SQS_ITEMS"], CONSTANTS["SQS_ENTRIES"]
    for name, shape in model["shapes"].items():
        if shape["type"] == "list":
            shape["member"]["locationName"] = items[name]
        elif shape["type"] == "map":
            shape["key"]["locationName"], shape["value"]["locationName"] = entries[name][1:]
        for member in shape.get("members", {}).values():
            if member["shape"] in entries:
                member["locationName"] = entries[member["shape"]][0]
    for name, operation in model["operations"].items():
        if "output" in operation:
            operation["output"]["resultWrapper"] = name + "Result"
    return model


def load(service: str, wire: str | None = None) -> botocore.model.ServiceModel:
    model = botocore.loaders.Loader().load_service_model(service, "service-2")
    if (service, wire) == ("sqs", "query"):
        model = query_names(model)
    return botocore.model.ServiceModel(model, service)


MODELS = {(s, load(s).metadata["protocol"]): load(s) for s in CONSTANTS["SERVICES"]}
MODELS["sqs", "query"] = load("sqs", "query")
OPERATIONS = [(s, p, o) for (s, p), model in MODELS.items() for o in model.operation_names]


# Values


def text_of(tree, more: int, pick: int) -> str:
    """A text that a parsed expression matches, its repetitions longer by `more`."""
    text = ""
    for kind, value in tree:
        kind = str(kind)
        if kind == "LITERAL":
            text += chr(value)
        elif kind in ("ANY", "NOT_LITERAL", "CATEGORY"):
            text += "a"
        elif kind == "IN":
            text += one_of(value)
        elif kind in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, inner = value
            text += text_of(inner, more, pick) * min(least + more, most)
        elif kind == "SUBPATTERN":
            text += text_of(value[-1], more, pick)
        elif kind == "BRANCH":
            text += text_of(value[1][pick % len(value[1])], more, pick)
    return text


def one_of(members) -> str:
    for candidate in string.ascii_letters + string.digits + "-_./ ":
        if re.fullmatch("[%s]" % "".join(map(source_of, members)), candidate):
            return candidate
    return "a"


def source_of(member) -> str:
    kind, value = str(member[0]), member[1]
    if kind == "LITERAL":
        return re.escape(chr(value))
    if kind == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if kind == "NEGATE":
        return "^"
    return {"CATEGORY_DIGIT": "\\d", "CATEGORY_WORD": "\\w", "CATEGORY_SPACE": "\\s", "CATEGORY_NOT_SPACE": "\\S"}.get(
        str(value), "\\w"
    )


def text_for(shape) -> str:
    meta = shape.metadata
    if meta.get("enum"):
        return meta["enum"][-1]
    least, most = meta.get("min", 0), meta.get("max", 1 << 20)
    if "pattern" not in meta:
        # What serializers and parsers trip over; headers hold no more than ASCII.
        hard = 'a "\\/<&>;%+=b' if "header" in shape.serialization.get("location", "") else 'é ☃ 😀 "\\/<&>;%+=\n\t'
        return (hard if least <= len(hard) <= most else "").ljust(min(max(least, 1), most), "x")
    # Python has no properties of Unicode; they stand inside of classes only.
    pattern = re.sub(r"\\p\{(\w)\w*\}", lambda p: {"L": "a-z", "Z": " ", "N": "0-9"}.get(p[1], "_"), meta["pattern"])
    pattern = pattern.replace("\\w-", "\\w\\-").replace("\\uD800\\uDC00-\\uDBFF\\uDFFF", "\\U00010000-\\U0010FFFF")
    tree = sre.parse(pattern)
    for more in (0, 1, 2, 5, 10, 20, 40, 100, least):
        for pick in range(3):
            text = text_of(tree, more, pick)
            if least <= len(text) <= most and re.fullmatch(pattern, text, re.ASCII):
                return text
    return "a" * max(least, 1)


def sample(shape, depth: int = 0):
    meta = shape.metadata
    kind = shape.type_name
    if kind == "structure":
        members = {
            name: sample(member, depth + 1)
            for name, member in shape.members.items()
            if name in shape.required_members or depth < DEEPEST
        }
        if getattr(shape, "is_tagged_union", False):
            members = dict(list(members.items())[:1])
        return members
    if kind == "list":
        if depth >= DEEPEST and not meta.get("min"):
            return []
        return [sample(shape.member, depth + 1)] * max(1, min(meta.get("min", 2), meta.get("max", 2)))
    if kind == "map":
        if depth >= DEEPEST and not meta.get("min"):
            return {}
        count = meta.get("min", 1) if not shape.key.metadata.get("pattern") else 1
        return {text_for(shape.key) + "x" * i: sample(shape.value, depth + 1) for i in range(max(1, count))}
    if kind in ("integer", "long"):
        return int(meta.get("max", meta.get("min", 7)))
    if kind in ("float", "double"):
        return float(meta.get("max", 0.1))
    if kind == "boolean":
        return True
    if kind == "blob":
        return bytes(range(256))[: meta.get("max", 256)]
    if kind == "timestamp":
        return datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=datetime.timezone.utc)
    return text_for(shape)


def tagged(value, shape):
    """A value as `conformance codec` takes it."""
    kind = shape.type_name
    if kind == "structure":
        return {"object": [{"name": n, "value": tagged(v, shape.members[n])} for n, v in value.items()]}
    if kind == "list":
        return {"list": [tagged(item, shape.member) for item in value]}
    if kind == "map":
        return {"object": [{"name": n, "value": tagged(v, shape.value)} for n, v in value.items()]}
    if kind in ("integer", "long"):
        return {"integer": value}
    if kind in ("float", "double"):
        return {"double": repr(value)}
    if kind == "boolean":
        return {"bool": value}
    if kind == "blob":
        return {"blob": list(value)}
    if kind == "timestamp":
        return {"timestamp": value.timestamp()}
    return {"string": value}


def plain(value):
    """What `conformance codec` gave, as botocore takes it."""
    (kind, inner), = value.items()
    if kind == "object":
        return {entry["name"]: plain(entry["value"]) for entry in inner}
    if kind == "list":
        return [plain(item) for item in inner]
    if kind == "double":
        return float(inner)
    if kind == "blob":
        return bytes(inner)
    if kind == "timestamp":
        return datetime.datetime.fromtimestamp(inner, datetime.timezone.utc)
    return inner


# The codec


@pytest.fixture(scope="module")
def codec():
    program = Path(os.environ.get("CONFORMANCE", ROOT / ".build/release/conformance"))
    if not program.exists():
        build = ["swift", "build", "-c", "release", "--product", "conformance"]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with subprocess.Popen([program, "codec"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def ask(question: dict) -> dict:
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            if "response" in answer:
                answer["response"]["body"] = base64.b64decode(answer["response"]["body"])
            return answer

        yield ask
        process.stdin.close()


def request_of(operation, protocol: str, parameters: dict, signing_service: str) -> dict:
    serializer = botocore.serialize.create_serializer(protocol, include_validation=False)
    request = serializer.serialize_to_request(parameters, operation)
    body = request["body"]
    if isinstance(body, dict):
        body = urllib.parse.urlencode(body)
    path, _, query = request["url_path"].partition("?")
    pairs = urllib.parse.urlencode(request["query_string"], doseq=True, quote_via=urllib.parse.quote)
    return {
        "method": request["method"],
        "path": path,
        "query": "&".join(filter(None, [query, pairs])),
        "headers": [[name, str(value)] for name, value in request["headers"].items()],
        "body": base64.b64encode(body.encode() if isinstance(body, str) else body).decode(),
        "signingService": signing_service,
    }


def parsed(answer: dict, protocol: str, shape, is_stream: bool = False) -> dict:
    response = answer["response"]
    headers = botocore.awsrequest.HeadersDict({name: value for name, value in response["headers"]})
    body = botocore.response.StreamingBody(io.BytesIO(response["body"]), None) if is_stream else response["body"]
    message = {"status_code": response["status"], "headers": headers, "body": body}
    return botocore.parsers.create_parser(protocol).parse(message, shape)


@pytest.mark.parametrize("service,protocol,name", OPERATIONS)
def test_reads_what_botocore_writes(codec, service, protocol, name):
    model = MODELS[service, protocol]
    operation = model.operation_model(name)
    parameters = sample(operation.input_shape) if operation.input_shape else {}
    request = request_of(operation, protocol, parameters, model.signing_name)
    answer = codec({"request": request})
    assert answer.get("response", {}).get("body") is None
    assert (answer["service"], answer["operation"], answer["wire"]) == (service, name, WIRES[protocol])
    assert plain(answer["input"]) == parameters


# A stream of events has frames of its own, and is no answer of the codec's.
WHOLE = [(s, p, o) for s, p, o in OPERATIONS if not MODELS[s, p].operation_model(o).has_event_stream_output]


@pytest.mark.parametrize("service,protocol,name", WHOLE)
def test_botocore_reads_what_is_written(codec, service, protocol, name):
    operation = MODELS[service, protocol].operation_model(name)
    shape = operation.output_shape
    output = sample(shape) if shape else {}
    # botocore reads the status as a failure from 300 on.
    for member, target in (shape.members if shape else {}).items():
        if target.serialization.get("location") == "statusCode":
            output[member] = 202
    question = {"service": service, "operation": name, "wire": WIRES[protocol]}
    if shape:
        question["output"] = tagged(output, shape)
    answer = codec(question)
    found = parsed(answer, protocol, shape, operation.has_streaming_output)
    for member, value in found.items():
        if isinstance(value, botocore.response.StreamingBody):
            found[member] = value.read()
    metadata = found.pop("ResponseMetadata")
    assert metadata["RequestId"] == "r-1"
    assert found == output


@pytest.mark.parametrize("service,protocol", MODELS)
def test_botocore_reads_every_error(codec, service, protocol):
    model = MODELS[service, protocol]
    for error in model.error_shapes:
        operation = model.operation_names[0]
        question = {"service": service, "operation": operation, "wire": WIRES[protocol]}
        for query_mode in (False, True) if "awsQueryCompatible" in model.metadata else (False,):
            message = 'no "such" <thing> & é'
            failure = {"shape": error.name, "message": message}
            found = codec({**question, "isQueryMode": query_mode, "error": failure})
            result = parsed(found, protocol, None)
            if service != "sqs":
                assert result["Error"]["Code"] == error.metadata.get("error", {}).get("code", error.name)
                status = error.metadata.get("error", {}).get("httpStatusCode", found["response"]["status"])
                assert found["response"]["status"] == status
            elif protocol == "json" and not query_mode:
                assert result["Error"]["Code"] == error.name
            assert result["Error"]["Message"] == message
            assert result["ResponseMetadata"]["RequestId"] == "r-1"


@pytest.mark.parametrize("query_mode,code", [(False, "QueueDoesNotExist"), (True, "AWS.SimpleQueueService.NonExistentQueue")])
def test_queue_errors_have_the_code_that_the_client_asks_for(codec, query_mode, code):
    question = {"service": "sqs", "operation": "SendMessage", "wire": "json", "isQueryMode": query_mode}
    answer = codec({**question, "error": {"shape": "QueueDoesNotExist", "message": "The specified queue does not exist."}})
    error = parsed(answer, "json", None)["Error"]
    assert error["Code"] == code
    if query_mode:
        assert (error["QueryErrorCode"], error["Type"]) == ("QueueDoesNotExist", "Sender")
