"""What an import changed, and how that is told."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from popo.crime.months import in_words, list_in_words
from popo.crime.result import KIND_WORDS, Kind, Parsed


class Replacement(NamedTuple):
    """A month whose figures gave way to newer ones of the same kind; crimes placed in wards."""

    month: date
    before: int
    after: int


@dataclass(frozen=True)
class ImportOutcome:
    """Every month of the file is in exactly one of the four."""

    parsed: Parsed
    added: tuple[date, ...]
    replaced: tuple[Replacement, ...]
    unchanged: tuple[date, ...]
    skipped: tuple[date, ...]

    @property
    def changed_anything(self) -> bool:
        return bool(self.added or self.replaced)

    def report(self) -> list[str]:
        """What the file held, then what was done with it, as sentences."""
        sentences = self.parsed.report()
        if self.added:
            sentences.append(f"Added: {list_in_words(self.added)}.")
        sentences += [
            f"Replaced: {in_words(month)} was held from an earlier file with other content; "
            f"{before:,} crimes and incidents before, {after:,} now."
            for month, before, after in self.replaced
        ]
        if self.unchanged:
            sentences.append(
                f"Unchanged: {list_in_words(self.unchanged)}, held already with the same figures."
            )
        if self.skipped:
            sentences.append(self._why_skipped())
        if not self.changed_anything:
            sentences.append("Nothing was changed.")
        return sentences

    def _why_skipped(self) -> str:
        held_from = KIND_WORDS[other_kind(self.parsed.kind)]
        return (
            f"Skipped: {list_in_words(self.skipped)}, held already from {held_from}. "
            "A month is never counted from both."
        )

    def as_dict(self) -> dict[str, Any]:
        """The same, for `--json`."""
        return {
            **self.parsed.as_dict(),
            "added": [_written(month) for month in self.added],
            "replaced": [
                {"month": _written(month), "before": before, "after": after}
                for month, before, after in self.replaced
            ],
            "unchanged": [_written(month) for month in self.unchanged],
            "skipped": [_written(month) for month in self.skipped],
        }


def other_kind(kind: Kind) -> Kind:
    return Kind.WARD_COUNTS if kind is Kind.STREET else Kind.STREET


def _written(month: date) -> str:
    return f"{month:%Y-%m}"
