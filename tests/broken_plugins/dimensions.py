"""Dimensions, frameworks and gazetteers that are not as they must be."""

from broken_plugins import Broken, hook

ROWS = [
    Broken(
        "dimension_misnamed",
        hook("dimensions", "return [Dimension('My Parks', members=[])]"),
        "plugin 'dimension_misnamed': the hook 'smartscore_dimensions' failed: 'My Parks' is no id: small letters, digits and _, a letter first (ids of frameworks may have -) (broken_dimension_misnamed.py, line 8) [plugin_failed]",
        "plugin 'dimension_misnamed': hook 'smartscore_dimensions' gagal: 'My Parks' bukan id: huruf kecil, angka, dan _, diawali huruf (id kerangka boleh memakai -) (broken_dimension_misnamed.py, baris 8) [plugin_failed]",
    ),
    Broken(
        "dimension_of_equal_bounds",
        hook("dimensions", "return [Dimension('parks', members=[Indicator('trees', rule=Linear(1, 1))])]"),
        "plugin 'dimension_of_equal_bounds': the hook 'smartscore_dimensions' failed: worst and best are both 1 (broken_dimension_of_equal_bounds.py, line 8) [plugin_failed]",
        "plugin 'dimension_of_equal_bounds': hook 'smartscore_dimensions' gagal: worst dan best sama-sama 1 (broken_dimension_of_equal_bounds.py, baris 8) [plugin_failed]",
    ),
    Broken(
        "dimension_without_file",
        hook(
            "dimensions",
            "return [load_dimension(Path(__file__).parent / 'parks.toml')]",
            before="from pathlib import Path",
        ),
        "plugin 'dimension_without_file': the hook 'smartscore_dimensions' failed: FOLDER/parks.toml: the file cannot be read: No such file or directory [plugin_failed]",
        "plugin 'dimension_without_file': hook 'smartscore_dimensions' gagal: FOLDER/parks.toml: berkas tidak dapat dibaca: berkas atau folder itu tidak ada [plugin_failed]",
    ),
    Broken(
        "dimension_called_index",
        hook("dimensions", "return [Dimension('index', members=[Indicator('trees', rule=Linear(0, 1))])]"),
        "plugin 'dimension_called_index' supplies the node 'index', which smartscore has itself; it needs another name [supplied_built_in]",
        "plugin 'dimension_called_index' memberi simpul 'index' yang sudah dimiliki smartscore; perlu nama lain [supplied_built_in]",
    ),
    Broken(
        "dimension_twice",
        hook(
            "dimensions",
            "return [Dimension('parks', members=[Indicator('trees', rule=Linear(0, 1))]), Dimension('parks', members=[Indicator('trees', rule=Linear(0, 1))])]",
        ),
        "plugin 'dimension_twice' supplies the dimension 'parks' twice [supplied_again]",
        "plugin 'dimension_twice' memberi dimensi 'parks' dua kali [supplied_again]",
    ),
    Broken(
        "node_twice",
        hook(
            "dimensions",
            """
        trees = Indicator('trees', rule=Linear(0, 1))
        return [Dimension('parks', members=[trees]), Dimension('woods', members=[trees])]
        """,
        ),
        "plugin 'node_twice' supplies the node 'trees' twice [supplied_again]",
        "plugin 'node_twice' memberi simpul 'trees' dua kali [supplied_again]",
    ),
    Broken(
        "framework_misnamed",
        hook("frameworks", "return [FrameworkSource('Air Quality', 'Air', print)]"),
        "plugin 'framework_misnamed': 'Air Quality' is no name for a framework: small letters, digits, _ and -, a letter first; nearest: air-quality [supply_misnamed]",
        "plugin 'framework_misnamed': 'Air Quality' bukan nama kerangka: huruf kecil, angka, _, dan -, diawali huruf; terdekat: air-quality [supply_misnamed]",
        verb="frameworks list",
    ),
    Broken(
        "framework_unnamed",
        hook("frameworks", "return [FrameworkSource(None, 'Air', print)]"),
        "plugin 'framework_unnamed': None is no name for a framework: small letters, digits, _ and -, a letter first; nearest: - [supply_misnamed]",
        "plugin 'framework_unnamed': None bukan nama kerangka: huruf kecil, angka, _, dan -, diawali huruf; terdekat: - [supply_misnamed]",
        verb="frameworks list",
    ),
    Broken(
        "framework_without_function",
        hook(
            "frameworks",
            "return [FrameworkSource('air', 'Air', Framework('air', index=Dimension('index', members=[Dimension('parks', members=[Indicator('trees', rule=Linear(0, 1))])])))]",
        ),
        "plugin 'framework_without_function': load of the framework 'air' is Framework, not something that can be called [supply_no_function]",
        "plugin 'framework_without_function': load dari kerangka 'air' adalah Framework, bukan sesuatu yang dapat dipanggil [supply_no_function]",
        options=("--framework", "air"),
    ),
    Broken(
        "framework_fails",
        hook("frameworks", "return [FrameworkSource('air', 'Air', lambda: 1 / 0)]"),
        "plugin 'framework_fails': the framework 'air' failed: ZeroDivisionError: division by zero (broken_framework_fails.py, line 8) [plugin_failed]",
        "plugin 'framework_fails': kerangka 'air' gagal: ZeroDivisionError: division by zero (broken_framework_fails.py, baris 8) [plugin_failed]",
        options=("--framework", "air"),
    ),
    Broken(
        "framework_ends_the_program",
        hook("frameworks", "return [FrameworkSource('air', 'Air', exit)]"),
        "plugin 'framework_ends_the_program': the framework 'air' failed: SystemExit: None [plugin_failed]",
        "plugin 'framework_ends_the_program': kerangka 'air' gagal: SystemExit: None [plugin_failed]",
        options=("--framework", "air"),
        process=True,
    ),
    Broken(
        "framework_silent",
        hook("frameworks", "return [FrameworkSource('air', 'Air', lambda: None)]"),
        "plugin 'framework_silent': the framework 'air' gave None, expected Framework [plugin_gave_another_type]",
        "plugin 'framework_silent': kerangka 'air' memberi None, seharusnya Framework [plugin_gave_another_type]",
        options=("--framework", "air"),
    ),
    Broken(
        "framework_of_another_type",
        hook(
            "frameworks",
            "return [FrameworkSource('air', 'Air', lambda: Dimension('parks', members=[Indicator('trees', rule=Linear(0, 1))]))]",
        ),
        "plugin 'framework_of_another_type': the framework 'air' gave Dimension, expected Framework [plugin_gave_another_type]",
        "plugin 'framework_of_another_type': kerangka 'air' memberi Dimension, seharusnya Framework [plugin_gave_another_type]",
        options=("--framework", "air"),
    ),
    Broken(
        "framework_of_another_id",
        hook(
            "frameworks",
            "return [FrameworkSource('air', 'Air', lambda: Framework('water', index=Dimension('index', members=[Indicator('a', rule=Linear(0, 1))])))]",
        ),
        "plugin 'framework_of_another_id': the framework 'air' calls itself 'water'; the two must be one [supply_of_another_id]",
        "plugin 'framework_of_another_id': kerangka 'air' menamakan dirinya 'water'; keduanya harus sama [supply_of_another_id]",
        options=("--framework", "air"),
    ),
    Broken(
        "framework_without_file",
        hook(
            "frameworks",
            "return [framework_source(Path(__file__).parent / 'air.toml', 'Air')]",
            before="from pathlib import Path",
        ),
        "plugin 'framework_without_file': the framework 'air' failed: FOLDER/air.toml: the file cannot be read: No such file or directory [plugin_failed]",
        "plugin 'framework_without_file': kerangka 'air' gagal: FOLDER/air.toml: berkas tidak dapat dibaca: berkas atau folder itu tidak ada [plugin_failed]",
        options=("--framework", "air"),
    ),
    Broken(
        "framework_without_title",
        hook("frameworks", "return [FrameworkSource('air', None, print)]"),
        "plugin 'framework_without_title': the hook 'smartscore_frameworks' failed: AttributeError: 'NoneType' object has no attribute 'items' (broken_framework_without_title.py, line 8) [plugin_failed]",
        "plugin 'framework_without_title': hook 'smartscore_frameworks' gagal: AttributeError: 'NoneType' object has no attribute 'items' (broken_framework_without_title.py, baris 8) [plugin_failed]",
        options=("--framework", "air"),
    ),
    Broken(
        "gazetteer_misnamed",
        hook("gazetteers", "return [GazetteerSource('Nusantara!', 'Nusantara', print)]"),
        "plugin 'gazetteer_misnamed': 'Nusantara!' is no name for a gazetteer: small letters, digits, _ and -, a letter first; nearest: nusantara [supply_misnamed]",
        "plugin 'gazetteer_misnamed': 'Nusantara!' bukan nama daftar daerah: huruf kecil, angka, _, dan -, diawali huruf; terdekat: nusantara [supply_misnamed]",
        framework='id = "own"\n[defaults]\nrule = { linear = { worst = 0, best = 10 } }\n[[members]]\nid = "income"\n[[members]]\nid = "roads"\n',
        beside="city,roads\n11,3\n12,4\n",
    ),
    Broken(
        "gazetteer_fails",
        hook(
            "gazetteers",
            "return [GazetteerSource('isles', 'Isles', load)]",
            before="""
        def load():
            return open('/no/such/file')
        """,
        ),
        "plugin 'gazetteer_fails': the gazetteer 'isles' failed: FileNotFoundError: [Errno 2] No such file or directory: '/no/such/file' (broken_gazetteer_fails.py, line 6) [plugin_failed]",
        "plugin 'gazetteer_fails': daftar daerah 'isles' gagal: FileNotFoundError: [Errno 2] No such file or directory: '/no/such/file' (broken_gazetteer_fails.py, baris 6) [plugin_failed]",
        framework='id = "own"\n[defaults]\nrule = { linear = { worst = 0, best = 10 } }\n[[members]]\nid = "income"\n[[members]]\nid = "roads"\n',
        beside="city,roads\n11,3\n12,4\n",
    ),
    Broken(
        "gazetteer_of_another_type",
        hook("gazetteers", "return [GazetteerSource('isles', 'Isles', dict)]"),
        "plugin 'gazetteer_of_another_type': the gazetteer 'isles' gave dict, expected Gazetteer [plugin_gave_another_type]",
        "plugin 'gazetteer_of_another_type': daftar daerah 'isles' memberi dict, seharusnya Gazetteer [plugin_gave_another_type]",
        framework='id = "own"\n[defaults]\nrule = { linear = { worst = 0, best = 10 } }\n[[members]]\nid = "income"\n[[members]]\nid = "roads"\n',
        beside="city,roads\n11,3\n12,4\n",
    ),
    Broken(
        "gazetteer_lost",
        hook(
            "gazetteers",
            "return [GazetteerSource('isles', 'Isles', load)]",
            before="""
        def load():
            return Gazetteer('isles', 'Isles', 'made up', 2025, [Area('1', 'North', 'province', parent='9')])
        """,
        ),
        "plugin 'gazetteer_lost': the gazetteer 'isles' failed: ValueError: no area has the code 9, which is the parent of one (broken_gazetteer_lost.py, line 6) [plugin_failed]",
        "plugin 'gazetteer_lost': daftar daerah 'isles' gagal: ValueError: no area has the code 9, which is the parent of one (broken_gazetteer_lost.py, baris 6) [plugin_failed]",
        framework='id = "own"\n[defaults]\nrule = { linear = { worst = 0, best = 10 } }\n[[members]]\nid = "income"\n[[members]]\nid = "roads"\n',
        beside="city,roads\n11,3\n12,4\n",
    ),
]
