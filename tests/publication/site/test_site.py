"""What the pages of a book say, and that every link of them leads somewhere."""

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from policy_engine.publication.site.site import site
from tests.house.repository import rule_book
from tests.publication.books import BOOK, CASES, read
from tests.publication.site.books import HOSTILE, MORE, MORE_CASES, pages

LANGUAGES = ("en", "ms")
DASH = "\N{EN DASH}"
PAGES = sorted(name for name in pages() if name.endswith(".html"))


def tree(text: str) -> Element:
    """The page as a browser reads it; anything that is not valid is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def text_of(name: str) -> str:
    """What a reader reads: cells and lines stand apart."""
    apart = re.sub(r"(</(?:td|th|li|p|dt|dd|h[1-6]|caption)>|<br>)", r" \1", pages()[name])
    return " ".join("".join(tree(apart).find("body").itertext()).split())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_valid(name: str) -> None:
    page = tree(pages()[name])
    ids = [each.attrib["id"] for each in page.iter() if "id" in each.attrib]

    assert page.tag == "html"
    assert page.attrib["lang"] == (name.partition("/")[0] if "/" in name else "en")
    assert len(ids) == len(set(ids))
    assert len(list(page.iter("main"))) == len(list(page.iter("h1"))) == 1
    assert page.find("head/title").text


@pytest.mark.parametrize("name", PAGES)
def test_headings_go_down_one_by_one_and_tables_have_heads(name: str) -> None:
    main = next(tree(pages()[name]).iter("main"))
    levels = [int(each.tag[1]) for each in main.iter() if re.fullmatch("h[1-6]", str(each.tag))]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(each.attrib.get("scope") for each in main.iter("th"))
    assert all(each.find("thead/tr/th") is not None for each in main.iter("table"))


def broken(site_pages: Mapping[str, str]) -> list[str]:
    """Every link to a file or an anchor that is not there, and every link out of the folder."""
    anchors = {
        name: set(re.findall(r' id="([^"]*)"', text)) for name, text in site_pages.items() if name.endswith(".html")
    }
    found = []
    for name, text in site_pages.items():
        if not name.endswith(".html"):
            continue
        for link in re.findall(r'(?:href|src)="([^"]*)"', text):
            file, _, anchor = link.partition("#")
            target = (Path("/", name).parent / file).resolve().as_posix()[1:] if file else name
            if target not in site_pages or (anchor and anchor not in anchors[target]):
                found.append(f"{name}: {link}")
    return found


def test_no_link_is_broken() -> None:
    assert broken(pages()) == []


def test_no_link_of_the_search_is_broken() -> None:
    for language in LANGUAGES:
        data = pages()[f"{language}/search.js"]
        entries = json.loads(data.removeprefix("window.ruleBook=").rstrip(";\n"))
        links = "".join(f'<a href="{entry[2]}">' for entry in entries)

        assert broken({**pages(), f"{language}/found.html": links}) == []
        assert ["River benefit" if language == "en" else "Faedah sungai"] == [
            entry[0] for entry in entries if entry[2] == "benefit-river_benefit.html"
        ]


def test_nothing_is_asked_of_the_network() -> None:
    for name, text in pages().items():
        assert not re.search(r"(?:https?:)?//[a-z0-9]", text.replace("// ", "")), name
        assert not re.search(r"fetch\(|XMLHttpRequest|@import|url\(", text), name


def test_the_book_of_the_country_has_all_pages_and_no_broken_link() -> None:
    loaded = rule_book("perkeso")
    assert loaded.model is not None
    found = site(loaded.model, loaded.cases[:0])
    expected = {
        *(f"{each.kind}-{name}.html" for name, each in loaded.model.benefits.items()),
        *(f"rule-{key}.html" for key in loaded.model.rules),
        *(f"source-{name}.html" for name in loaded.model.sources),
    }

    assert broken(found) == []
    assert not any(re.search(r'class="label">(applies|payable|unless)', text) for text in found.values())
    for language in LANGUAGES:
        assert expected <= {name.partition("/")[2] for name in found if name.startswith(f"{language}/")}


def test_both_languages_have_the_same_pages_and_lead_to_each_other() -> None:
    english, malay = ({name[3:] for name in PAGES if name.startswith(f"{each}/")} for each in LANGUAGES)

    assert english == malay
    for name in english:
        assert f'<a href="../ms/{name}" lang="ms" hreflang="ms">Bahasa Melayu</a>' in pages()[f"en/{name}"]
        assert f'<a href="../en/{name}" lang="en" hreflang="en">English</a>' in pages()[f"ms/{name}"]


def test_the_same_book_gives_the_same_bytes() -> None:
    again = site(*read(BOOK + MORE, CASES + MORE_CASES))

    assert list(again.items()) == list(pages().items())


def test_a_title_is_text_wherever_it_stands() -> None:
    for name in PAGES:
        assert "alert('x')" not in "".join(each.text or "" for each in tree(pages()[name]).iter("script"))
        assert "<script>alert" not in pages()[name]
    assert "</script" not in pages()["en/search.js"]
    assert HOSTILE in text_of("en/charge-levy_due.html")
    assert not any(mark in text for text in pages().values() for mark in "\ue000\ue001\ue002")


def test_conditions_are_told_as_the_statute_has_them() -> None:
    said = text_of("en/rule-in_time.html")

    assert "one of the following: i. it is not so that claimed late [leaflet L-7] ii. a late claim is accepted" in said
    assert 'id="at-ii"' in pages()["en/rule-in_time.html"]


def test_a_disputed_clause_shows_every_reading_and_which_is_taken() -> None:
    said = text_of("en/rule-enough_leave.html")

    assert f"four days {DASH} certified leave is at least 4 days read so in this book" in said
    assert f"six days {DASH} certified leave is at least 6 days" in said
    assert said.count("read so in this book") == 1


def test_amounts_are_told_with_limits_and_rounding() -> None:
    assert "80% of daily wage, not below minimum daily rate" in text_of("en/rule-daily_rate.html")
    assert "daily rate for certified leave, rounded half up to RM0.01" in text_of("en/benefit-river_benefit.html")
    assert "80% daripada gaji harian" in text_of("ms/rule-daily_rate.html")


def test_shares_are_told_class_by_class() -> None:
    said = text_of("en/benefit-survivors.html")

    assert "Group 1, when one of the dependants meets: relation to the deceased is spouse" in said
    assert "spouse 3/5" in said
    assert "child 2/5 As long as: age on the day by date of birth is below 21 years" in said
    assert "Ends: date of marriage: its part lapses" in said
    assert "not paid" in said


def test_figures_are_told_with_their_time_and_key() -> None:
    said = text_of("en/figures.html")

    assert "1 January 2022 to 31 December 2023 RM20.00 a day" in said
    assert "from 1 January 2024 RM30.00 a day" in said
    assert "Reviewed through 31 December 2024." in said
    assert "below 20 years 90" in said
    assert "spouse 3/5" in said
    assert "from RM12,000.00 10%" in said


def test_a_case_is_worked() -> None:
    said = text_of("en/benefit-river_benefit.html")

    # 80% of RM100 is RM80 a day; ten days are RM800
    assert "River benefit: PAYABLE, as at 4 March 2024" in said
    assert "total: RM800.00" in said
    assert "This is the case ten_days" in said


def test_a_source_shows_what_became_of_each_item() -> None:
    page, said = pages()["en/source-leaflet.html"], text_of("en/source-leaflet.html")

    assert re.findall(r'id="item-([^"]*)"', page) == [f"L-{number}" for number in range(1, 12)]
    assert f"L-3 opening hours not a rule contact data {DASH} 0" in said
    assert "L-4 in short summary of L-1, L-2" in said
    assert 'href="rule-in_time.html#at-i"' in page


def test_open_points_say_what_depends_on_them() -> None:
    said = text_of("en/open-points.html")

    assert "a late claim is accepted Gap" in said
    assert "Is a late claim accepted? May come out otherwise: River benefit entitlement" in said


def test_a_drawing_leads_to_what_it_shows() -> None:
    drawing = pages()["en/benefit-river_benefit.html"].partition("<svg")[2].partition("</svg>")[0]
    drawn = re.findall(r'<a href="([^"]*)"', drawing)

    assert {"rule-enough_leave.html", "rule-in_time.html", "rule-daily_rate.html"} <= set(drawn)
    assert "figures.html#figure-minimum_rate" in drawn


def test_what_could_be_read_in_two_ways_stands_in_brackets() -> None:
    rules = {
        "neither_is": "not (late or has_boat)",
        "either_is": "not late or has_boat",
        "mixed_is": "late and (has_boat or in_time)",
        "first_rate : money per day": "wage plus wage times 2",
        "second_rate : money per day": "(wage plus wage) times 2",
    }
    text = "".join(
        f'rule {name}\n  title en "{name}"  ms "{name}"\n  is {said}  cites leaflet L-1\n'
        for name, said in rules.items()
    )
    found = site(*read(BOOK + text, ""))
    said = {name.partition(" ")[0] for name in rules}
    told = {name: " ".join(re.sub("<[^>]+>", "", found[f"en/rule-{name}.html"]).split()) for name in said}

    assert "it is not so that (claimed late or has a boat)" in told["neither_is"]
    assert "(it is not so that claimed late) or has a boat" in told["either_is"]
    assert "claimed late and (has a boat or claimed in time)" in told["mixed_is"]
    assert "daily wage plus daily wage times 2" in told["first_rate"]
    assert "(daily wage plus daily wage) times 2" in told["second_rate"]


def test_a_worked_case_of_a_periodic_benefit_shows_it_over_time() -> None:
    """Born on 3 February 2010, the child is 21 on 3 February 2031: that day it is paid no longer."""
    assert (
        "5 March 2024 3 February 2031 pension: RM900.00 a month aminah: RM540.00 a month farid: RM360.00 a month "
        "3 February 2031 no end so far pension: RM900.00 a month aminah: RM540.00 a month rest, unpaid: "
        "RM360.00 a month child farid reaches 21 years on 3 February 2031"
    ) in text_of("en/benefit-survivors.html")
    assert "Mulai Hingga (tidak termasuk hari ini)" in text_of("ms/benefit-survivors.html")
    assert "anak farid genap 21 tahun pada 3 Februari 2031" in text_of("ms/benefit-survivors.html")
    assert 'class="spans"' not in pages()["en/benefit-river_benefit.html"]


def test_why_an_item_is_left_out_is_said_in_the_language_of_the_page() -> None:
    assert "contact data" in text_of("en/source-leaflet.html")
    assert "maklumat hubungan" in text_of("ms/source-leaflet.html")
