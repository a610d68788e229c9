"""Site → its HTML pages, and the files that tell search engines of them."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from digest.output.producing import Files, Production
from digest.pages.every_page import every_page
from digest.pages.frame import Page


def page_files(work: Production) -> Files:
    """Every page, `sitemap.xml` and `robots.txt`."""
    pages = list(every_page(work.site, work.charts, work.drawings))
    files = {page.path: text for page, text in zip(pages, work.render(pages), strict=True)}
    robots = f"User-agent: *\nAllow: /\nSitemap: {work.site.url('/sitemap.xml')}\n"
    return files | {"sitemap.xml": _sitemap(pages), "robots.txt": robots.encode()}


def _sitemap(pages: Sequence[Page]) -> bytes:
    listed = [page.frame.canonical for page in pages if page.frame and page.frame.indexed]
    addresses = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in listed)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{addresses}</urlset>\n".encode()
