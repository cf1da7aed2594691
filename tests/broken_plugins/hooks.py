"""Hooks that are none, fail, or give something else."""

from broken_plugins import Broken, hook

ROWS = [
    Broken(
        "no_hooks",
        "x = 1",
        "plugin 'no_hooks' implements none of the hooks: smartscore_dimensions, smartscore_frameworks, smartscore_gazetteers, smartscore_methods, smartscore_reports [plugin_without_hooks]",
        "plugin 'no_hooks' tidak menerapkan satu pun dari hook ini: smartscore_dimensions, smartscore_frameworks, smartscore_gazetteers, smartscore_methods, smartscore_reports [plugin_without_hooks]",
    ),
    Broken(
        "hook_misspelt",
        hook("dimension", "return []"),
        "plugin 'hook_misspelt' has a hook 'smartscore_dimension' that smartscore does not know; nearest: smartscore_dimensions [hook_unknown]",
        "plugin 'hook_misspelt' memiliki hook 'smartscore_dimension' yang tidak dikenal smartscore; terdekat: smartscore_dimensions [hook_unknown]",
    ),
    Broken(
        "hook_unmarked",
        """def smartscore_dimensions():
    return []
""",
        "plugin 'hook_unmarked' has a function smartscore_dimensions that is not marked with @hookimpl, so it would not be called [hook_unmarked]",
        "plugin 'hook_unmarked' memiliki fungsi smartscore_dimensions tanpa tanda @hookimpl, sehingga tidak akan dipanggil [hook_unmarked]",
    ),
    Broken(
        "hook_asks",
        """from smartscore import hookimpl


@hookimpl
def smartscore_dimensions(config, folder):
    return []
""",
        "plugin 'hook_asks': its hook smartscore_dimensions asks for config, folder, but a hook takes nothing [hook_takes]",
        "plugin 'hook_asks': hook smartscore_dimensions meminta config, folder, padahal hook tidak menerima apa pun [hook_takes]",
    ),
    Broken(
        "hook_fails",
        hook("dimensions", "return {}['x']"),
        "plugin 'hook_fails': the hook 'smartscore_dimensions' failed: KeyError: 'x' (broken_hook_fails.py, line 8) [plugin_failed]",
        "plugin 'hook_fails': hook 'smartscore_dimensions' gagal: KeyError: 'x' (broken_hook_fails.py, baris 8) [plugin_failed]",
    ),
    Broken(
        "hook_fails_below",
        hook(
            "dimensions",
            "return read()",
            before="""
        def read():
            return int('a lot')
        """,
        ),
        "plugin 'hook_fails_below': the hook 'smartscore_dimensions' failed: ValueError: invalid literal for int() with base 10: 'a lot' (broken_hook_fails_below.py, line 6) [plugin_failed]",
        "plugin 'hook_fails_below': hook 'smartscore_dimensions' gagal: ValueError: invalid literal for int() with base 10: 'a lot' (broken_hook_fails_below.py, baris 6) [plugin_failed]",
    ),
    Broken(
        "hook_fails_half_way",
        hook(
            "dimensions",
            """
        yield Dimension('parks', members=[Indicator('trees', rule=Linear(0, 1))])
        raise OSError('lost')
        """,
        ),
        "plugin 'hook_fails_half_way': the hook 'smartscore_dimensions' failed: OSError: lost (broken_hook_fails_half_way.py, line 9) [plugin_failed]",
        "plugin 'hook_fails_half_way': hook 'smartscore_dimensions' gagal: OSError: lost (broken_hook_fails_half_way.py, baris 9) [plugin_failed]",
    ),
    Broken(
        "hook_ends_the_program",
        hook("dimensions", "raise SystemExit(0)"),
        "plugin 'hook_ends_the_program': the hook 'smartscore_dimensions' failed: SystemExit: 0 (broken_hook_ends_the_program.py, line 8) [plugin_failed]",
        "plugin 'hook_ends_the_program': hook 'smartscore_dimensions' gagal: SystemExit: 0 (broken_hook_ends_the_program.py, baris 8) [plugin_failed]",
        process=True,
    ),
    Broken(
        "hook_ends_it_half_way",
        hook(
            "dimensions",
            """
        yield Dimension('parks', members=[Indicator('trees', rule=Linear(0, 1))])
        raise SystemExit
        """,
        ),
        "plugin 'hook_ends_it_half_way': the hook 'smartscore_dimensions' failed: SystemExit (broken_hook_ends_it_half_way.py, line 9) [plugin_failed]",
        "plugin 'hook_ends_it_half_way': hook 'smartscore_dimensions' gagal: SystemExit (broken_hook_ends_it_half_way.py, baris 9) [plugin_failed]",
    ),
    Broken(
        "hook_silent",
        hook("dimensions", "pass"),
        "plugin 'hook_silent' gave nothing in its hook smartscore_dimensions; an empty list says that there is nothing [hook_silent]",
        "plugin 'hook_silent' tidak memberi apa-apa dalam hook smartscore_dimensions; daftar kosong menyatakan bahwa memang tidak ada [hook_silent]",
    ),
    Broken(
        "hook_gives_one",
        hook("dimensions", "return Dimension('parks', members=[Indicator('trees', rule=Linear(0, 1))])"),
        "plugin 'hook_gives_one' gave one Dimension by itself in its hook smartscore_dimensions; put it into a list [hook_gave_one]",
        "plugin 'hook_gives_one' memberi satu Dimension begitu saja dalam hook smartscore_dimensions; letakkan di dalam daftar [hook_gave_one]",
    ),
    Broken(
        "hook_gives_text",
        hook("dimensions", "return 'economy'"),
        "plugin 'hook_gives_text': the hook 'smartscore_dimensions' gave str, expected list[Dimension] [plugin_gave_another_type]",
        "plugin 'hook_gives_text': hook 'smartscore_dimensions' memberi str, seharusnya list[Dimension] [plugin_gave_another_type]",
    ),
    Broken(
        "hook_gives_ids",
        hook("dimensions", "return ['economy']"),
        "plugin 'hook_gives_ids': the hook 'smartscore_dimensions' gave str, expected Dimension [plugin_gave_another_type]",
        "plugin 'hook_gives_ids': hook 'smartscore_dimensions' memberi str, seharusnya Dimension [plugin_gave_another_type]",
    ),
    Broken(
        "hook_gives_methods",
        hook("dimensions", "return Methods()"),
        "plugin 'hook_gives_methods': the hook 'smartscore_dimensions' gave Methods, expected list[Dimension] [plugin_gave_another_type]",
        "plugin 'hook_gives_methods': hook 'smartscore_dimensions' memberi Methods, seharusnya list[Dimension] [plugin_gave_another_type]",
    ),
    Broken(
        "hook_gives_a_number",
        hook("reports", "return 5"),
        "plugin 'hook_gives_a_number': the hook 'smartscore_reports' gave int, expected list[Report] [plugin_gave_another_type]",
        "plugin 'hook_gives_a_number': hook 'smartscore_reports' memberi int, seharusnya list[Report] [plugin_gave_another_type]",
    ),
    Broken(
        "hook_gives_a_dict",
        hook("methods", "return {'rules': {}}"),
        "plugin 'hook_gives_a_dict': the hook 'smartscore_methods' gave dict, expected Methods [plugin_gave_another_type]",
        "plugin 'hook_gives_a_dict': hook 'smartscore_methods' memberi dict, seharusnya Methods [plugin_gave_another_type]",
        framework='id = "own"\nmembers = [{ id = "income", rule = "minmax" }]\n',
    ),
    Broken(
        "hook_raises_ours",
        hook("dimensions", "raise PluginError('no licence')"),
        "plugin 'hook_raises_ours': the hook 'smartscore_dimensions' failed: no licence (broken_hook_raises_ours.py, line 8) [plugin_failed]",
        "plugin 'hook_raises_ours': hook 'smartscore_dimensions' gagal: no licence (broken_hook_raises_ours.py, baris 8) [plugin_failed]",
    ),
    Broken(
        "hook_raises_its_own",
        hook(
            "dimensions",
            "raise Licence(5)",
            before="""
        class Licence(RuleError):
            def __init__(self, days):
                self.days = days
        """,
        ),
        "plugin 'hook_raises_its_own': the hook 'smartscore_dimensions' failed: Licence (broken_hook_raises_its_own.py, line 12) [plugin_failed]",
        "plugin 'hook_raises_its_own': hook 'smartscore_dimensions' gagal: Licence (broken_hook_raises_its_own.py, baris 12) [plugin_failed]",
    ),
    Broken(
        "hook_raises_ours_bare",
        hook("dimensions", "raise RuleError"),
        "plugin 'hook_raises_ours_bare': the hook 'smartscore_dimensions' failed: RuleError (broken_hook_raises_ours_bare.py, line 8) [plugin_failed]",
        "plugin 'hook_raises_ours_bare': hook 'smartscore_dimensions' gagal: RuleError (broken_hook_raises_ours_bare.py, baris 8) [plugin_failed]",
    ),
]
