"""Rules that give something else than the scores of their values."""

from broken_plugins import Broken
from broken_plugins.scoring import BY_RULE, rule

#: By a column of a second file, which can have a gap.
BY_RULE_OF_ROADS = BY_RULE.replace("income", "roads")

ROWS = [
    Broken(
        "rule_gives_none",
        rule("values / 10"),
        "income: the rule own (Own) of plugin 'rule_gives_none' gives nothing (None); expected: an array of numbers of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'rule_gives_none' memberi kosong (None); yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_text",
        rule("return 'high'"),
        "income: the rule own (Own) of plugin 'rule_gives_text' gives a str; expected: an array of numbers of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'rule_gives_text' memberi sebuah str; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_texts",
        rule("return np.array(['high', 'low'])"),
        "income: the rule own (Own) of plugin 'rule_gives_texts' gives an array of <U4; expected: an array of numbers of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'rule_gives_texts' memberi larik <U4; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_complex_numbers",
        rule("return values / 10 + 0j"),
        "income: the rule own (Own) of plugin 'rule_gives_complex_numbers' gives an array of complex128; expected: an array of numbers of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'rule_gives_complex_numbers' memberi larik complex128; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_one_number",
        rule("return 0.5"),
        "income: the rule own (Own) of plugin 'rule_gives_one_number' gives a float; expected: an array of numbers of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'rule_gives_one_number' memberi sebuah float; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_a_list",
        rule("return [value / 10 for value in values]"),
        "income: the rule own (Own) of plugin 'rule_gives_a_list' gives a list; expected: an array of numbers of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'rule_gives_a_list' memberi sebuah list; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_objects",
        rule("return (values / 10).astype(object)"),
        "income: the rule own (Own) of plugin 'rule_gives_objects' gives an array of object; expected: an array of numbers of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'rule_gives_objects' memberi larik object; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_a_masked_array",
        rule("return np.ma.masked_greater(values / 10, 0.5)"),
        "income: the rule own (Own) of plugin 'rule_gives_a_masked_array' gives a MaskedArray; expected: an array of numbers of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'rule_gives_a_masked_array' memberi sebuah MaskedArray; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_a_column",
        rule("return (values / 10)[:, None]"),
        "income: the rule own (Own) of plugin 'rule_gives_a_column' gives an array of the shape (2, 1); expected: an array of numbers of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'rule_gives_a_column' memberi larik berbentuk (2, 1); yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_too_few",
        rule("return values[:1] / 10"),
        "income: the rule own (Own) of plugin 'rule_gives_too_few' gives an array of the shape (1,); expected: an array of numbers of the shape (2,) [method_gives]",
        "income: aturan own (Own) dari plugin 'rule_gives_too_few' memberi larik berbentuk (1,); yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_no_number",
        rule("return np.where(values > 5, np.nan, values / 10)"),
        "Bukit, income: the rule own (Own) of plugin 'rule_gives_no_number' gives nan for the value 6; it must give a number for each value that is there [rule_gives_nothing]",
        "Bukit, income: aturan own (Own) dari plugin 'rule_gives_no_number' memberi nan untuk nilai 6; setiap nilai yang ada harus diberi angka [rule_gives_nothing]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_infinity",
        rule("return np.where(values > 5, np.inf, values / 10)"),
        "Bukit, income: the rule own (Own) of plugin 'rule_gives_infinity' gives inf for the value 6; it must give a number for each value that is there [rule_gives_nothing]",
        "Bukit, income: aturan own (Own) dari plugin 'rule_gives_infinity' memberi inf untuk nilai 6; setiap nilai yang ada harus diberi angka [rule_gives_nothing]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_gives_percent",
        rule("return values * 10"),
        "Alun, income: the rule own (Own) of plugin 'rule_gives_percent' gives 40 for the value 4, outside 0 to 1; hold its results there, or let it say clip = \"none\" [rule_leaves_range]",
        "Alun, income: aturan own (Own) dari plugin 'rule_gives_percent' memberi 40 untuk nilai 4, di luar 0 sampai 1; tahan hasilnya di situ, atau nyatakan clip = \"none\" [rule_leaves_range]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_leaves_0",
        rule("return values / 10 - 0.5"),
        "Alun, income: the rule own (Own) of plugin 'rule_leaves_0' gives -0.1 for the value 4, outside 0 to 1; hold its results there, or let it say clip = \"none\" [rule_leaves_range]",
        "Alun, income: aturan own (Own) dari plugin 'rule_leaves_0' memberi -0,1 untuk nilai 4, di luar 0 sampai 1; tahan hasilnya di situ, atau nyatakan clip = \"none\" [rule_leaves_range]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_fills_a_gap",
        rule("return np.nan_to_num(values / 10)"),
        "Bukit, roads: the rule own (Own) of plugin 'rule_fills_a_gap' gives 0 for a missing value; what is missing must stay missing (NaN) [rule_fills_gap]",
        "Bukit, roads: aturan own (Own) dari plugin 'rule_fills_a_gap' memberi 0 untuk nilai yang kosong; yang kosong harus tetap kosong (NaN) [rule_fills_gap]",
        framework=BY_RULE_OF_ROADS,
        beside="city,roads\nAlun,3\nBukit,\n",
        loads=True,
    ),
    Broken(
        "rule_ranks_cities",
        rule("return (values - values.min()) / np.ptp(values)"),
        "Alun, income: the rule own (Own) of plugin 'rule_ranks_cities' gives 0 for 4 beside other cities and nan alone or the second time; it must judge each city by itself and always alike (a rule that depends on the others has fit(values)) [method_not_single]",
        "Alun, income: aturan own (Own) dari plugin 'rule_ranks_cities' memberi 0 untuk 4 bersama kota lain dan nan bila sendiri atau pada panggilan kedua; tiap kota harus dinilai sendiri dan selalu sama (aturan yang bergantung pada kota lain memakai fit(values)) [method_not_single]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_of_the_mean",
        rule("return (values - values.mean() + 5) / 10"),
        "Alun, income: the rule own (Own) of plugin 'rule_of_the_mean' gives 0.4 for 4 beside other cities and 0.5 alone or the second time; it must judge each city by itself and always alike (a rule that depends on the others has fit(values)) [method_not_single]",
        "Alun, income: aturan own (Own) dari plugin 'rule_of_the_mean' memberi 0,4 untuk 4 bersama kota lain dan 0,5 bila sendiri atau pada panggilan kedua; tiap kota harus dinilai sendiri dan selalu sama (aturan yang bergantung pada kota lain memakai fit(values)) [method_not_single]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_keeps_state",
        rule("""
self.calls = getattr(self, 'calls', 0) + 1
return values / 10 / self.calls
"""),
        "Alun, income: the rule own (Own) of plugin 'rule_keeps_state' gives 0.4 for 4 beside other cities and 0.2 alone or the second time; it must judge each city by itself and always alike (a rule that depends on the others has fit(values)) [method_not_single]",
        "Alun, income: aturan own (Own) dari plugin 'rule_keeps_state' memberi 0,4 untuk 4 bersama kota lain dan 0,2 bila sendiri atau pada panggilan kedua; tiap kota harus dinilai sendiri dan selalu sama (aturan yang bergantung pada kota lain memakai fit(values)) [method_not_single]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_turns_round",
        rule("return values[::-1] / 10"),
        "Alun, income: the rule own (Own) of plugin 'rule_turns_round' gives 0.6 for 4 beside other cities and 0.4 alone or the second time; it must judge each city by itself and always alike (a rule that depends on the others has fit(values)) [method_not_single]",
        "Alun, income: aturan own (Own) dari plugin 'rule_turns_round' memberi 0,6 untuk 4 bersama kota lain dan 0,4 bila sendiri atau pada panggilan kedua; tiap kota harus dinilai sendiri dan selalu sama (aturan yang bergantung pada kota lain memakai fit(values)) [method_not_single]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_turned",
        rule("return 1 - values / 10"),
        "income: the rule own (Own) of plugin 'rule_turned' says better = 'higher' (higher where it says nothing), and gives 0.6; 0.4 for the values 4; 6 [rule_turned]",
        "income: aturan own (Own) dari plugin 'rule_turned' menyatakan better = 'higher' (higher bila tidak menyatakan apa-apa), dan memberi 0,6; 0,4 untuk nilai 4; 6 [rule_turned]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_of_lower_is_better_turned",
        rule("return values / 10", "better = 'lower'"),
        "income: the rule own (Own) of plugin 'rule_of_lower_is_better_turned' says better = 'lower' (higher where it says nothing), and gives 0.4; 0.6 for the values 4; 6 [rule_turned]",
        "income: aturan own (Own) dari plugin 'rule_of_lower_is_better_turned' menyatakan better = 'lower' (higher bila tidak menyatakan apa-apa), dan memberi 0,4; 0,6 untuk nilai 4; 6 [rule_turned]",
        framework=BY_RULE,
        loads=True,
    ),
    Broken(
        "rule_best_in_the_middle_turned",
        rule("return abs(values - 5) / 10", "better = 'target'"),
        "roads: the rule own (Own) of plugin 'rule_best_in_the_middle_turned' says better = 'target' (higher where it says nothing), and gives 0; 0.5 for the values 5; 10 [rule_turned]",
        "roads: aturan own (Own) dari plugin 'rule_best_in_the_middle_turned' menyatakan better = 'target' (higher bila tidak menyatakan apa-apa), dan memberi 0; 0,5 untuk nilai 5; 10 [rule_turned]",
        framework=BY_RULE_OF_ROADS,
        beside="city,roads\nAlun,0\nBukit,5\nCina,10\n",
        loads=True,
    ),
    Broken(
        "rule_changes_its_way",
        rule(
            "return values / 10",
            """
better = 'higher'

def better_within(self, low, high):
    return 'up'
""",
        ),
        "income: the rule own (Own) of plugin 'rule_changes_its_way' gives better = 'up'; expected: higher, lower, target [method_gives]",
        "income: aturan own (Own) dari plugin 'rule_changes_its_way' memberi better = 'up'; yang diharapkan: higher, lower, target [method_gives]",
        framework=BY_RULE,
        loads=True,
    ),
]
