"""The container format of facts.bin: interned strings, numbers and lists, and sections of 32-bit words.

Docs/facts.md describes the layout; Sources/Spec/FactTable.swift reads it.
"""

from __future__ import annotations

import struct

MAGIC = b"STKF"
FORMAT_VERSION = 1
HEADER_BYTES = 24

# The order is part of the format: Swift's FactTable.Section has the same.
SECTIONS = [
    "string_offsets",
    "string_bytes",
    "numbers",
    "lists",
    "shapes",
    "types",
    "identities",
    "runtimes",
    "limits",
    "wires",
    "verbs",
    "services",
    "actions",
    "iam_resources",
    "condition_keys",
    "global_keys",
    "managed",
    "endpoints",
    "metrics",
    "sam_templates",
    "sam_managed",
    "sam_connectors",
    "escalations",
    "regions",
    "stateful",
    "sdk_services",
    "sdk_operations",
    "sdk_methods",
    "sdk_parameters",
    "sdk_modules",
    "retired",
]


class Pool:
    """Interns strings, numbers and word lists.

    String ids follow the byte order of the strings, so every string must be known before the first id
    is final: the table is built twice, the first time with `known` empty, to collect them.
    """

    def __init__(self, known: list[str] | None = None) -> None:
        self.seen: set[str] = {""}
        self.ids = {text: i for i, text in enumerate(known or [])}
        self.numbers: dict[float, int] = {}
        self.lists: dict[tuple[int, ...], int] = {(): 0}
        self.list_words: list[int] = [0]

    def string(self, text: str | None) -> int:
        text = text or ""
        self.seen.add(text)
        return self.ids.get(text, 0)

    def strings(self, texts, ordered: bool = False) -> int:
        """A list of string ids, sorted by bytes unless the order means something."""
        ids = [self.string(t) for t in texts]
        return self.words(ids if ordered else sorted(set(ids)))

    def number(self, value: float) -> int:
        return self.numbers.setdefault(float(value), len(self.numbers))

    def words(self, words, stride: int = 1) -> int:
        """A list as its offset in the section `lists`: a count of entries, then `stride` words for each."""
        key = tuple(words)
        assert len(key) % stride == 0
        # The count is of entries, so lists of different strides never share a row.
        full = (stride, *key) if key else ()
        if full not in self.lists:
            self.lists[full] = len(self.list_words)
            self.list_words += [len(key) // stride, *key]
        return self.lists[full]

    def sorted_strings(self) -> list[str]:
        return sorted(self.seen, key=lambda s: s.encode())


def pack(pool: Pool, known: list[str], sections: dict[str, list[int]], digest: int) -> bytes:
    """The whole file. `sections` holds the word sections that are not the pool's own."""
    encoded = [text.encode() for text in known]
    offsets = [0]
    for text in encoded:
        offsets.append(offsets[-1] + len(text))
    blobs = {name: words_bytes(words) for name, words in sections.items()}
    blobs["string_offsets"] = words_bytes(offsets)
    blobs["string_bytes"] = b"".join(encoded)
    blobs["numbers"] = b"".join(struct.pack("<d", n) for n in pool.numbers)
    blobs["lists"] = words_bytes(pool.list_words)
    assert set(blobs) == set(SECTIONS), set(blobs) ^ set(SECTIONS)
    return container(MAGIC, SECTIONS, blobs, digest)


def container(magic: bytes, names: list[str], blobs: dict[str, bytes], digest: int) -> bytes:
    """A header, a directory of the sections in the order of `names`, and the sections."""
    position = HEADER_BYTES + 8 * len(names)
    table, body = b"", b""
    for name in names:
        padding = -position % 8
        body += bytes(padding)
        position += padding
        table += struct.pack("<II", position, len(blobs[name]))
        body += blobs[name]
        position += len(blobs[name])
    header = magic + struct.pack("<IIIQ", FORMAT_VERSION, position, len(names), digest)
    return header + table + body


def words_bytes(words: list[int]) -> bytes:
    return struct.pack(f"<{len(words)}I", *words)
