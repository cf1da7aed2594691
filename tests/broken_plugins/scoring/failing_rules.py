"""Rules that fail while they score, or do something else beside it."""

from broken_plugins import Broken
from broken_plugins.scoring import BY_RULE, harmless, rule

#: By a column of a second file, which can have a gap.
BY_RULE_OF_ROADS = BY_RULE.replace("income", "roads")

ROWS = [
    Broken(
        "rule_raises",
        rule("raise ZeroDivisionError('no towns')"),
        "income: the rule own (Own) of plugin 'rule_raises' failed: ZeroDivisionError: no towns [method_failed]",
        "income: aturan own (Own) dari plugin 'rule_raises' gagal: ZeroDivisionError: no towns [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_raises_without_text",
        rule("raise ValueError"),
        "income: the rule own (Own) of plugin 'rule_raises_without_text' failed: ValueError [method_failed]",
        "income: aturan own (Own) dari plugin 'rule_raises_without_text' gagal: ValueError [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_raises_for_one_city",
        rule("""
if (values > 5).any():
    raise KeyError('large')
return values / 10
"""),
        "Bukit, income: the rule own (Own) of plugin 'rule_raises_for_one_city' failed: KeyError: 'large' [method_failed]",
        "Bukit, income: aturan own (Own) dari plugin 'rule_raises_for_one_city' gagal: KeyError: 'large' [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_refuses_the_values",
        rule("raise RuleError('these values are of another survey')"),
        "income: the rule own (Own) of plugin 'rule_refuses_the_values' refuses these values: these values are of another survey [method_refuses]",
        "income: aturan own (Own) dari plugin 'rule_refuses_the_values' menolak nilai ini: these values are of another survey [method_refuses]",
        framework=BY_RULE,
        exit_code=4,
        loads=True,
    ),
    Broken(
        "rule_raises_in_lines",
        rule("raise ValueError('first\\\\nsecond')"),
        "income: the rule own (Own) of plugin 'rule_raises_in_lines' failed: ValueError: first\\nsecond [method_failed]",
        "income: aturan own (Own) dari plugin 'rule_raises_in_lines' gagal: ValueError: first\\nsecond [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_ends_it_well",
        rule("raise SystemExit(0)"),
        "income: the rule own (Own) of plugin 'rule_ends_it_well' failed: SystemExit: 0 [method_failed]",
        "income: aturan own (Own) dari plugin 'rule_ends_it_well' gagal: SystemExit: 0 [method_failed]",
        framework=BY_RULE,
        process=True,
        loads=True,
    ),
    Broken(
        "rule_ends_it_quietly",
        rule("""
import sys

sys.exit()
"""),
        "income: the rule own (Own) of plugin 'rule_ends_it_quietly' failed: SystemExit [method_failed]",
        "income: aturan own (Own) dari plugin 'rule_ends_it_quietly' gagal: SystemExit [method_failed]",
        framework=BY_RULE,
        process=True,
        loads=True,
    ),
    Broken(
        "rule_raises_no_exception",
        rule("raise GeneratorExit"),
        "income: the rule own (Own) of plugin 'rule_raises_no_exception' failed: GeneratorExit [method_failed]",
        "income: aturan own (Own) dari plugin 'rule_raises_no_exception' gagal: GeneratorExit [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_without_memory",
        rule("raise MemoryError"),
        "income: the rule own (Own) of plugin 'rule_without_memory' failed: MemoryError [method_failed]",
        "income: aturan own (Own) dari plugin 'rule_without_memory' gagal: MemoryError [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    harmless(
        "rule_warns",
        rule("""
import warnings

warnings.warn('old', stacklevel=1)
return values / 10
"""),
        "FOLDER/broken_rule_warns.py:13: UserWarning: old\n  warnings.warn('old', stacklevel=1)",
        "FOLDER/broken_rule_warns.py:13: UserWarning: old\n  warnings.warn('old', stacklevel=1)",
        framework=BY_RULE,
    ),
    Broken(
        "rule_fails_at_a_gap",
        rule("return np.array([int(value) / 10 for value in values])"),
        "Bukit, roads: the rule own (Own) of plugin 'rule_fails_at_a_gap' failed: ValueError: cannot convert float NaN to integer [method_failed]",
        "Bukit, roads: aturan own (Own) dari plugin 'rule_fails_at_a_gap' gagal: ValueError: cannot convert float NaN to integer [method_failed]",
        framework=BY_RULE_OF_ROADS,
        beside="city,roads\nAlun,3\nBukit,\n",
        loads=True,
    ),
    Broken(
        "rule_writes_over",
        rule("""
values /= 10
return values
"""),
        "income: the rule own (Own) of plugin 'rule_writes_over' writes over what it is given; it must leave that as it is and give something new [method_writes_over]",
        "income: aturan own (Own) dari plugin 'rule_writes_over' menimpa apa yang diterimanya; yang diterima harus dibiarkan dan hasilnya harus baru [method_writes_over]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_makes_writable",
        rule("""
values.flags.writeable = True
values[0] = 1
return values / 10
"""),
        "income: the rule own (Own) of plugin 'rule_makes_writable' failed: ValueError: cannot set WRITEABLE flag to True of this array [method_failed]",
        "income: aturan own (Own) dari plugin 'rule_makes_writable' gagal: ValueError: cannot set WRITEABLE flag to True of this array [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    harmless(
        "rule_prints",
        rule("""
print('scoring', len(values))
return values / 10
"""),
        "scoring 2\nscoring 1\nscoring 1",
        "scoring 2\nscoring 1\nscoring 1",
        framework=BY_RULE,
    ),
    harmless(
        "rule_leaves_the_folder",
        rule("""
import os

os.chdir('/')
return values / 10
"""),
        "",
        "",
        framework=BY_RULE,
    ),
]
