"""Rules that fail or lie where a report asks which values score so much."""

from broken_plugins import Broken
from broken_plugins.scoring import BY_RULE, rule

ROWS = [
    Broken(
        "inverse_is_a_number",
        rule(
            "return values / 10",
            """
better = 'higher'
inverse = 5
""",
        ),
        "income: the rule own (Own) of plugin 'inverse_is_a_number' failed: TypeError: 'int' object is not callable [method_failed]",
        "income: aturan own (Own) dari plugin 'inverse_is_a_number' gagal: TypeError: 'int' object is not callable [method_failed]",
        framework=BY_RULE,
        options=("--format", "html"),
        loads=True,
    ),
    Broken(
        "inverse_fails",
        rule(
            "return values / 10",
            """
better = 'higher'

def inverse(self, normalised):
    return {}['x']
""",
        ),
        "income: the rule own (Own) of plugin 'inverse_fails' failed: KeyError: 'x' [method_failed]",
        "income: aturan own (Own) dari plugin 'inverse_fails' gagal: KeyError: 'x' [method_failed]",
        framework=BY_RULE,
        options=("--format", "html"),
        loads=True,
    ),
    Broken(
        "inverse_ends_it_well",
        rule(
            "return values / 10",
            """
better = 'higher'

def inverse(self, normalised):
    raise SystemExit(0)
""",
        ),
        "income: the rule own (Own) of plugin 'inverse_ends_it_well' failed: SystemExit: 0 [method_failed]",
        "income: aturan own (Own) dari plugin 'inverse_ends_it_well' gagal: SystemExit: 0 [method_failed]",
        framework=BY_RULE,
        options=("--format", "html"),
        process=True,
        loads=True,
    ),
    Broken(
        "inverse_gives_none",
        rule(
            "return values / 10",
            """
better = 'higher'

def inverse(self, normalised):
    normalised * 10
""",
        ),
        "income: the rule own (Own) of plugin 'inverse_gives_none' gives nothing (None); expected: an array of numbers of the shape (1,) [method_gives]",
        "income: aturan own (Own) dari plugin 'inverse_gives_none' memberi kosong (None); yang diharapkan: larik angka berbentuk (1,) [method_gives]",
        framework=BY_RULE,
        options=("--format", "html"),
        loads=True,
    ),
    Broken(
        "inverse_gives_text",
        rule(
            "return values / 10",
            """
better = 'higher'

def inverse(self, normalised):
    return 'high'
""",
        ),
        "income: the rule own (Own) of plugin 'inverse_gives_text' gives a str; expected: an array of numbers of the shape (1,) [method_gives]",
        "income: aturan own (Own) dari plugin 'inverse_gives_text' memberi sebuah str; yang diharapkan: larik angka berbentuk (1,) [method_gives]",
        framework=BY_RULE,
        options=("--format", "html"),
        loads=True,
    ),
    Broken(
        "inverse_gives_one_number",
        rule(
            "return values / 10",
            """
better = 'higher'

def inverse(self, normalised):
    return 5.0
""",
        ),
        "income: the rule own (Own) of plugin 'inverse_gives_one_number' gives a float; expected: an array of numbers of the shape (1,) [method_gives]",
        "income: aturan own (Own) dari plugin 'inverse_gives_one_number' memberi sebuah float; yang diharapkan: larik angka berbentuk (1,) [method_gives]",
        framework=BY_RULE,
        options=("--format", "html"),
        loads=True,
    ),
    Broken(
        "reaching_gives_none",
        rule(
            "return values / 10",
            """
better = 'higher'

def reaching(self, normalised):
    normalised * 10
""",
        ),
        "income: the rule own (Own) of plugin 'reaching_gives_none' gives reaching() = None; expected: a number [method_gives]",
        "income: aturan own (Own) dari plugin 'reaching_gives_none' memberi reaching() = None; yang diharapkan: angka [method_gives]",
        framework=BY_RULE,
        options=("--format", "html"),
        loads=True,
    ),
    Broken(
        "reaching_gives_text",
        rule(
            "return values / 10",
            """
better = 'higher'

def reaching(self, normalised):
    return 'high'
""",
        ),
        "income: the rule own (Own) of plugin 'reaching_gives_text' gives reaching() = 'high'; expected: a number [method_gives]",
        "income: aturan own (Own) dari plugin 'reaching_gives_text' memberi reaching() = 'high'; yang diharapkan: angka [method_gives]",
        framework=BY_RULE,
        options=("--format", "html"),
        loads=True,
    ),
]
