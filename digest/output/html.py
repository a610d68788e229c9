"""Site → its HTML pages, and the files that tell search engines of them."""

from collections.abc import Callable, Iterator
from functools import partial
from xml.sax.saxutils import escape

from digest.connections.site import Site
from digest.output.producing import File
from digest.pages.every_page import every_page
from digest.pages.frame import Page
from digest.pages.making import Plan, is_indexed
from digest.pages.templating import render


def page_files(site: Site) -> Iterator[File]:
    """Every page, `sitemap.xml` and `robots.txt`."""
    listed = []
    for plan in every_page(site):
        yield page_file(site, plan)
        if is_indexed(plan.address):
            listed.append(plan.address)
    yield File("sitemap.xml", partial(_sitemap, site, tuple(listed)))
    yield File("robots.txt", partial(_robots, site))


def page_file(site: Site, plan: Plan) -> File:
    return File(plan.path, partial(_html, site, plan.compose))


def _html(site: Site, compose: Callable[[], Page]) -> bytes:
    return render(site, compose())


def _robots(site: Site) -> bytes:
    return f"User-agent: *\nAllow: /\nSitemap: {site.url('/sitemap.xml')}\n".encode()


def _sitemap(site: Site, listed: tuple[str, ...]) -> bytes:
    addresses = "".join(f"<url><loc>{escape(site.url(address))}</loc></url>\n" for address in listed)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{addresses}</urlset>\n".encode()
