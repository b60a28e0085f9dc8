#!/usr/bin/env python3
"""Packs the facts into Sources/SpecData/facts.bin and Sources/ServiceModelData/models.bin. See Docs/facts.md.

    python3 Tools/facts/generate.py           writes the tables
    python3 Tools/facts/generate.py --check   fails when a table in the tree is not what the inputs give
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[1] / "Sources"
TABLE = SOURCES / "SpecData" / "facts.bin"
MODELS = SOURCES / "ServiceModelData" / "models.bin"


def inputs_digest() -> int:
    """FNV-1a (64 bits) over each input's name and content, in name order; a Swift test computes the same."""
    files = [*HERE.glob("*.py"), HERE / "requirements.txt", *(HERE / "tables").glob("*.json")]
    total = 0xCBF2_9CE4_8422_2325
    for file in sorted(files, key=lambda f: f.relative_to(HERE).as_posix().encode()):
        for byte in file.relative_to(HERE).as_posix().encode() + b"\0" + file.read_bytes() + b"\0":
            total = (total ^ byte) * 0x100_0000_01B3 & 0xFFFF_FFFF_FFFF_FFFF
    return total


def build() -> bytes:
    import iam
    import limits
    import packer
    import schemas
    import sdk_calls
    import tables

    types = schemas.Types()
    services = iam.Services()
    runtime = types.schemas["AWS::Lambda::Function"]["properties"]["Runtime"]["enum"]
    known: list[str] = []
    for _ in range(2):  # once to learn the strings, once with their final ids
        pool = packer.Pool(known)
        sections = {
            **types.pack(pool),
            **tables.pack(pool, types.schemas, runtime),
            **limits.pack(pool, types.limit_paths),
            **sdk_calls.pack(pool, set(types.schemas)),
            **services.pack(pool),
        }
        known = pool.sorted_strings()
    return packer.pack(pool, known, sections, inputs_digest())


def main() -> int:
    import service_models

    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="compare with the tables in the tree, write nothing")
    check = arguments.parse_args().check
    stale = False
    for table, data in ((TABLE, build()), (MODELS, service_models.build(inputs_digest()))):
        if not check:
            table.write_bytes(data)
            print(f"{table.name}: {len(data)} bytes")
        elif not table.exists() or table.read_bytes() != data:
            print(f"{table.name} is stale: run `make facts`", file=sys.stderr)
            stale = True
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
