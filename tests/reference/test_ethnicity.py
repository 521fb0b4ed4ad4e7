from popo.reference.ethnicity import officer_defined, self_defined


def test_sixteen_plus_one_and_eighteen_plus_one() -> None:
    codes = self_defined().values()

    assert sum(code.in_16_plus_1 for code in codes) == 17
    assert sum(code.in_18_plus_1 for code in codes) == 19


def test_chinese_moved_group_between_the_censuses() -> None:
    codes = self_defined()

    assert (codes["O1"].in_16_plus_1, codes["O1"].in_18_plus_1) == (True, False)
    assert (codes["A4"].in_16_plus_1, codes["A4"].in_18_plus_1) == (False, True)


def test_officer_defined_codes_are_another_list() -> None:
    assert list(officer_defined()) == ["IC1", "IC2", "IC3", "IC4", "IC5", "IC6", "IC9"]
    assert officer_defined()["IC9"].observed_code == "0"
    assert not officer_defined().keys() & self_defined().keys()
