"""New files of a site, waiting to be published: in a file without a name, so that a large site needs little memory."""

import tempfile


class Shelf:
    """Bytes by path."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it goes when the shelf does
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def put(self, path: str, data: bytes) -> None:
        self._file.seek(self._end)
        self._file.write(data)
        self._places[path] = (self._end, len(data))
        self._end += len(data)

    def get(self, path: str) -> bytes | None:
        if path not in self._places:
            return None
        start, length = self._places[path]
        self._file.seek(start)
        return self._file.read(length)

    def close(self) -> None:
        self._file.close()
