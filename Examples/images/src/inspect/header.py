"""What the first bytes of an image say: kind, width, height. No library: three formats keep them at known places."""

from __future__ import annotations

import struct
from typing import NamedTuple


class Image(NamedTuple):
    kind: str
    width: int
    height: int


def read(head: bytes) -> Image | None:
    """The image that begins with these bytes; nothing where they are none, or say nothing of its size."""
    for reader in (png, gif, jpeg):
        image = reader(head)
        if image and image.width and image.height:
            return image
    return None


def png(head: bytes) -> Image | None:
    # PNG specification, 5.2 and 11.2.2: the signature, then a chunk IHDR that begins with the size.
    if not head.startswith(b"\x89PNG\r\n\x1a\n") or head[12:16] != b"IHDR" or len(head) < 24:
        return None
    return Image("png", *struct.unpack(">II", head[16:24]))


def gif(head: bytes) -> Image | None:
    if head[:6] not in (b"GIF87a", b"GIF89a") or len(head) < 10:
        return None
    return Image("gif", *struct.unpack("<HH", head[6:10]))


# Markers of JPEG that begin a frame (ITU-T T.81, table B.1): all of C0 to CF but those of tables and of arithmetic coding.
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Markers that stand alone, without a length.
ALONE = {0x01, *range(0xD0, 0xD9)}


def jpeg(head: bytes) -> Image | None:
    if not head.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 4 <= len(head):
        if head[at] != 0xFF:
            return None
        marker = head[at + 1]
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in FRAMES:
            if at + 9 > len(head):
                return None
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return Image("jpeg", width, height)
        at += 2 + struct.unpack(">H", head[at + 2 : at + 4])[0]
    return None
