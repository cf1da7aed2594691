"""Aggregates that fail, or give something else than a score within those of the members."""

from broken_plugins import Broken
from broken_plugins.scoring import BY_AGGREGATE, aggregate, harmless

ROWS = [
    Broken(
        "aggregate_raises",
        aggregate("raise ZeroDivisionError('no towns')"),
        "index: the aggregate own of plugin 'aggregate_raises' failed: ZeroDivisionError: no towns [method_failed]",
        "index: agregat own dari plugin 'aggregate_raises' gagal: ZeroDivisionError: no towns [method_failed]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_raises_without_text",
        aggregate("raise ValueError"),
        "index: the aggregate own of plugin 'aggregate_raises_without_text' failed: ValueError [method_failed]",
        "index: agregat own dari plugin 'aggregate_raises_without_text' gagal: ValueError [method_failed]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_raises_for_one_city",
        aggregate("""
if (scores > 70).any():
    raise KeyError('large')
return weights @ scores / weights.sum()
"""),
        "Alun, index: the aggregate own of plugin 'aggregate_raises_for_one_city' failed: KeyError: 'large' [method_failed]",
        "Alun, index: agregat own dari plugin 'aggregate_raises_for_one_city' gagal: KeyError: 'large' [method_failed]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_refuses_the_scores",
        aggregate("raise RuleError('these scores do not go together')"),
        "index: the aggregate own of plugin 'aggregate_refuses_the_scores' refuses these values: these scores do not go together [method_refuses]",
        "index: agregat own dari plugin 'aggregate_refuses_the_scores' menolak nilai ini: these scores do not go together [method_refuses]",
        framework=BY_AGGREGATE,
        exit_code=4,
        loads=True,
    ),
    Broken(
        "aggregate_ends_it_well",
        aggregate("raise SystemExit(0)"),
        "index: the aggregate own of plugin 'aggregate_ends_it_well' failed: SystemExit: 0 [method_failed]",
        "index: agregat own dari plugin 'aggregate_ends_it_well' gagal: SystemExit: 0 [method_failed]",
        framework=BY_AGGREGATE,
        process=True,
        loads=True,
    ),
    Broken(
        "aggregate_without_end",
        aggregate("return own(scores, weights)"),
        "index: the aggregate own of plugin 'aggregate_without_end' failed: RecursionError: maximum recursion depth exceeded [method_failed]",
        "index: agregat own dari plugin 'aggregate_without_end' gagal: RecursionError: maximum recursion depth exceeded [method_failed]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_gives_none",
        aggregate("weights @ scores"),
        "index: the aggregate own of plugin 'aggregate_gives_none' gives nothing (None); expected: an array of numbers of the shape (2,) [method_gives]",
        "index: agregat own dari plugin 'aggregate_gives_none' memberi kosong (None); yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_gives_text",
        aggregate("return 'high'"),
        "index: the aggregate own of plugin 'aggregate_gives_text' gives a str; expected: an array of numbers of the shape (2,) [method_gives]",
        "index: agregat own dari plugin 'aggregate_gives_text' memberi sebuah str; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_gives_texts",
        aggregate("return np.array(['high', 'low'])"),
        "index: the aggregate own of plugin 'aggregate_gives_texts' gives an array of <U4; expected: an array of numbers of the shape (2,) [method_gives]",
        "index: agregat own dari plugin 'aggregate_gives_texts' memberi larik <U4; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_gives_complex_numbers",
        aggregate("return weights @ scores / weights.sum() + 0j"),
        "index: the aggregate own of plugin 'aggregate_gives_complex_numbers' gives an array of complex128; expected: an array of numbers of the shape (2,) [method_gives]",
        "index: agregat own dari plugin 'aggregate_gives_complex_numbers' memberi larik complex128; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_gives_one_number",
        aggregate("return scores.mean()"),
        "index: the aggregate own of plugin 'aggregate_gives_one_number' gives a float64; expected: an array of numbers of the shape (2,) [method_gives]",
        "index: agregat own dari plugin 'aggregate_gives_one_number' memberi sebuah float64; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_gives_a_list",
        aggregate("return list(scores.mean(axis=0))"),
        "index: the aggregate own of plugin 'aggregate_gives_a_list' gives a list; expected: an array of numbers of the shape (2,) [method_gives]",
        "index: agregat own dari plugin 'aggregate_gives_a_list' memberi sebuah list; yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_gives_the_members",
        aggregate("return scores"),
        "index: the aggregate own of plugin 'aggregate_gives_the_members' gives an array of the shape (2, 2); expected: an array of numbers of the shape (2,) [method_gives]",
        "index: agregat own dari plugin 'aggregate_gives_the_members' memberi larik berbentuk (2, 2); yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_gives_a_mean_of_members",
        aggregate("return scores.mean(axis=1)[:1]"),
        "index: the aggregate own of plugin 'aggregate_gives_a_mean_of_members' gives an array of the shape (1,); expected: an array of numbers of the shape (2,) [method_gives]",
        "index: agregat own dari plugin 'aggregate_gives_a_mean_of_members' memberi larik berbentuk (1,); yang diharapkan: larik angka berbentuk (2,) [method_gives]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_gives_no_number",
        aggregate("return np.where(scores[0] > 50, np.nan, scores.mean(axis=0))"),
        "Bukit, index: the aggregate own of plugin 'aggregate_gives_no_number' gives nan for members that score 60; 20; it must give a finite number [aggregate_gives_no_number]",
        "Bukit, index: agregat own dari plugin 'aggregate_gives_no_number' memberi nan untuk anggota berskor 60; 20; hasilnya harus angka berhingga [aggregate_gives_no_number]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_gives_infinity",
        aggregate("return np.full(scores.shape[1], np.inf)"),
        "Alun, index: the aggregate own of plugin 'aggregate_gives_infinity' gives inf for members that score 40; 80; it must give a finite number [aggregate_gives_no_number]",
        "Alun, index: agregat own dari plugin 'aggregate_gives_infinity' memberi inf untuk anggota berskor 40; 80; hasilnya harus angka berhingga [aggregate_gives_no_number]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_leaves_the_range",
        aggregate("return scores.sum(axis=0)"),
        "Alun, index: the aggregate own of plugin 'aggregate_leaves_the_range' gives 120 for members that score 40 to 80; where it may leave their range, let it say bounded = False [aggregate_leaves_range]",
        "Alun, index: agregat own dari plugin 'aggregate_leaves_the_range' memberi 120 untuk anggota berskor 40 sampai 80; bila boleh keluar dari rentang itu, nyatakan bounded = False [aggregate_leaves_range]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_below_the_range",
        aggregate("return scores.mean(axis=0) - 50"),
        "Alun, index: the aggregate own of plugin 'aggregate_below_the_range' gives 10 for members that score 40 to 80; where it may leave their range, let it say bounded = False [aggregate_leaves_range]",
        "Alun, index: agregat own dari plugin 'aggregate_below_the_range' memberi 10 untuk anggota berskor 40 sampai 80; bila boleh keluar dari rentang itu, nyatakan bounded = False [aggregate_leaves_range]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_of_the_first",
        aggregate("return scores[0]"),
        "Bukit, index: the aggregate own of plugin 'aggregate_of_the_first' gives 60 for members that score 60; 20 and 20 for the same in another order; their order must not count [aggregate_ordered]",
        "Bukit, index: agregat own dari plugin 'aggregate_of_the_first' memberi 60 untuk anggota berskor 60; 20 dan 20 bila urutannya lain; urutan anggota tidak boleh berpengaruh [aggregate_ordered]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_of_other_cities",
        aggregate("return scores.mean(axis=0) * 0 + scores.mean()"),
        "Bukit, index: the aggregate own of plugin 'aggregate_of_other_cities' gives 50 for 60; 20 beside other cities and 40 alone or the second time; it must judge each city by itself and always alike (a rule that depends on the others has fit(values)) [method_not_single]",
        "Bukit, index: agregat own dari plugin 'aggregate_of_other_cities' memberi 50 untuk 60; 20 bersama kota lain dan 40 bila sendiri atau pada panggilan kedua; tiap kota harus dinilai sendiri dan selalu sama (aturan yang bergantung pada kota lain memakai fit(values)) [method_not_single]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_turns_round",
        aggregate("return scores.mean(axis=0)[::-1]"),
        "Bukit, index: the aggregate own of plugin 'aggregate_turns_round' gives 60 for 60; 20 beside other cities and 40 alone or the second time; it must judge each city by itself and always alike (a rule that depends on the others has fit(values)) [method_not_single]",
        "Bukit, index: agregat own dari plugin 'aggregate_turns_round' memberi 60 untuk 60; 20 bersama kota lain dan 40 bila sendiri atau pada panggilan kedua; tiap kota harus dinilai sendiri dan selalu sama (aturan yang bergantung pada kota lain memakai fit(values)) [method_not_single]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_writes_over",
        aggregate("""
scores /= 2
return scores.mean(axis=0)
"""),
        "index: the aggregate own of plugin 'aggregate_writes_over' writes over what it is given; it must leave that as it is and give something new [method_writes_over]",
        "index: agregat own dari plugin 'aggregate_writes_over' menimpa apa yang diterimanya; yang diterima harus dibiarkan dan hasilnya harus baru [method_writes_over]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    Broken(
        "aggregate_writes_over_weights",
        aggregate("""
weights /= weights.sum()
return weights @ scores
"""),
        "index: the aggregate own of plugin 'aggregate_writes_over_weights' writes over what it is given; it must leave that as it is and give something new [method_writes_over]",
        "index: agregat own dari plugin 'aggregate_writes_over_weights' menimpa apa yang diterimanya; yang diterima harus dibiarkan dan hasilnya harus baru [method_writes_over]",
        framework=BY_AGGREGATE,
        loads=True,
    ),
    harmless(
        "aggregate_prints",
        aggregate("""
print('joining', len(scores))
return weights @ scores / weights.sum()
"""),
        "joining 2\njoining 2\njoining 2",
        "joining 2\njoining 2\njoining 2",
        framework=BY_AGGREGATE,
    ),
]
