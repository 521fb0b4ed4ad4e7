"""The form to take a list away."""

from popo.imports.exporting import FileFormat, Part
from popo.imports.services.exporting import Wanted
from popo.web.fields import Paragraph, RadioChoice, TickList
from popo.web.forms import Form


class AddExportForm(Form):
    parts = TickList(
        "What to take of each person, beside the scheme reference",
        choices={part.value: part.words for part in Part},
        required="Tick what to take away; only what you will edit.",
        hint="Only what you will edit: a column that is missing changes nothing",
    )
    file_format = RadioChoice(
        "As",
        choices={FileFormat.XLSX.value: "Excel (.xlsx)", FileFormat.CSV.value: "CSV"},
        coerce=FileFormat,
        required="Choose Excel or CSV.",
        default=FileFormat.XLSX,
    )
    reason = Paragraph(
        "Why you take it away",
        hint="What will be edited, and where the file will be kept. No names",
        required="Say why you take the list away.",
        max_length=500,
        rows=3,
    )

    def details(self) -> Wanted:
        parts = frozenset(map(Part, self.parts.data or ()))
        return Wanted(self.file_format.data, parts, self.reason.data)
