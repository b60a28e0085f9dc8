"""AWS's service models (botocore's), packed into Sources/ServiceModelData/models.bin: what the wire codec goes by.

Docs/facts.md describes the layout; Sources/ServiceModels/ModelTable.swift reads it. No documentation text is packed.
"""

from __future__ import annotations

import struct

import botocore.loaders
import packer

# What is packed. A further service is a word here and `make facts`.
SERVICES = ["dynamodb", "events", "lambda", "logs", "sns", "sqs", "sts"]

# The order of each list is part of the format: Sources/ServiceModels has the same.
SECTIONS = ["string_offsets", "string_bytes", "numbers", "lists", "services", "operations", "shapes", "members"]
KINDS = [
    *("structure", "list", "map", "string", "integer", "long", "float", "double", "boolean", "blob", "timestamp"),
    "document",
]
LOCATIONS = [None, "uri", "querystring", "header", "headers", "statusCode"]
PROTOCOLS = ["json", "query", "rest-json", "rest-xml"]
FORMATS = [None, "iso8601", "rfc822", "unixTimestamp"]

# SQS answers the query protocol, too, whose names its model no longer has.
# Source: Amazon SQS API Reference (2012-11-05), the query examples of each action; names of the batch lists' entries.
SQS_NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/"
SQS_ITEMS = {
    "AWSAccountIdList": "AWSAccountId",
    "ActionNameList": "ActionName",
    "AttributeNameList": "AttributeName",
    "BatchResultErrorEntryList": "BatchResultErrorEntry",
    "BinaryList": "BinaryListValue",
    "ChangeMessageVisibilityBatchRequestEntryList": "ChangeMessageVisibilityBatchRequestEntry",
    "ChangeMessageVisibilityBatchResultEntryList": "ChangeMessageVisibilityBatchResultEntry",
    "DeleteMessageBatchRequestEntryList": "DeleteMessageBatchRequestEntry",
    "DeleteMessageBatchResultEntryList": "DeleteMessageBatchResultEntry",
    "ListMessageMoveTasksResultEntryList": "ListMessageMoveTasksResultEntry",
    "MessageAttributeNameList": "MessageAttributeName",
    "MessageList": "Message",
    "MessageSystemAttributeList": "MessageSystemAttributeName",
    "QueueUrlList": "QueueUrl",
    "SendMessageBatchRequestEntryList": "SendMessageBatchRequestEntry",
    "SendMessageBatchResultEntryList": "SendMessageBatchResultEntry",
    "StringList": "StringListValue",
    "TagKeyList": "TagKey",
}
SQS_ENTRIES = {
    "MessageBodyAttributeMap": ("MessageAttribute", "Name", "Value"),
    "MessageBodySystemAttributeMap": ("MessageSystemAttribute", "Name", "Value"),
    "MessageSystemAttributeMap": ("Attribute", "Name", "Value"),
    "QueueAttributeMap": ("Attribute", "Name", "Value"),
    "TagMap": ("Tag", "Key", "Value"),
}
# Codes and statuses of the query protocol, which the JSON protocol shows in `x-amzn-query-error`.
# Source: the trait `aws.protocols#awsQueryError` of the service's Smithy model.
SQS_ERRORS = {
    **{
        name: (f"AWS.SimpleQueueService.{name}", 400)
        for name in (
            *("BatchEntryIdsNotDistinct", "BatchRequestTooLong", "EmptyBatchRequest", "InvalidBatchEntryId"),
            *("MessageNotInflight", "QueueDeletedRecently", "TooManyEntriesInBatchRequest", "UnsupportedOperation"),
        )
    },
    "QueueDoesNotExist": ("AWS.SimpleQueueService.NonExistentQueue", 400),
    "PurgeQueueInProgress": ("AWS.SimpleQueueService.PurgeQueueInProgress", 403),
    "QueueNameExists": ("QueueAlreadyExists", 400),
    "InvalidAddress": ("InvalidAddress", 404),
    "InvalidSecurity": ("InvalidSecurity", 403),
    "OverLimit": ("OverLimit", 403),
    "ReceiptHandleIsInvalid": ("ReceiptHandleIsInvalid", 404),
    "RequestThrottled": ("RequestThrottled", 403),
    "ResourceNotFoundException": ("ResourceNotFoundException", 404),
    "KmsAccessDenied": ("KMS.AccessDeniedException", 400),
    "KmsDisabled": ("KMS.DisabledException", 400),
    "KmsInvalidKeyUsage": ("KMS.InvalidKeyUsageException", 400),
    "KmsInvalidState": ("KMS.InvalidStateException", 400),
    "KmsNotFound": ("KMS.NotFoundException", 400),
    "KmsOptInRequired": ("KMS.OptInRequired", 403),
    "KmsThrottled": ("KMS.ThrottlingException", 400),
}


class Pool:
    """Interns strings, numbers and lists; an id is the order of first use, and 0 the empty string."""

    def __init__(self) -> None:
        self.strings: dict[str, int] = {"": 0}
        self.numbers: dict[float, int] = {}
        self.words: list[int] = []

    def string(self, text: str | None) -> int:
        return self.strings.setdefault(text or "", len(self.strings))

    def number(self, value: float | None) -> int:
        """Its place and one more; 0 stands for none."""
        return 0 if value is None else self.numbers.setdefault(float(value), len(self.numbers)) + 1

    def list(self, words: list[int]) -> list[int]:
        """Where the words begin, and how many there are."""
        start = len(self.words)
        self.words += words
        return [start, len(words)]


class Service:
    """One model on its way into rows; `members` are the rows of all services so far."""

    def __init__(self, name: str, pool: Pool, shapes: list[int], operations: list[int], members: list[int]) -> None:
        self.name, self.pool = name, pool
        self.model = botocore.loaders.Loader().load_service_model(name, "service-2")
        self.names = sorted(self.model["shapes"], key=str.encode)
        self.first = len(shapes) // SHAPE_WIDTH
        self.first_operation = len(operations) // OPERATION_WIDTH
        self.index = {shape: self.first + i for i, shape in enumerate(self.names)}
        self.members = members
        self.constrained = self.find_constrained()
        for shape in self.names:
            shapes += self.shape(shape, self.model["shapes"][shape])
        for operation in sorted(self.model["operations"].values(), key=lambda o: o["name"].encode()):
            operations += self.operation(operation)

    def row(self) -> list[int]:
        meta, string = self.model["metadata"], self.pool.string
        protocols = set(meta.get("protocols", [meta["protocol"]])) | {meta["protocol"]}
        if "awsQueryCompatible" in meta:
            protocols.add("query")
        namespace = meta.get("xmlNamespace") or (SQS_NAMESPACE if self.name == "sqs" else "")
        return [
            string(self.name),
            sum(1 << i for i, p in enumerate(PROTOCOLS) if p in protocols),
            *(string(meta.get(k)) for k in ("jsonVersion", "targetPrefix", "apiVersion")),
            string(namespace),
            string(meta.get("signingName", meta["endpointPrefix"])),
            string(meta["endpointPrefix"]),
            int("awsQueryCompatible" in meta),
            self.first_operation,
            len(self.model["operations"]),
            self.first,
            len(self.names),
        ]

    def find_constrained(self) -> set[str]:
        """The shapes of which a value can be wrong in more than its type, here or deeper."""
        shapes = self.model["shapes"]
        found = {n for n, s in shapes.items() if {"required", "enum", "min", "max", "pattern"} & {k for k in s if s[k] not in ([], None)}}
        while True:
            more = {n for n, s in shapes.items() if any(ref["shape"] in found for _, ref in references(s))} - found
            if not more:
                return found
            found |= more

    def shape(self, name: str, shape: dict) -> list[int]:
        string, error = self.pool.string, shape.get("error", {})
        code, status = error.get("code"), error.get("httpStatusCode", 0)
        if self.name == "sqs" and shape.get("exception"):
            code, status = SQS_ERRORS.get(name, (name, 400))
        kind = "document" if shape.get("document") else {"character": "string"}.get(shape["type"], shape["type"])
        flags = KINDS.index(kind)
        marks = ["flattened", "exception", "fault", "senderFault", "eventstream", "streaming", "constrained", "event"]
        marked = {**shape, "senderFault": error.get("senderFault"), "fault": shape.get("fault") or error.get("fault")}
        marked["constrained"] = name in self.constrained
        flags |= sum(1 << 8 + i for i, mark in enumerate(marks) if marked.get(mark))
        first = len(self.members) // MEMBER_WIDTH
        refs = references(shape)
        for member, ref in refs:
            self.members += self.member(name, shape, member, ref)
        payload = [m for m, _ in refs].index(shape["payload"]) + 1 if shape.get("payload") else 0
        return [
            string(name),
            flags,
            first,
            len(refs),
            *self.pool.list([string(v) for v in shape.get("enum", [])]),
            self.pool.number(shape.get("min")),
            self.pool.number(shape.get("max")),
            string(shape.get("pattern")),
            FORMATS.index(shape.get("timestampFormat")),
            payload,
            string(code),
            status,
            string(shape.get("locationName")),
            string(shape.get("xmlNamespace", {}).get("uri")),
        ]

    def member(self, owner: str, shape: dict, name: str, ref: dict) -> list[int]:
        string, target = self.pool.string, self.model["shapes"][ref["shape"]]
        flags = LOCATIONS.index(ref.get("location"))
        flags |= (name in shape.get("required", ())) << 4
        marks = ["flattened", "xmlAttribute", "idempotencyToken", "jsonvalue", "streaming", "eventpayload", "eventheader"]
        flags |= sum(1 << 5 + i for i, mark in enumerate(marks) if ref.get(mark))
        namespace = ref.get("xmlNamespace", {})
        return [
            string(name),
            self.index[ref["shape"]],
            flags,
            string(ref.get("locationName")),
            string(self.query_name(owner, shape, name, ref) or ref.get("locationName") or target.get("locationName")),
            FORMATS.index(ref.get("timestampFormat")),
            string(namespace.get("uri")),
        ]

    def query_name(self, owner: str, shape: dict, name: str, ref: dict) -> str | None:
        if self.name != "sqs":
            return None
        if shape["type"] == "list":
            return SQS_ITEMS[owner]
        if shape["type"] == "map":
            return SQS_ENTRIES[owner][1 if name == "key" else 2]
        if ref["shape"] in SQS_ENTRIES:
            return SQS_ENTRIES[ref["shape"]][0]
        # Lists are flattened: their entries stand under the name of the item.
        return SQS_ITEMS.get(ref["shape"])

    def operation(self, operation: dict) -> list[int]:
        string, http = self.pool.string, operation["http"]
        shapes = [operation.get(side) for side in ("input", "output")]
        wrapper = (operation.get("output") or {}).get("resultWrapper")
        if self.name == "sqs" and operation.get("output"):
            wrapper = operation["name"] + "Result"
        return [
            *(string(t) for t in (operation["name"], http["method"], http["requestUri"])),
            http.get("responseCode", 200),
            *(self.index[s["shape"]] + 1 if s else 0 for s in shapes),
            string(wrapper),
            int(bool(operation.get("idempotent"))) | int(bool(operation.get("deprecated"))) << 1,
            *self.pool.list([self.index[e["shape"]] for e in operation.get("errors", [])]),
            string((operation.get("input") or {}).get("locationName")),
        ]


SHAPE_WIDTH = 15
MEMBER_WIDTH = 7
OPERATION_WIDTH = 11


def references(shape: dict) -> list[tuple[str, dict]]:
    """The members of a structure, the item of a list, key and value of a map."""
    return [*shape.get("members", {}).items(), *((k, shape[k]) for k in ("member", "key", "value") if k in shape)]


def build(digest: int) -> bytes:
    pool = Pool()
    shapes: list[int] = []
    operations: list[int] = []
    members: list[int] = []
    services = [Service(name, pool, shapes, operations, members) for name in sorted(SERVICES)]
    rows = [word for service in services for word in service.row()]
    encoded = [text.encode() for text in pool.strings]
    offsets = [0]
    for text in encoded:
        offsets.append(offsets[-1] + len(text))
    blobs = {
        "string_offsets": packer.words_bytes(offsets),
        "string_bytes": b"".join(encoded),
        "numbers": b"".join(struct.pack("<d", n) for n in pool.numbers),
        "lists": packer.words_bytes(pool.words),
        "services": packer.words_bytes(rows),
        "operations": packer.words_bytes(operations),
        "shapes": packer.words_bytes(shapes),
        "members": packer.words_bytes(members),
    }
    return packer.container(b"STKM", SECTIONS, blobs, digest)
