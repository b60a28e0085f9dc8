"""What AWS's SDKs call things, and what their calls need: tables/sdk_calls.json, checked against botocore, as rows of words."""

from __future__ import annotations

import re

import botocore.session

from packer import Pool
from tables import read

NEEDS = ["all", "any", "none", "unknown"]


def pack(pool: Pool, types: set[str]) -> dict[str, list[int]]:
    table = read("sdk_calls.json")
    check(table, types)
    return {
        "sdk_services": services(pool, table["services"]),
        "sdk_operations": operations(pool, table["operations"]),
        "sdk_methods": methods(pool, table["methods"]),
        "sdk_parameters": parameters(pool, table["parameters"]),
        "sdk_modules": modules(pool, table["modules"]),
    }


def check(table: dict, types: set[str]) -> None:
    """Every operation is one that the SDK has; every type is one of CloudFormation's."""
    session = botocore.session.get_session()
    known: dict[str, set[str]] = {}
    for row in table["services"]:
        known.setdefault(row["iam"], set()).update(session.get_service_model(row["python"]).operation_names)
    for row in table["operations"] + table["methods"]:
        assert not row["operation"] or row["operation"] in known[row["service"]], row
    for row in table["operations"]:
        assert row["need"] in NEEDS and bool(row["actions"]) == (row["need"] in ("all", "any")), row
    for row in table["operations"]:
        if row["verified"] and f'API Reference, {row["operation"]}' in row["source"]:
            check_reference(session, table, row)
    for row in table["parameters"]:
        assert row["type"] in types, row


def check_reference(session, table: dict, row: dict) -> None:
    """The page of the API reference, which botocore has whole, names the action that is needed, or says that none is."""
    clients = [client["python"] for client in table["services"] if client["iam"] == row["service"]]
    models = [session.get_service_model(client) for client in clients]
    pages = [m.operation_model(row["operation"]).documentation for m in models if row["operation"] in m.operation_names]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", " ".join(pages))).replace("\u2019", "'")
    if row["need"] == "none":
        assert any(words in text for words in NOTHING_NEEDED), row
    else:
        assert not row["actions"] or row["actions"][0] in text, row


#: How pages of the API reference say that IAM is not asked.
NOTHING_NEEDED = [
    "doesn't evaluate Identity and Access Management (IAM) policies in requests for this API operation",
    "No permissions are required",
    "does not require the use of Amazon Web Services security credentials",
    "This is a public API",
]


def services(pool: Pool, rows: list[dict]) -> list[int]:
    """Name of the client by language, IAM's prefix, source."""
    named = [(f"{language}:{row[language]}", row) for row in rows for language in ("python", "javascript")]
    return [
        word
        for name, row in sorted(named, key=lambda pair: pair[0].encode())
        for word in (pool.string(name), pool.string(row["iam"]), pool.string(row["source"]))
    ]


def operations(pool: Pool, rows: list[dict]) -> list[int]:
    """Prefix and operation in lower case, the operation, what its caller needs of which actions, source, verified, and the
    parameters with which it needs more than these actions; `*` stands for any that are not written out."""
    words: list[int] = []
    for row in sorted(rows, key=lambda r: operation_key(r).encode()):
        words += [pool.string(operation_key(row)), pool.string(row["operation"])]
        words += [pool.strings(row["actions"], ordered=True), NEEDS.index(row["need"])]
        words += [pool.string(row["source"]), int(row["verified"])]
        words += [pool.strings(row.get("also", []), ordered=True)]
    return words


def operation_key(row: dict) -> str:
    return f'{row["service"]}:{row["operation"]}'.lower()


def methods(pool: Pool, rows: list[dict]) -> list[int]:
    """What has the method and the method, IAM's prefix, the operation, what it makes, source, parameters by position."""
    words: list[int] = []
    for row in sorted(rows, key=lambda r: f'{r["of"]}.{r["method"]}'.encode()):
        words += [pool.string(f'{row["of"]}.{row["method"]}')]
        words += [pool.string(row[k]) for k in ("service", "operation", "makes", "source")]
        words += [pool.strings(row.get("parameters", []), ordered=True)]
    return words


def parameters(pool: Pool, rows: list[dict]) -> list[int]:
    """IAM's prefix, the parameter, the type that it names, IAM's resource, what is put behind the ARN, source."""
    keys = ("service", "parameter", "type", "resource", "suffix", "source")
    ordered = sorted(rows, key=lambda r: (r["service"].encode(), r["parameter"].encode(), r["resource"].encode()))
    return [pool.string(row[k]) for row in ordered for k in keys]


def modules(pool: Pool, rows: list[dict]) -> list[int]:
    """Language, names of the modules that it comes with, source."""
    words: list[int] = []
    for row in sorted(rows, key=lambda r: r["language"].encode()):
        words += [pool.string(row["language"]), pool.strings(row["names"]), pool.string(row["source"])]
    return words
