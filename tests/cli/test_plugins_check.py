"""`smartscore plugins check`: everything that a plugin gives, in a process that it may end, block or write into."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from smartscore.testing.isolation import check_plugin

Run = Callable[..., Result]
Install = Callable[..., Path]

#: What each plugin here begins with, and a rule that keeps the contract.
HEAD = """
import os, sys, time
import numpy as np
from attrs import frozen
from smartscore import Dimension, Domain, FrameworkSource, Framework, Indicator, Methods, Report, hookimpl

@frozen
class Share:
    of: float
    better = "higher"
    def __call__(self, values):
        return (values / self.of).clip(0, 1)
"""

GOOD = """
def trimmed(share):
    def aggregate(scores, weights):
        return (1 - share) * (weights @ scores) / weights.sum() + share * scores.min(axis=0)
    return aggregate

@frozen
class Needy:
    needed: float

@frozen
class Same:
    needs = ""
    def fit(self, frame, columns):
        return self
    def __call__(self, frame):
        return frame.copy()

def weakest(scores, weights):
    return scores.min(axis=0)

@hookimpl
def smartscore_methods():
    return Methods(
        rules={"share": Share, "needy": Needy},
        aggregates={"trimmed": trimmed, "weakest": weakest},
        steps={"same": Same},
    )

@hookimpl
def smartscore_dimensions():
    shade, grass = (Indicator(name, rule=Share(10)) for name in ("shade", "grass"))
    members = [shade, grass, Indicator("trees", rule=Share(2))]
    return [Dimension("green", members=members, aggregate=trimmed(0.5))]

@hookimpl
def smartscore_reports():
    return [Report("short", [".short"], lambda document, style: str(len(document.sections)))]
"""


def test_each_thing_has_a_line_with_its_state(run: Run, install: Install) -> None:
    install("green", HEAD + GOOD)
    result = run("plugins", "check", "green")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.split(maxsplit=1) for line in result.stdout.splitlines()]
    assert [" ".join(" ".join(line).split()) for line in lines if line[0] != "hook"][2:] == [
        "plugin green sound",
        "dimension green sound",
        "aggregate aggregate (green) sound",
        "rule share of=10 (shade) sound",
        "rule share of=2 (trees) sound",
        "rule needy not tried: it needs parameters, and nothing of the plugin uses it",
        "aggregate weakest sound",
        "step same sound",
        "report short sound",
    ]


def test_a_fault_is_told_with_the_smallest_case_and_ends_with_5(run: Run, install: Install) -> None:
    install(
        "green",
        HEAD
        + """
@frozen
class Steep(Share):
    def __call__(self, values):
        return (values / self.of).clip(0)

@hookimpl
def smartscore_dimensions():
    domain = Domain(0, 15)
    members = [Indicator("shade", rule=Steep(10), domain=domain), Indicator("grass", rule=Share(10))]
    return [Dimension("green", {"en": "Green"}, members=members)]
""",
    )
    result = run("plugins", "check", "green")
    assert result.exit_code == 5
    assert result.stderr.splitlines() == [
        "dimension green: green: the title is missing in the language id [title_untranslated]",
        'rule steep of=10 (shade): the rule gives 1.005 for 10.05; it must stay within 0 and 1, or say clip = "none" '
        "[rule_out_of_range]",
    ]
    result = run("plugins", "check", "green", "--lang", "id")
    assert result.stderr.splitlines() == [
        "dimensi green: green: judul belum ada dalam bahasa id [title_untranslated]",
        "aturan steep of=10 (shade): aturan memberi 1,005 untuk 10,05; harus antara 0 dan 1, "
        'atau nyatakan clip = "none" [rule_out_of_range]',
    ]


def test_json_has_everything_whatever_the_plugin_prints(run: Run, install: Install) -> None:
    install(
        "green",
        HEAD
        + """
print("hello from the import")
@frozen
class Loud(Share):
    def __call__(self, values):
        os.write(1, b"loud")
        return np.maximum(values, 0) * 2

@hookimpl
def smartscore_methods():
    return Methods(rules={"loud": Loud})

@hookimpl
def smartscore_dimensions():
    return [Dimension("green", members=[Indicator("shade", rule=Loud(10))])]
""",
    )
    result = run("plugins", "check", "green", "--format", "json")
    told = json.loads(result.stdout)
    assert result.exit_code == 5
    assert list(told) == ["plugin", "distribution", "version", "sound", "printed", "checked"]
    assert (told["plugin"], told["distribution"], told["version"], told["sound"]) == (
        "green",
        "city-green",
        "2.1",
        False,
    )
    assert told["printed"].startswith("hello from the import\nloud")
    assert "plugin 'green' printed: hello from the import" in result.stderr
    (rule,) = [one for one in told["checked"] if one["kind"] == "rule"]
    assert rule == {
        "kind": "rule",
        "name": "loud of=10 (shade)",
        "state": "faulty",
        "problems": [
            {
                "code": "rule_out_of_range",
                "message": 'the rule gives 1.04 for 0.52; it must stay within 0 and 1, or say clip = "none"',
            }
        ],
    }
    assert [one["state"] for one in told["checked"] if one["kind"] == "hook"] == ["sound", "sound"]


FATAL = {
    "hangs while it is imported": ("time.sleep(60)", "plugin green: it was not done within 2 seconds"),
    "ends while it is imported": ("os._exit(0)", "plugin green: the process of the check ended"),
    "ends Python while it is imported": ("sys.exit(0)", "plugin green: "),
    "is not there": ("import green_is_not_there", "plugin green: "),
    "hangs in a rule": (
        "RULE = lambda values: time.sleep(60)",
        "rule ruled of=10 (shade): it was not done within 15 seconds, so the check was ended; --timeout gives it more",
    ),
    "ends in a rule": (
        "RULE = lambda values: os._exit(3)",
        "rule ruled of=10 (shade): the process of the check ended while this was checked, with 3",
    ),
    "is killed in a rule": (
        "RULE = lambda values: os.kill(os.getpid(), 9)",
        "rule ruled of=10 (shade): the process of the check ended while this was checked, with SIGKILL",
    ),
    "leaves in a rule": ("RULE = lambda values: sys.exit(0)", "rule ruled of=10 (shade): the rule fails for "),
    "fills the memory in a rule": (
        "RULE = lambda values: np.ones(2**33)",
        "rule ruled of=10 (shade): the rule fails for ",
    ),
}

RULED = """
@frozen
class Ruled(Share):
    def __call__(self, values):
        return RULE(values)

@hookimpl
def smartscore_dimensions():
    return [Dimension("green", members=[Indicator("shade", rule=Ruled(10))])]
"""


@pytest.mark.parametrize("name", FATAL)
def test_a_plugin_that_would_end_or_block_the_command_is_told(run: Run, install: Install, name: str) -> None:
    line, said = FATAL[name]
    install("green", f"{HEAD}\n{line}\n{RULED}")
    within = {"hangs while it is imported": 2, "hangs in a rule": 15}.get(name, 120)
    result = run("plugins", "check", "green", "--timeout", within)
    assert result.exit_code == 5
    assert result.stderr.splitlines()[0].startswith(said)
    assert "faults: " in result.stdout


def test_a_hook_that_fails_does_not_hide_the_others(run: Run, install: Install) -> None:
    install(
        "green",
        HEAD
        + """
@hookimpl
def smartscore_dimensions():
    raise LookupError("no parks")

@hookimpl
def smartscore_frameworks():
    return [FrameworkSource("short", "Short", lambda: 1 / 0)]

@hookimpl
def smartscore_reports():
    return [Report("short", [".short"], lambda document, style: "")]
""",
    )
    result = run("plugins", "check", "green", "--format", "json")
    states = {(one["kind"], one["name"]): one["state"] for one in json.loads(result.stdout)["checked"]}
    assert states == {
        ("plugin", "green"): "sound",
        ("hook", "smartscore_dimensions"): "faulty",
        ("hook", "smartscore_frameworks"): "sound",
        ("framework", "short"): "faulty",
        ("hook", "smartscore_reports"): "sound",
        ("report", "short"): "sound",
    }


def test_methods_that_nothing_uses_are_tried_where_they_need_nothing(run: Run, install: Install) -> None:
    install(
        "green",
        HEAD
        + """
@frozen
class Odd:
    def __attrs_post_init__(self):
        raise ValueError("never")

def bare(values):
    return values / 10

@frozen
class Dropping:
    needs = ""
    def fit(self, frame, columns):
        return self
    def __call__(self, frame):
        return frame.dropna()

@hookimpl
def smartscore_methods():
    return Methods(rules={"half": Share(2), "odd": Odd, "bare": bare}, steps={"dropping": Dropping})
""",
    )
    result = run("plugins", "check", "green", "--format", "json")
    found = {one["name"]: [p["message"] for p in one["problems"]] for one in json.loads(result.stdout)["checked"]}
    assert found["half"] == []
    assert found["odd"][0].startswith("the rule 'odd' of green cannot be made: ValueError: never (")
    assert found["bare"][0].startswith("the rule 'bare' of green does not say which way is up")
    assert found["dropping"] == ["the step must keep every city, in its order: for city 2 it gives no row"]


def test_a_plugin_that_nobody_has_gets_the_nearest_name(run: Run) -> None:
    result = run("plugins", "check", "economi")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "there is no plugin 'economi'; nearest: economy [unknown_plugin]\n"


def test_a_bundled_plugin_is_sound(run: Run) -> None:
    found = check_plugin("human_development")
    assert {one.state for one in found.checked} == {"sound"}
    assert found.distribution == "smartscore"
    assert {one.kind for one in found.checked} == {"plugin", "hook", "framework"}
    result = run("plugins", "check", "indonesia", "--lang", "id")
    assert result.exit_code == 0
    assert "gazeter" in result.stdout
