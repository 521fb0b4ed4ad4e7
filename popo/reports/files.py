"""An update as files: a page that stands alone, a table and data. None of them names anybody."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from popo import resources
from popo.reports.models import MonthlyUpdate, UpdateStatus
from popo.reports.narrative import FIELDS
from popo.reports.tables import sections
from popo.reports.words import headline_figures, line_label, month_words, sentence
from popo.web import filters

MARKING = "OFFICIAL"
"""Files name nobody and hide small numbers, so they carry the lower marking than the pages do."""

FORMS = {"html": "text/html", "csv": "text/csv", "json": "application/json"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CSV_COLUMNS = (
    "month",
    "version",
    "as_at",
    "figure",
    "label",
    "value",
    "month_before",
    "year_before",
)


@dataclass(frozen=True)
class File:
    name: str
    media_type: str
    content: bytes


def file_of(update: MonthlyUpdate, form: str) -> File:
    """`form` is one of FORMS."""
    made = {"html": as_html, "csv": as_csv, "json": as_json}[form](update)
    return File(file_name(update, form), FORMS[form], made.encode())


def file_name(update: MonthlyUpdate, form: str) -> str:
    """`popo-update-2024-04-v1.OFFICIAL.csv`; one not yet published says that it is a draft."""
    draft = "" if update.status is UpdateStatus.PUBLISHED else "-draft"
    return f"popo-update-{update.month:%Y-%m}-v{update.number}{draft}.{MARKING}.{form}"


def write_files(update: MonthlyUpdate, folder: Path) -> list[Path]:
    """Writes one file of each form into the folder, making it; returns where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for form in FORMS:
        made = file_of(update, form)
        path = folder / made.name
        path.write_bytes(made.content)
        written.append(path)
    return written


def as_html(update: MonthlyUpdate) -> str:
    environment = Environment(
        loader=FileSystemLoader(resources.path("templates")),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters["longdate"] = filters.longdate
    template = environment.get_template("reports/_update_file.html")
    return template.render(marking=MARKING, **page_values(update))


def page_values(update: MonthlyUpdate) -> dict[str, Any]:
    """What the page and the file of an update are drawn from."""
    return {
        "update": update,
        "document": update.figures,
        "month": month_words(update.figures["month"]),
        "headline_figures": headline_figures(update.figures),
        "sections": sections(update.figures),
        "narrative": [
            (words, update.narrative[field].splitlines())
            for field, words in FIELDS.items()
            if update.narrative[field].strip()
        ],
        "crime": update.figures["crime"],
        "crime_sentence": sentence("crime", update.figures),
        "as_at": date.fromisoformat(update.figures["as_at"]),
    }


def as_json(update: MonthlyUpdate) -> str:
    """What was frozen, without the keys of the records it counted: readers cannot drill down."""
    held = {
        "marking": MARKING,
        "status": update.status.value,
        "version": update.number,
        "digest": update.digest,
        "published_at": update.published_at.isoformat() if update.published_at else None,
        "restates_because": update.restates_because,
        "narrative": update.narrative,
        **update.figures,
    }
    return json.dumps(held, ensure_ascii=False, indent=2) + "\n"


def as_csv(update: MonthlyUpdate) -> str:
    """A line for each figure; `s` is a hidden number, an empty cell one that does not exist."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_CSV_COLUMNS)
    for row in _rows(update):
        writer.writerow([harmless(value) for value in row])
    return text.getvalue()


def harmless(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _rows(update: MonthlyUpdate) -> Iterator[tuple[object, ...]]:
    document = update.figures
    head = (document["month"], update.number, document["as_at"])
    before, year_before = _figures(document, "before"), _figures(document, "year_before")
    for name, value in document["figures"].items():
        yield (*head, name, line_label(name), value, before.get(name), year_before.get(name))
    crime = document["crime"]
    for place in (crime["luton"], *crime["areas"], *crime["wards"]):
        for name, found in _kinds_of_crime(place):
            line = f"crime/{place['place']}/{name}"
            yield (*head, line, line_label(line), found["month"], None, found["year_before"])


def _figures(document: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    other = document[key]
    return other["figures"] if other else {}


def _kinds_of_crime(place: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for group in place["groups"]:
        yield group["group"], group
    yield "All of the strategy's kinds", place["comparators"]
    yield from place["without_target"].items()
