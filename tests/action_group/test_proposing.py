"""The order of a proposal: by consequence, in time, whatever order things were found in."""

from datetime import date
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from popo.action_group.proposing import (
    RULES,
    Proposal,
    Reason,
    Subject,
    Trigger,
    fitting,
    in_order,
    moved,
    parts,
    propose,
    total,
)

DAY = date(2024, 4, 30)
KEYS = [UUID(int=number) for number in range(1, 9)]
SUBJECTS = {
    key: Subject(key, f"POPO-{number:04}", number % 3 == 0) for number, key in enumerate(KEYS)
}

reasons = st.builds(
    Reason, st.sampled_from(Trigger), st.sampled_from(["One", "Another"]), st.just(DAY)
)
findings = st.lists(st.tuples(st.sampled_from(KEYS), reasons), max_size=40)


def _references(lines: list[Proposal]) -> list[str]:
    return [line.subject.reference for line in lines]


def test_every_trigger_has_a_weight_of_its_own_and_minutes() -> None:
    assert set(RULES) == set(Trigger)
    assert len({rule.weight for rule in RULES.values()}) == len(Trigger)
    assert all(rule.minutes > 0 for rule in RULES.values())


@given(findings)
def test_there_is_one_line_for_each_person_with_every_reason(
    found: list[tuple[UUID, Reason]],
) -> None:
    lines = propose(SUBJECTS, found)
    assert len({line.subject for line in lines}) == len(lines)
    for line in lines:
        mine = {reason for key, reason in found if key == line.subject.person_id}
        assert set(line.reasons) == mine
        assert all(reason.words in line.words for reason in mine)
    assert {line.subject.person_id for line in lines} == {key for key, _ in found}


@given(findings, st.randoms())
def test_the_order_things_are_found_in_changes_nothing(
    found: list[tuple[UUID, Reason]], random: Random
) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert propose(SUBJECTS, shuffled) == propose(SUBJECTS, found)


@given(findings)
def test_a_graver_matter_never_stands_after_a_lesser(found: list[tuple[UUID, Reason]]) -> None:
    gravest = [
        max(RULES[reason.trigger].weight for reason in line.reasons)
        for line in propose(SUBJECTS, found)
    ]
    assert gravest == sorted(gravest, reverse=True)


@given(findings, st.sampled_from(KEYS), reasons)
def test_one_more_reason_never_lowers_anybody(
    found: list[tuple[UUID, Reason]], key: UUID, reason: Reason
) -> None:
    before = _references(propose(SUBJECTS, found))
    after = _references(propose(SUBJECTS, [*found, (key, reason)]))
    reference = SUBJECTS[key].reference
    if reference in before:
        assert after.index(reference) <= before.index(reference)
    assert [one for one in after if one != reference] == [one for one in before if one != reference]


@given(findings, st.integers(0, 200))
def test_what_fits_fits_and_the_next_would_not(
    found: list[tuple[UUID, Reason]], minutes: int
) -> None:
    lines = propose(SUBJECTS, found)
    taken = fitting(lines, minutes)
    assert taken == lines[: len(taken)]
    assert total(lines, set(_references(taken))) <= minutes
    if len(taken) < len(lines):
        assert sum(line.minutes for line in lines[: len(taken) + 1]) > minutes


@given(findings)
def test_the_parts_keep_everybody_once_and_never_mix(found: list[tuple[UUID, Reason]]) -> None:
    lines = propose(SUBJECTS, found)
    split = parts(lines)
    assert not any(line.subject.is_young for line in split.others)
    assert all(line.subject.is_young for line in split.young)
    assert sorted(_references([*split.others, *split.young])) == sorted(_references(lines))


@given(findings, st.permutations([one.reference for one in SUBJECTS.values()]))
def test_the_chairs_order_is_kept_and_nobody_is_lost(
    found: list[tuple[UUID, Reason]], wanted: list[str]
) -> None:
    lines = propose(SUBJECTS, found)
    ordered = _references(in_order(lines, wanted))
    assert ordered == [one for one in wanted if one in ordered]
    assert sorted(ordered) == sorted(_references(lines))


@given(st.lists(st.text(min_size=1), unique=True, min_size=1), st.data())
def test_up_and_down_undo_each_other_within_the_list(order: list[str], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(order))
    up = moved(order, one, -1)
    assert sorted(up) == sorted(order)
    if order.index(one) > 0:
        assert moved(up, one, 1) == order
    else:
        assert up == order


def test_moving_somebody_who_is_not_there_changes_nothing() -> None:
    assert moved(["A", "B"], "C", 1) == ["A", "B"]


def test_reasons_of_somebody_unseen_are_passed_over() -> None:
    reason = Reason(Trigger.ARRESTED, "Arrested", DAY)
    assert propose({}, [(KEYS[0], reason)]) == []
