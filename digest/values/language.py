"""English as pages and messages need it."""

_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def counted(number: int, noun: str, nouns: str = "") -> str:
    """`"1 paper"`, `"1,200 papers"`; several are called `nouns`, where an ending does not do."""
    return f"{number:,} {plural(number, noun, nouns)}"


def in_words(number: int, noun: str) -> str:
    """`"one day"`, `"twelve days"`, `"365 days"`."""
    return f"{_NUMBERS[number] if 0 < number < len(_NUMBERS) else number} {plural(number, noun)}"


def plural(number: int, noun: str, nouns: str = "") -> str:
    """The noun, as it is of one thing or of any other number."""
    return noun if number == 1 else nouns or (f"{noun}es" if noun.endswith("s") else f"{noun}s")
