"""Plugins that were written for another smartscore."""

from broken_plugins import Broken, hook

ROWS = [
    Broken(
        "contract_newer",
        hook("dimensions", "return []", before="smartscore_contract = 99"),
        "plugin 'contract_newer' was written for contract 99, smartscore 0.1.0 serves up to 2; upgrade smartscore, or install an older version of the plugin [contract_newer]",
        "plugin 'contract_newer' ditulis untuk kontrak 99, smartscore 0.1.0 hanya melayani sampai 2; perbarui smartscore, atau pasang versi plugin yang lebih lama [contract_newer]",
    ),
    Broken(
        "contract_older",
        hook("dimensions", "return []", before="smartscore_contract = 1"),
        "plugin 'contract_older' was written for contract 1, which is no longer served (now 2); install a newer version of the plugin, or mend it as the page on contracts of the manual says [contract_older]",
        "plugin 'contract_older' ditulis untuk kontrak 1 yang tidak lagi dilayani (kini 2); pasang versi plugin yang lebih baru, atau perbaiki menurut halaman kontrak dalam manual [contract_older]",
    ),
    Broken(
        "contract_in_words",
        hook("dimensions", "return []", before="smartscore_contract = '2'"),
        "plugin 'contract_in_words': smartscore_contract is '2', expected a whole number such as 2 [contract_not_number]",
        "plugin 'contract_in_words': smartscore_contract adalah '2', seharusnya bilangan bulat seperti 2 [contract_not_number]",
    ),
    Broken(
        "needs_newer",
        hook("dimensions", "return []"),
        "plugin 'needs_newer' needs smartscore>=9, this is 0.1.0; install another version of smartscore or of the plugin [other_smartscore_needed]",
        "plugin 'needs_newer' memerlukan smartscore>=9, ini 0.1.0; pasang versi lain dari smartscore atau plugin [other_smartscore_needed]",
        metadata="Requires-Dist: smartscore>=9\n",
    ),
    Broken(
        "needs_older",
        hook("dimensions", "return []"),
        "plugin 'needs_older' needs smartscore<0.1, this is 0.1.0; install another version of smartscore or of the plugin [other_smartscore_needed]",
        "plugin 'needs_older' memerlukan smartscore<0.1, ini 0.1.0; pasang versi lain dari smartscore atau plugin [other_smartscore_needed]",
        metadata="Requires-Dist: Smartscore[excel] (<0.1) ; python_version > '3'\nRequires-Dist: numpy>=99\n",
    ),
    Broken(
        "report_of_first_contract",
        hook("reports", "return [Report('names', ['.names'], write=print)]"),
        "plugin 'report_of_first_contract' was written for contract 1, which is no longer served (now 2); install a newer version of the plugin, or mend it as the page on contracts of the manual says [contract_older]",
        "plugin 'report_of_first_contract' ditulis untuk kontrak 1 yang tidak lagi dilayani (kini 2); pasang versi plugin yang lebih baru, atau perbaiki menurut halaman kontrak dalam manual [contract_older]",
    ),
    Broken(
        "imports_of_first_contract",
        "from smartscore import Report, View, hookimpl",
        "plugin 'imports_of_first_contract' asks for smartscore.View, which this smartscore does not have (contract 2); install another version of the plugin or of smartscore [smartscore_lacks]",
        "plugin 'imports_of_first_contract' meminta smartscore.View yang tidak ada di smartscore ini (kontrak 2); pasang versi lain dari plugin atau smartscore [smartscore_lacks]",
    ),
    Broken(
        "imports_of_another",
        "import smartscore.scoring",
        "plugin 'imports_of_another' asks for smartscore.scoring, which this smartscore does not have (contract 2); install another version of the plugin or of smartscore [smartscore_lacks]",
        "plugin 'imports_of_another' meminta smartscore.scoring yang tidak ada di smartscore ini (kontrak 2); pasang versi lain dari plugin atau smartscore [smartscore_lacks]",
    ),
    Broken(
        "asks_for_another",
        """import smartscore

smartscore.score
""",
        "plugin 'asks_for_another' asks for smartscore.score, which this smartscore does not have (contract 2); install another version of the plugin or of smartscore [smartscore_lacks]",
        "plugin 'asks_for_another' meminta smartscore.score yang tidak ada di smartscore ini (kontrak 2); pasang versi lain dari plugin atau smartscore [smartscore_lacks]",
    ),
]
