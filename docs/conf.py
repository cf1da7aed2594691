"""How Sphinx builds the manual: `sphinx-build -W --keep-going -b html docs docs/_build/html`.

The language is English, unless `-D language=id` or the variable `SMARTSCORE_LANG` asks for Indonesian.
"""

import os
import sys
from pathlib import Path

from smartscore import __version__

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "smartscore"
author = "The smartscore developers"
project_copyright = author
version = release = __version__
language = os.environ.get("SMARTSCORE_LANG", "en")

extensions = ["myst_parser", "sphinx.ext.autodoc", "manual_pages", "manual_notebook"]
exclude_patterns = [
    "_build",
    "_ext",
    "_static",
    "decisions/*.md",
    "examples",
    "locale",
    "notebooks",
]  # decisions.md has them
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3  # to which other pages may lead
default_role = "code"  # what stands between single backticks in docstrings
smartquotes_action = "D"  # dashes alone

autodoc_preserve_defaults = True
autodoc_typehints_format = "short"
maximum_signature_line_length = 88

locale_dirs = ["locale", "notebooks"]
gettext_compact = False
gettext_location = False

html_theme = "furo"
html_title = f"smartscore {version}"
html_static_path = ["_static"]
html_css_files = ["manual.css"]
html_theme_options = {"light_css_variables": {"code-font-size": "75%"}}  # a hundred columns, as pages print them
html_show_copyright = False
html_copy_source = False
