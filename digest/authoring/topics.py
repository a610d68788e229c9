"""Which topics a text may belong to, by the words of what is filed under them already."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from digest.output.analysis import words

_MOST = 3
_ENOUGH = 1.0
"""How much likelier than for any paper the words of a text must be, as a logarithm, for a topic to be named."""
_NEXT = 0.6
"""What part of the likeliest topic's score another must reach to be named beside it."""


class Filing:
    """What is filed where: a naive Bayes classifier with a class for each topic, against all papers.

    After https://nlp.stanford.edu/IR-book/html/htmledition/naive-bayes-text-classification-1.html, with words counted once
    for each paper and smoothed by how common they are.
    """

    def __init__(self, topics: Mapping[str, str], filed: Iterable[tuple[Iterable[str], str]]) -> None:
        """`topics` are name and summary by slug; `filed` are the papers there are: their topics, and title with summary."""
        self._counts: dict[str, Counter[str]] = {slug: Counter() for slug in topics}
        self._every: Counter[str] = Counter()
        for slug, own in topics.items():
            once = set(words(own))
            self._counts[slug].update(dict.fromkeys(once, 2))
            self._every.update(once)
        for slugs, said in filed:
            once = set(words(said))
            self._every.update(once)
            for slug in slugs:
                if slug in self._counts:
                    self._counts[slug].update(once)
        self._whole = sum(self._every.values())
        self._sizes = {slug: sum(counts.values()) for slug, counts in self._counts.items()}

    def likely(self, text: str) -> list[str]:
        """The likeliest topics of `text`, at most three, the likeliest first; none where nothing speaks for one."""
        told = {word for word in words(text) if self._every[word] and len(word) > 2}
        scores = {slug: self._score(slug, told) for slug, size in self._sizes.items() if size}
        best = sorted(scores, key=lambda slug: (-scores[slug], slug))[:_MOST]
        return [slug for slug in best if scores[slug] >= max(_ENOUGH, _NEXT * scores[best[0]])]

    def _score(self, slug: str, told: set[str]) -> float:
        counts, size, number = self._counts[slug], self._sizes[slug], len(self._counts)
        score = 0.0
        for word in sorted(told):  # in one order, so that sums are equal
            if counts[word]:
                usual = self._every[word] / self._whole
                score += math.log((counts[word] + 2 * number * usual) / (size + 2 * number) / usual)
        return score
