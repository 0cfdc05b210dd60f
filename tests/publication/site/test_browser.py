"""The pages in a real browser, opened from a folder: language switch, search, keys, paper, widths, accessibility.

A browser comes with the system (`apt-get install chromium`) or with `playwright install chromium`; without one these
tests are left out.
"""

import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.publication.site.books import HOSTILE, pages

WIDTHS = (360, 820, 1400)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
KINDS = ("index", "benefit-survivors", "benefit-river_benefit", "rule-enough_leave", "figures", "facts", "sources",
         "source-leaflet", "open-points", "definitions")  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=path)
        except Error as missing:
            pytest.skip(f"no browser on this machine; install chromium to run this ({str(missing).splitlines()[0]})")
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    for name, text in pages().items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8", newline="\n")
    return out


Open = Callable[..., Page]


@pytest.fixture
def show(browser: Browser, folder: Path) -> Iterator[Open]:
    """Opens a page; anything that a script reports or that is asked of the network is an error."""
    contexts, wrong = [], []

    def opened(name: str, width: int = 1280, locale: str = "en-GB") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith("file:") else None)
        file, _, place = name.partition("#")
        page.goto((folder / file).as_uri() + (f"#{place}" if place else ""))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def here(page: Page) -> str:
    return "/".join(page.url.split("/")[-2:])


def test_the_first_page_leads_to_the_language_of_the_browser(show: Open) -> None:
    for locale, language in (("en-GB", "en"), ("ms-MY", "ms")):
        page = show("index.html", locale=locale)
        page.wait_for_url(f"**/{language}/index.html")


def test_the_switch_keeps_page_and_place_and_remembers_the_choice(show: Open, folder: Path) -> None:
    page = show("en/benefit-river_benefit.html#payments")
    page.get_by_role("link", name="Bahasa Melayu").click()

    assert here(page) == "ms/benefit-river_benefit.html#payments"
    assert page.locator("h1").inner_text() == "Faedah sungai"

    page.goto((folder / "index.html").as_uri())
    page.wait_for_url("**/ms/index.html")
    page.get_by_role("link", name="Faedah sungai").first.click()
    assert here(page) == "ms/benefit-river_benefit.html"


def test_the_search_finds_by_the_beginnings_of_words(show: Open) -> None:
    page = show("en/index.html")
    page.get_by_role("searchbox", name="Search").fill("ben riv")  # a title before what only is of that kind

    assert page.locator("#search-found a").all_inner_texts() == ["River benefit", "Survivors of the river"]
    assert page.get_by_role("status").inner_text() == "Found: 2"

    page.get_by_role("searchbox", name="Search").fill("no such thing")
    assert page.get_by_role("status").inner_text() == "Nothing found"


def test_the_search_is_used_with_keys_alone(show: Open) -> None:
    page = show("ms/index.html")
    page.keyboard.press("/")
    page.keyboard.type("kadar harian")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ms/rule-daily_rate.html")

    page.keyboard.press("/")
    page.keyboard.type("faedah sungai")
    page.keyboard.press("Escape")
    assert page.locator("#search-found").is_hidden()


def test_what_a_title_says_is_shown_and_not_done(show: Open) -> None:
    page = show("en/index.html")
    page.get_by_role("searchbox").fill("script alert")
    shown = page.locator("#search-found a").all_inner_texts() or page.locator("#search-count").all_inner_texts()
    page.goto(page.url.replace("index.html", "charge-levy_due.html"))

    assert shown
    assert page.locator("h1").inner_text() == HOSTILE


def test_the_first_stop_of_the_keys_leads_past_the_head(show: Open) -> None:
    page = show("en/benefit-river_benefit.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_fits_every_width(show: Open, folder: Path, width: int) -> None:
    page = show("en/index.html", width)
    for name in KINDS:
        page.goto((folder / f"en/{name}.html").as_uri())

        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_paper_shows_the_text_and_nothing_to_click(show: Open) -> None:
    page = show("en/benefit-river_benefit.html")
    page.emulate_media(media="print")

    for hidden in (".search", ".main", ".language", ".contents"):
        assert page.locator(hidden).is_hidden()
    assert page.locator("main").is_visible()
    assert len(page.pdf()) > 1_000


def test_without_scripts_everything_can_be_read(browser: Browser, folder: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="River towns").click()
    page.get_by_role("link", name="River benefit").first.click()

    assert page.locator("h1").inner_text() == "River benefit"
    assert page.locator(".search").is_hidden()


@pytest.mark.parametrize(
    ("language", "width", "names"),
    [("en", WIDTHS[-1], (*KINDS[::2], "benefit-survivors")), ("ms", WIDTHS[0], KINDS[1::2])],
)
def test_a_page_is_accessible(show: Open, folder: Path, language: str, width: int, names: tuple[str, ...]) -> None:
    pytest.importorskip("axe_playwright_python", reason="needs the checker axe-core")
    checker = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page = show(f"{language}/index.html", width)
    for name in names:
        page.goto((folder / language / f"{name}.html").as_uri())
        page.evaluate(checker)
        found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]

        assert [(name, each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
