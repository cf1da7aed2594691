"""Plugins that cannot be loaded."""

from broken_plugins import Broken

ROWS = [
    Broken(
        "import_fails",
        "raise RuntimeError('no licence found')",
        "plugin 'import_fails' cannot be loaded: RuntimeError: no licence found (broken_import_fails.py, line 1) [plugin_broken]",
        "plugin 'import_fails' tidak dapat dimuat: RuntimeError: no licence found (broken_import_fails.py, baris 1) [plugin_broken]",
    ),
    Broken(
        "import_fails_silently",
        "raise ValueError",
        "plugin 'import_fails_silently' cannot be loaded: ValueError (broken_import_fails_silently.py, line 1) [plugin_broken]",
        "plugin 'import_fails_silently' tidak dapat dimuat: ValueError (broken_import_fails_silently.py, baris 1) [plugin_broken]",
    ),
    Broken(
        "import_fails_by_key",
        """settings = {}
settings['token']
""",
        "plugin 'import_fails_by_key' cannot be loaded: KeyError: 'token' (broken_import_fails_by_key.py, line 2) [plugin_broken]",
        "plugin 'import_fails_by_key' tidak dapat dimuat: KeyError: 'token' (broken_import_fails_by_key.py, baris 2) [plugin_broken]",
    ),
    Broken(
        "import_fails_in_lines",
        "raise ValueError('first\\nsecond\\x1b[31m red')",
        "plugin 'import_fails_in_lines' cannot be loaded: ValueError: first second [31m red (broken_import_fails_in_lines.py, line 1) [plugin_broken]",
        "plugin 'import_fails_in_lines' tidak dapat dimuat: ValueError: first second [31m red (broken_import_fails_in_lines.py, baris 1) [plugin_broken]",
    ),
    Broken(
        "import_fails_at_length",
        "raise ValueError('x' * 1000)",
        "plugin 'import_fails_at_length' cannot be loaded: ValueError: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... (broken_import_fails_at_length.py, line 1) [plugin_broken]",
        "plugin 'import_fails_at_length' tidak dapat dimuat: ValueError: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... (broken_import_fails_at_length.py, baris 1) [plugin_broken]",
    ),
    Broken(
        "error_without_text",
        """class Odd(Exception):
    def __str__(self):
        raise RuntimeError('no text either')


raise Odd
""",
        "plugin 'error_without_text' cannot be loaded: Odd (broken_error_without_text.py, line 6) [plugin_broken]",
        "plugin 'error_without_text' tidak dapat dimuat: Odd (broken_error_without_text.py, baris 6) [plugin_broken]",
    ),
    Broken(
        "import_ends_the_program",
        """import sys

sys.exit()
""",
        "plugin 'import_ends_the_program' cannot be loaded: SystemExit (broken_import_ends_the_program.py, line 3) [plugin_broken]",
        "plugin 'import_ends_the_program' tidak dapat dimuat: SystemExit (broken_import_ends_the_program.py, baris 3) [plugin_broken]",
        process=True,
    ),
    Broken(
        "import_ends_it_well",
        "raise SystemExit(0)",
        "plugin 'import_ends_it_well' cannot be loaded: SystemExit: 0 (broken_import_ends_it_well.py, line 1) [plugin_broken]",
        "plugin 'import_ends_it_well' tidak dapat dimuat: SystemExit: 0 (broken_import_ends_it_well.py, baris 1) [plugin_broken]",
        process=True,
    ),
    Broken(
        "import_ends_it_with_words",
        """import sys

sys.exit('no licence')
""",
        "plugin 'import_ends_it_with_words' cannot be loaded: SystemExit: no licence (broken_import_ends_it_with_words.py, line 3) [plugin_broken]",
        "plugin 'import_ends_it_with_words' tidak dapat dimuat: SystemExit: no licence (broken_import_ends_it_with_words.py, baris 3) [plugin_broken]",
    ),
    Broken(
        "import_closes_a_generator",
        "raise GeneratorExit",
        "plugin 'import_closes_a_generator' cannot be loaded: GeneratorExit (broken_import_closes_a_generator.py, line 1) [plugin_broken]",
        "plugin 'import_closes_a_generator' tidak dapat dimuat: GeneratorExit (broken_import_closes_a_generator.py, baris 1) [plugin_broken]",
    ),
    Broken(
        "import_without_end",
        """def again():
    again()


again()
""",
        "plugin 'import_without_end' cannot be loaded: RecursionError: maximum recursion depth exceeded (broken_import_without_end.py, line 2) [plugin_broken]",
        "plugin 'import_without_end' tidak dapat dimuat: RecursionError: maximum recursion depth exceeded (broken_import_without_end.py, baris 2) [plugin_broken]",
    ),
    Broken(
        "import_without_memory",
        "raise MemoryError",
        "plugin 'import_without_memory' cannot be loaded: MemoryError (broken_import_without_memory.py, line 1) [plugin_broken]",
        "plugin 'import_without_memory' tidak dapat dimuat: MemoryError (broken_import_without_memory.py, baris 1) [plugin_broken]",
    ),
    Broken(
        "import_raises_no_exception",
        """class Stop(BaseException): ...


raise Stop('now')
""",
        "plugin 'import_raises_no_exception' cannot be loaded: Stop: now (broken_import_raises_no_exception.py, line 4) [plugin_broken]",
        "plugin 'import_raises_no_exception' tidak dapat dimuat: Stop: now (broken_import_raises_no_exception.py, baris 4) [plugin_broken]",
    ),
    Broken(
        "syntax",
        "def (",
        "plugin 'syntax' cannot be loaded: SyntaxError: invalid syntax (broken_syntax.py, line 1) [plugin_broken]",
        "plugin 'syntax' tidak dapat dimuat: SyntaxError: invalid syntax (broken_syntax.py, baris 1) [plugin_broken]",
    ),
    Broken(
        "tabs",
        """if True:
    x = 1
	y = 2
""",
        "plugin 'tabs' cannot be loaded: TabError: inconsistent use of tabs and spaces in indentation (broken_tabs.py, line 3) [plugin_broken]",
        "plugin 'tabs' tidak dapat dimuat: TabError: inconsistent use of tabs and spaces in indentation (broken_tabs.py, baris 3) [plugin_broken]",
    ),
    Broken(
        "needs_another",
        "import no_such_package.part",
        "plugin 'needs_another' needs no_such_package, which is not installed: pip install it, or install the plugin again with what it depends on [plugin_needs_module]",
        "plugin 'needs_another' memerlukan no_such_package yang tidak terpasang: pasang dengan pip, atau pasang ulang plugin beserta yang diperlukannya [plugin_needs_module]",
    ),
    Broken(
        "needs_a_part",
        "import numpy.no_such_part",
        "plugin 'needs_a_part' cannot be loaded: ModuleNotFoundError: No module named 'numpy.no_such_part' (broken_needs_a_part.py, line 1) [plugin_broken]",
        "plugin 'needs_a_part' tidak dapat dimuat: ModuleNotFoundError: No module named 'numpy.no_such_part' (broken_needs_a_part.py, baris 1) [plugin_broken]",
    ),
    Broken(
        "needs_its_own",
        "import broken_needs_its_own.part",
        "plugin 'needs_its_own' cannot be loaded: ModuleNotFoundError: No module named 'broken_needs_its_own.part'; 'broken_needs_its_own' is not a package (broken_needs_its_own.py, line 1) [plugin_broken]",
        "plugin 'needs_its_own' tidak dapat dimuat: ModuleNotFoundError: No module named 'broken_needs_its_own.part'; 'broken_needs_its_own' is not a package (broken_needs_its_own.py, baris 1) [plugin_broken]",
    ),
    Broken(
        "no_module",
        "",
        "plugin 'no_module': there is no module broken_elsewhere, which its entry point leads to or it imports: install the plugin again [plugin_module_absent]",
        "plugin 'no_module': tidak ada modul broken_elsewhere yang ditunjuk entry point-nya atau yang diimpornya: pasang ulang plugin [plugin_module_absent]",
        module="broken_elsewhere",
    ),
    Broken(
        "entry_point_malformed",
        "x = 1",
        "plugin 'entry_point_malformed': its entry point leads to 'no module:', which is no module; install it again [entry_point_malformed]",
        "plugin 'entry_point_malformed': entry point-nya menunjuk ke 'no module:', yang bukan modul; pasang ulang [entry_point_malformed]",
        module="no module:",
    ),
    Broken(
        "no_name",
        "x = 1",
        "plugin 'no_name' cannot be loaded: AttributeError: module 'broken_no_name' has no attribute 'plugin' [plugin_broken]",
        "plugin 'no_name' tidak dapat dimuat: AttributeError: module 'broken_no_name' has no attribute 'plugin' [plugin_broken]",
        module="broken_no_name:plugin",
    ),
    Broken(
        "warns",
        """import warnings

warnings.simplefilter('error')
warnings.warn('old')
""",
        "plugin 'warns' cannot be loaded: UserWarning: old (broken_warns.py, line 4) [plugin_broken]",
        "plugin 'warns' tidak dapat dimuat: UserWarning: old (broken_warns.py, baris 4) [plugin_broken]",
    ),
    Broken(
        "attributes_fail",
        """def __dir__():
    return ['odd']


def __getattr__(name):
    raise LookupError(name)
""",
        "plugin 'attributes_fail' cannot be loaded: LookupError: smartscore_contract (broken_attributes_fail.py, line 6) [plugin_broken]",
        "plugin 'attributes_fail' tidak dapat dimuat: LookupError: smartscore_contract (broken_attributes_fail.py, baris 6) [plugin_broken]",
    ),
]
