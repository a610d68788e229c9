"""What all entries and pages ask is found out in several processes before it is asked, where there is much of it."""

import contextlib
from collections.abc import Callable, Iterable, Sequence

from digest.connections.site import IS_ENTRY, Site, blocks, entry_paths, entry_read, order
from digest.values.answers import Delta
from digest.values.spreading import Spread
from digest.values.steps import name_of


def entries(site: Site, spread: Spread) -> None:
    """Read entries; while each is at hand, find out what search and data will ask of it; and then what is wrong with them."""
    from digest.connections.days import last_usual_day
    from digest.connections.soundness import faults_in
    from digest.connections.unread import some_unread
    from digest.data.lines import told
    from digest.entries.records import Model
    from digest.output.documents import SAID, known_by

    paths = site.asker.pending(name_of(entry_read), entry_paths(site))
    if len(paths) < 2:  # then as it is asked for
        return
    outputs, _ = site.settings.outputs, site.catalogue  # asked once, before processes part
    models = f"content/{Model.kind.folder}/"  # what is known of them asks for all models and results

    def read(path: str) -> None:
        if entry_read(site, path, IS_ENTRY):
            if outputs.has("search") and not path.startswith(models):
                known_by(site, path, SAID)
            if outputs.has("data"):
                told(site, path, "sources.json")

    _spread(site, spread, "entries", read, paths, 4)
    order(site), last_usual_day(site), some_unread(site)
    _spread(site, spread, "checks", lambda block: faults_in(site, block), _new(site, faults_in, blocks(site)), 30)


def words(site: Site, spread: Spread) -> None:
    """Find out which words stand where."""
    if not site.settings.outputs.has("search"):
        return
    from digest.output.postings import WORDS, block, group, groups, numbering, word_blocks

    numbering(site, "", "kinds")
    blocks = _new(site, block, word_blocks(site))
    _spread(site, spread, "words", lambda one: block(site, one, "groups"), blocks, 200)
    every = _new(site, group, [name for _, name in groups(site)])
    _spread(site, spread, "words", lambda one: group(site, one, WORDS), every, 10)


def items(site: Site, spread: Spread) -> None:
    """Write down entries as several files have them: feeds and their archives, citations of one paper and of many."""
    from digest.entries.records import Paper
    from digest.figures.citations import FORMATS
    from digest.output.citations import cited
    from digest.output.feed_items import entry_item

    outputs = site.settings.outputs
    if outputs.has("feeds"):
        told = _new(site, entry_item, [entry.path for entry in site.every()])
        _spread(site, spread, "feed items", lambda path: entry_item(site, path), told, 1)
    if outputs.has("citations"):
        quoted = _new(site, cited, [entry.path for entry in site.of(Paper)])
        _spread(site, spread, "citations", lambda path: cited(site, path, FORMATS[0].suffix), quoted, 1)


def charts(site: Site, spread: Spread) -> None:
    """Draw charts."""
    from digest.figures.drawings import chart_names, narrow_svg, svg

    def both(name: str) -> None:
        svg(site, name)
        narrow_svg(site, name)

    names = list(chart_names(site))
    new = dict.fromkeys((*_new(site, svg, names), *_new(site, narrow_svg, names)))
    _spread(site, spread, "charts", both, list(new), 250)


def _new(site: Site, step: Callable[..., object], keys: Iterable[str]) -> list[str]:
    """Those for which the step has to run."""
    return site.asker.pending(name_of(step), keys)


def _spread(
    site: Site, spread: Spread, what: str, find: Callable[[str], object], keys: Sequence[str], cost: float
) -> None:
    """Find something out for every key; `cost` is in milliseconds for one."""
    asker = site.asker

    def work(number: int) -> Delta:
        # What is wrong in content is told once all is checked, or by who asks then.
        with contextlib.suppress(Exception):
            find(keys[number])
        return asker.delta()

    for delta in spread(work, len(keys), what, cost, asker.detach):
        asker.merge(delta)
