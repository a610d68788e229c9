"""The bytes of a file as text."""

from digest.values.problems import DigestError, Location, Problem


def read_text(path: str, data: bytes) -> str:
    """`data` as UTF-8 text with plain line ends. Raises DigestError with the line of the first bad byte."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DigestError([Problem(Location(path, line), "this is not UTF-8 text: save the file as UTF-8")]) from None
