from hypothesis import given
from hypothesis import strategies as st

from popo.overview.owed import Kind
from popo.reminders.digest import KIND_WORDS, counted, digest_of

KINDS = st.lists(st.sampled_from(list(KIND_WORDS)), max_size=30)


def test_every_kind_on_the_home_page_has_its_words() -> None:
    assert {kind.value for kind in Kind} | {"handed"} == set(KIND_WORDS)


@given(KINDS, st.sets(st.sampled_from(list(KIND_WORDS))))
def test_only_what_was_chosen_is_counted(kinds: list[str], chosen: set[str]) -> None:
    counts = counted(kinds, chosen)
    assert counts.total() == sum(1 for kind in kinds if kind in chosen)
    assert set(counts) <= chosen
    digest = digest_of(counts, "https://popo.example.test")
    assert (digest is None) is (counts.total() == 0)
    if digest is not None:
        assert digest.subject.startswith(f"{counts.total()} ")
        assert all(
            f"- {count} {KIND_WORDS[kind][count > 1]}\n" in digest.text
            for kind, count in counts.items()
        )


def test_one_thing_and_several() -> None:
    one = digest_of(counted(["action"], ["action"]), "https://popo.example.test")
    assert one is not None
    assert one.subject == "1 thing waits for you"
    assert "- 1 action\n" in one.text
    assert "https://popo.example.test/home" in one.text
