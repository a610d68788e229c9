"""A site of which a file is made when it is looked at, for tests that look at few: as with build(), anything wrong in what was read is raised at once."""

from collections.abc import Iterator, Mapping
from typing import cast

from digest.connections.site import Site
from digest.output.build import Built
from digest.output.keeping import broken_promises
from digest.output.plans import count_of_pages, files_again, planned, producers
from digest.output.producing import File
from digest.output.verdict import remarks, site_hints, site_problems
from digest.values.problems import DigestError
from digest.values.words import ExactDay


class Files(Mapping[str, bytes]):
    """The files that a site would have: the same bytes as those of build(), which test_on_demand holds it to."""

    def __init__(self, files: Mapping[str, File]) -> None:
        self._files = files
        self._made: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        if path not in self._made:
            self._made[path] = self._files[path].make()
        return self._made[path]

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def on_demand(
    tree: Mapping[str, bytes], base_url: str = "", as_of: ExactDay | None = None, drafts: bool = False
) -> Built:
    """What build() gives, but that its files are made where they are looked at."""
    site = Site.made_of(tree, base_url, as_of, drafts)
    hints = site_hints(site)
    if problems := site_problems(site) or broken_promises(site):
        raise DigestError((*problems, *hints))
    where = planned(site)
    files = Files({file.path: file for producer in producers(site) for file in files_again(site, producer)})
    return Built(cast(dict[str, bytes], files), count_of_pages(where), remarks(site), hints)
