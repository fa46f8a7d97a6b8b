"""The web chat in a real Chromium: what staff see and do."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.chat_double import HOSTILE
from tests.chat_server import served

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The chat in a window of its own. A script error, or a request to anywhere else, fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    strayed: list[str] = []
    errors: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            strayed.append(request.url)

    page.on("request", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_chat(page, address)
    yield page
    context.close()
    assert strayed == []
    assert errors == []


def open_chat(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#documents")).to_contain_text(re.compile("（[0-9]+）"))


def ask(page: Page, question: str) -> None:
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")


def answers(page: Page) -> int:
    return page.locator("article.turn:not(.pending) .answer").count()


def quote_in_view(page: Page) -> bool:
    """True when the open quote lies within the visible part of its page."""
    return bool(
        page.evaluate("""() => {
            const inner = document.querySelector('mark.open').getBoundingClientRect();
            const outer = document.querySelector('.viewer .page').getBoundingClientRect();
            return inner.top >= outer.top && inner.bottom <= outer.bottom;
        }""")
    )


def test_a_japanese_question_gets_a_cited_answer_with_its_quote_in_view(page: Page) -> None:
    ask(page, "閲覧された契約数は合わせて何件ですか。")
    expect(page.locator(".answer")).to_contain_text("1,291契約")
    expect(page.locator(".answer .cite").first).to_have_text("1")
    expect(page.locator(".source")).to_have_count(3)
    expect(page.locator("mark.open")).to_contain_text("1,204契約")
    assert quote_in_view(page)


def test_an_english_question_gets_its_table(page: Page) -> None:
    ask(page, "Which systems were exposed, and when?")
    expect(page.locator(".answer td").nth(2)).to_have_text("1 Apr 2019 – 30 Sep 2022")
    expect(page.locator("mark.open")).to_contain_text("2019年4月1日～2022年9月30日")


def test_a_click_on_the_second_marker_shows_the_second_quote(page: Page) -> None:
    ask(page, "契約数は？")
    page.locator(".prose-answer .cite", has_text="2").click()
    expect(page.locator("mark.open")).to_have_text("87契約")
    expect(page.locator(".source[aria-current]")).to_contain_text("87契約")
    assert quote_in_view(page)


def test_a_source_of_another_document_opens_that_document(page: Page) -> None:
    ask(page, "契約数は？")
    page.locator(".source", has_text="5名").click()
    expect(page.locator(".viewer .page")).to_contain_text("おか電力の社員")


def test_a_source_of_an_earlier_answer_can_be_opened_again(page: Page) -> None:
    ask(page, "契約数は？")
    expect(page.locator(".answer")).to_have_count(1)
    ask(page, "Which systems?")
    expect(page.locator(".source")).to_have_count(2)
    page.locator("article").first.locator(".prose-answer .cite").first.click()
    expect(page.locator(".source")).to_have_count(3)
    expect(page.locator("mark.open")).to_contain_text("1,204契約")


def test_the_neighbouring_page_can_be_turned_to(page: Page) -> None:
    ask(page, "契約数は？")
    page.get_by_role("button", name="Previous page").click()
    expect(page.locator(".pager")).to_contain_text("p. 1 / 2")
    expect(page.locator(".viewer .page")).to_contain_text("閲覧できる状態となっていました")


@pytest.mark.parametrize(("name", "start"), [("Word", b"PK"), ("Excel", b"PK"), ("Markdown", b"## "), ("JSON", b'{"id"')])
def test_an_answer_can_be_downloaded(page: Page, name: str, start: bytes) -> None:
    ask(page, "契約数は？")
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download as {name}").click()
    assert download.value.suggested_filename.startswith("tenkyo-answer-1.")
    assert download.value.path().read_bytes().startswith(start)


def test_a_second_download_brings_the_second_file(page: Page) -> None:
    ask(page, "契約数は？")
    names = []
    for name in ("Excel", "CSV", "Excel"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Download as {name}").click()
        names.append(download.value.suggested_filename.rsplit(".", 1)[1])
    assert names == ["xlsx", "csv", "xlsx"]


def test_a_copied_answer_holds_its_sources(page: Page) -> None:
    ask(page, "契約数は？")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".copy.done")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "窓口支援システム：1,204契約 [1]" in copied
    assert "みなと配電株式会社 · 2023-02-03" in copied


def test_an_example_is_asked_with_one_click(page: Page) -> None:
    page.locator(".example").first.click()
    expect(page.locator(".answer")).to_have_count(1)
    assert page.locator("#question textarea").input_value() == ""


def test_an_empty_question_shows_what_to_do(page: Page) -> None:
    ask(page, "   ")
    expect(page.get_by_role("alert")).to_contain_text("質問を入力してください")
    assert answers(page) == 0


def test_an_error_is_shown_in_the_page_and_the_next_question_is_answered(page: Page) -> None:
    ask(page, "busy")
    expect(page.get_by_role("alert")).to_contain_text("wait until it has finished")
    expect(page.locator("#question textarea")).to_have_value("busy")
    ask(page, "契約数は？")
    expect(page.locator(".answer")).to_contain_text("1,291契約")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_after_an_unforeseen_failure_the_next_question_is_answered(page: Page) -> None:
    ask(page, "broken")
    expect(page.locator("#notice")).to_contain_text("Something unexpected went wrong")
    assert "secret detail" not in page.content()
    ask(page, "契約数は？")
    expect(page.locator(".answer")).to_contain_text("1,291契約")


def test_shift_and_enter_make_a_new_line(page: Page) -> None:
    box = page.locator("#question textarea")
    box.fill("契約数は")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("いくつですか")
    expect(box).to_have_value("契約数は\nいくつですか")
    assert answers(page) == 0


def test_enter_that_confirms_a_conversion_sends_nothing(page: Page) -> None:
    box = page.locator("#question textarea")
    box.fill("けいやく")
    for kind in ("keydown", "keypress"):
        box.evaluate(
            "(box, kind) => box.dispatchEvent(new KeyboardEvent(kind, {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))",
            kind,
        )
    page.wait_for_timeout(500)
    expect(box).to_have_value("けいやく")
    assert answers(page) == 0


def test_controls_have_names_for_screen_readers(page: Page) -> None:
    expect(page.get_by_role("textbox", name="質問 Question")).to_be_visible()
    ask(page, "契約数は？")
    expect(page.get_by_role("button", name="Show source 1").first).to_be_visible()
    expect(page.get_by_role("list", name="List of sources")).to_be_visible()
    unnamed = "[...document.querySelectorAll('button')].filter((b) => b.offsetParent && !(b.innerText.trim() || b.ariaLabel)).length"
    assert page.evaluate(unnamed) == 0


def test_a_new_conversation_starts_empty(page: Page) -> None:
    ask(page, "契約数は？")
    expect(page.locator(".answer")).to_have_count(1)
    page.locator("#new").click()
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.locator(".example").first).to_be_visible()
    expect(page.locator(".sources.empty")).to_be_visible()


def test_two_windows_have_conversations_of_their_own(page: Page, browser: Browser, address: str) -> None:
    ask(page, "契約数は？")
    expect(page.locator(".answer")).to_have_count(1)
    other = browser.new_page()
    open_chat(other, address)
    ask(other, "Which systems?")
    expect(other.locator(".answer")).to_have_count(1)
    expect(page.locator(".answer")).to_contain_text("1,291契約")
    other.close()


def test_a_question_or_document_with_a_script_is_only_text(page: Page) -> None:
    ask(page, f"契約数は？ {HOSTILE} [x](javascript:window.hurt=4)")
    page.locator(".source", has_text="5名").click()
    expect(page.locator(".viewer .page")).to_contain_text("window.hurt = 1")
    expect(page.locator(".question")).to_contain_text("<script>")
    page.locator("#documents button").first.click()
    expect(page.locator("table.documents")).to_contain_text("<script>")
    assert page.evaluate("window.hurt") is None


def test_documents_are_listed_and_can_be_chosen(page: Page) -> None:
    page.locator("#documents button").first.click()
    expect(page.locator("table.documents tbody tr")).to_have_count(2)
    page.locator("#files input").click()
    page.get_by_role("option").filter(has_text="みなと配電").click()
    expect(page.locator("#files")).to_contain_text("顧客情報の取扱いに関する報告について")
    expect(page.locator("#scope")).to_contain_text("1件だけ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(browser: Browser, address: str, scheme: str) -> None:
    page = browser.new_page(color_scheme="light" if scheme == "light" else "dark")
    open_chat(page, address)
    ask(page, "契約数は？")
    expect(page.locator("mark.open")).to_be_visible()
    for selector in (
        "mark.open",
        "mark.quote:not(.open)",
        ".cite",
        ".about",
        ".coverage",
        ".tag",
        ".tools button",
        ".question",
        ".masthead p",
        "#send",
    ):
        assert contrast(page, selector) >= 4.5, selector
    page.close()


def contrast(page: Page, selector: str) -> float:
    """The contrast ratio of the first such element's text with the ground behind it (WCAG 2.2, relative luminance)."""
    return float(
        page.locator(selector).first.evaluate("""(element) => {
            const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
            const linear = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
            let ground = element;
            const colour = (node) => numbers(getComputedStyle(node).backgroundColor);
            while (ground.parentElement && colour(ground)[3] === 0) ground = ground.parentElement;
            const [a, b] = [light(numbers(getComputedStyle(element).color)), light(colour(ground))].sort((x, y) => y - x);
            return (a + 0.05) / (b + 0.05);
        }""")
    )


def test_on_a_telephone_nothing_is_wider_than_the_window(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    open_chat(page, address)
    expect(page.locator("#send")).to_be_in_viewport()
    ask(page, "契約数は？")
    page.locator(".prose-answer .cite", has_text="2").click()
    expect(page.locator("mark.open")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_an_empty_store_says_how_to_fill_it(browser: Browser) -> None:
    with served("empty") as address:
        page = browser.new_page()
        page.goto(address)
        expect(page.locator("#notice")).to_contain_text("python -m ingest")
        ask(page, "契約数は？")
        expect(page.locator("#notice")).to_contain_text("python -m ingest")
        page.close()
