"""Relative rules that cannot be fitted, or are fitted to something else than a fixed rule."""

from broken_plugins import Broken
from broken_plugins.scoring import BY_RULE, relative

ROWS = [
    Broken(
        "fit_raises",
        relative("return {}['mean']"),
        "income: the rule own (Own) of plugin 'fit_raises' failed: KeyError: 'mean' [method_failed]",
        "income: aturan own (Own) dari plugin 'fit_raises' gagal: KeyError: 'mean' [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_raises_without_text",
        relative("raise ValueError"),
        "income: the rule own (Own) of plugin 'fit_raises_without_text' failed: ValueError [method_failed]",
        "income: aturan own (Own) dari plugin 'fit_raises_without_text' gagal: ValueError [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_refuses",
        relative("raise RuleError('at least three cities are needed')"),
        "income: the rule own (Own) of plugin 'fit_refuses' refuses these values: at least three cities are needed [method_refuses]",
        "income: aturan own (Own) dari plugin 'fit_refuses' menolak nilai ini: at least three cities are needed [method_refuses]",
        framework=BY_RULE,
        exit_code=4,
        loads=True,
    ),
    Broken(
        "fit_ends_it_well",
        relative("raise SystemExit(0)"),
        "income: the rule own (Own) of plugin 'fit_ends_it_well' failed: SystemExit: 0 [method_failed]",
        "income: aturan own (Own) dari plugin 'fit_ends_it_well' gagal: SystemExit: 0 [method_failed]",
        framework=BY_RULE,
        process=True,
        loads=True,
    ),
    Broken(
        "fit_gives_none",
        relative("self.low = values.min()"),
        "income: the rule own (Own) of plugin 'fit_gives_none' gives nothing (None); expected: a fixed rule, which can be called and has no fit [method_gives]",
        "income: aturan own (Own) dari plugin 'fit_gives_none' memberi kosong (None); yang diharapkan: aturan tetap, yang dapat dipanggil dan tidak punya fit [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_gives_text",
        relative("return 'fitted'"),
        "income: the rule own (Own) of plugin 'fit_gives_text' gives a str; expected: a fixed rule, which can be called and has no fit [method_gives]",
        "income: aturan own (Own) dari plugin 'fit_gives_text' memberi sebuah str; yang diharapkan: aturan tetap, yang dapat dipanggil dan tidak punya fit [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_gives_a_number",
        relative("return values.mean()"),
        "income: the rule own (Own) of plugin 'fit_gives_a_number' gives a float64; expected: a fixed rule, which can be called and has no fit [method_gives]",
        "income: aturan own (Own) dari plugin 'fit_gives_a_number' memberi sebuah float64; yang diharapkan: aturan tetap, yang dapat dipanggil dan tidak punya fit [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_gives_itself",
        relative("return self"),
        "income: the rule own (Own) of plugin 'fit_gives_itself' gives a Own; expected: a fixed rule, which can be called and has no fit [method_gives]",
        "income: aturan own (Own) dari plugin 'fit_gives_itself' memberi sebuah Own; yang diharapkan: aturan tetap, yang dapat dipanggil dan tidak punya fit [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_gives_a_class",
        relative("return Linear"),
        "income: the rule own (Own) of plugin 'fit_gives_a_class' gives a type; expected: a fixed rule, which can be called and has no fit [method_gives]",
        "income: aturan own (Own) dari plugin 'fit_gives_a_class' memberi sebuah type; yang diharapkan: aturan tetap, yang dapat dipanggil dan tidak punya fit [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_gives_a_relative_rule",
        relative("""
from smartscore.rules import MinMax

return MinMax()
"""),
        "income: the rule own (Own) of plugin 'fit_gives_a_relative_rule' gives a MinMax; expected: a fixed rule, which can be called and has no fit [method_gives]",
        "income: aturan own (Own) dari plugin 'fit_gives_a_relative_rule' memberi sebuah MinMax; yang diharapkan: aturan tetap, yang dapat dipanggil dan tidak punya fit [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_writes_over",
        relative("""
values -= values.min()
return Linear(0, values.max())
"""),
        "income: the rule own (Own) of plugin 'fit_writes_over' writes over what it is given; it must leave that as it is and give something new [method_writes_over]",
        "income: aturan own (Own) dari plugin 'fit_writes_over' menimpa apa yang diterimanya; yang diterima harus dibiarkan dan hasilnya harus baru [method_writes_over]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_gives_a_rule_that_fails",
        relative("return lambda values: {}['mean']"),
        "income: the rule <lambda> of plugin 'fit_gives_a_rule_that_fails' failed: KeyError: 'mean' [method_failed]",
        "income: aturan <lambda> dari plugin 'fit_gives_a_rule_that_fails' gagal: KeyError: 'mean' [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_gives_a_rule_that_ranks",
        relative("return lambda values: values.argsort().argsort() / 2"),
        "Bukit, income: the rule <lambda> of plugin 'fit_gives_a_rule_that_ranks' gives 0.5 for 6 beside other cities and 0 alone or the second time; it must judge each city by itself and always alike (a rule that depends on the others has fit(values)) [method_not_single]",
        "Bukit, income: aturan <lambda> dari plugin 'fit_gives_a_rule_that_ranks' memberi 0,5 untuk 6 bersama kota lain dan 0 bila sendiri atau pada panggilan kedua; tiap kota harus dinilai sendiri dan selalu sama (aturan yang bergantung pada kota lain memakai fit(values)) [method_not_single]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_gives_a_rule_of_percent",
        relative("return lambda values: values * 10"),
        "Alun, income: the rule <lambda> of plugin 'fit_gives_a_rule_of_percent' gives 40 for the value 4, outside 0 to 1; hold its results there, or let it say clip = \"none\" [rule_leaves_range]",
        "Alun, income: aturan <lambda> dari plugin 'fit_gives_a_rule_of_percent' memberi 40 untuk nilai 4, di luar 0 sampai 1; tahan hasilnya di situ, atau nyatakan clip = \"none\" [rule_leaves_range]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "fit_gives_a_rule_turned",
        relative("return Linear(10, 0)"),
        "income: the rule own (Own) of plugin 'fit_gives_a_rule_turned' gives better = 'lower'; expected: better = 'higher' [method_gives]",
        "income: aturan own (Own) dari plugin 'fit_gives_a_rule_turned' memberi better = 'lower'; yang diharapkan: better = 'higher' [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
]
