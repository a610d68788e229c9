"""What arXiv and Crossref answer → what they say of a paper. Pure; the answers are asked for elsewhere.

arXiv answers with an Atom feed of no, one or, where it could not read the question, one erroneous entry
(https://info.arxiv.org/help/api/user-manual.html); Crossref with JSON (https://api.crossref.org/swagger-ui/index.html).
"""

import json
import re
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from digest.authoring.found import ARXIV, Found, full_name, identified, plain, untagged, without_version
from digest.authoring.latex import without_latex
from digest.values.words import Day

_ATOM = "{http://www.w3.org/2005/Atom}"
_OWN = "{http://arxiv.org/schemas/atom}"


def of_arxiv(data: bytes, wanted: str) -> Found | None:
    """The paper in arXiv's answer about `wanted`; None where it has none. ValueError where this is no such answer."""
    try:
        feed = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise ValueError("what arXiv answered cannot be read") from None
    if feed.tag != f"{_ATOM}feed":
        raise ValueError("what arXiv answered cannot be read")
    for entry in feed.findall(f"{_ATOM}entry"):
        address = (entry.findtext(f"{_ATOM}id") or "").strip()
        title = plain(without_latex(entry.findtext(f"{_ATOM}title") or ""))
        try:
            kind, identifier = identified(address)
        except ValueError:
            continue
        if kind != ARXIV or without_version(identifier) != without_version(wanted) or not title:
            continue
        category = entry.find(f"{_OWN}primary_category")
        return Found(
            title=title,
            authors=tuple(
                name
                for author in entry.findall(f"{_ATOM}author")
                if (name := plain(author.findtext(f"{_ATOM}name") or ""))
            ),
            date=_day((entry.findtext(f"{_ATOM}published") or "").strip()[:10]),
            arxiv=wanted,
            doi=plain(entry.findtext(f"{_OWN}doi") or ""),
            category=plain(category.get("term", "")) if category is not None else "",
            abstract=plain(entry.findtext(f"{_ATOM}summary") or ""),
        )
    return None


def _day(text: str) -> str:
    try:
        return str(Day.parse(text))
    except ValueError:
        return ""


def of_crossref(data: bytes, wanted: str) -> Found:
    """The paper in Crossref's answer about a DOI. ValueError where this is no such answer."""
    try:
        message = json.loads(data)["message"]
        if not isinstance(message, dict):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError("what Crossref answered cannot be read") from None
    return of_csl(message, doi=wanted)


def of_csl(item: dict[str, Any], doi: str = "") -> Found:
    """A paper as CSL-JSON has it, or as Crossref does, where titles are lists. What is of another shape is left out."""
    title = _text(item.get("title"))
    subtitle = _text(item.get("subtitle"))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title}: {subtitle}"
    day, issued = _earliest(item)
    return Found(
        title=title,
        authors=tuple(filter(None, map(_name, _items(item.get("author"))))),
        date=day,
        issued=issued,
        doi=doi or _text(item.get("DOI")),
        url=_text(item.get("URL")),
        venue=_text(item.get("container-title")) or _text(item.get("publisher")),
        category=_text(item.get("type")),
        abstract=re.sub(r"^abstract\s+", "", _text(item.get("abstract")), flags=re.IGNORECASE),
    )


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    """One text, the first of several, without the markup that publishers leave in."""
    if isinstance(value, list):
        value = next(iter(value), "")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return untagged(str(value))


def _name(person: Any) -> str:
    if not isinstance(person, dict):
        return ""

    def said(*names: str) -> str:
        return " ".join(filter(None, (_text(person.get(name)) for name in names)))

    last = said("dropping-particle", "non-dropping-particle", "family")
    return full_name(said("given"), last, said("suffix")) or full_name("", said("literal") or said("name"))


_DATES = ("posted", "published-online", "published-print", "published", "issued", "date")


def _earliest(item: dict[str, Any]) -> tuple[str, str]:
    """The earliest day or month, and where none is as exact as that, what year was said."""
    days, years = [], []
    for name in _DATES:
        given = item.get(name)
        parts = given.get("date-parts") if isinstance(given, dict) else None
        first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
        try:
            numbers = [int(part) for part in first[:3]]
        except (TypeError, ValueError):
            continue
        if not numbers and isinstance(given, dict):  # as other programs write it
            written = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", str(given.get("raw") or given.get("literal") or ""))
            numbers = [int(part) for part in written.groups() if part] if written else []
        if len(numbers) >= 2:
            days.append(_day("-".join((f"{numbers[0]:04}", *(f"{part:02}" for part in numbers[1:])))))
        elif numbers:
            years.append(f"{numbers[0]:04}")
    known = sorted(filter(None, days))
    return (known[0] if known else ""), ("" if known else next(iter(sorted(years)), ""))
