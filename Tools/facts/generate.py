#!/usr/bin/env python3
"""Packs the facts into Sources/SpecData/facts.bin. See Docs/facts.md.

    python3 Tools/facts/generate.py           writes the table
    python3 Tools/facts/generate.py --check   fails when the table in the tree is not what the inputs give
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLE = HERE.parents[1] / "Sources" / "SpecData" / "facts.bin"


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
    import packer
    import schemas
    import tables

    types = schemas.Types()
    services = iam.Services()
    runtime = types.schemas["AWS::Lambda::Function"]["properties"]["Runtime"]["enum"]
    known: list[str] = []
    for _ in range(2):  # once to learn the strings, once with their final ids
        pool = packer.Pool(known)
        sections = {
            **types.pack(pool),
            **tables.pack(pool, set(types.schemas), runtime),
            **services.pack(pool),
        }
        known = pool.sorted_strings()
    return packer.pack(pool, known, sections, inputs_digest())


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="compare with the table in the tree, write nothing")
    check = arguments.parse_args().check
    data = build()
    if not check:
        TABLE.write_bytes(data)
        print(f"{TABLE.name}: {len(data)} bytes")
        return 0
    if not TABLE.exists() or TABLE.read_bytes() != data:
        print("facts.bin is stale: run `make facts`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
