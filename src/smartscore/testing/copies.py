"""Copies: methods are values, so that a copy of one is equal to it, in this process and in another."""

import pickle
from copy import deepcopy
from inspect import isfunction

from smartscore.errors import Problem
from smartscore.testing.search import ANY_FAILURE, in_words


def faults_of_copies(method: object) -> list[Problem]:
    """Say where a method cannot be copied or pickled, or is not equal to its copy; a function stands for itself."""
    if isfunction(method):
        return []
    problems = []
    for way, copied in (("copy.deepcopy", deepcopy), ("pickle", _pickled)):
        try:
            equal = bool(copied(method) == method)
        except ANY_FAILURE as error:
            problems.append(Problem("copy_fails", {"way": way, "error": in_words(error)}))
            continue
        if not equal:
            problems.append(Problem("copy_differs", {"way": way}))
    return problems[:1]


def _pickled(method: object) -> object:
    return pickle.loads(pickle.dumps(method))  # noqa: S301  # written in the same breath
