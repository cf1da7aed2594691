"""Rules that fail or lie where it is asked which values lie beyond a bound and were held there."""

from broken_plugins import Broken
from broken_plugins.scoring import BY_RULE, rule

ROWS = [
    Broken(
        "clipped_is_a_number",
        rule(
            "return values / 10",
            """
better = 'higher'
clipped = 5
""",
        ),
        "income: the rule own (Own) of plugin 'clipped_is_a_number' failed: TypeError: 'int' object is not callable [method_failed]",
        "income: aturan own (Own) dari plugin 'clipped_is_a_number' gagal: TypeError: 'int' object is not callable [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "clipped_fails",
        rule(
            "return values / 10",
            """
better = 'higher'

def clipped(self, values):
    return {}['x']
""",
        ),
        "income: the rule own (Own) of plugin 'clipped_fails' failed: KeyError: 'x' [method_failed]",
        "income: aturan own (Own) dari plugin 'clipped_fails' gagal: KeyError: 'x' [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "clipped_ends_it_well",
        rule(
            "return values / 10",
            """
better = 'higher'

def clipped(self, values):
    raise SystemExit(0)
""",
        ),
        "income: the rule own (Own) of plugin 'clipped_ends_it_well' failed: SystemExit: 0 [method_failed]",
        "income: aturan own (Own) dari plugin 'clipped_ends_it_well' gagal: SystemExit: 0 [method_failed]",
        framework=BY_RULE,
        process=True,
        loads=True,
    ),
    Broken(
        "clipped_gives_none",
        rule(
            "return values / 10",
            """
better = 'higher'

def clipped(self, values):
    values > 5
""",
        ),
        "income: the rule own (Own) of plugin 'clipped_gives_none' gives nothing (None); expected: an array of bool of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'clipped_gives_none' memberi kosong (None); yang diharapkan: larik bool berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "clipped_gives_one",
        rule(
            "return values / 10",
            """
better = 'higher'

def clipped(self, values):
    return True
""",
        ),
        "income: the rule own (Own) of plugin 'clipped_gives_one' gives a bool; expected: an array of bool of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'clipped_gives_one' memberi sebuah bool; yang diharapkan: larik bool berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "clipped_gives_too_few",
        rule(
            "return values / 10",
            """
better = 'higher'

def clipped(self, values):
    return values[:1] > 5
""",
        ),
        "income: the rule own (Own) of plugin 'clipped_gives_too_few' gives an array of the shape (1,); expected: an array of bool of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'clipped_gives_too_few' memberi larik berbentuk (1,); yang diharapkan: larik bool berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "clipped_gives_numbers",
        rule(
            "return values / 10",
            """
better = 'higher'

def clipped(self, values):
    return values - 5
""",
        ),
        "income: the rule own (Own) of plugin 'clipped_gives_numbers' gives an array of float64; expected: an array of bool of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'clipped_gives_numbers' memberi larik float64; yang diharapkan: larik bool berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "clipped_writes_over",
        rule(
            "return values / 10",
            """
better = 'higher'

def clipped(self, values):
    values -= 5
    return values > 0
""",
        ),
        "income: the rule own (Own) of plugin 'clipped_writes_over' writes over what it is given; it must leave that as it is and give something new [method_writes_over]",
        "income: aturan own (Own) dari plugin 'clipped_writes_over' menimpa apa yang diterimanya; yang diterima harus dibiarkan dan hasilnya harus baru [method_writes_over]",
        framework=BY_RULE,
        loads=True,
    ),
]
