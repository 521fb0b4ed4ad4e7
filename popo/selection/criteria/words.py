"""What criteria say, in words: the same on every page."""

from collections.abc import Sequence

from popo.selection.criteria.model import Criteria, Decay, Factor, Gradings, Leaving, Level, Measure

MEASURE_WORDS = {
    Measure.OFFENCES_AT_LIBERTY: "Offences charged, admitted or proved at liberty",
    Measure.DAYS_SINCE_ARREST: "Days since the last arrest or charge, custody left out",
    Measure.COMPLIANCE_FAILURES: "Breaches, recalls, failures to appear and warrants",
    Measure.DRUGS: "Police drug tests (2 for a positive one) and convictions (1)",
    Measure.REOFFENDING_PERCENT: "OGRS, within two years, in percent",
    Measure.CO_OFFENDING_LINKS: "Links of offending together with people on the list",
    Measure.GRADED_REPORTS: "Graded intelligence reports",
}


def days(count: int) -> str:
    return f"{count:,} day" if count == 1 else f"{count:,} days"


def points(count: int) -> str:
    return f"{count:,} point" if count == 1 else f"{count:,} points"


def ages_words(criteria: Criteria) -> str:
    """Aged 18 or over."""
    above = "or over" if criteria.oldest is None else f"to {criteria.oldest}"
    return f"Aged {criteria.youngest} {above}"


def level_words(factor: Factor, level: Level) -> str:
    """1 to 2: 5 points, from 1."""
    least = "" if level.least is None else f", from {level.least:,}"
    over = f" (the factor stops at {factor.cap})" if level.points > factor.cap else ""
    return f"{level.words}: {points(level.points)}{over}{least}"


def decay_words(decay: Sequence[Decay]) -> str:
    """Fades to 50 percent after 183 days."""
    steps = [f"to {step.percent} percent after {days(step.after_days)}" for step in decay]
    return f"Fades {listed(steps, 'and')}" if steps else "Does not fade"


def gradings_words(gradings: Gradings) -> str:
    """Counts reports graded 1 or 2 and A, B or C, corroborated."""
    sources = listed(sorted(gradings.sources), "or")
    assessments = listed(sorted(gradings.assessments), "or")
    borne_out = "corroborated" if gradings.corroborated else "corroborated or not"
    return f"Counts reports graded {sources} and {assessments}, {borne_out}"


def leaving_words(leaving: Leaving) -> tuple[str, ...]:
    """What raises the question whether somebody should leave."""
    reviews = "review" if leaving.reviews_below == 1 else "reviews in a row"
    return (
        f"{days(leaving.quiet_days)} at liberty without arrest, charge or credible intelligence",
        f"{days(leaving.custody_days)} of custody or more still ahead",
        f"{leaving.reviews_below} {reviews} that ended below the threshold",
    )


def listed(parts: Sequence[str], last: str) -> str:
    """A, B or C."""
    before, final = parts[:-1], parts[-1] if parts else ""
    return f"{', '.join(before)} {last} {final}" if before else final
