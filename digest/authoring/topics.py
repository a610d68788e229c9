"""Which topics a text may belong to, by the words of what is filed under them already."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from digest.output.analysis import words

_MOST = 3
_ENOUGH = 1.0
"""How much likelier than for any paper the words of a text must be, as a logarithm, for a topic to be named."""


def suggested(text: str, topics: Mapping[str, str], filed: Iterable[tuple[Iterable[str], str]]) -> list[str]:
    """The likeliest topics of `text`, at most three, the likeliest first; none where nothing speaks for one.

    `topics` are name and summary by slug; `filed` are the papers there are: their topics, and title with summary. A naive
    Bayes classifier with a class for each topic, against all papers (https://nlp.stanford.edu/IR-book/html/htmledition/naive-bayes-text-classification-1.html).
    """
    counts: dict[str, Counter[str]] = {slug: Counter() for slug in topics}
    every: Counter[str] = Counter()
    for slug, own in topics.items():
        once = set(words(own))
        counts[slug].update(dict.fromkeys(once, 2))
        every.update(once)
    for slugs, said in filed:
        once = set(words(said))
        every.update(once)
        for slug in slugs:
            if slug in counts:
                counts[slug].update(once)
    whole = sum(every.values()) or 1
    scores = {}
    told = {word for word in words(text) if every[word] and len(word) > 2}
    for slug, own_words in counts.items():
        size = sum(own_words.values())
        if size:
            scores[slug] = sum(
                math.log(
                    (own_words[word] + 2 * every[word] / whole * len(counts))
                    / (size + 2 * len(counts))
                    * whole
                    / every[word]
                )
                for word in told
                if own_words[word] >= 1
            )
    best = sorted((slug for slug, score in scores.items() if score >= _ENOUGH), key=lambda slug: (-scores[slug], slug))
    return [slug for slug in best if scores[slug] >= 0.6 * scores[best[0]]][:_MOST]
