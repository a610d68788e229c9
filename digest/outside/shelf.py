"""New files of a site, waiting to be published: in a file without a name, so that a large site needs little memory."""

import tempfile


class Shelf:
    """Bytes by fingerprint."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it goes when the shelf does
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def put(self, fingerprint: str, data: bytes) -> None:
        if fingerprint not in self._places:
            self._file.seek(self._end)
            self._file.write(data)
            self._places[fingerprint] = (self._end, len(data))
            self._end += len(data)

    def get(self, fingerprint: str) -> bytes | None:
        if fingerprint not in self._places:
            return None
        start, length = self._places[fingerprint]
        self._file.seek(start)
        return self._file.read(length)

    def close(self) -> None:
        self._file.close()
