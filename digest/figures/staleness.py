"""How long ago a source was read, in words, counted back from a day that the build is told; never from the clock."""

import calendar
import datetime
from dataclasses import dataclass

from digest.entries.settings import Settings
from digest.values.language import in_words
from digest.values.words import Day


@dataclass(frozen=True, slots=True)
class Freshness:
    """The day from which a build counts back, and how many days old a reading may be before it is stale."""

    as_of: Day
    days: int

    def stale(self, checked: Day | None) -> str:
        """`"two years and six months before 21 November 2026"` where that is too long ago, else nothing."""
        if not checked or (self.as_of.date - last_day(checked)).days <= self.days:
            return ""
        return f"{between(last_day(checked), self.as_of.date)} before {self.as_of.spoken}"

    def told(self, stale: int, of: int) -> str:
        """One sentence on `stale` of a page's sources, or nothing where there is none to tell of."""
        if not stale:
            return ""
        if of == 1:
            subject = "The only source is"
        elif stale == of:
            subject = f"All {of} sources are"
        else:
            subject = f"{stale} of {of} sources {'is' if stale == 1 else 'are'}"
        return f"{subject} stale: last checked more than {in_words(self.days, 'day')} before {self.as_of.spoken}."


def freshness_of(settings: Settings) -> Freshness | None:
    """None where the build is told no day: then nothing is stale."""
    return Freshness(settings.as_of, settings.stale_after) if settings.as_of else None


def last_day(day: Day) -> datetime.date:
    """The day itself, or the last of a month: nothing is called staler than it can be shown to be."""
    if not day.whole_month:
        return day.date
    return day.date.replace(day=calendar.monthrange(day.date.year, day.date.month)[1])


def between(first: datetime.date, last: datetime.date) -> str:
    """The whole years and months from `first` to `last`, or the days where there is no whole month: `"one year"`."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if months < 1:
        return in_words((last - first).days, "day")
    parts = [in_words(number, unit) for number, unit in ((months // 12, "year"), (months % 12, "month")) if number]
    return " and ".join(parts)
