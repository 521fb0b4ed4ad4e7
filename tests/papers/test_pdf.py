"""The PDF of a copy: structure, marks on every page, and nothing personal where none belongs."""

from collections import Counter
from typing import Any

from popo.typesetting import as_pdf
from tests.pages import Browser
from tests.papers.world import ADULT, PapersWorld, pdf_of, text_of
from tests.test_typesetting import ODD, structure


def _made(browser: Browser) -> tuple[PapersWorld, Any]:
    world = PapersWorld()
    world.say(world.item, f"{ADULT}\n{ODD}")
    for number in range(60):
        world.say(world.item, f"Line {number} that fills more than a page of the minutes.")
    world.confirm()
    world.issue()
    browser.sign_in(world.officer)
    return world, pdf_of(browser, world.copy_of(world.officer))


def test_it_is_tagged_with_language_title_and_a_heading_for_each_item(browser: Browser) -> None:
    _, pdf = _made(browser)
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    names = Counter(name for name, _ in structure(root["/StructTreeRoot"]))
    assert names["/H1"] == 2


def test_every_page_bears_marking_and_reader(browser: Browser) -> None:
    world, pdf = _made(browser)
    paper = world.copy_of(world.officer)
    mark = f"Copy {paper.number}: {world.officer.name}, Police, 30 April 2024"
    assert len(pdf.pages) > 1
    for number, page in enumerate(pdf.pages):
        said = " ".join(page.extract_text().split())
        assert said.count("OFFICIAL-SENSITIVE") == 2
        # across, above and below; on the first page also once as text
        assert said.count(mark) == (4 if number == 0 else 3)


def test_screen_reader_finds_the_mark_once(browser: Browser) -> None:
    """What is not part of the text is an artifact, and stands outside every tag."""
    world, pdf = _made(browser)
    paper = world.copy_of(world.officer)
    tagged = " ".join(" ".join(_tagged(page) for page in pdf.pages).split())
    assert tagged.count(f"Copy {paper.number}:") == 1
    assert "OFFICIAL-SENSITIVE" not in tagged
    assert ADULT in tagged


def _tagged(page: Any) -> str:
    """The text of a page inside marked content that is no artifact."""
    depth: list[bool] = []
    said: list[str] = []

    def before(operator: bytes, operands: Any, *_: Any) -> None:
        if operator in {b"BDC", b"BMC"}:
            depth.append(operands[0] == "/Artifact")
        elif operator == b"EMC":
            depth.pop()

    def text(found: str, *_: Any) -> None:
        if depth and not any(depth):
            said.append(found)

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return "".join(said)


def test_nothing_personal_in_metadata_or_the_name_of_the_file(browser: Browser) -> None:
    world, pdf = _made(browser)
    metadata = pdf.trailer["/Root"]["/Metadata"].get_data().decode() + str(pdf.metadata)
    paper = world.copy_of(world.officer)
    response = browser.visit("papers.download_paper", paper_id=paper.id).response
    named = response.headers["Content-Disposition"]
    assert pdf.metadata.title == "Minutes, Action Group, 30 April 2024"
    assert f"minutes-2024-04-30-copy-{paper.number}.OFFICIAL-SENSITIVE.pdf" in named
    for secret in ("Adam", "Example", "Sam Invented", world.person.reference, ADULT):
        assert secret not in metadata
        assert secret not in named


def test_what_was_said_is_text_and_never_instructions(browser: Browser) -> None:
    _, pdf = _made(browser)
    assert 'panic("no") *bold* _under_ $x$ <label> @cite' in text_of(pdf)


def test_copy_of_nothing_is_still_a_document() -> None:
    held = {"title": "Minutes", "mark": "Copy 1", "until": "1 May", "items": []}
    assert as_pdf("issued_paper", {**held, "marking": "OFFICIAL-SENSITIVE"}).startswith(b"%PDF")
