"""Which rules run and how grave they count, and that nothing is hidden without a word."""

from __future__ import annotations

import pytest

from assistant.checking.check import check_document
from assistant.checking.model import Severity
from assistant.checking.registry import RULES, family_of
from assistant.checking.selection import ALL_RULES, Grade, Selection, Wish, expand_names, resolve
from assistant.errors import UsageError
from assistant.mapping.model import MappingResult
from tests.unit.checking_samples import CLEAN, document, fmt, lke, rulebook

# A report with a repeated label (ZI201) and a reference to nothing (ZI205).
FAULTY = CLEAN.replace("Gambar 2.2:", "Gambar 2.1:").replace(
    "Sembilan SOP disusun", "Seperti pada Gambar 2.9, sembilan SOP disusun"
)


def check(selection: Selection) -> list[tuple[str, Severity]]:
    result = check_document(
        document(FAULTY), fmt(), lke(), MappingResult((), ()), rulebook=rulebook(), selection=selection
    )
    return [(finding.rule, finding.severity) for finding in result.findings]


def command_line(chosen: tuple[str, ...] = (), ignored: tuple[str, ...] = ()) -> Wish:
    return Wish("--pilih", chosen, ignored)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["ZI201"], {"ZI201"}),
        (["zi201", "ZI205"], {"ZI201", "ZI205"}),
        (["ZI201, zi205,"], {"ZI201", "ZI205"}),
        (["ZI2"], {rule for rule in RULES if rule.startswith("ZI2")}),
        (["Gambar"], {rule for rule in RULES if family_of(rule) == "gambar"}),
        ([], set()),
    ],
)
def test_names_stand_for_rules(names: list[str], expected: set[str]) -> None:
    assert expand_names(names, "--pilih") == expected


@pytest.mark.parametrize(
    ("name", "near"), [("ZI2O1", "ZI201"), ("gambr", "gambar"), ("ZI", ""), ("Z", ""), ("x\x1b[31m", "")]
)
def test_a_name_that_stands_for_nothing_is_refused_with_near_ones(name: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        expand_names([name], "zi.toml")
    assert "zi.toml" in caught.value.message
    assert "\x1b" not in caught.value.message
    assert near in caught.value.remedy


def test_without_wishes_all_rules_run_silently() -> None:
    assert resolve(()) == ALL_RULES
    assert {"ZI201", "ZI205"} <= {rule for rule, _ in check(ALL_RULES)}


def test_only_the_chosen_rules_run_and_it_is_told() -> None:
    selection = resolve([command_line(("gambar",), ("ZI205",))])
    assert {rule for rule, _ in check(selection)} == {"ZI201"}
    assert any("Hanya" in note and "gambar" in note for note in selection.notes)
    assert any("diabaikan" in note and "ZI205" in note for note in selection.notes)


def test_an_ignored_rule_is_told_with_its_source() -> None:
    selection = resolve([Wish("zi.toml", ignored=("ZI201",))])
    assert "ZI201" not in {rule for rule, _ in check(selection)}
    assert selection.notes == ("Aturan diabaikan menurut zi.toml: ZI201.",)


def test_a_regraded_rule_counts_as_wished_and_it_is_told() -> None:
    selection = resolve([Wish("zi.toml", grades={"ZI2": Grade.INFO, "ZI205": Grade.ERROR})])
    graded = dict(check(selection))
    assert (graded["ZI201"], graded["ZI205"]) == (Severity.INFO, Severity.ERROR)
    assert len(selection.notes) == 2
    assert next(iter(check(selection)))[1] is Severity.ERROR  # the order follows the new severities


def test_grading_can_leave_a_rule_out() -> None:
    selection = resolve([Wish("zi.toml", grades={"ZI201": Grade.IGNORED})])
    assert not selection.runs("ZI201")
    assert "ZI201" in selection.notes[0]


def test_the_command_line_outweighs_the_file() -> None:
    file = Wish("zi.toml", ("hukum", "ZI3"), ("ZI201", "ZI306"), {"ZI202": Grade.IGNORED})
    selection = resolve([command_line(("ZI2",)), file])
    assert selection.rules == {rule for rule in RULES if rule.startswith("ZI2")}


def test_what_the_command_line_leaves_out_joins_what_the_file_leaves_out() -> None:
    selection = resolve([command_line(ignored=("ZI205",)), Wish("zi.toml", ignored=("ZI201", "ZI205"))])
    assert selection.rules == RULES.keys() - {"ZI201", "ZI205"}
    assert selection.notes[-1] == "Aturan diabaikan menurut zi.toml: ZI201."


def test_a_selection_that_leaves_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="Tidak ada aturan"):
        resolve([command_line(("ZI201",), ("gambar",))])


def test_a_misspelt_name_is_refused_even_where_it_is_outweighed() -> None:
    with pytest.raises(UsageError):
        resolve([command_line(("ZI201",)), Wish("zi.toml", ("gambr",))])


def test_the_checklists_do_not_depend_on_the_selection() -> None:
    args = (document(FAULTY), fmt(), lke(), MappingResult((), ()))
    alone = check_document(*args, rulebook=rulebook(), selection=resolve([command_line(("ZI201",))]))
    full = check_document(*args, rulebook=rulebook())
    assert (alone.conformance, alone.measures) == (full.conformance, full.measures)
