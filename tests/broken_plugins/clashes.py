"""Things that are supplied twice."""

from broken_plugins import Broken, hook

ROWS = [
    Broken(
        "bold_dimension",
        hook("dimensions", "return [Dimension('economy', members=[Indicator('trees', rule=Linear(0, 1))])]"),
        "plugins 'bold_dimension' and 'economy' both supply the dimension 'economy' [supplied_twice]\nto go on without one of them: --without bold_dimension or --without economy",
        "plugin 'bold_dimension' dan 'economy' sama-sama memberi dimensi 'economy' [supplied_twice]\nuntuk melanjutkan tanpa salah satunya: --without bold_dimension atau --without economy",
        way_out=False,
    ),
    Broken(
        "bold_node",
        hook("dimensions", "return [Dimension('parks', members=[Indicator('grdp_per_capita', rule=Linear(0, 1))])]"),
        "plugins 'economy' and 'bold_node' both supply the node 'grdp_per_capita' [supplied_twice]\nto go on without one of them: --without economy or --without bold_node",
        "plugin 'economy' dan 'bold_node' sama-sama memberi simpul 'grdp_per_capita' [supplied_twice]\nuntuk melanjutkan tanpa salah satunya: --without economy atau --without bold_node",
        way_out=False,
    ),
    Broken(
        "bold_framework",
        hook("frameworks", "return [FrameworkSource('smart-city', 'Mine', print)]"),
        "plugin 'bold_framework' supplies the framework 'smart-city', which smartscore has itself; it needs another name [supplied_built_in]",
        "plugin 'bold_framework' memberi kerangka 'smart-city' yang sudah dimiliki smartscore; perlu nama lain [supplied_built_in]",
    ),
    Broken(
        "framework_of_another",
        hook("frameworks", "return [FrameworkSource('ipm', 'Mine', print)]"),
        "plugins 'framework_of_another' and 'human_development' both supply the framework 'ipm' [supplied_twice]\nto go on without one of them: --without framework_of_another or --without human_development",
        "plugin 'framework_of_another' dan 'human_development' sama-sama memberi kerangka 'ipm' [supplied_twice]\nuntuk melanjutkan tanpa salah satunya: --without framework_of_another atau --without human_development",
        verb="frameworks list",
        way_out=False,
    ),
    Broken(
        "bold_report",
        hook("reports", "return [Report('json', '.jsn', print)]"),
        "plugin 'bold_report' supplies the report 'json', which smartscore has itself; it needs another name [supplied_built_in]",
        "plugin 'bold_report' memberi laporan 'json' yang sudah dimiliki smartscore; perlu nama lain [supplied_built_in]",
    ),
    Broken(
        "bold_format",
        hook("reports", "return [Report('toml', '.tml', print)]"),
        "plugin 'bold_format' supplies the report 'toml', which smartscore has itself; it needs another name [supplied_built_in]",
        "plugin 'bold_format' memberi laporan 'toml' yang sudah dimiliki smartscore; perlu nama lain [supplied_built_in]",
    ),
    Broken(
        "bold_rule",
        hook("methods", "return Methods(rules={'linear': Linear, 'minmax': Linear})"),
        "plugin 'bold_rule' supplies the rule 'minmax', which smartscore has itself; it needs another name [supplied_built_in]",
        "plugin 'bold_rule' memberi aturan 'minmax' yang sudah dimiliki smartscore; perlu nama lain [supplied_built_in]",
        framework='id = "own"\nmembers = [{ id = "income", rule = "own" }, { id = "health", rule = { linear = { worst = 0, best = 10 } } }]\n',
    ),
    Broken(
        "bold_gazetteer",
        hook("gazetteers", "return [GazetteerSource('indonesia', 'Mine', print)]"),
        "plugins 'bold_gazetteer' and 'indonesia' both supply the gazetteer 'indonesia' [supplied_twice]\nto go on without one of them: --without bold_gazetteer or --without indonesia",
        "plugin 'bold_gazetteer' dan 'indonesia' sama-sama memberi daftar daerah 'indonesia' [supplied_twice]\nuntuk melanjutkan tanpa salah satunya: --without bold_gazetteer atau --without indonesia",
        framework='id = "own"\n[defaults]\nrule = { linear = { worst = 0, best = 10 } }\n[[members]]\nid = "income"\n[[members]]\nid = "roads"\n',
        beside="city,roads\n11,3\n12,4\n",
        way_out=False,
    ),
    Broken(
        "left_over",
        hook("dimensions", "return []"),
        "plugins 'left_over' and 'renamed' are one module, broken_left_over, of the packages 'city-left_over' and 'city-renamed'; remove the one that is left over, such as the old name of a package: pip uninstall city-left_over or pip uninstall city-renamed [module_twice]\nto go on without one of them: --without left_over or --without renamed",
        "plugin 'left_over' dan 'renamed' adalah satu modul, broken_left_over, dari paket 'city-left_over' dan 'city-renamed'; hapus yang tertinggal, misalnya nama lama sebuah paket: pip uninstall city-left_over atau pip uninstall city-renamed [module_twice]\nuntuk melanjutkan tanpa salah satunya: --without left_over atau --without renamed",
        others={"renamed": ""},
        way_out=False,
    ),
    Broken(
        "report_of_two",
        hook("reports", "return [Report('names', '.names', print)]"),
        "plugins 'report_of_two' and 'second' both supply the report 'names' [supplied_twice]\nto go on without one of them: --without report_of_two or --without second",
        "plugin 'report_of_two' dan 'second' sama-sama memberi laporan 'names' [supplied_twice]\nuntuk melanjutkan tanpa salah satunya: --without report_of_two atau --without second",
        others={
            "second": "from smartscore import *\nfrom smartscore.rules import Linear\n\n\n\n@hookimpl\ndef smartscore_reports():\n    return [Report('names', '.nms', print)]\n"
        },
        way_out=False,
    ),
    Broken(
        "ending_of_two",
        hook("reports", "return [Report('names', '.names', print)]"),
        "plugins 'ending_of_two' and 'second' both supply the file ending '.names' [supplied_twice]\nto go on without one of them: --without ending_of_two or --without second",
        "plugin 'ending_of_two' dan 'second' sama-sama memberi akhiran berkas '.names' [supplied_twice]\nuntuk melanjutkan tanpa salah satunya: --without ending_of_two atau --without second",
        others={
            "second": "from smartscore import *\nfrom smartscore.rules import Linear\n\n\n\n@hookimpl\ndef smartscore_reports():\n    return [Report('titles', '.names', print)]\n"
        },
        way_out=False,
    ),
    Broken(
        "method_of_two",
        hook("methods", "return Methods(rules={'own': Linear})"),
        "plugins 'method_of_two' and 'second' both supply the rule 'own' [supplied_twice]\nto go on without one of them: --without method_of_two or --without second",
        "plugin 'method_of_two' dan 'second' sama-sama memberi aturan 'own' [supplied_twice]\nuntuk melanjutkan tanpa salah satunya: --without method_of_two atau --without second",
        framework='id = "own"\nmembers = [{ id = "income", rule = "own" }, { id = "health", rule = { linear = { worst = 0, best = 10 } } }]\n',
        others={
            "second": "from smartscore import *\nfrom smartscore.rules import Linear\n\n\n\n@hookimpl\ndef smartscore_methods():\n    return Methods(rules={'own': Indicator})\n"
        },
        way_out=False,
    ),
]
