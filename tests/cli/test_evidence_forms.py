"""`smartscore template` for items of evidence: a line an item, levels and index beside it, one form an office."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import Result
from filled_forms import ADVISORY, ITEMS, LADDERED, LAST, band_shown, fill, free_line_of, head_of, line_of, lines, shown
from python_calamine import CalamineWorkbook

from smartscore import evidence_levels, read_dataset
from smartscore.evidence.statuses import STATUSES, status_of
from smartscore.forms.evidence.statuses import status_words

Run = Callable[..., Result]
Write = Callable[..., Path]
Form = Callable[..., Path]

COLUMNS = (
    *("indicator", "title", "level", "item", "status", "value", "level_reached", "value_counted"),
    *("office", "owner", "due", "link", "source", "note", "recommendation"),
)


@pytest.fixture
def framework(write: Write) -> Path:
    return write(LADDERED.replace("LADDER }", f"{ADVISORY} }}"), "pd.toml")


@pytest.fixture
def items(write: Write) -> Path:
    return write(ITEMS, "items.csv")


@pytest.fixture
def last(write: Write) -> Path:
    return write(LAST, "last.csv")


@pytest.fixture
def form(run: Run, framework: Path, tmp_path: Path) -> Form:
    """Give a function that writes a form and gives its path."""

    def form(*arguments: object, name: str = "form.xlsx", by: Path = framework) -> Path:
        result = run("template", "--framework", by, "-o", tmp_path / name, *arguments)
        assert (result.exit_code, result.stdout) == (0, ""), result.stderr
        return tmp_path / name

    return form


@pytest.fixture
def scores(run: Run, framework: Path) -> Callable[..., dict[str, float | None]]:
    """Give a function that assesses files together and gives the score of every node."""

    def scores(*files: Path, by: Path = framework) -> dict[str, float | None]:
        result = run("assess", *files, "--framework", by, "--format", "json")
        assert result.exit_code == 0, result.stderr
        (city,) = json.loads(result.stdout)["assessments"][0]["cities"]
        return {name: node["score"] for name, node in city["nodes"].items()}

    return scores


def evidence(*files: Path) -> dict[str, dict[str, Any]]:
    """Give what files say of each item, by its text."""
    found = read_dataset([*files]).evidence
    assert found is not None
    return {row["item"]: row | {"status": STATUSES[row["status"]]} for row in found.frame.to_dict("records")}


class TestLayout:
    def test_a_sheet_shows_levels_and_index_before_a_sheet_an_aspect(self, form: Form, items: Path) -> None:
        english = CalamineWorkbook.from_path(form("--items", items)).sheet_names
        assert english == ["Guide", "Profile", "Level and index", "Governance", "Data"]
        indonesian = form("--items", items, "--lang", "id", name="id.xlsx")
        assert CalamineWorkbook.from_path(indonesian).sheet_names == [
            *("Panduan", "Profil", "Tingkat dan indeks", "Tata kelola", "Data")
        ]

    def test_an_item_is_a_line_below_its_indicator_and_five_lines_are_free(self, form: Form, items: Path) -> None:
        told = [line for line in lines(form("--items", items)) if line.cells["indicator"] == "policy"]
        assert tuple(told[0].cells) == COLUMNS
        assert [(line.cells["level"], line.cells["item"]) for line in told] == [
            ("", ""),
            (1.0, "Decree of the regent"),
            (2.0, "Master plan"),
            (2.0, "Report of meetings"),
            (3.0, "Yearly review"),
            *[("", "")] * 5,
        ]
        assert {line.cells["title"] for line in told} == {"Policy"}

    def test_a_framework_with_a_ladder_has_free_lines_without_any_item(self, form: Form) -> None:
        told = [line.cells["indicator"] for line in lines(form("--city", "Sampit"))]
        assert [told.count(name) for name in ("policy", "plan", "statistics", "maps")] == [6, 6, 6, 6]

    def test_levels_have_their_names(self, form: Form, items: Path) -> None:
        rows = CalamineWorkbook.from_path(form("--items", items)).get_sheet_by_name("Level and index").to_python()
        told = next(row for row in rows if row[0] == "Aspect or indicator")
        assert [name for name in told if "Level " in str(name)][:2] == ["Level 1\nMerintis", "Level 2\nMembangun"]

    def test_an_indicator_says_what_it_is_and_which_agency_its_value_comes_from(self, form: Form, write: Write) -> None:
        about = 'description = "What is measured.", taken_from = "SDI (Bappenas)"'
        members = f'[{{ id = "a", title = "Data", {about}, rule = {{ levels = {{ low = 1, high = 5 }} }} }}]'
        own = write(f'id = "own"\nscale = [1, 5]\nladder = {{}}\nmembers = {members}\n', "own.toml")
        title = str(head_of(form(by=own), "a").cells["title"])
        assert "What is measured." in title
        assert "The value comes from another agency: SDI (Bappenas)." in title

    def test_due_dates_are_dates(self, form: Form, items: Path) -> None:
        assert str(line_of(form("--items", items), "Yearly review").cells["due"]) == "2026-10-30"

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_every_status_that_is_offered_is_read_as_itself(self, language: str) -> None:
        words = status_words(language)
        assert [status_of(word) for word in words.values()] == list(words) == list(STATUSES)

    def test_statuses_and_levels_are_chosen_from_lists_in_the_language_of_the_form(
        self, form: Form, items: Path
    ) -> None:
        path = form("--items", items, "--lang", "id")
        with ZipFile(path) as archive:
            sheet = archive.read("xl/worksheets/sheet4.xml").decode()
        lists = re.findall(r"<formula1>&quot;(.*?)&quot;</formula1>|<formula1>\"(.*?)\"</formula1>", sheet)
        assert {one or other for one, other in lists} == {
            "1,2,3,4,5",
            "belum ada,ditolak,perlu perbaikan,draf,dalam proses,diajukan,diterima,tidak berlaku",
        }

    def test_what_is_worked_out_or_given_is_protected_and_what_is_asked_is_not(self, form: Form, items: Path) -> None:
        path = form("--items", items)
        with ZipFile(path) as archive:
            styles = archive.read("xl/styles.xml").decode()
            sheets = [archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2, 3, 4, 5)]
        assert ["sheetProtection" in sheet for sheet in sheets] == [False, False, True, True, True]
        assert not any("password" in sheet for sheet in sheets)
        formats = re.findall(r"<xf [^>]*/>|<xf .*?</xf>", styles[styles.index("<cellXfs") :])

        def is_open(place: tuple[str, str]) -> bool:
            (style,) = re.findall(rf'<c r="{place[1]}" s="(\d+)"', sheets[3])
            return 'locked="0"' in formats[int(style)]

        item, head, free = line_of(path, "Master plan"), head_of(path, "policy"), free_line_of(path, "policy")
        for column in ("level", "item", "status", "office", "owner", "due", "link", "note", "recommendation"):
            assert is_open(item.place(column))
            assert is_open(free.place(column))
        for column in ("indicator", "title", "value", "level_reached", "value_counted"):
            assert not is_open(item.place(column))
        assert [name for name in COLUMNS if is_open(head.place(name))] == [
            *("value", "owner", "due", "source", "note", "recommendation")
        ]

    def test_headings_stay_in_sight_and_on_every_page(self, form: Form, items: Path) -> None:
        with ZipFile(form("--items", items)) as archive:
            sheet, book = (archive.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet4", "workbook"))
        assert 'topLeftCell="C5"' in sheet
        assert 'orientation="landscape"' in sheet
        assert "Governance!$3:$4" in book

    def test_the_label_of_the_ladder_stands_where_levels_are_shown(self, form: Form, items: Path) -> None:
        book = CalamineWorkbook.from_path(form("--items", items, "--lang", "id"))
        results, aspect = (
            " ".join(str(cell) for row in book.get_sheet_by_name(name).to_python() for cell in row)
            for name in ("Tingkat dan indeks", "Tata kelola")
        )
        assert "alat bantu kerangka ini, bukan ketentuan instrumennya" in results
        assert "Tidak ada aturan." in results
        assert "Bukan hasil resmi." in results
        assert "alat bantu, bukan nilai resmi" in aspect


class TestFilledInBeforehand:
    def test_items_keep_what_is_said_of_them_and_due_dates_while_they_are_open(self, form: Form, last: Path) -> None:
        path = form("--from", last)
        told = line_of(path, "Decree of the regent").cells
        assert [told[name] for name in ("status", "office", "owner", "link")] == [
            *("accepted", "Diskominfo", "Secretary", "https://example.org/a")
        ]
        plan = line_of(path, "Master plan").cells
        assert [plan[name] for name in ("status", "note", "recommendation")] == [
            *("draft", "not signed", "Let the regent sign it")
        ]
        assert (told["due"], str(plan["due"])) == ("", "2025-08-31")

    def test_a_list_gives_further_items_and_new_due_dates(self, form: Form, last: Path, items: Path) -> None:
        path = form("--from", last, "--items", items)
        told = line_of(path, "Master plan").cells
        assert (told["status"], str(told["due"])) == ("draft", "2026-08-31")
        assert line_of(path, "Metadata").cells["status"] == ""

    def test_the_last_value_of_an_indicator_with_items_stands_beside_it(
        self, form: Form, last: Path, items: Path
    ) -> None:
        path = form("--from", last, "--items", items)
        told = head_of(path, "plan").cells
        assert (told["title"], told["value"]) == ("Plan\nLast value: 1.5", "")
        assert (told["owner"], told["recommendation"]) == ("Head", "Complete it")

    def test_that_of_one_without_items_is_entered(self, form: Form, last: Path, items: Path) -> None:
        assert head_of(form("--from", last, "--items", items), "maps").cells["value"] == 2.25

    def test_words_are_those_of_the_language_of_the_form(self, form: Form, last: Path) -> None:
        assert line_of(form("--from", last, "--lang", "id"), "Master plan").cells["status"] == "draf"

    def test_a_text_that_looks_like_a_formula_stays_text(self, form: Form, write: Write) -> None:
        path = form("--items", write('indicator,level,item\npolicy,1,"=1+1"\n', "odd.csv"))
        with ZipFile(path) as archive:
            assert b"<f>1+1</f>" not in archive.read("xl/worksheets/sheet4.xml")
        assert line_of(path, "=1+1").cells["level"] == 1


class TestShown:
    """What formulas show at first is what `assess` gives of the same file; tests/external let them work it out."""

    @pytest.mark.parametrize(
        "ladder",
        [
            ADVISORY,
            'policy = "all"',
            'policy = "share", share = 0.5',
            'policy = "any", advisory = true',
        ],
    )
    def test_levels_scores_index_and_band_are_those_of_an_assessment(
        self, form: Form, write: Write, scores: Callable[..., dict[str, float | None]], ladder: str
    ) -> None:
        by = write(LADDERED.replace("LADDER }", f"{ladder} }}"), "other.toml")
        given = LAST if "advisory" in ladder else LAST.replace(",1.5,", ",,")
        last = write(
            given + "Sampit,2025,policy,2,Report,accepted,,,,,,,\nSampit,2025,plan,3,Map,accepted,,,,,,,\n", "more.csv"
        )
        path = form("--from", last, by=by)
        told, found = shown(path), scores(path, by=by)
        for title, node in {"Index": "index", "Governance": "governance", "Policy": "policy", "Maps": "maps"}.items():
            assert told[title][2] == pytest.approx(found[node], abs=1e-12)
        assert band_shown(path) in ("Poor", "Fair", "Good")
        levels = evidence_levels_of(path, by)
        assert {name: told[title][0] for name, title in (("policy", "Policy"), ("plan", "Plan"))} == levels

    def test_a_form_of_which_nothing_is_known_shows_nothing(self, form: Form) -> None:
        path = form("--city", "Sampit")
        assert set(shown(path).values()) == {("", "", "")}
        assert band_shown(path) == ""

    def test_what_formulas_cannot_do_is_left_to_the_command(self, form: Form, write: Write, items: Path) -> None:
        by = write(LADDERED.replace("LADDER }", f'{ADVISORY} }}\naggregate = "geometric"'), "g.toml")
        told = shown(form("--items", items, by=by))
        assert told["Index"] == ("", "", "by assess")
        assert told["Policy"][0] == 1

    def test_what_is_too_long_for_a_formula_is_left_to_the_command(self, form: Form, write: Write) -> None:
        members = "".join(
            f'{{ id = "i{number}", rule = {{ score = {{ low = 1, high = 5 }} }} }},' for number in range(90)
        )
        by = write(f'id = "long"\nladder = {{ policy = "all" }}\nmembers = [{members}]\n', "long.toml")
        assert shown(form("--city", "Sampit", by=by))["Index"][2] == "by assess"

    def test_every_framework_has_a_table_of_its_own(self, form: Form, write: Write, items: Path) -> None:
        other = write('id = "o"\nmembers = [{ id = "policy", rule = { score = { low = 1, high = 5 } } }]\n', "o.toml")
        path = form("--items", items, "--framework", other)
        rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Level and index").to_python()
        assert [row[-1] for row in rows if row[0] in ("Policy", "policy")] == [1.0, 0.0]
        assert [line.cells["item"] for line in lines(path)].count("Master plan") == 1

    def test_criteria_of_the_framework_are_items_that_say_nothing_until_one_is_answered(
        self, form: Form, run: Run, write: Write, tmp_path: Path
    ) -> None:
        by = write(
            'id = "c"\nladder = { policy = "all" }\n'
            '[[members]]\nid = "plan"\nrule = { levels = { low = 0, high = 2 } }\n'
            'criteria = [{ level = 1, text = "A list" }, { level = 2, text = "Owners" }]\n'
            '[[members]]\nid = "speed"\nrule = { linear = { worst = 0, best = 10 } }\n',
            "c.toml",
        )
        path = form("--city", "Sampit", by=by)
        assert [
            line.cells["item"] for line in lines(path) if "criterion of the framework" in str(line.cells["title"])
        ] == [*("A list", "Owners")]
        speed = head_of(path, "speed").place("value")
        untouched = fill(path, tmp_path / "untouched.xlsx", {speed: 5.0})
        assert evidence_levels_of(untouched, by) == {}
        answered = fill(
            path, tmp_path / "answered.xlsx", {speed: 5.0, line_of(path, "A list").place("status"): "accepted"}
        )
        assert evidence_levels_of(answered, by) == {"plan": 1}
        again = form("--from", answered, by=by, name="again.xlsx")
        assert [line_of(again, name).cells["status"] for name in ("A list", "Owners")] == ["accepted", "none"]


def evidence_levels_of(path: Path, by: Path) -> dict[str, float]:
    """Give the levels that items reach by indicator."""
    from smartscore import assess, load_framework

    told = evidence_levels(assess(read_dataset(path), load_framework(by)))
    return {str(key[-1]): level for key, level in told["now"].items()}


class TestReturned:
    def test_what_was_filled_in_is_read_as_it_was_written(self, form: Form, items: Path, tmp_path: Path) -> None:
        path = form("--items", items, "--city", "Sampit", "--lang", "id")
        plan, free = line_of(path, "Master plan"), free_line_of(path, "policy")
        returned = fill(
            path,
            tmp_path / "returned.xlsx",
            {
                plan.place("status"): "diajukan",
                plan.place("link"): "https://example.org/b",
                plan.place("note"): "waits",
                free.place("level"): 4.0,
                free.place("item"): "An audit",
                free.place("status"): "diterima",
                free.place("due"): "30/09/2026",
            },
        )
        before, after = evidence(items_with_city(items)), evidence(returned)
        assert after.keys() - before.keys() == {"An audit"}
        for name, told in before.items():
            same = ["indicator", "level", "office", "owner"] + (
                ["status", "link", "note"] if name != "Master plan" else []
            )
            assert [after[name][field] for field in same] == [told[field] for field in same]
        assert [after["Master plan"][name] for name in ("status", "link", "note")] == [
            *("submitted", "https://example.org/b", "waits")
        ]
        assert (after["An audit"]["level"], after["An audit"]["status"]) == (4, "accepted")

    @pytest.mark.parametrize(
        "text", ['"quoted", <b>&amp;', "two\nlines", "😀 été", "*?~", "-5", "NA", "Decree of the REGENT", "x" * 400]
    )
    def test_texts_of_every_kind_come_back_as_they_are(self, form: Form, write: Write, text: str) -> None:
        quoted = text.replace('"', '""')
        path = form(
            "--city",
            "Sampit",
            "--items",
            write(f'indicator,level,item,office\npolicy,1,"{quoted}","{quoted}"\n', "odd.csv"),
        )
        (item,) = evidence(path).values()
        assert (item["item"], item["office"], item["status"]) == (text, text, "none")

    def test_a_form_without_any_answer_can_be_read(self, form: Form, run: Run, framework: Path) -> None:
        path = form("--city", "Sampit")
        result = run("check", path, "--framework", framework)
        assert (result.exit_code, result.stderr) == (0, "")

    def test_no_form_is_written_over(self, form: Form, run: Run, framework: Path) -> None:
        path = form("--city", "Sampit")
        result = run("template", "--framework", framework, "-o", path, "--force")
        assert result.exit_code == 2
        assert "form_exists" in result.stderr

    def test_an_item_without_its_level_is_told_by_its_cell(
        self, form: Form, run: Run, framework: Path, tmp_path: Path
    ) -> None:
        path = form("--city", "Sampit")
        free = free_line_of(path, "policy")
        returned = fill(path, tmp_path / "returned.xlsx", {free.place("item"): "An audit"})
        result = run("check", returned, "--framework", framework)
        assert result.exit_code == 3
        assert f"Governance!{free.place('level')[1]}" in result.stderr
        assert "item_level_not_whole" in result.stderr


def items_with_city(path: Path) -> Path:
    """Give the list as a dataset of one city."""
    rows = path.read_text(encoding="utf-8").splitlines()
    told = [f"city,status,{rows[0]}", *(f"Sampit,,{row}" for row in rows[1:])]
    target = path.with_name("with-city.csv")
    target.write_text("\n".join(told) + "\n", encoding="utf-8")
    return target


OFFICES = [f"Office {letter}" for letter in "ABCDEFGHIJKL"]
OF_TWELVE = "indicator,level,item,office\n" + "".join(
    f"{indicator},{level},{office} {indicator} {level},{office}\n"
    for number, office in enumerate(OFFICES)
    for indicator, level in (("policy", 1 + number % 2), ("statistics", 1), ("maps", 1 + number % 4))
)


class TestOffices:
    @pytest.fixture
    def twelve(self, write: Write) -> Path:
        return write(OF_TWELVE, "twelve.csv")

    @pytest.fixture
    def split(self, form: Form, tmp_path: Path) -> Callable[..., dict[str, Path]]:
        """Give a function that splits a form by office and gives the files by name."""

        def split(*arguments: object) -> dict[str, Path]:
            folder = form("--split", "office", *arguments, name="forms")
            return {path.stem: path for path in sorted(folder.iterdir())}

        return split

    def test_each_has_its_items_alone_and_free_lines_in_its_name(
        self, split: Callable[..., dict[str, Path]], items: Path
    ) -> None:
        files = split("--items", items)
        assert list(files) == ["BPS", "Bappeda", "Diskominfo", "Inspektorat", "other"]
        told = [(line.cells["item"], line.cells["office"]) for line in lines(files["Bappeda"])]
        assert [one for one in told if one[0]] == [("Master plan", "Bappeda"), ("Road map", "Bappeda")]
        assert told.count(("", "Bappeda")) == 10
        assert {line.cells["indicator"] for line in lines(files["BPS"])} == {"statistics"}

    def test_values_are_asked_for_once(
        self,
        split: Callable[..., dict[str, Path]],
        scores: Callable[..., dict[str, float | None]],
        last: Path,
        items: Path,
    ) -> None:
        files = split("--items", items, "--from", last)
        assert head_of(files["other"], "maps").cells["value"] == 2.25
        for name, path in files.items():
            with ZipFile(path) as archive:
                sheet = archive.read("xl/worksheets/sheet4.xml").decode()
            assert bool(re.search(r'sqref="F\d+"', sheet)) == (name == "other")
        assert scores(*files.values())["maps"] == 2.25

    def test_each_shows_levels_and_index_with_the_items_of_the_others(
        self, split: Callable[..., dict[str, Path]], form: Form, last: Path, items: Path
    ) -> None:
        whole = shown(form("--items", items, "--from", last))
        for path in split("--items", items, "--from", last).values():
            assert shown(path) == whole

    def test_what_twelve_offices_return_is_put_together(
        self,
        split: Callable[..., dict[str, Path]],
        scores: Callable[..., dict[str, float | None]],
        twelve: Path,
        write: Write,
        tmp_path: Path,
    ) -> None:
        files = split("--items", twelve, "--city", "Sampit")
        assert list(files) == [*OFFICES, "other"]
        returned = [fill(path, tmp_path / path.name, answers(path)) for path in files.values()]
        together = evidence(*returned)
        assert len(together) == 36
        assert {name: item["status"] for name, item in together.items()} == {
            name: expected(name, item["level"]) for name, item in together.items()
        }
        table = "city,indicator,level,item,status\n" + "".join(
            f"Sampit,{item['indicator']},{item['level']},{name},{item['status']}\n" for name, item in together.items()
        )
        assert scores(*returned) == scores(write(table, "table.csv"))

    def test_a_form_that_was_not_split_is_filled_in_by_each_for_himself(
        self, form: Form, twelve: Path, tmp_path: Path
    ) -> None:
        path = form("--items", twelve, "--city", "Sampit")
        returned = [fill(path, tmp_path / f"{office}.xlsx", answers(path, office)) for office in OFFICES]
        assert {name: item["status"] for name, item in evidence(*returned).items()} == {
            name: expected(name, item["level"]) for name, item in evidence(*returned).items()
        }

    def test_a_form_of_what_came_back_has_all_of_it_again(
        self, split: Callable[..., dict[str, Path]], form: Form, twelve: Path, tmp_path: Path
    ) -> None:
        files = split("--items", twelve, "--city", "Sampit")
        returned = [fill(path, tmp_path / path.name, answers(path)) for path in files.values()]
        again = form(*(word for path in returned for word in ("--from", path)), name="again.xlsx")
        assert {name: (item["status"], item["office"]) for name, item in evidence(again).items()} == {
            name: (item["status"], item["office"]) for name, item in evidence(*returned).items()
        }

    def test_an_empty_status_gives_way_and_one_that_is_written_does_not(
        self, form: Form, run: Run, framework: Path, items: Path, tmp_path: Path
    ) -> None:
        path = form("--items", items, "--city", "Sampit")
        cell = line_of(path, "Road map").place("status")
        accepted = fill(path, tmp_path / "accepted.xlsx", {cell: "accepted"})
        for first, second in ((path, accepted), (accepted, path)):
            assert evidence(first, second)["Road map"]["status"] == "accepted"
        none = fill(path, tmp_path / "none.xlsx", {cell: "none"})
        result = run("check", accepted, none, "--framework", framework)
        assert result.exit_code == 3
        assert "the item Road map is none here and accepted in" in result.stderr

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_an_item_of_which_two_say_otherwise_is_told_with_both_cells(
        self, form: Form, run: Run, framework: Path, items: Path, language: str
    ) -> None:
        words = [status_words(language)[status] for status in ("accepted", "draft")]
        path = form("--items", items, "--city", "Sampit", "--lang", language)
        cell = line_of(path, "Road map").place("status")
        first, second = (
            fill(
                path, path.with_name(f"{word}.xlsx"), {cell: word, line_of(path, "Metadata").place("status"): words[0]}
            )
            for word in words
        )
        result = run("assess", first, second, "--framework", framework)
        assert (result.exit_code, result.stdout) == (3, "")
        told, count = result.stderr.splitlines()
        sheet = "Governance" if language == "en" else "'Tata kelola'"
        assert told == (
            f"{second}, {sheet}!{cell[1]}, Sampit, plan: the item Road map is draft here and accepted in "
            f"{first}, {sheet}!{cell[1]} [item_conflict]"
        )
        assert count.startswith("1 problem")

    def test_owners_may_split_it_too(self, form: Form, last: Path, items: Path) -> None:
        folder = form("--split", "owner", "--items", items, "--from", last, name="owners")
        assert sorted(path.stem for path in folder.iterdir()) == ["Head", "Secretary", "other"]
        assert head_of(folder / "Head.xlsx", "plan").cells["recommendation"] == "Complete it"


def answers(path: Path, office: str = "") -> dict[tuple[str, str], float | str]:
    """Answer for each item of a form, or for those of one office."""
    told = [
        line
        for line in lines(path)
        if line.cells["item"] and line.cells["office"] in (office, *(OFFICES if not office else []))
    ]
    return {line.place("status"): expected(str(line.cells["item"]), line.cells["level"]) for line in told}


def expected(name: str, level: object) -> str:
    """Give the status that an office gives an item."""
    if level == 1:
        return "accepted"
    return "submitted" if name < "Office G" else "draft"


class TestRefused:
    def test_a_form_is_for_one_city(self, run: Run, framework: Path, tmp_path: Path) -> None:
        cities = ("--city", "A", "--city", "B")
        result = run("template", "--framework", framework, *cities, "-o", tmp_path / "form.xlsx")
        assert result.exit_code == 2
        assert "form_of_one_city" in result.stderr

    def test_items_without_offices_cannot_be_split_by_them(
        self, run: Run, framework: Path, write: Write, tmp_path: Path
    ) -> None:
        path = write("indicator,level,item\npolicy,1,Decree\n", "none.csv")
        asked = ("--items", path, "--split", "office", "-o", tmp_path / "forms")
        result = run("template", "--framework", framework, *asked)
        assert result.exit_code == 2
        assert "form_no_office" in result.stderr

    def test_values_alone_have_no_office(self, run: Run, small: Path, write: Write, tmp_path: Path) -> None:
        path = write("city,indicator,value,owner\nSampit,income,5,Ani\n", "values.csv")
        asked = ("--from", path, "--split", "office", "-o", tmp_path / "forms")
        result = run("template", "--framework", small, *asked)
        assert result.exit_code == 2
        assert "form_no_office" in result.stderr

    def test_what_is_wrong_with_a_list_is_told_with_its_lines(
        self, run: Run, framework: Path, write: Write, tmp_path: Path
    ) -> None:
        path = write("indicator,level,item\npolicies,1,Decree\npolicy,7,Plan\npolicy,1,\n", "wrong.csv")
        result = run("template", "--framework", framework, "--items", path, "-o", tmp_path / "form.xlsx")
        assert result.exit_code == 3
        told = result.stderr.splitlines()
        assert any("line 2" in line and "nearest: policy" in line for line in told)
        assert any("line 3" in line and "[item_level]" in line for line in told)
        assert any("line 4" in line and "[item_empty]" in line for line in told)
        assert not any(", -" in line for line in told)
        assert not (tmp_path / "form.xlsx").exists()

    def test_a_list_needs_a_workbook(self, run: Run, framework: Path, items: Path) -> None:
        result = run("template", "--framework", framework, "--items", items)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "form_from_needs" in result.stderr

    def test_the_list_is_not_written_over(self, run: Run, framework: Path, items: Path, tmp_path: Path) -> None:
        target = tmp_path / "linked.xlsx"
        target.hardlink_to(items)
        result = run("template", "--framework", framework, "--items", items, "-o", target, "--force")
        assert (result.exit_code, items.read_text(encoding="utf-8")) == (2, ITEMS)
