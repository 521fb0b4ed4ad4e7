"""Forms to bring a list and to name where lists come from."""

from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from flask_wtf.file import FileField, FileSize

from popo import clock
from popo.errors import RuleBroken
from popo.imports.kinds import ListKind
from popo.imports.models import ListSource
from popo.imports.services.sources import SourceDetails
from popo.imports.tables import Table, open_table, open_text
from popo.web.fields import Dropdown, NaturalDateField, Number, Paragraph, RadioChoice, TextLine
from popo.web.forms import Form, VersionedForm
from popo.web.widgets import FileInput

LARGEST = 30 << 20
_LONGEST_PASTE = 500_000


class BringListForm(Form):
    source_id = Dropdown(
        "Where the list comes from", required="Choose where it comes from.", choices={}
    )
    file = FileField(
        "The file",
        validators=[FileSize(LARGEST, message=f"The file is larger than {LARGEST >> 20} MB.")],
        description="Excel (.xlsx) or CSV, with the columns in any order",
        widget=FileInput(),
    )
    sheet = TextLine(
        "Sheet",
        hint="Of a workbook with several; the first one shown is read otherwise",
        max_length=60,
        width=20,
    )
    pasted = Paragraph(
        "Or paste the list",
        hint="With its headings, as copied from a spreadsheet or another system",
        max_length=_LONGEST_PASTE,
        rows=6,
    )
    as_at = NaturalDateField(
        "The list is as at",
        required="Enter the day the list was made.",
        prefer="past",
        not_after_today="The list cannot be of a day to come.",
    )

    def offer(self, sources: list[ListSource]) -> None:
        self.source_id.choices = [(str(one.id), one.name) for one in sources]

    def validate(self, extra_validators: Any = None) -> bool:
        """Exactly one of a file and a pasted list."""
        understood = bool(super().validate(extra_validators))
        has_file = bool(self.file.data and self.file.data.filename)
        if has_file is not bool(self.pasted.data):
            return understood
        said = "Either choose a file or paste the list, not both."
        self.show(RuleBroken(said if has_file else "Choose a file, or paste the list.", "file"))
        return False

    def table(self) -> Table:
        """Raises FileRefused."""
        if self.pasted.data:
            return open_text(self.pasted.data)
        return open_table(cast("BinaryIO", self.file.data.stream), self.sheet.data or "")


class _SourceFields(Form):
    name = TextLine(
        "Name",
        required="Enter a name for this source.",
        hint="An organisation or a system, such as Luton custody suite; never a person",
        max_length=80,
        width=20,
    )
    purpose = Paragraph(
        "Why the list may be shared with the scheme",
        required="Say why the list may be shared, as the agreement has it.",
        max_length=1000,
        rows=3,
    )
    every_days = Number(
        "A new list is due every so many days",
        least=1,
        most=366,
        hint="1 for daily, 7 for weekly. Leave empty where none is expected",
    )

    def details(self) -> SourceDetails:
        return SourceDetails(self.name.data, self.purpose.data, self.every_days.data)


class AddSourceForm(_SourceFields):
    list_kind = RadioChoice(
        "What the lists hold", required="Choose what the lists hold.", choices={}, coerce=ListKind
    )

    def offer(self, kinds: Mapping[ListKind, str]) -> None:
        self.list_kind.choices = [(kind.value, words) for kind, words in kinds.items()]


class EditSourceForm(_SourceFields, VersionedForm):
    """Another name, purpose or rhythm of a source."""

    @staticmethod
    def held(source: ListSource) -> dict[str, Any]:
        return {
            "version": source.version,
            "name": source.name,
            "purpose": source.purpose,
            "every_days": source.every_days,
        }


def today_first() -> dict[str, Any]:
    return {"as_at": clock.today()}
