"""Answers and reports of every sort, for the rules of a score."""

from datetime import date, timedelta

from hypothesis import strategies as st

from popo.selection.citations import Report
from popo.selection.criteria import Criteria, read
from popo.selection.defaults import default_document
from popo.selection.scoring import Answer
from tests.selection.make import full_answers

DAY = date(2024, 4, 30)
CRITERIA = read(default_document("catch_and_convict"))


def complete(level: int) -> list[Answer]:
    return full_answers(CRITERIA, level, DAY)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Of every grading, some too old to count."""
    return Report(
        DAY - timedelta(days=draw(st.integers(0, 240))),
        draw(st.sampled_from("123")),
        draw(st.sampled_from("ABCDE")),
        corroborated=draw(st.booleans()),
        gist=draw(st.sampled_from(["Seen selling tools", "Asked for a van", "Met a receiver"])),
    )


@st.composite
def answers(draw: st.DrawFn, criteria: Criteria = CRITERIA) -> list[Answer]:
    """Some factors answered, some on evidence faded or too old to count."""
    given_answers = []
    for factor in criteria.factors:
        if draw(st.booleans()):
            old = draw(st.integers(0, factor.counts_for_days + 60))
            on = DAY - timedelta(days=old)
            if factor.is_intelligence:
                held = tuple(draw(st.lists(reports(), max_size=8)))
                given_answers.append(Answer(factor.name, None, on, "", "Police", reports=held))
            else:
                level = draw(st.sampled_from(factor.levels))
                given_answers.append(Answer(factor.name, level.name, on, "Seen", "PNC"))
    return given_answers
