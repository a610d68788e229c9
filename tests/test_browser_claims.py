"""The claims of a set by verdict: in place where scripts run, on pages of their own where none do."""

from typing import Any

import pytest

from tests.sight import found_by_axe, sideways

pytestmark = pytest.mark.browser

CLAIMS = "/claims/2019-01/"
SHOWN = "div.claim:visible"


def verdicts(page: Any) -> set[str]:
    return set(page.locator(f"{SHOWN} .said .verdict").all_inner_texts())


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_verdict_leaves_its_claims_and_their_headings(opened: Any, width: int) -> None:
    page = opened(CLAIMS, width, reduced_motion="reduce")
    every, headings = page.locator(SHOWN).count(), page.locator(".claims > h2:visible").count()
    choice = page.get_by_role("navigation", name="Claims by verdict")
    link = choice.get_by_role("link", name="contradicted")
    count = int(link.locator("strong").inner_text())
    assert 0 < count < every
    assert choice.bounding_box()["y"] < 800, "at the head"
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{CLAIMS}?verdict=contradicted")
    assert page.locator(SHOWN).count() == count
    assert verdicts(page) == {"contradicted"}
    assert choice.get_by_role("status").inner_text() == f"{count} of {every} claims: contradicted."
    assert choice.locator("[aria-current=page]").inner_text().split() == [str(count), "contradicted"]
    left = page.locator(".claims > h2:visible")
    assert 0 < left.count() < headings
    listed = [
        at.removeprefix("#")
        for at in page.locator(".toc a").evaluate_all(
            "all => all.filter(one => !one.closest('[hidden]')).map(one => one.getAttribute('href'))"
        )
    ]
    assert [ident for ident in listed if ident.startswith("section-")] == left.evaluate_all(
        "all => all.map(one => one.id)"
    )
    assert sideways(page) == []
    choice.get_by_role("link", name=f"All {every} claims").click()
    page.wait_for_url(f"**{CLAIMS}")
    assert page.locator(SHOWN).count() == every
    page.go_back()
    page.wait_for_url("**?verdict=contradicted")
    assert page.locator(SHOWN).count() == count


@pytest.mark.long
def test_an_address_with_a_verdict_is_shared_and_one_with_an_unknown_one_is_answered(opened: Any) -> None:
    page = opened(f"{CLAIMS}?verdict=not+checked", 360)
    assert verdicts(page) == {"not checked"}
    assert found_by_axe(page) == []
    page = opened(f"{CLAIMS}?verdict=nonsense", 360)
    page.locator("#verdicts [role=status]", has_text="There is no verdict “nonsense”.").wait_for()
    assert verdicts(page) > {"confirmed", "contradicted"}


@pytest.mark.long
def test_the_address_of_a_claim_shows_it_whatever_was_chosen(opened: Any) -> None:
    page = opened(CLAIMS, 360, reduced_motion="reduce")
    ident = page.locator("div.claim[data-verdict=confirmed]").last.get_attribute("id")
    page = opened(f"{CLAIMS}?verdict=contradicted#{ident}", 360, reduced_motion="reduce")
    box = page.locator(f"[id='{ident}']").bounding_box()
    assert 0 <= box["y"] < 800


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
def test_without_scripts_a_verdict_is_a_page_that_leads_back_to_all(opened: Any, width: int) -> None:
    page = opened(CLAIMS, width, java_script_enabled=False)
    every = page.locator(SHOWN).count()
    page.get_by_role("link", name="contradicted").first.click()
    page.wait_for_url(f"**{CLAIMS}contradicted/")
    assert verdicts(page) == {"contradicted"}
    page.get_by_role("navigation", name="Claims by verdict").get_by_role("link", name=f"All {every} claims").click()
    page.wait_for_url(f"**{CLAIMS}")
    assert page.locator(SHOWN).count() == every
