"""The library in a few functions: read a dataset, load a framework, assess, look."""

import logging

from smartscore.api.assessments import Assessment, assess
from smartscore.api.datasets import Source, read_dataset, read_names, read_numbers, read_recipes
from smartscore.api.frameworks import (
    framework_source,
    framework_sources,
    known_ids,
    load_dimension,
    load_framework,
    loaded_or_none,
)
from smartscore.api.writing import report_of, write

# A library says nothing unless it is asked to.
logging.getLogger("smartscore").addHandler(logging.NullHandler())

__all__ = [
    "Assessment",
    "Source",
    "assess",
    "framework_source",
    "framework_sources",
    "known_ids",
    "load_dimension",
    "load_framework",
    "loaded_or_none",
    "read_dataset",
    "read_names",
    "read_numbers",
    "read_recipes",
    "report_of",
    "write",
]
