"""Code as coloured spans."""

from digest.values.problems import did_you_mean


def highlighted(code: str, language: str) -> str:
    """Code as HTML with Pygments' short class names; an empty text where it knows no such language."""
    if not language:
        return ""
    from pygments import highlight  # only notes with code pay for it
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return str(highlight(code, get_lexer_by_name(language), HtmlFormatter(nowrap=True)))
    except ClassNotFound:
        return ""


def unknown_language(language: str) -> str:
    """What to tell of a language that is not known."""
    from pygments.lexers import get_all_lexers

    known = [alias for _, aliases, _, _ in get_all_lexers() for alias in aliases]
    return f"no colours for the language {language!r}{did_you_mean(language, known)}"
