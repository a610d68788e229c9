"""What a reader does who doubts the digest: mend a page, report a mistake, and read what was corrected."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_the_foot_of_a_paper_leads_to_its_file_and_to_a_report(opened: Any, width: int) -> None:
    page = opened("/papers/dpo-vs-ppo/", width, java_script_enabled=False)
    foot = page.get_by_role("contentinfo")
    fix, report = foot.get_by_role("link", name="Fix this page"), foot.get_by_role("link", name="Report a mistake")
    for link in (fix, report):
        link.scroll_into_view_if_needed()
        box = link.bounding_box()
        assert box["height"] >= 24
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert re.search(r"/edit/main/content/papers/dpo-vs-ppo\.md(#L1)?$", fix.get_attribute("href"))
    told = parse_qs(urlsplit(report.get_attribute("href")).query)
    assert told["title"] == [page.locator("h1").text_content()]
    assert told["body"] == [page.locator("link[rel=canonical]").get_attribute("href")]


def test_a_claim_is_mended_at_its_own_line(opened: Any) -> None:
    page = opened("/claims/2024-04/contradicted/", 360)
    claim = page.locator("ul.claims > li").nth(1)
    said = claim.locator(".said").evaluate("p => p.childNodes[1].textContent.trim()")
    link = claim.get_by_role("link", name=f"Fix this claim: {said}")
    first = page.get_by_role("link", name="Fix this claim").first
    assert "/content/claims/2024-04.yaml#L" in link.get_attribute("href")
    assert link.get_attribute("href") != first.get_attribute("href")
    assert link.bounding_box()["height"] >= 24


def test_a_missing_page_can_be_reported_and_not_mended(opened: Any) -> None:
    foot = opened("/nowhere/").get_by_role("contentinfo")
    assert foot.get_by_role("link", name="Report a mistake").count() == 1
    assert foot.get_by_role("link", name="Fix this page").count() == 0


def test_paper_has_no_use_for_a_link_to_an_editor(opened: Any) -> None:
    page = opened("/claims/2024-04/contradicted/")
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Fix this page").is_visible()
    assert not page.locator("a.fix").first.is_visible()
    assert page.locator(".foot .print-only").is_visible()
