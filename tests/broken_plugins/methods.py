"""Methods that cannot be made."""

from broken_plugins import Broken, hook
from broken_plugins.scoring import BY_AGGREGATE, BY_RULE

WITH_K = BY_RULE.replace('"own" }', "{ own = { k = 0 } } }")


def steep(init: str) -> str:
    """Give the module of a plugin with a rule `own`, which is made of k by this line."""
    before = f"""
        class Steep:
            better = 'higher'

            def __init__(self, k):
                {init}

            def __call__(self, values):
                return values / 10
        """
    return hook("methods", "return Methods(rules={'own': Steep})", before=before)


ROWS = [
    Broken(
        "methods_in_a_list",
        hook("methods", "return Methods(rules=[Linear])"),
        "plugin 'methods_in_a_list': the Methods 'rules' gave list, expected dict [plugin_gave_another_type]",
        "plugin 'methods_in_a_list': Methods 'rules' memberi list, seharusnya dict [plugin_gave_another_type]",
        framework=BY_RULE,
    ),
    Broken(
        "method_misnamed",
        hook("methods", "return Methods(rules={'Steep Rule': Linear})"),
        "plugin 'method_misnamed': 'Steep Rule' is no name for a rule: small letters, digits, _ and -, a letter first; nearest: steep-rule [supply_misnamed]",
        "plugin 'method_misnamed': 'Steep Rule' bukan nama aturan: huruf kecil, angka, _, dan -, diawali huruf; terdekat: steep-rule [supply_misnamed]",
        framework=BY_RULE,
    ),
    Broken(
        "method_is_a_number",
        hook("methods", "return Methods(rules={'own': 5})"),
        "plugin 'method_is_a_number': the rule 'own' gave int, expected Rule [plugin_gave_another_type]",
        "plugin 'method_is_a_number': aturan 'own' memberi int, seharusnya Rule [plugin_gave_another_type]",
        framework=BY_RULE,
    ),
    Broken(
        "rule_fails",
        steep("self.k = {}['k']"),
        "FOLDER/own.toml, income > rule: the rule 'own' of rule_fails cannot be made: KeyError: 'k' (broken_rule_fails.py, line 9) [method_refused]",
        "FOLDER/own.toml, income > rule: aturan 'own' dari rule_fails tidak dapat dibuat: KeyError: 'k' (broken_rule_fails.py, baris 9) [method_refused]",
        framework=WITH_K,
        exit_code=4,
        way_out=False,
    ),
    Broken(
        "rule_refuses",
        steep("raise RuleError('k must be above 0')"),
        "FOLDER/own.toml, income > rule: the rule 'own' of rule_refuses cannot be made: k must be above 0 [method_refused]",
        "FOLDER/own.toml, income > rule: aturan 'own' dari rule_refuses tidak dapat dibuat: k must be above 0 [method_refused]",
        framework=WITH_K,
        exit_code=4,
        way_out=False,
    ),
    Broken(
        "rule_refuses_by_value",
        steep("raise ValueError('k must be above 0')"),
        "FOLDER/own.toml, income > rule: the rule 'own' of rule_refuses_by_value cannot be made: ValueError: k must be above 0 (broken_rule_refuses_by_value.py, line 9) [method_refused]",
        "FOLDER/own.toml, income > rule: aturan 'own' dari rule_refuses_by_value tidak dapat dibuat: ValueError: k must be above 0 (broken_rule_refuses_by_value.py, baris 9) [method_refused]",
        framework=WITH_K,
        exit_code=4,
        way_out=False,
    ),
    Broken(
        "rule_ends_the_program",
        steep("raise SystemExit(0)"),
        "FOLDER/own.toml, income > rule: the rule 'own' of rule_ends_the_program cannot be made: SystemExit: 0 (broken_rule_ends_the_program.py, line 9) [method_refused]",
        "FOLDER/own.toml, income > rule: aturan 'own' dari rule_ends_the_program tidak dapat dibuat: SystemExit: 0 (broken_rule_ends_the_program.py, baris 9) [method_refused]",
        framework=WITH_K,
        exit_code=4,
        way_out=False,
        process=True,
    ),
    Broken(
        "rule_takes_another",
        steep("self.k = k"),
        "FOLDER/own.toml, income > rule: the key 'kay' is not known here; nearest: k [unknown_key]\nFOLDER/own.toml, income > rule: k is missing [key_missing]",
        "FOLDER/own.toml, income > rule: kunci 'kay' tidak dikenal di sini; terdekat: k [unknown_key]\nFOLDER/own.toml, income > rule: k tidak ada [key_missing]",
        framework='id = "own"\nmembers = [{ id = "income", rule = { own = { kay = 0 } } }, { id = "health", rule = { linear = { worst = 0, best = 10 } } }]\n',
        exit_code=4,
        way_out=False,
    ),
    Broken(
        "rule_is_none",
        hook(
            "methods",
            "return Methods(rules={'own': Steep})",
            before="""
        def Steep():
            pass
        """,
        ),
        "FOLDER/own.toml, income > rule: 'own' of rule_is_none makes None, which is no rule [method_made_another]",
        "FOLDER/own.toml, income > rule: 'own' dari rule_is_none membuat None, yang bukan aturan [method_made_another]",
        framework=BY_RULE,
        exit_code=4,
        way_out=False,
    ),
    Broken(
        "rule_without_better",
        hook(
            "methods",
            "return Methods(rules={'own': Steep})",
            before="""
        class Steep:
            def __call__(self, values):
                return values / 10
        """,
        ),
        'FOLDER/own.toml, income > rule: the rule \'own\' of rule_without_better does not say which way is up: it needs better = "higher", "lower" or "target" [rule_without_better]',
        'FOLDER/own.toml, income > rule: aturan \'own\' dari rule_without_better tidak menyatakan arah yang baik: perlu better = "higher", "lower", atau "target" [rule_without_better]',
        framework=BY_RULE,
        exit_code=4,
        way_out=False,
    ),
    Broken(
        "rule_of_values",
        hook(
            "methods",
            "return Methods(rules={'own': steep})",
            before="""
        def steep(values):
            return values / 10
        """,
        ),
        'FOLDER/own.toml, income > rule: the rule \'own\' of rule_of_values does not say which way is up: it needs better = "higher", "lower" or "target" [rule_without_better]',
        'FOLDER/own.toml, income > rule: aturan \'own\' dari rule_of_values tidak menyatakan arah yang baik: perlu better = "higher", "lower", atau "target" [rule_without_better]',
        framework=BY_RULE,
        exit_code=4,
        way_out=False,
    ),
    Broken(
        "rule_by_position",
        hook(
            "methods",
            "return Methods(rules={'own': Steep})",
            before="""
        class Steep:
            better = 'higher'

            def __init__(self, k, /):
                self.k = k

            def __call__(self, values):
                return values / 10
        """,
        ),
        "FOLDER/own.toml, income > rule: the rule 'own' of rule_by_position cannot be made: TypeError: Steep.__init__() got some positional-only arguments passed as keyword arguments: 'k' [method_refused]",
        "FOLDER/own.toml, income > rule: aturan 'own' dari rule_by_position tidak dapat dibuat: TypeError: Steep.__init__() got some positional-only arguments passed as keyword arguments: 'k' [method_refused]",
        framework=WITH_K,
        exit_code=4,
        way_out=False,
    ),
    Broken(
        "aggregate_is_text",
        hook("methods", "return Methods(aggregates={'own': str})"),
        "FOLDER/own.toml, aggregate: 'own' of aggregate_is_text makes str, which is no aggregate [method_made_another]",
        "FOLDER/own.toml, aggregate: 'own' dari aggregate_is_text membuat str, yang bukan agregat [method_made_another]",
        framework=BY_AGGREGATE,
        exit_code=4,
        way_out=False,
    ),
    Broken(
        "aggregate_takes_no_parameter",
        hook(
            "methods",
            "return Methods(aggregates={'own': mean})",
            before="""
        def mean(scores, weights):
            return weights @ scores / weights.sum()
        """,
        ),
        "FOLDER/own.toml, aggregate: the key 'k' is not known here; nearest: - [unknown_key]",
        "FOLDER/own.toml, aggregate: kunci 'k' tidak dikenal di sini; terdekat: - [unknown_key]",
        framework='id = "own"\naggregate = { own = { k = 2 } }\n[defaults]\nrule = { linear = { worst = 0, best = 10 } }\n[[members]]\nid = "income"\n[[members]]\nid = "health"\n',
        exit_code=4,
        way_out=False,
    ),
    Broken(
        "step_of_a_frame",
        hook(
            "methods",
            "return Methods(steps={'own': fill})",
            before="""
        def fill(frame):
            return frame.fillna(0)
        """,
        ),
        "FOLDER/own.toml, steps > 1: the step 'own' of step_of_a_frame has no fit(frame, columns), which gives the step that is called [step_without_fit]",
        "FOLDER/own.toml, steps > 1: langkah 'own' dari step_of_a_frame tidak memiliki fit(frame, columns) yang memberi langkah untuk dipanggil [step_without_fit]",
        framework='id = "own"\nmembers = [{ id = "income", rule = { linear = { worst = 0, best = 10 } } }, { id = "health", rule = { linear = { worst = 0, best = 10 } } }]\n[[steps]]\nown = {}\n',
        exit_code=4,
        way_out=False,
    ),
    Broken(
        "step_without_fit",
        hook(
            "methods",
            "return Methods(steps={'own': Fill})",
            before="""
        class Fill:
            def __call__(self, frame):
                return frame.fillna(0)
        """,
        ),
        "FOLDER/own.toml, steps > 1: the step 'own' of step_without_fit has no fit(frame, columns), which gives the step that is called [step_without_fit]",
        "FOLDER/own.toml, steps > 1: langkah 'own' dari step_without_fit tidak memiliki fit(frame, columns) yang memberi langkah untuk dipanggil [step_without_fit]",
        framework='id = "own"\nmembers = [{ id = "income", rule = { linear = { worst = 0, best = 10 } } }, { id = "health", rule = { linear = { worst = 0, best = 10 } } }]\n[[steps]]\nown = {}\n',
        exit_code=4,
        way_out=False,
    ),
]
