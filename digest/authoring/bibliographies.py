"""BibTeX, RIS and CSL-JSON, as Zotero, JabRef and publishers export them → what they say of each paper."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from digest.authoring.found import ARXIV, Found, full_name, identified, plain, untagged, without_version
from digest.authoring.latex import without_latex
from digest.authoring.registries import of_csl
from digest.values.words import MONTHS, Day, is_web_address

FORMATS = (".bib", ".ris", ".json")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a bibliography: the line it starts at, what it is called there, and what it says, or what is wrong with it."""

    line: int
    key: str
    found: Found = Found()
    problem: str = ""


def read(text: str, suffix: str) -> Iterator[Item]:
    """Every item of a file, in its order; what cannot be read is an item with a problem. ValueError for another suffix."""
    if suffix not in FORMATS:
        raise ValueError(f"a bibliography ends in {', '.join(FORMATS[:-1])} or {FORMATS[-1]} (BibTeX, RIS, CSL-JSON)")
    items = {".bib": _bibtex, ".ris": _ris, ".json": _csl}[suffix](text)
    return (_judged(item) for item in items)


def _judged(item: Item) -> Item:
    found = item.found
    if item.problem:
        return item
    if not any(character.isalpha() for character in found.title):
        return replace(item, problem="it has no title")
    if not (found.arxiv or found.doi or found.url):
        return replace(item, problem="it has neither an arXiv identifier, a DOI nor an address to be found at")
    return item


def _made(
    title: str, authors: list[str], date: str, venue: str, abstract: str, doi: str, urls: list[str], hints: list[str]
) -> Found:
    """A paper of texts that are plain already; `hints` are texts that may name it on arXiv."""
    arxiv = next((one for hint in (doi, *urls, *hints) if (one := _arxiv_in(hint))), "")
    if arxiv:
        doi = "" if re.match(r"10\.48550/", doi, re.IGNORECASE) else doi
    day, issued = _day_of(date)
    return Found(
        title=untagged(title),
        authors=tuple(authors),
        date=day,
        issued=issued,
        arxiv=arxiv,
        doi=_doi_in(doi) or next((one for url in urls if not arxiv and (one := _doi_in(url))), ""),
        url=next(filter(is_web_address, urls), ""),
        venue="" if arxiv and "arxiv" in venue.lower() else venue,
        abstract=untagged(abstract),
    )


_ARXIV_IN = re.compile(r"(?:arxiv[:/. ]*(?:org/\w+/)?|10\.48550/arxiv\.)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE)  # fmt: skip


def _arxiv_in(text: str) -> str:
    found = _ARXIV_IN.search(text)
    try:
        kind, name = identified(found[1] if found else text)
    except ValueError:
        return ""
    return without_version(name) if kind == ARXIV else ""


def _doi_in(text: str) -> str:
    try:
        kind, name = identified(text) if text else ("", "")
    except ValueError:
        return ""
    return name if kind == "doi" else ""


_MONTH_NUMBERS = {month[:3].lower(): number for number, month in enumerate(MONTHS, 1)}


def _day_of(text: str) -> tuple[str, str]:
    """A day or a month out of `2024-04-08`, `2024/04/08`, `8 April 2024`, `2024 apr`; and the year where that is all."""
    year = re.search(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", text)
    if not year:
        return "", ""
    parts = re.match(r"\s*(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?!\d)", text)
    named = re.search(r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", text)
    day = re.search(r"(?<!\d)([1-9]|[12]\d|3[01])(?!\d)", text)
    if parts:
        numbers = [int(part) for part in parts.groups() if part]
    elif named:
        numbers = [int(year[1]), _MONTH_NUMBERS[named[1].lower()], *([int(day[1])] if day else [])]
    else:
        numbers = [int(year[1])]
    for kept in (numbers, numbers[:2]):
        try:
            if len(kept) >= 2:
                return str(Day.parse("-".join((f"{kept[0]:04}", *(f"{part:02}" for part in kept[1:]))))), ""
        except ValueError:
            continue
    return "", year[1]


# BibTeX


def _bibtex(text: str) -> Iterator[Item]:
    """The whole file where it can be read, entry by entry where one is broken: that one then takes none along."""
    whole = list(_bibtex_part(text, 1))
    if not any(item.problem for item in whole):
        yield from whole
        return
    starts = [match.start() for match in re.finditer(r"^[ \t]*@\s*\w+\s*[{(]", text, re.MULTILINE)]
    if not starts:
        yield from whole
    strings = ""
    for start, end in pairwise([*starts, len(text)]):
        part = text[start:end]
        if re.match(r"\s*@\s*string", part, re.IGNORECASE):
            strings += " ".join(part.split()) + "\n"
        line = text.count("\n", 0, start) + 1
        yield from _bibtex_part(strings + part, line - strings.count("\n"))


def _bibtex_part(text: str, first_line: int) -> Iterator[Item]:
    from pybtex.database.input.bibtex import LowLevelParser
    from pybtex.exceptions import PybtexError

    broken: list[Any] = []
    parser = LowLevelParser(text, handle_error=broken.append)
    at = 0
    try:
        for command, content in parser:
            key = str(content[0] or "") if isinstance(content, tuple) else ""
            place = re.compile(rf"@\s*{re.escape(command)}\s*[{{(]\s*{re.escape(key)}", re.IGNORECASE).search(text, at)
            at = place.end() if place else at
            line = first_line + text.count("\n", 0, place.start() if place else at)
            if broken:
                problem = f"this is not BibTeX that can be read: {_syntax(broken)}"
                broken.clear()
                yield Item(line, plain(key), problem=problem)
            elif command.lower() not in ("string", "preamble", "comment"):
                fields = {name.lower(): "".join(parts) for name, parts in content[1]}
                yield Item(line, plain(key), _of_bibtex(fields))
    except (PybtexError, ValueError, RecursionError) as error:
        broken.append(error)
    if broken:
        named = re.match(r"\s*@\s*\w+\s*[{(]\s*([^,\s{}]{1,80})", text[at:])
        line = first_line + text.count("\n", 0, at)
        yield Item(
            line, plain(named[1]) if named else "", problem=f"this is not BibTeX that can be read: {_syntax(broken)}"
        )


def _syntax(broken: list[Any]) -> str:
    said = plain(str(broken[0]))
    return re.sub(r"^(?:syntax error )?in line \d+: ", "", said) or "a brace or a quote is not closed"


def _of_bibtex(fields: dict[str, str]) -> Found:
    def text(*names: str) -> str:
        return next((said for name in names if (said := plain(without_latex(fields.get(name, ""))))), "")

    title, subtitle = text("title"), text("subtitle")
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title}: {subtitle}"
    date = text("date") or " ".join(filter(None, (text("day"), text("month"), text("year"))))
    if re.fullmatch(r"\d{1,2} \d{4}", date):  # month={4}
        month, year = date.split()
        date = f"{year}-{month}"
    elif numbers := re.fullmatch(r"(\d{1,2}) (\d{1,2}) (\d{4})", date):
        date = f"{numbers[3]}-{numbers[2]}-{numbers[1]}"
    eprint = fields.get("eprint", "").strip()
    of_arxiv = "arxiv" in (fields.get("archiveprefix", "") + fields.get("eprinttype", "")).lower()
    urls = [
        one
        for name in ("url", "howpublished", "link")
        for one in re.findall(r"https?://[^\s{}\\]+", fields.get(name, "").replace("\\_", "_").replace("\\%", "%"))
    ]
    return _made(
        title=title,
        authors=_people(fields.get("author", "")),
        date=date,
        venue=text("journal", "journaltitle", "booktitle", "publisher", "school", "institution"),
        abstract=text("abstract"),
        doi=plain(fields.get("doi", "").replace("\\_", "_")),
        urls=[plain(url) for url in urls],
        hints=[f"arXiv:{eprint}" if of_arxiv else eprint if "/" in eprint or "." in eprint else "", *(fields.get(name, "") for name in ("journal", "note", "number", "volume", "howpublished"))],
    )  # fmt: skip


def _people(written: str) -> list[str]:
    """`Knuth, Donald E. and M{\\"u}ller, J. and others` → Donald E. Knuth, J. Müller, et al."""
    from pybtex.bibtex.utils import split_name_list
    from pybtex.database import Person
    from pybtex.exceptions import PybtexError

    names = []
    for one in split_name_list(" ".join(written.split())) if written.strip() else ():
        if one.strip().lower() in ("others", "et al.", "et al"):
            continue
        try:
            person = Person(one)
            first = [*person.first_names, *person.middle_names]
            last = [*person.prelast_names, *person.last_names]
            parts = [" ".join(first), " ".join(last), " ".join(person.lineage_names)]
        except (PybtexError, ValueError):
            parts = ["", one, ""]
        if name := full_name(*(plain(without_latex(part)) for part in parts)):
            names.append(name)
    return [*names, "et al."] if names and re.search(r"\band\s+(?:others|et al\.?)\s*$", written) else names


# RIS


def _ris(text: str) -> Iterator[Item]:
    """Record by record, so that a broken one takes none along."""
    starts = [match.start() for match in re.finditer(r"^\ufeff?TY  ?-", text, re.MULTILINE)]
    if not starts and text.strip():
        yield Item(1, "", problem="this is not RIS: no line starts with `TY  -`")
    for start, end in pairwise([*starts, len(text)]):
        yield _ris_record(text[start:end].lstrip("\ufeff"), text.count("\n", 0, start) + 1)


def _ris_record(text: str, line: int) -> Item:
    import rispy

    if not re.search(r"^ER  ?-", text, re.MULTILINE):
        text = f"{text.rstrip()}\nER  - \n"
    try:
        (record,) = rispy.loads(text)
    except Exception as error:  # whatever a library makes of a broken record, the others are read
        return Item(line, "", problem=f"this is not RIS that can be read: {plain(str(error))[:120]}")

    def said(*names: str) -> str:
        found = (record.get(name) for name in names)
        texts = (str(one[0]) if isinstance(one, list) and one else one for one in found)
        return next((plain(one) for one in texts if isinstance(one, str) and plain(one)), "")

    authors = [one for name in ("authors", "first_authors") for one in record.get(name, ())]
    urls = [plain(str(url)) for url in record.get("urls", ())] + [said("url")]
    found = _made(
        title=said("title", "primary_title", "translated_title", "short_title"),
        authors=[name for author in authors if (name := _turned(plain(str(author))))],
        date=said("date") or said("publication_year", "year"),
        venue=said("journal_name", "secondary_title", "alternate_title1", "alternate_title2", "publisher"),
        abstract=said("abstract", "notes_abstract"),
        doi=said("doi"),
        urls=list(filter(None, urls)),
        hints=[
            said(name)
            for name in ("number", "accession_number", "notes", "journal_name", "secondary_title", "publisher")
        ],
    )
    if not found.date and found.issued and (day := _day_of(said("date", "publication_year"))[0]):
        found = replace(found, date=day)
    return Item(line, said("id") or found.title[:40], found)


def _turned(name: str) -> str:
    """`Heron, Ada, Jr.` → Ada Heron Jr."""
    last, _, rest = name.partition(",")
    first, _, suffix = rest.partition(",")
    return full_name(first.strip(), last.strip(), suffix.strip())


# CSL-JSON


def _csl(text: str) -> Iterator[Item]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        yield Item(line, "", problem="this is not JSON that can be read")
        return
    items = given.get("items", [given]) if isinstance(given, dict) else given
    if not isinstance(items, list):
        yield Item(1, "", problem="this is not CSL-JSON: a list of items is expected")
        return
    at = 0
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            yield Item(
                text.count("\n", 0, at) + 1,
                f"item {number}",
                problem="this is no item of CSL-JSON: keys and values are expected",
            )
            continue
        key = plain(str(item.get("id") or item.get("citation-key") or f"item {number}"))
        place = text.find(json.dumps(item.get("id"), ensure_ascii=False), at) if item.get("id") else -1
        at = max(at, place)
        read = of_csl(item)
        hints = [
            str(item.get(name, "")) for name in ("number", "note", "archive_location", "container-title", "publisher")
        ]
        found = _made(
            title=read.title,
            authors=list(read.authors),
            date=read.date or read.issued,
            venue=read.venue,
            abstract=read.abstract,
            doi=read.doi,
            urls=[read.url] if read.url else [],
            hints=hints,
        )
        yield Item(text.count("\n", 0, max(place, 0)) + 1, key, found)
