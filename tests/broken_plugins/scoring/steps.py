"""Steps that fail, or give something else than the same cities with numbers."""

from broken_plugins import Broken
from broken_plugins.scoring import BY_STEP, step

ROWS = [
    Broken(
        "step_raises",
        step("raise ZeroDivisionError('no towns')"),
        "the step own (Own) of plugin 'step_raises' failed: ZeroDivisionError: no towns [method_failed]",
        "langkah own (Own) dari plugin 'step_raises' gagal: ZeroDivisionError: no towns [method_failed]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_raises_without_text",
        step("raise ValueError"),
        "the step own (Own) of plugin 'step_raises_without_text' failed: ValueError [method_failed]",
        "langkah own (Own) dari plugin 'step_raises_without_text' gagal: ValueError [method_failed]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_ends_it_well",
        step("raise SystemExit(0)"),
        "the step own (Own) of plugin 'step_ends_it_well' failed: SystemExit: 0 [method_failed]",
        "langkah own (Own) dari plugin 'step_ends_it_well' gagal: SystemExit: 0 [method_failed]",
        framework=BY_STEP,
        process=True,
        loads=True,
    ),
    Broken(
        "step_gives_none",
        step("frame.fillna(0)"),
        "the step own (Own) of plugin 'step_gives_none' gives nothing (None); expected: a frame with a row for each of 2 cities [method_gives]",
        "langkah own (Own) dari plugin 'step_gives_none' memberi kosong (None); yang diharapkan: tabel dengan satu baris untuk tiap kota, yaitu 2 [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_gives_an_array",
        step("return frame.to_numpy()"),
        "the step own (Own) of plugin 'step_gives_an_array' gives a ndarray; expected: a frame with a row for each of 2 cities [method_gives]",
        "langkah own (Own) dari plugin 'step_gives_an_array' memberi sebuah ndarray; yang diharapkan: tabel dengan satu baris untuk tiap kota, yaitu 2 [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_gives_a_series",
        step("return frame['income']"),
        "the step own (Own) of plugin 'step_gives_a_series' gives a Series; expected: a frame with a row for each of 2 cities [method_gives]",
        "langkah own (Own) dari plugin 'step_gives_a_series' memberi sebuah Series; yang diharapkan: tabel dengan satu baris untuk tiap kota, yaitu 2 [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_reverses_rows",
        step("return frame[::-1]"),
        "the step own (Own) of plugin 'step_reverses_rows' gives Bukit in row 1; expected: Alun in row 1 [method_gives]",
        "langkah own (Own) dari plugin 'step_reverses_rows' memberi Bukit di baris 1; yang diharapkan: Alun di baris 1 [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_sorts_rows",
        step("return frame.sort_values('health')"),
        "the step own (Own) of plugin 'step_sorts_rows' gives Bukit in row 1; expected: Alun in row 1 [method_gives]",
        "langkah own (Own) dari plugin 'step_sorts_rows' memberi Bukit di baris 1; yang diharapkan: Alun di baris 1 [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_drops_a_row",
        step("return frame.iloc[:1]"),
        "Bukit: the step own (Own) of plugin 'step_drops_a_row' gives rows: 1; expected: rows: 2 [method_gives]",
        "Bukit: langkah own (Own) dari plugin 'step_drops_a_row' memberi jumlah baris 1; yang diharapkan: jumlah baris 2 [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_doubles_a_row",
        step("return frame.iloc[[0, 1, 1]]"),
        "the step own (Own) of plugin 'step_doubles_a_row' gives rows: 3; expected: rows: 2 [method_gives]",
        "langkah own (Own) dari plugin 'step_doubles_a_row' memberi jumlah baris 3; yang diharapkan: jumlah baris 2 [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_numbers_rows",
        step("return frame.reset_index(drop=True)"),
        "the step own (Own) of plugin 'step_numbers_rows' gives 0 in row 1; expected: Alun in row 1 [method_gives]",
        "langkah own (Own) dari plugin 'step_numbers_rows' memberi 0 di baris 1; yang diharapkan: Alun di baris 1 [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_renames_a_city",
        step("return frame.rename(index={'Alun': 'Kota Alun'})"),
        "the step own (Own) of plugin 'step_renames_a_city' gives Kota Alun in row 1; expected: Alun in row 1 [method_gives]",
        "langkah own (Own) dari plugin 'step_renames_a_city' memberi Kota Alun di baris 1; yang diharapkan: Alun di baris 1 [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_gives_infinity",
        step("return frame.assign(income=frame['income'] / 0)"),
        "income, Alun: the step own (Own) of plugin 'step_gives_infinity' gives inf; expected: a finite number, or none [method_gives]",
        "income, Alun: langkah own (Own) dari plugin 'step_gives_infinity' memberi inf; yang diharapkan: angka berhingga, atau kosong [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_writes_over",
        step("""
frame['income'] = frame['income'] * 2
return frame
"""),
        "income: the step own (Own) of plugin 'step_writes_over' writes over what it is given; it must leave that as it is and give something new [method_writes_over]",
        "income: langkah own (Own) dari plugin 'step_writes_over' menimpa apa yang diterimanya; yang diterima harus dibiarkan dan hasilnya harus baru [method_writes_over]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_writes_over_in_place",
        step("""
del frame['income']
return frame
"""),
        "the step own (Own) of plugin 'step_writes_over_in_place' writes over what it is given; it must leave that as it is and give something new [method_writes_over]",
        "langkah own (Own) dari plugin 'step_writes_over_in_place' menimpa apa yang diterimanya; yang diterima harus dibiarkan dan hasilnya harus baru [method_writes_over]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_writes_over_rows",
        step("""
frame.index = frame.index[::-1]
return frame
"""),
        "the step own (Own) of plugin 'step_writes_over_rows' writes over what it is given; it must leave that as it is and give something new [method_writes_over]",
        "langkah own (Own) dari plugin 'step_writes_over_rows' menimpa apa yang diterimanya; yang diterima harus dibiarkan dan hasilnya harus baru [method_writes_over]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_loses_a_column",
        step("return frame.drop(columns='income')"),
        "income: the step own (Own) of plugin 'step_loses_a_column' gives columns of this name: 0; expected: one [method_gives]",
        "income: langkah own (Own) dari plugin 'step_loses_a_column' memberi jumlah kolom bernama ini 0; yang diharapkan: satu [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_doubles_a_column",
        step("return frame.assign(more=1).rename(columns={'more': 'income'})"),
        "income: the step own (Own) of plugin 'step_doubles_a_column' gives columns of this name: 2; expected: one [method_gives]",
        "income: langkah own (Own) dari plugin 'step_doubles_a_column' memberi jumlah kolom bernama ini 2; yang diharapkan: satu [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_gives_texts",
        step("return frame.assign(income=frame['income'].map('{:.0f}'.format).astype(object))"),
        "income, Alun: the step own (Own) of plugin 'step_gives_texts' gives '4' in a column of object; expected: a column of numbers [method_gives]",
        "income, Alun: langkah own (Own) dari plugin 'step_gives_texts' memberi '4' dalam kolom object; yang diharapkan: kolom angka [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_gives_truths",
        step("return frame.assign(income=frame['income'] > 5)"),
        "income, Alun: the step own (Own) of plugin 'step_gives_truths' gives False in a column of bool; expected: a column of numbers [method_gives]",
        "income, Alun: langkah own (Own) dari plugin 'step_gives_truths' memberi False dalam kolom bool; yang diharapkan: kolom angka [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_gives_complex_numbers",
        step("return frame.assign(income=frame['income'] + 0j)"),
        "income, Alun: the step own (Own) of plugin 'step_gives_complex_numbers' gives (4+0j) in a column of complex128; expected: a column of numbers [method_gives]",
        "income, Alun: langkah own (Own) dari plugin 'step_gives_complex_numbers' memberi (4+0j) dalam kolom complex128; yang diharapkan: kolom angka [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_changes_another_column",
        step("return frame.assign(health=frame['health'] / 2)", "return self", "columns = ('income',)"),
        "health, Alun: the step own (Own) of plugin 'step_changes_another_column' gives 4; expected: 8 [method_gives]",
        "health, Alun: langkah own (Own) dari plugin 'step_changes_another_column' memberi 4; yang diharapkan: 8 [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
]
