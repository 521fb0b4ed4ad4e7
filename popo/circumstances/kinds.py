"""The arrangements that may be named, their levels, and which agencies need to know of each."""

from dataclasses import dataclass
from enum import StrEnum


class ArrangementKind(StrEnum):
    MAPPA = "mappa"
    MARAC = "marac"
    SERIOUS_HARM = "serious_harm"
    CHILD_PROTECTION = "child_protection"
    CHILD_IN_NEED = "child_in_need"
    EXPLOITATION = "exploitation"

    @property
    def words(self) -> str:
        return KINDS[self].words


class Level(StrEnum):
    """For MAPPA: category and level together, category first."""

    CATEGORY_1_LEVEL_1 = "category_1_level_1"
    CATEGORY_1_LEVEL_2 = "category_1_level_2"
    CATEGORY_1_LEVEL_3 = "category_1_level_3"
    CATEGORY_2_LEVEL_1 = "category_2_level_1"
    CATEGORY_2_LEVEL_2 = "category_2_level_2"
    CATEGORY_2_LEVEL_3 = "category_2_level_3"
    CATEGORY_3_LEVEL_2 = "category_3_level_2"
    CATEGORY_3_LEVEL_3 = "category_3_level_3"
    HIGH = "high"
    VERY_HIGH = "very_high"
    REFERRED = "referred"
    IN_PLACE = "in_place"

    @property
    def words(self) -> str:
        return self.value.replace("_level", ", level").replace("_", " ").capitalize()

    @property
    def leads_elsewhere(self) -> bool:
        """Level 2 and 3: several agencies manage the risk together, in place of the scheme."""
        return self.value.endswith(("level_2", "level_3"))


@dataclass(frozen=True)
class KindRule:
    """`agencies` need to know; leads of the scheme always do."""

    words: str
    levels: tuple[Level, ...]
    agencies: frozenset[str]


_POLICE, _PROBATION, _YOUTH = "police", "probation", "youth_offending_service"
_JUSTICE = frozenset({_POLICE, _PROBATION, _YOUTH, "prison"})
_CHILDREN = frozenset({_POLICE, _YOUTH, "council", "health"})
_MARAC = frozenset({_POLICE, _PROBATION, "council", "health"})
_ON_OFF = (Level.REFERRED, Level.IN_PLACE)
_MAPPA_LEVELS = tuple(level for level in Level if level.value.startswith("category_"))

KINDS = {
    ArrangementKind.MAPPA: KindRule("MAPPA", _MAPPA_LEVELS, _JUSTICE),
    ArrangementKind.MARAC: KindRule("MARAC", _ON_OFF, _MARAC),
    ArrangementKind.SERIOUS_HARM: KindRule(
        "Risk of serious harm", (Level.HIGH, Level.VERY_HIGH), _JUSTICE
    ),
    ArrangementKind.CHILD_PROTECTION: KindRule("Child protection plan", _ON_OFF, _CHILDREN),
    ArrangementKind.CHILD_IN_NEED: KindRule("Child in need plan", _ON_OFF, _CHILDREN),
    ArrangementKind.EXPLOITATION: KindRule(
        "Exploitation referral (NRM)", _ON_OFF, _CHILDREN | {_PROBATION}
    ),
}
