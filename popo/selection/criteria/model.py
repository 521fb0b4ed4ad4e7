"""The criteria as plain values, so that a score can be worked out again years later.

A factor with levels scores points; one without is answered in words and never adds any.
"""

from dataclasses import dataclass
from enum import StrEnum

KINDS = ("catch_and_convict", "prevent_and_deter")
_WHOLE = 100


class Measure(StrEnum):
    """What the system can count by itself, to propose a level that a person then confirms."""

    OFFENCES_AT_LIBERTY = "offences_at_liberty"
    DAYS_SINCE_ARREST = "days_since_arrest"
    COMPLIANCE_FAILURES = "compliance_failures"
    DRUGS = "drugs"
    REOFFENDING_PERCENT = "reoffending_percent"
    CO_OFFENDING_LINKS = "co_offending_links"
    GRADED_REPORTS = "graded_reports"


@dataclass(frozen=True)
class Level:
    """`least` is the smallest measured value that reaches this level."""

    name: str
    words: str
    points: int
    least: int | None = None


@dataclass(frozen=True)
class Decay:
    """From evidence older than `after_days` only `percent` of the points count."""

    after_days: int
    percent: int


@dataclass(frozen=True)
class Gradings:
    """Which intelligence counts, in the letters and figures of the national grading (3x5x2).

    A report counts where its source and its assessment are among these and, if `corroborated`,
    where something independent bears it out.
    """

    sources: tuple[str, ...]
    assessments: tuple[str, ...]
    corroborated: bool

    def admits(self, source: str, assessment: str, *, corroborated: bool) -> bool:
        graded = source in self.sources and assessment in self.assessments
        return graded and (corroborated or not self.corroborated)


@dataclass(frozen=True)
class Factor:
    """One question. `counts_for_days` is how old its evidence may be.

    `decay` lists how its points fall before that, the youngest step first. A scoring cannot be
    frozen while a `mandatory` factor is missing. With `gradings` it counts intelligence.
    """

    name: str
    title: str
    question: str
    counts_for_days: int
    cap: int = 0
    levels: tuple[Level, ...] = ()
    measure: Measure | None = None
    note: str = ""
    decay: tuple[Decay, ...] = ()
    mandatory: bool = False
    gradings: Gradings | None = None

    @property
    def is_narrative(self) -> bool:
        return not self.levels

    @property
    def is_intelligence(self) -> bool:
        return self.gradings is not None

    def level(self, name: str | None) -> Level | None:
        return next((level for level in self.levels if level.name == name), None)

    def level_at(self, value: int) -> Level:
        """The level a measured value reaches: the greatest `least` not above it."""
        reached = [level for level in self.levels if (level.least or 0) <= value]
        return max(reached, key=lambda level: level.least or 0)

    def points_of(self, level: Level, age_days: int = 0) -> int:
        """What the level is worth on evidence of this age, rounded half up."""
        return (min(level.points, self.cap) * self.percent_at(age_days) + _WHOLE // 2) // _WHOLE

    def percent_at(self, age_days: int) -> int:
        passed = [step.percent for step in self.decay if age_days > step.after_days]
        return passed[-1] if passed else _WHOLE

    @property
    def fewest(self) -> int:
        return min((self.points_of(level) for level in self.levels), default=0)

    @property
    def most(self) -> int:
        return max((self.points_of(level) for level in self.levels), default=0)


@dataclass(frozen=True)
class Band:
    name: str
    words: str
    least: int


@dataclass(frozen=True)
class Leaving:
    """When the record should prompt the question of de-selection; it never decides.

    Days at liberty without arrest, charge or credible intelligence; days of custody still ahead;
    reviews in a row that ended below the threshold.
    """

    quiet_days: int = 183
    custody_days: int = 730
    reviews_below: int = 2


@dataclass(frozen=True)
class Criteria:
    """`threshold` is where the band begins that the panel looks at; none for a narrative.

    A total that moved by `big_move` points or more between two scorings goes before the panel.
    """

    kind: str
    title: str
    note: str
    youngest: int
    oldest: int | None
    agreed_number: int
    review_every_days: int
    factors: tuple[Factor, ...]
    bands: tuple[Band, ...] = ()
    threshold: int | None = None
    big_move: int = 10
    leaving: Leaving = Leaving()

    @property
    def is_narrative(self) -> bool:
        return not self.bands

    @property
    def most(self) -> int:
        return sum(factor.most for factor in self.factors)

    def factor(self, name: str) -> Factor:
        return next(factor for factor in self.factors if factor.name == name)

    def band_of(self, points: int) -> Band:
        return [band for band in self.bands if band.least <= points][-1]

    def admits(self, age: int) -> bool:
        """Age decides who may be nominated; it never scores."""
        return self.youngest <= age and (self.oldest is None or age <= self.oldest)
