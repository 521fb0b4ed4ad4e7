"""What a screen reader finds in a PDF: structure, a title, the language and headed tables."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from popo.selection.fairness.assessment import About, assessment
from popo.selection.fairness.document import Figures
from popo.selection.fairness.drawing import Given
from popo.selection.fairness.tables import Characteristic, Outcome, compare
from popo.typesetting import as_pdf

ODD = '#panic("no") *bold* _under_ $x$ <label> @cite \\ "quoted"'


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    groups = dict.fromkeys(Characteristic, ("Some", "Others"))
    units = [
        (dict.fromkeys(Characteristic, group), case < cases)
        for group, cases in (("Some", 20), ("Others", 10))
        for case in range(40)
    ]
    figures = Figures(
        "adults",
        date(2024, 4, 30),
        date(2022, 5, 1),
        (compare(Outcome.SELECTED, units, groups),),
        None,
    )
    about = About("The scheme", "Version 2", "ab" * 32, "Not finished.", "Sam", "Not yet")
    given = {figures.asked[0]: Given(ODD, ODD, "Sam", date(2024, 5, 1))}
    held = {**assessment(about, figures, given), "marking": "OFFICIAL"}
    return PdfReader(BytesIO(as_pdf("impact_assessment", held)))


def structure(node: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Every element of the structure with the one it stands in."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from structure(child, above)
    elif isinstance(node, dict):
        name = str(node.get("/S", above))
        if "/S" in node:
            yield name, above
        if "/K" in node:
            yield from structure(node["/K"], name)


def test_pdf_names_its_language_and_its_title(pdf: PdfReader) -> None:
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Equality impact assessment: Version 2"


def test_pdf_says_that_it_meets_the_standard(pdf: PdfReader) -> None:
    metadata = pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_every_table_has_a_row_of_headings(pdf: PdfReader) -> None:
    found = list(structure(pdf.trailer["/Root"]["/StructTreeRoot"]))
    names = Counter(name for name, _ in found)
    # what it is about, how much is recorded, and one for each characteristic
    assert names["/Table"] == 2 + len(Characteristic)
    assert sum(pair == ("/THead", "/Table") for pair in found) == names["/Table"]
    assert names["/TH"] == 2 + 2 + 7 * len(Characteristic)
    assert names["/H1"] == 5


def test_what_somebody_typed_is_text_and_never_instructions(pdf: PdfReader) -> None:
    words = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    assert 'panic("no") *bold* _under_ $x$ <label> @cite' in words.replace("”", '"').replace(
        "“", '"'
    )


def test_nothing_is_fetched_and_no_page_is_empty(pdf: PdfReader) -> None:
    assert all(page.extract_text().strip() for page in pdf.pages)
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("Libertinus" in font or "DejaVu" in font for font in fonts)
