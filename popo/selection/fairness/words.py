"""Figures of fairness in sentences that claim no more than the numbers bear."""

from typing import NamedTuple

from popo.selection.fairness.document import OVERALL, Figures
from popo.selection.fairness.ratios import Ratio, Reading
from popo.selection.fairness.tables import (
    Characteristic,
    Compared,
    Flag,
    Outcome,
    Row,
    Table,
)
from popo.suppress import LEAST


class OutcomeWords(NamedTuple):
    """`of` says who was at risk, `came` what became of them; `column` says that in a word."""

    title: str
    of: str
    came: str
    column: str


OUTCOMES = {
    Outcome.REACHED: OutcomeWords(
        "If this draft were in force",
        "people with a frozen scoring",
        "at or above its threshold",
        "Reached",
    ),
    Outcome.SELECTED: OutcomeWords("Selection", "nominations decided", "selected", "Selected"),
    Outcome.RAISED: OutcomeWords("Overrides upwards", "scorings frozen", "raised", "Raised"),
    Outcome.LOWERED: OutcomeWords("Overrides downwards", "scorings frozen", "lowered", "Lowered"),
    Outcome.BREACHED: OutcomeWords(
        "Breach and recall", "spells on the scheme", "breached", "Breached"
    ),
    Outcome.DE_SELECTED: OutcomeWords(
        "De-selection", "spells on the scheme", "de-selected", "De-selected"
    ),
}

CHARACTERISTICS = {
    Characteristic.SELF_DEFINED: "Ethnic group, as people define their own",
    Characteristic.OBSERVED: "Ethnic appearance, as an officer observed it",
    Characteristic.SEX: "Sex",
    Characteristic.AGE: "Age at nomination",
    Characteristic.WARD: "Ward of the present address",
}

LISTS = {"adults": "Adults", "prevent_and_deter": "Children and young people"}

READINGS = {
    Reading.BELOW: "Lower: must be answered",
    Reading.WITHIN: "Within 0.8 to 1.25",
    Reading.ABOVE: "Higher: must be answered",
    Reading.NOT_ENOUGH: "Not enough data",
    Reading.TOO_SMALL: "Not enough to show",
}

NOTHING_SEEN = (
    "Nothing outside 0.8 to 1.25 was seen; with these numbers a real difference could be missed."
)
LIMITS = (
    (
        "A ratio compares the rate of one group with that of all other groups together. It finds "
        "no cause and does not say whether a difference is fair: the answers are for that."
    ),
    (
        "A ratio outside 0.8 to 1.25 must be answered even where chance could explain it: so few "
        "people are counted that chance nearly always could. No flag does not mean no difference."
    ),
    (
        f"Numbers under {LEAST} are not shown, nor any other from which they could be worked out. "
        "An interval would give them away, so it is not shown either. Groups too small to show "
        "are answered for together."
    ),
    (
        "Nominations, scorings and spells are counted, not people: somebody nominated twice "
        "counts twice. Time is not: a long spell leaves more room for a breach."
    ),
    (
        "Those whose group is not recorded are compared with nobody. A record that was destroyed "
        "counts as not recorded."
    ),
    (
        "Where any cell is under 10 the interval is exact and, if anything, too wide; otherwise "
        "it is the usual one on a logarithmic scale. Each is right 95 times in 100, so of many "
        "ratios some lie outside by chance alone."
    ),
)


def span(ratio: Ratio) -> str:
    """0.20 to 1.90."""
    return (
        f"{ratio.low:.2f} upwards" if ratio.high is None else f"{ratio.low:.2f} to {ratio.high:.2f}"
    )


def value(ratio: Ratio) -> str:
    return "Infinite" if ratio.value is None else f"{ratio.value:.2f}"


def sentence(row: Row) -> str:
    """What a row says, its interval beside its ratio."""
    if row.ratio is None:
        return _without_ratio(row)
    said = f"{value(row.ratio)}{_nobody(row.ratio)}"
    if row.reading is Reading.WITHIN:
        return f"{said}, within 0.8 to 1.25; {_fits(row.ratio)}."
    if row.ratio.could_be_even:
        return f"{said}, but {_fits(row.ratio)} these small numbers."
    return f"{said}: {_fits(row.ratio)}, so chance alone hardly explains it."


def _nobody(ratio: Ratio) -> str:
    if ratio.value is None:
        return " (nobody in any other group)"
    return "" if ratio.value else " (nobody in this group)"


def _fits(ratio: Ratio) -> str:
    low, high = f"{ratio.low:.2f}", ratio.high
    if high is None:
        return f"anything from {low} upwards fits"
    return f"anything from {low} to {high:.2f} fits"


def _without_ratio(row: Row) -> str:
    if row.reading is Reading.TOO_SMALL:
        return "Not enough data to show: a number here, or one it would give away, is too small."
    return "Not enough data: there is nothing to compare."


def about(compared: Compared) -> str:
    """How many were at risk at all, and to how many it came."""
    words = OUTCOMES[compared.outcome]
    if compared.at_risk is None:
        return f"Not enough data: fewer than {LEAST} {words.of}."
    if compared.at_risk == 0:
        return f"Not enough data: no {words.of}."
    if compared.cases is None:
        return (
            f"{compared.at_risk} {words.of}. Not enough data: fewer than {LEAST} were "
            f"{words.came}, or fewer than {LEAST} were not."
        )
    if compared.cases == 0:
        return f"{compared.at_risk} {words.of}, none {words.came}: not enough data."
    return f"{compared.at_risk} {words.of}, {compared.cases} {words.came}."


def recorded(table: Table) -> str:
    """Recorded for 61 percent; not for 23."""
    if table.recorded_percent is None:
        return f"Recorded for fewer than {LEAST}."
    if not table.not_recorded:
        return "Recorded for everybody."
    return f"Recorded for {table.recorded_percent} percent; not for {table.not_recorded}."


def title(flag: Flag) -> str:
    """Selection, Sex: Female."""
    outcome = OUTCOMES[flag.outcome].title
    if flag.row is None or flag.characteristic is None:
        return f"{outcome}: groups too small to show"
    return f"{outcome}, {CHARACTERISTICS[flag.characteristic].lower()}: {flag.row.group}"


def reason(flag: Flag) -> str:
    if flag.row is None:
        return (
            "Their numbers are not shown, so say what is known of them and what will be looked at."
        )
    return sentence(flag.row)


def asked(figures: Figures) -> dict[str, tuple[str, str]]:
    """By key of what must be answered: its title, and why it is asked."""
    return {flag.key: (title(flag), reason(flag)) for flag in figures.flags} or {
        OVERALL: ("The figures as a whole", NOTHING_SEEN)
    }
