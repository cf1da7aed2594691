"""Plugins: found one by one, turned into values, and refused by name when they are broken."""

import importlib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import numpy as np
import pytest
from builders import EXAMPLE, run

from smartscore import (
    Dimension,
    Framework,
    FrameworkError,
    FrameworkSource,
    Gazetteer,
    GazetteerSource,
    Indicator,
    Methods,
    PluginError,
    Plugins,
    Report,
    SmartscoreError,
    UsageError,
    discover,
    hookimpl,
    load_framework,
)
from smartscore.api import known_ids
from smartscore.plugins import of_modules
from smartscore.reports import REPORTS
from smartscore.rules import Linear

ROOT = Path(__file__).parents[1]
BUNDLED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]["smartscore"]
SIX = ["branding", "economy", "environment", "governance", "living", "society"]

TOURISM = """
    from smartscore import Dimension, Indicator, hookimpl
    from smartscore.rules import Linear

    @hookimpl
    def smartscore_dimensions():
        visits = Indicator("visits", {"en": "Visits", "id": "Kunjungan"}, rule=Linear(0, 10))
        return [Dimension("tourism", {"en": "Tourism", "id": "Pariwisata"}, members=[visits])]
"""
BROKEN = "raise RuntimeError('no licence found')"
FINE = """
    from smartscore import hookimpl

    @hookimpl
    def smartscore_dimensions():
        return []
"""
NOT_LOADED = (
    "plugin 'licence' cannot be loaded: RuntimeError: no licence found (outside_city_licence_licence.py, line 1)"
)

Install = Callable[..., Path]


def plugin(**hooks: Callable[..., object]) -> ModuleType:
    """Give a module that implements these hooks."""
    module = ModuleType("plugin")
    for name, function in hooks.items():
        setattr(module, name, hookimpl(function))
    return module


def dimension(name: str) -> Dimension:
    return Dimension(name, members=[Indicator(f"{name}_share", rule=Linear(0, 10))])


def source(name: str) -> FrameworkSource:
    return FrameworkSource(name, name, lambda: Framework(name, index=dimension("index")))


def report(name: str, *suffixes: str) -> Report:
    return Report(name, suffixes, lambda _assessments, _view: "")


def gazetteer(name: str) -> GazetteerSource:
    return GazetteerSource(name, name, lambda: Gazetteer(name, name, "made up", 2025, []))


def message_of(plugins: Plugins, kind: str) -> str:
    with pytest.raises(PluginError) as failed:
        getattr(plugins, kind)
    return str(failed.value)


def nothing() -> list[Dimension]:
    return []


class TestWhatIsGiven:
    def test_dimensions_come_sorted_by_id_whoever_gives_them(self) -> None:
        plugins = of_modules(
            {
                "zoo": plugin(smartscore_dimensions=lambda: [dimension("animals"), dimension("visits")]),
                "art": plugin(smartscore_dimensions=lambda: (d for d in [dimension("museums")])),
            }
        )
        assert list(plugins.dimensions) == ["animals", "museums", "visits"]

    def test_frameworks_are_not_built_before_they_are_asked_for(self) -> None:
        built: list[str] = []

        def load() -> Framework:
            built.append("late")
            return Framework("late", index=dimension("index"))

        late = FrameworkSource("late", "Late", load)
        plugins = of_modules({"slow": plugin(smartscore_frameworks=lambda: [late, source("early")])})
        assert list(plugins.frameworks) == ["early", "late"]
        assert built == []
        assert load_framework("late", plugins=plugins).id == "late"
        assert built == ["late"]

    def test_gazetteers_are_read_once_and_only_when_asked_for(self) -> None:
        read: list[str] = []

        def load() -> Gazetteer:
            read.append("late")
            return Gazetteer("late", "Late", "made up", 2025, [])

        given = [GazetteerSource("late", "Late", load), gazetteer("early")]
        plugins = of_modules({"slow": plugin(smartscore_gazetteers=lambda: given)})
        assert list(plugins.gazetteers) == ["early", "late"]
        assert read == []
        assert plugins.gazetteers["late"].load() is plugins.gazetteers["late"].load()
        assert read == ["late"]

    def test_methods_join_the_built_in_ones(self) -> None:
        given = Methods(rules={"steep": Linear})
        methods = of_modules({"rules": plugin(smartscore_methods=lambda: given)}).methods
        assert methods.rules["steep"] is Linear
        assert "linear" in methods.rules

    def test_reports_come_by_id(self) -> None:
        plugins = of_modules({"web": plugin(smartscore_reports=lambda: [report("web", ".web")])})
        assert plugins.reports["web"].suffixes == (".web",)

    def test_without_plugins_there_is_nothing_but_what_is_built_in(self) -> None:
        plugins = of_modules({})
        assert [*plugins.dimensions, *plugins.frameworks, *plugins.reports] == []
        assert "linear" in plugins.methods.rules
        plugins.require_whole()

    def test_a_plugin_tells_what_it_implements(self) -> None:
        both = plugin(smartscore_dimensions=nothing, smartscore_reports=nothing)
        found = of_modules({"both": both}).found[0]
        assert (found.name, found.hooks, found.error) == ("both", ("smartscore_dimensions", "smartscore_reports"), None)

    def test_a_hook_may_give_nothing_if_it_says_so(self) -> None:
        assert of_modules({"empty": plugin(smartscore_dimensions=nothing)}).dimensions == {}


class TestHooksThatFail:
    def test_an_error_inside_a_hook_names_the_plugin_and_the_hook(self) -> None:
        plugins = of_modules({"bad": plugin(smartscore_dimensions=lambda: 1 / 0)})
        said = message_of(plugins, "dimensions")
        assert said.startswith(
            "plugin 'bad': the hook 'smartscore_dimensions' failed: ZeroDivisionError: division by zero"
        )
        assert re.search(r"test_plugins\.py, line \d+\) \[plugin_failed\]$", said)

    def test_an_error_on_the_way_through_the_results_does_too(self) -> None:
        def dimensions() -> Iterator[Dimension]:
            yield dimension("tourism")
            raise RuntimeError("lost")

        plugins = of_modules({"bad": plugin(smartscore_dimensions=dimensions)})
        assert "the hook 'smartscore_dimensions' failed: RuntimeError: lost (" in message_of(plugins, "dimensions")

    @pytest.mark.parametrize(
        ("kind", "hook"),
        [
            ("dimensions", "smartscore_dimensions"),
            ("frameworks", "smartscore_frameworks"),
            ("gazetteers", "smartscore_gazetteers"),
            ("methods", "smartscore_methods"),
            ("reports", "smartscore_reports"),
        ],
    )
    def test_a_hook_that_gives_none_is_not_passed_over(self, kind: str, hook: str) -> None:
        plugins = of_modules({"mute": plugin(**{hook: lambda: None})})
        assert message_of(plugins, kind).startswith(f"plugin 'mute' gave nothing in its hook {hook}; ")

    @pytest.mark.parametrize(
        ("kind", "hook", "given", "found", "expected"),
        [
            ("dimensions", "smartscore_dimensions", ["economy"], "str", "Dimension"),
            ("dimensions", "smartscore_dimensions", "economy", "str", "list[Dimension]"),
            ("dimensions", "smartscore_dimensions", Methods(), "Methods", "list[Dimension]"),
            ("dimensions", "smartscore_dimensions", [Indicator("income", rule=Linear(0, 1))], "Indicator", "Dimension"),
            ("frameworks", "smartscore_frameworks", [dimension("economy")], "Dimension", "FrameworkSource"),
            ("gazetteers", "smartscore_gazetteers", [source("economy")], "FrameworkSource", "GazetteerSource"),
            ("reports", "smartscore_reports", [None], "None", "Report"),
            ("methods", "smartscore_methods", [], "list", "Methods"),
            ("methods", "smartscore_methods", {"rules": {}}, "dict", "Methods"),
        ],
    )
    def test_a_value_of_another_type_is_told(
        self, kind: str, hook: str, given: object, found: str, expected: str
    ) -> None:
        plugins = of_modules({"odd": plugin(**{hook: lambda: given})})
        assert message_of(plugins, kind) == (
            f"plugin 'odd': the hook '{hook}' gave {found}, expected {expected} [plugin_gave_another_type]"
        )

    def test_one_value_instead_of_several_is_told(self) -> None:
        plugins = of_modules({"one": plugin(smartscore_dimensions=lambda: dimension("economy"))})
        assert message_of(plugins, "dimensions") == (
            "plugin 'one' gave one Dimension by itself in its hook smartscore_dimensions; put it into a list "
            "[hook_gave_one]"
        )

    def test_what_a_plugin_made_wrongly_is_put_to_the_plugin(self) -> None:
        plugins = of_modules({"bad": plugin(smartscore_dimensions=lambda: [Dimension("Not an id", members=[])])})
        with pytest.raises(SmartscoreError) as failed:
            _ = plugins.dimensions
        assert "'Not an id' is no id" in str(failed.value)
        assert "'bad'" in str(failed.value)


class TestTwoSuppliers:
    def test_a_dimension_has_one_and_both_are_named(self) -> None:
        plugins = of_modules(
            {
                "my_city": plugin(smartscore_dimensions=lambda: [dimension("economy"), dimension("tourism")]),
                "economy": plugin(smartscore_dimensions=lambda: [dimension("economy"), dimension("tourism")]),
            }
        )
        assert message_of(plugins, "dimensions").splitlines() == [
            "plugins 'economy' and 'my_city' both supply the dimension 'economy' [supplied_twice]",
            "plugins 'economy' and 'my_city' both supply the dimension 'tourism' [supplied_twice]",
        ]

    def test_a_framework_has_one_and_both_are_named(self) -> None:
        plugins = of_modules(
            {name: plugin(smartscore_frameworks=lambda: [source("hdi")]) for name in ("one", "another")}
        )
        said = message_of(plugins, "frameworks")
        assert "'another' and 'one' both supply" in said
        assert "'hdi'" in said

    def test_a_gazetteer_has_one_and_both_are_named(self) -> None:
        given = {name: plugin(smartscore_gazetteers=lambda: [gazetteer("indonesia")]) for name in ("theirs", "ours")}
        said = message_of(of_modules(given), "gazetteers")
        assert said == "plugins 'ours' and 'theirs' both supply the gazetteer 'indonesia' [supplied_twice]"

    def test_a_method_has_one_and_both_are_named(self) -> None:
        plugins = of_modules(
            {
                "one": plugin(smartscore_methods=lambda: Methods(rules={"steep": Linear})),
                "another": plugin(smartscore_methods=lambda: Methods(rules={"steep": Indicator})),  # type: ignore[dict-item]
            }
        )
        said = message_of(plugins, "methods")
        assert "'steep'" in said
        assert "'one'" in said
        assert "'another'" in said

    def test_a_built_in_method_cannot_be_replaced(self) -> None:
        plugins = of_modules({"bold": plugin(smartscore_methods=lambda: Methods(rules={"linear": Indicator}))})  # type: ignore[dict-item]
        said = message_of(plugins, "methods")
        assert "'bold'" in said
        assert "'linear'" in said

    @pytest.mark.parametrize("edition", ["smart-city", "smart-city-2026"])
    def test_no_edition_of_the_default_framework_can_be_replaced(self, edition: str) -> None:
        plugins = of_modules(
            {
                "bold": plugin(smartscore_frameworks=lambda: [source(edition)]),
                "economy": plugin(smartscore_dimensions=lambda: [dimension("economy")]),
            }
        )
        with pytest.raises(PluginError, match=rf"'bold'.*'{edition}'|'{edition}'.*'bold'"):
            load_framework(edition, plugins=plugins)

    def test_a_built_in_report_cannot_be_replaced(self) -> None:
        plugins = of_modules({"bold": plugin(smartscore_reports=lambda: [report("json", ".json")])})
        assert set(REPORTS) >= {"json"}
        with pytest.raises(PluginError, match=r"'bold'.*'json'|'json'.*'bold'"):
            _ = plugins.reports

    def test_two_dimensions_cannot_share_an_indicator(self) -> None:
        shared = Indicator("income", rule=Linear(0, 10))
        plugins = of_modules(
            {
                name: plugin(smartscore_dimensions=lambda name=name: [Dimension(name, members=[shared])])
                for name in ("economy", "tourism")
            }
        )
        with pytest.raises((FrameworkError, PluginError)) as refused:
            load_framework("smart-city", plugins=plugins)
        assert "'income'" in str(refused.value)


class TestPluginsThatCannotBeUsed:
    def test_a_module_without_hooks_is_told(self) -> None:
        found = of_modules({"idle": ModuleType("idle")}).found[0]
        assert str(found.error).startswith("plugin 'idle' implements none of the hooks: smartscore_dimensions, ")

    def test_a_function_without_the_mark_is_no_hook(self) -> None:
        module = ModuleType("idle")
        module.smartscore_dimensions = list  # type: ignore[attr-defined]
        assert of_modules({"idle": module}).found[0].error is not None

    def test_a_misspelt_hook_is_told(self) -> None:
        plugins = of_modules(
            {
                "typo": plugin(smartscore_dimenson=nothing),
                "fine": plugin(smartscore_dimensions=lambda: [dimension("a")]),
            }
        )
        broken = {found.name: found.error for found in plugins.found}
        assert broken["fine"] is None
        assert "smartscore_dimenson" in str(broken["typo"])
        assert list(plugins.dimensions) == ["a"]

    def test_a_misspelt_hook_beside_a_good_one_makes_the_whole_plugin_broken(self) -> None:
        plugins = of_modules({"typo": plugin(smartscore_dimenson=nothing, smartscore_reports=lambda: [report("web")])})
        assert plugins.found[0].error is not None
        assert plugins.reports == {}

    def test_a_hook_that_asks_for_something_is_told(self) -> None:
        plugins = of_modules({"greedy": plugin(smartscore_dimensions=lambda config: [config])})
        assert "config" in str(plugins.found[0].error)
        assert plugins.dimensions == {}

    def test_every_broken_plugin_is_named(self) -> None:
        plugins = of_modules({"idle": ModuleType("idle"), "typo": plugin(smartscore_dimenson=nothing)})
        with pytest.raises(PluginError) as failed:
            plugins.require_whole()
        assert [problem.fields["plugin"] for problem in failed.value.problems] == ["idle", "typo"]

    def test_a_framework_is_not_loaded_while_one_is_broken(self) -> None:
        good = plugin(smartscore_dimensions=lambda: [dimension("economy")])
        plugins = of_modules({"good": good, "idle": ModuleType("idle")})
        with pytest.raises(PluginError, match="'idle'"):
            load_framework("smart-city", plugins=plugins)

    @pytest.mark.parametrize("load", [lambda: 1 / 0, lambda: None, lambda: "hdi"], ids=["fails", "silent", "odd"])
    def test_a_framework_that_cannot_be_built_is_put_to_the_plugin(self, load: Callable[[], Framework]) -> None:
        broken = FrameworkSource("late", "Late", load)
        plugins = of_modules({"slow": plugin(smartscore_frameworks=lambda: [broken])})
        with pytest.raises(PluginError, match=r"'slow'|'late'"):
            load_framework("late", plugins=plugins)

    @pytest.mark.parametrize("load", [lambda: 1 / 0, lambda: None], ids=["fails", "gives nothing"])
    def test_a_gazetteer_that_cannot_be_read_is_put_to_the_plugin(self, load: Callable[[], Gazetteer]) -> None:
        plugins = of_modules({"bad": plugin(smartscore_gazetteers=lambda: [GazetteerSource("lost", "Lost", load)])})
        with pytest.raises(PluginError, match="'bad'"):
            plugins.gazetteers["lost"].load()


class TestDiscovery:
    def test_the_bundled_plugins_take_the_outsiders_road(self) -> None:
        plugins = discover(bundled_only=True)
        assert [found.name for found in plugins.found] == sorted(BUNDLED)
        assert {found.distribution for found in plugins.found} == {"smartscore"}
        assert all(found.bundled and found.error is None for found in plugins.found)
        assert sorted(plugins.dimensions) == SIX

    def test_an_installed_plugin_is_found_with_its_distribution(self, install: Install) -> None:
        install("tourism", TOURISM)
        plugins = discover()
        found = {plugin.name: plugin for plugin in plugins.found}["tourism"]
        assert (found.distribution, found.version, found.hooks) == ("city-tourism", "2.1", ("smartscore_dimensions",))
        assert not found.bundled
        assert sorted(plugins.dimensions) == sorted([*SIX, "tourism"])
        assert [plugin.name for plugin in plugins.found] == sorted(plugin.name for plugin in plugins.found)

    def test_one_that_breaks_on_import_is_kept_with_its_error(self, install: Install) -> None:
        install("licence", BROKEN)
        plugins = discover()
        broken = [plugin for plugin in plugins.found if plugin.error]
        assert [(plugin.name, plugin.distribution) for plugin in broken] == [("licence", "city-licence")]
        assert str(broken[0].error) == f"{NOT_LOADED} [plugin_broken]"
        assert isinstance(broken[0].error.__cause__ if broken[0].error else None, RuntimeError)
        with pytest.raises(PluginError, match="'licence'"):
            plugins.require_whole()

    @pytest.mark.parametrize(
        "code", ["def (", "import no_such_module_at_all", "raise ValueError", "raise KeyError('a\\nb')"]
    )
    def test_whatever_breaks_it_is_told_in_one_line(self, install: Install, code: str) -> None:
        install("licence", code)
        said = [str(plugin.error) for plugin in discover().found if plugin.error]
        assert len(said) == 1
        assert said[0].startswith(("plugin 'licence' cannot be loaded: ", "plugin 'licence' needs "))
        assert "\n" not in said[0]

    def test_an_entry_point_to_nothing_is_broken(self, install: Install) -> None:
        path = install("licence", "")
        next(path.glob("outside_*.py")).unlink()
        importlib.invalidate_caches()
        assert [plugin.name for plugin in discover().found if plugin.error] == ["licence"]

    def test_one_can_be_left_out(self, install: Install) -> None:
        install("licence", BROKEN)
        plugins = discover(without=["licence", "economy"])
        plugins.require_whole()
        assert sorted(plugins.dimensions) == [name for name in SIX if name != "economy"]

    def test_one_can_be_used_alone(self, install: Install) -> None:
        install("tourism", TOURISM)
        assert list(discover(only=["tourism"]).dimensions) == ["tourism"]

    def test_one_that_is_left_out_is_not_even_imported(self, install: Install) -> None:
        install("licence", BROKEN)
        discover(without=["licence"])
        discover(only=["economy"])
        assert not [name for name in sys.modules if name.startswith("outside_")]

    def test_strangers_can_be_left_out_together(self, install: Install) -> None:
        install("tourism", TOURISM)
        install("licence", BROKEN)
        plugins = discover(bundled_only=True)
        plugins.require_whole()
        assert sorted(plugins.dimensions) == SIX

    def test_names_that_no_plugin_has_are_all_refused(self) -> None:
        with pytest.raises(UsageError) as refused:
            discover(without=["econmy"], only=["livng"])
        assert [problem.fields for problem in refused.value.problems] == [
            {"found": "econmy", "hint": "economy"},
            {"found": "livng", "hint": "living"},
        ]

    def test_two_plugins_of_one_name_are_refused_and_their_distributions_named(self, install: Install) -> None:
        install("economy", TOURISM, distribution="another-economy")
        plugins = discover()
        with pytest.raises(PluginError) as refused:
            plugins.require_whole()
        for said in ("'economy'", "another-economy", "smartscore"):
            assert said in str(refused.value)
        discover(without=["economy"]).require_whole()

    def test_what_is_left_of_a_package_that_was_removed_by_hand_is_tried_as_it_is(self, install: Install) -> None:
        path = install("tourism", TOURISM)
        next(path.glob("*.dist-info/METADATA")).unlink()
        (found,) = discover(only=["tourism"]).found
        assert (found.distribution, found.version, found.error) == ("", "", None)

    def test_entry_points_that_cannot_be_read_do_not_take_those_of_others_along(self, install: Install) -> None:
        path = install("tourism", TOURISM)
        install("licence", BROKEN)
        next(path.glob("city_licence*/entry_points.txt")).write_text("[smartscore]\nlicence outside\n")
        broken = {found.name: found.error for found in discover().found if found.error}
        assert str(broken.pop("city-licence")).startswith(
            "plugin 'city-licence': the entry points of its package cannot"
        )
        assert broken == {}
        plugins = discover(without=["city-licence"])
        plugins.require_whole()
        assert sorted(plugins.dimensions) == sorted([*SIX, "tourism"])

    def test_entry_points_of_others_that_cannot_be_read_are_not_ours(self, install: Install) -> None:
        path = install("licence", BROKEN)
        next(path.glob("*.dist-info/entry_points.txt")).write_text("[console_scripts]\nlicence outside\n")
        discover().require_whole()

    def test_the_folder_and_the_errors_of_numpy_are_as_before(
        self, install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        before = np.geterr()
        change = "os.chdir('/'); np.seterr(all='raise')"
        install(
            "tourism",
            f"import os\nimport numpy as np\n{change}\n"
            + dedent(TOURISM).replace("    visits", f"    {change}\n    visits"),
        )
        assert "tourism" in discover().dimensions
        assert (Path.cwd(), np.geterr()) == (tmp_path, before)

    def test_another_group_has_other_plugins(self) -> None:
        assert discover(group="no_such_group").found == ()


class TestReportsOfPlugins:
    """A report of a stranger, by name and by ending."""

    REPORT = """
        from smartscore import Report, hookimpl

        def render(document, style):
            ranking = document.source.assessments[0].ranking(document.source.by)
            return {result}

        @hookimpl
        def smartscore_reports():
            return [Report("names", [".names"], render)]
    """

    def test_it_is_asked_for_by_name_or_by_the_ending_of_a_file(self, install: Install, tmp_path: Path) -> None:
        install("names", self.REPORT.format(result="','.join(ranking['name'][:2])"))
        assert run("assess", str(EXAMPLE), "--format", "names").stdout == "Sleman,Kota Bandung"
        assert run("assess", str(EXAMPLE), "-o", str(tmp_path / "two.names")).exit_code == 0
        assert (tmp_path / "two.names").read_text() == "Sleman,Kota Bandung"

    def test_it_may_give_bytes(self, install: Install, tmp_path: Path) -> None:
        install("names", self.REPORT.format(result="bytes([0, 255])"))
        run("assess", str(EXAMPLE), "-o", str(tmp_path / "two.names"))
        assert (tmp_path / "two.names").read_bytes() == bytes([0, 255])

    @pytest.mark.parametrize("result", ["1 / 0", "None", "[1]"], ids=["fails", "silent", "odd"])
    def test_what_goes_wrong_in_it_is_put_to_the_plugin(self, install: Install, tmp_path: Path, result: str) -> None:
        install("names", self.REPORT.format(result=result))
        target = tmp_path / "two.names"
        target.write_text("old")
        failed = run("assess", str(EXAMPLE), "-o", str(target))
        assert (failed.exit_code, failed.stdout) == (5, "")
        assert "'names'" in failed.stderr
        assert failed.stderr.splitlines()[-1] == "to go on without it: --without names"
        assert target.read_text() == "old"

    def test_what_the_user_asked_wrongly_is_not(self, install: Install) -> None:
        install("names", self.REPORT.format(result="''"))
        refused = run("assess", str(EXAMPLE), "--format", "names", "--by", "provinces")
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert refused.stderr == f"{EXAMPLE}: there is no column 'provinces'; nearest: province [column_missing]\n"


class TestLeavingOut:
    """What is left out must not stop anything, whatever is wrong with it."""

    FAILING = """
        from smartscore import hookimpl

        @hookimpl
        def smartscore_dimensions():
            raise RuntimeError("no licence found")
    """

    BUILDS_NOTHING = """
        from smartscore import FrameworkSource, hookimpl

        @hookimpl
        def smartscore_frameworks():
            return [FrameworkSource("nothing", "Nothing", exit)]
    """

    def test_a_hook_that_fails_stops_assess(self, install: Install) -> None:
        install("licence", self.FAILING)
        failed = run("assess", str(EXAMPLE))
        assert (failed.exit_code, failed.stdout) == (5, "")
        assert failed.stderr.splitlines() == [
            "plugin 'licence': the hook 'smartscore_dimensions' failed: RuntimeError: no licence found "
            "(outside_city_licence_licence.py, line 6) [plugin_failed]",
            "to go on without it: --without licence",
        ]

    def test_it_is_listed_with_its_error(self, install: Install) -> None:
        install("licence", self.FAILING)
        install("mute", self.FAILING.replace('raise RuntimeError("no licence found")', "return None"))
        listed = run("plugins", "list", "--format", "json")
        assert listed.exit_code == 0
        states = {row["name"]: row["state"] for row in json.loads(listed.stdout)}
        assert "RuntimeError: no licence found" in states["licence"]
        assert states["mute"].startswith("plugin 'mute' gave nothing in its hook smartscore_dimensions")
        assert states["economy"] == "works"

    @pytest.mark.parametrize("code", [FAILING, BROKEN], ids=["hook", "import"])
    @pytest.mark.parametrize(
        "left_out", [["--without", "licence"], ["--no-plugins"]], ids=lambda words: words[0].strip("-")
    )
    def test_it_does_not_once_it_is_left_out(self, install: Install, code: str, left_out: list[str]) -> None:
        install("licence", code)
        done = run("assess", str(EXAMPLE), *left_out)
        assert (done.exit_code, done.stderr) == (0, "")

    def test_nor_does_a_framework_of_it_that_fails_where_others_are_asked_what_they_know(
        self, install: Install
    ) -> None:
        install("licence", self.BUILDS_NOTHING)
        assert "life_expectancy" in known_ids(discover())

    @pytest.mark.parametrize("code", [FAILING, BROKEN], ids=["hook", "import"])
    def test_nor_when_the_file_has_indicators_of_another_one_left_out(self, install: Install, code: str) -> None:
        install("licence", code)
        done = run("assess", str(EXAMPLE), "--without", "licence", "--without", "economy")
        assert (done.exit_code, done.stderr) == (0, "")
        assert run("assess", str(EXAMPLE), "--only", "economy").exit_code == 0


class TestASecondProcess:
    """The command as it is installed, with a plugin beside it that was never seen before."""

    @staticmethod
    def run(path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = Path(sys.executable).with_name("smartscore")
        environment = {**os.environ, "PYTHONPATH": str(path), "SMARTSCORE_LANG": "en", "COLUMNS": "100"}
        return subprocess.run(  # noqa: S603  # our own command
            [str(command), *arguments], env=environment, capture_output=True, text=True, check=False
        )

    def test_a_seventh_dimension_changes_the_name_and_the_fingerprint(self, install: Install) -> None:
        path = install("tourism", TOURISM)
        told = json.loads(self.run(path, "assess", str(EXAMPLE), "--format", "json").stdout)
        plain = json.loads(self.run(path, "assess", str(EXAMPLE), "--format", "json", "--no-plugins").stdout)
        seven, six = (result["assessments"][0]["framework"] for result in (told, plain))
        assert (seven["name"], six["name"]) == ("smart-city + tourism", "smart-city")
        assert seven["fingerprint"] != six["fingerprint"]
        assert six["fingerprint"] == load_framework("smart-city", plugins=discover(bundled_only=True)).fingerprint
        assert told["plugins"]["tourism"] == "2.1"
        assert "tourism" not in plain["plugins"]
        assert seven["nodes"][0]["members"] == [*six["nodes"][0]["members"], "tourism"]

    @pytest.mark.parametrize(
        "code",
        ["raise KeyboardInterrupt", FINE.replace("return []", "raise KeyboardInterrupt")],
        ids=["import", "hook"],
    )
    def test_ctrl_c_is_heard_in_a_plugin_too(self, install: Install, code: str) -> None:
        stopped = self.run(install("slow", code), "assess", str(EXAMPLE))
        assert (stopped.returncode, stopped.stdout, stopped.stderr) == (130, "", "")

    def test_a_broken_plugin_stops_assess_with_advice_and_nothing_else(self, install: Install) -> None:
        path = install("licence", BROKEN)
        failed = self.run(path, "assess", str(EXAMPLE))
        assert failed.returncode == 5
        assert failed.stdout == ""
        assert failed.stderr.splitlines() == [
            f"{NOT_LOADED} [plugin_broken]",
            "to go on without it: --without licence",
        ]

        assert self.run(path, "assess", str(EXAMPLE), "--without", "licence").returncode == 0
        assert self.run(path, "assess", str(EXAMPLE), "--no-plugins").returncode == 0

        listed = self.run(path, "plugins", "list", "--format", "json")
        assert listed.returncode == 0
        assert {row["name"]: row["state"] for row in json.loads(listed.stdout)} == {
            **dict.fromkeys(BUNDLED, "works"),
            "licence": f"{NOT_LOADED} [plugin_broken]",
        }
        for option in ("--help", "--version"):
            assert self.run(path, option).returncode == 0
