"""Reports that are not as they must be."""

from broken_plugins import Broken, hook

ROWS = [
    Broken(
        "report_fails",
        hook(
            "reports",
            "return [Report('names', ['.names'], render)]",
            before="""
        def render(document, style):
            return document.titel
        """,
        ),
        "plugin 'report_fails': the report 'names' failed: AttributeError: 'Document' object has no attribute 'titel' (broken_report_fails.py, line 6) [plugin_failed]",
        "plugin 'report_fails': laporan 'names' gagal: AttributeError: 'Document' object has no attribute 'titel' (broken_report_fails.py, baris 6) [plugin_failed]",
        options=("--format", "names"),
    ),
    Broken(
        "report_ends_the_program",
        hook(
            "reports",
            "return [Report('names', ['.names'], render)]",
            before="""
        def render(document, style):
            raise SystemExit(0)
        """,
        ),
        "plugin 'report_ends_the_program': the report 'names' failed: SystemExit: 0 (broken_report_ends_the_program.py, line 6) [plugin_failed]",
        "plugin 'report_ends_the_program': laporan 'names' gagal: SystemExit: 0 (broken_report_ends_the_program.py, baris 6) [plugin_failed]",
        options=("--format", "names"),
        process=True,
    ),
    Broken(
        "report_silent",
        hook(
            "reports",
            "return [Report('names', ['.names'], render)]",
            before="""
        def render(document, style):
            print(document.title)
        """,
        ),
        "\nplugin 'report_silent': the report 'names' gave None, expected str [plugin_gave_another_type]",
        "\nplugin 'report_silent': laporan 'names' memberi None, seharusnya str [plugin_gave_another_type]",
        options=("--format", "names"),
    ),
    Broken(
        "report_of_numbers",
        hook(
            "reports",
            "return [Report('names', ['.names'], render)]",
            before="""
        def render(document, style):
            return [1]
        """,
        ),
        "plugin 'report_of_numbers': the report 'names' gave list, expected str [plugin_gave_another_type]",
        "plugin 'report_of_numbers': laporan 'names' memberi list, seharusnya str [plugin_gave_another_type]",
        options=("--format", "names"),
    ),
    Broken(
        "report_takes_too_little",
        hook("reports", "return [Report('names', ['.names'], str)]"),
        "plugin 'report_takes_too_little': the report 'names' failed: TypeError: str() argument 'encoding' must be str, not Style [plugin_failed]",
        "plugin 'report_takes_too_little': laporan 'names' gagal: TypeError: str() argument 'encoding' must be str, not Style [plugin_failed]",
        options=("--format", "names"),
    ),
    Broken(
        "report_misnamed",
        hook(
            "reports",
            "return [Report('Names.txt', ['.names'], render)]",
            before="""
        def render(document, style):
            return ''
        """,
        ),
        "plugin 'report_misnamed': 'Names.txt' is no name for a report: small letters, digits, _ and -, a letter first; nearest: names-txt [supply_misnamed]",
        "plugin 'report_misnamed': 'Names.txt' bukan nama laporan: huruf kecil, angka, _, dan -, diawali huruf; terdekat: names-txt [supply_misnamed]",
    ),
    Broken(
        "report_without_function",
        hook("reports", "return [Report('names', ['.names'], 'names')]"),
        "plugin 'report_without_function': render of the report 'names' is str, not something that can be called [supply_no_function]",
        "plugin 'report_without_function': render dari laporan 'names' adalah str, bukan sesuatu yang dapat dipanggil [supply_no_function]",
    ),
    Broken(
        "ending_without_dot",
        hook(
            "reports",
            "return [Report('names', ['names', '.NAM'], render)]",
            before="""
        def render(document, style):
            return ''
        """,
        ),
        "plugin 'ending_without_dot': 'names' is no file ending for the report 'names': a dot, then small letters and digits; nearest: .names [ending_malformed]\nplugin 'ending_without_dot': '.NAM' is no file ending for the report 'names': a dot, then small letters and digits; nearest: .nam [ending_malformed]",
        "plugin 'ending_without_dot': 'names' bukan akhiran berkas untuk laporan 'names': titik, lalu huruf kecil dan angka; terdekat: .names [ending_malformed]\nplugin 'ending_without_dot': '.NAM' bukan akhiran berkas untuk laporan 'names': titik, lalu huruf kecil dan angka; terdekat: .nam [ending_malformed]",
    ),
    Broken(
        "ending_built_in",
        hook(
            "reports",
            "return [Report('names', '.csv', render)]",
            before="""
        def render(document, style):
            return ''
        """,
        ),
        "plugin 'ending_built_in' supplies the file ending '.csv', which smartscore has itself; it needs another name [supplied_built_in]",
        "plugin 'ending_built_in' memberi akhiran berkas '.csv' yang sudah dimiliki smartscore; perlu nama lain [supplied_built_in]",
    ),
    Broken(
        "ending_needed",
        hook(
            "reports",
            "return [Report('names', [], render, cities=True)]",
            before="""
        def render(document, style):
            return ''
        """,
        ),
        "plugin 'ending_needed': the report 'names' can be written for each city, so it needs a file ending [ending_needed]",
        "plugin 'ending_needed': laporan 'names' dapat ditulis untuk tiap daerah, jadi memerlukan akhiran berkas [ending_needed]",
    ),
    Broken(
        "ending_of_no_text",
        hook(
            "reports",
            "return [Report('names', [None], render)]",
            before="""
        def render(document, style):
            return ''
        """,
        ),
        "plugin 'ending_of_no_text': None is no file ending for the report 'names': a dot, then small letters and digits; nearest: - [ending_malformed]",
        "plugin 'ending_of_no_text': None bukan akhiran berkas untuk laporan 'names': titik, lalu huruf kecil dan angka; terdekat: - [ending_malformed]",
    ),
]
