"""Whether enough of the group are there, by the scheme's own rule. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """`kinds`: of agencies, each of which must have somebody there."""

    least: int
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Count:
    """How many are there, and what is wanting."""

    present: int
    least: int
    missing: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        return self.present >= self.least and not self.missing

    @property
    def words(self) -> str:
        """Quorate: 6 present, 5 needed. Not quorate: 3 present, 5 needed; nobody of housing."""
        head = "Quorate" if self.is_met else "Not quorate"
        wanting = "".join(f"; nobody of {kind_words(kind)}" for kind in self.missing)
        return f"{head}: {self.present} present, {self.least} needed{wanting}."


def count(rule: Rule, present: Sequence[str]) -> Count:
    """`present`: the kind of agency of each member who is there; visitors count for nothing."""
    there: Collection[str] = set(present)
    missing = tuple(kind for kind in rule.kinds if kind not in there)
    return Count(len(present), rule.least, missing)


def kind_words(kind: str) -> str:
    return kind.replace("_", " ")
