"""Rules that answer wrongly what is asked of them beside scores: their words, their ends, which way is up."""

from broken_plugins import Broken
from broken_plugins.scoring import BY_RULE, rule

ROWS = [
    Broken(
        "words_are_a_number",
        rule(
            "return values / 10",
            """
better = 'higher'
words = 5
""",
        ),
        "the rule own (Own) of plugin 'words_are_a_number' gives words = 5; expected: a list of words, the worst first [method_gives]",
        "aturan own (Own) dari plugin 'words_are_a_number' memberi words = 5; yang diharapkan: daftar kata, mulai dari yang terburuk [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "words_fail",
        rule(
            "return values / 10",
            """
better = 'higher'

@property
def words(self):
    raise KeyError('words')
""",
        ),
        "the rule own (Own) of plugin 'words_fail' failed: KeyError: 'words' [method_failed]",
        "aturan own (Own) dari plugin 'words_fail' gagal: KeyError: 'words' [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "peak_is_a_number",
        rule(
            "return values / 10",
            """
better = 'higher'
peak = 5
""",
        ),
        "income: the rule own (Own) of plugin 'peak_is_a_number' gives peak = 5; expected: two numbers [method_gives]",
        "income: aturan own (Own) dari plugin 'peak_is_a_number' memberi peak = 5; yang diharapkan: dua angka [method_gives]",
        framework=BY_RULE,
        options=("--format", "html"),
        loads=True,
    ),
    Broken(
        "possible_is_a_text",
        rule(
            "return values / 10",
            """
better = 'higher'
possible = 'number:0..10'
""",
        ),
        "the rule own (Own) of plugin 'possible_is_a_text' gives possible = 'number:0..10'; expected: a Domain [method_gives]",
        "aturan own (Own) dari plugin 'possible_is_a_text' memberi possible = 'number:0..10'; yang diharapkan: Domain [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "least_is_a_text",
        rule(
            "return values / 10",
            """
better = 'higher'
least = 'nothing'
""",
        ),
        "the rule own (Own) of plugin 'least_is_a_text' gives least = 'nothing'; expected: a number [method_gives]",
        "aturan own (Own) dari plugin 'least_is_a_text' memberi least = 'nothing'; yang diharapkan: angka [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "clip_is_unknown",
        rule(
            "return values / 10",
            """
better = 'higher'
clip = 'never'
""",
        ),
        "income: the rule own (Own) of plugin 'clip_is_unknown' gives clip = 'never'; expected: both, worst, best, none [method_gives]",
        "income: aturan own (Own) dari plugin 'clip_is_unknown' memberi clip = 'never'; yang diharapkan: both, worst, best, none [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "unscored_is_a_text",
        rule(
            "return values / 10",
            """
better = 'higher'
unscored = 'no'
""",
        ),
        "the rule own (Own) of plugin 'unscored_is_a_text' gives unscored = 'no'; expected: True, False [method_gives]",
        "aturan own (Own) dari plugin 'unscored_is_a_text' memberi unscored = 'no'; yang diharapkan: True, False [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "better_within_fails",
        rule(
            "return values / 10",
            """
better = 'higher'

def better_within(self, low, high):
    return {}['x']
""",
        ),
        "income: the rule own (Own) of plugin 'better_within_fails' failed: KeyError: 'x' [method_failed]",
        "income: aturan own (Own) dari plugin 'better_within_fails' gagal: KeyError: 'x' [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "better_within_takes_one",
        rule(
            "return values / 10",
            """
better = 'higher'

def better_within(self, low):
    return 'higher'
""",
        ),
        "income: the rule own (Own) of plugin 'better_within_takes_one' failed: TypeError: Own.better_within() takes 2 positional arguments but 3 were given [method_failed]",
        "income: aturan own (Own) dari plugin 'better_within_takes_one' gagal: TypeError: Own.better_within() takes 2 positional arguments but 3 were given [method_failed]",
        framework=BY_RULE,
        loads=True,
    ),
]
