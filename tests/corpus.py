"""Thirty invented entries of every kind and the picture that one of them places, to be merged into any digest."""

import struct
import zlib
from pathlib import Path

from digest.outside.reading import read_tree

MORE = Path(__file__).parent / "more"
PICTURE = "content/papers/quillwort-growth.png"


def more_entries() -> dict[str, bytes]:
    """Path → bytes of thirty entries, which refer only to one another, and of their picture."""
    return read_tree(MORE) | {PICTURE: png(64, 40)}


def png_chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG (https://www.w3.org/TR/png-3/#5Chunk-layout)."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int) -> bytes:
    """A picture of `width` × `height` points, green running into brown."""
    rows = b"".join(b"\0" + bytes(v for x in range(width) for v in (x * 2, 128, y)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", head)
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )
