"""Steps that cannot be fitted, and one that prints."""

from broken_plugins import Broken
from broken_plugins.scoring import BY_STEP, harmless, step

ROWS = [
    Broken(
        "step_fails_to_fit",
        step("return frame", "return {}['mean']"),
        "the step own (Own) of plugin 'step_fails_to_fit' failed: KeyError: 'mean' [method_failed]",
        "langkah own (Own) dari plugin 'step_fails_to_fit' gagal: KeyError: 'mean' [method_failed]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_fits_nothing",
        step("return frame", "self.mean = frame.mean()"),
        "the step own (Own) of plugin 'step_fits_nothing' gives nothing (None); expected: the fitted step, which can be called [method_gives]",
        "langkah own (Own) dari plugin 'step_fits_nothing' memberi kosong (None); yang diharapkan: langkah yang sudah disesuaikan, yang dapat dipanggil [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_fits_text",
        step("return frame", "return 'fitted'"),
        "the step own (Own) of plugin 'step_fits_text' gives a str; expected: the fitted step, which can be called [method_gives]",
        "langkah own (Own) dari plugin 'step_fits_text' memberi sebuah str; yang diharapkan: langkah yang sudah disesuaikan, yang dapat dipanggil [method_gives]",
        framework=BY_STEP,
        loads=True,
    ),
    Broken(
        "step_ends_it_in_fit",
        step("return frame", "raise SystemExit(0)"),
        "the step own (Own) of plugin 'step_ends_it_in_fit' failed: SystemExit: 0 [method_failed]",
        "langkah own (Own) dari plugin 'step_ends_it_in_fit' gagal: SystemExit: 0 [method_failed]",
        framework=BY_STEP,
        process=True,
        loads=True,
    ),
    Broken(
        "step_writes_over_in_fit",
        step(
            "return frame",
            """
frame['income'] = 0.0
return self
""",
        ),
        "income: the step own (Own) of plugin 'step_writes_over_in_fit' writes over what it is given; it must leave that as it is and give something new [method_writes_over]",
        "income: langkah own (Own) dari plugin 'step_writes_over_in_fit' menimpa apa yang diterimanya; yang diterima harus dibiarkan dan hasilnya harus baru [method_writes_over]",
        framework=BY_STEP,
        loads=True,
    ),
    harmless(
        "step_prints",
        step("""
print('stepping')
return frame
"""),
        "stepping\nstepping",
        "stepping\nstepping",
        framework=BY_STEP,
    ),
]
