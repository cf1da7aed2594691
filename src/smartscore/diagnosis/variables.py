"""Variables of the environment that change what smartscore does."""

import os
from collections.abc import Iterator

from smartscore.diagnosis.finding import Finding
from smartscore.messages import LANGUAGE_VARIABLE, message

_PREFIX = "SMARTSCORE_"
#: Folders that tests and benchmarks of the project look for.
_OF_DEVELOPERS = ("SMARTSCORE_BENCH", "SMARTSCORE_REFERENCE")
#: What else changes results or what is imported, and the message that says how.
_OF_OTHERS = {
    "OPENBLAS_CORETYPE": "doctor_variable_algebra",
    "OPENBLAS_NUM_THREADS": "doctor_variable_algebra",
    "OMP_NUM_THREADS": "doctor_variable_algebra",
    "PYTHONPATH": "doctor_variable_path",
    "PYTHONHOME": "doctor_variable_path",
    "PYTHONOPTIMIZE": "doctor_variable_path",
}


def variables(language: str) -> Iterator[Finding]:
    """Tell of each variable of smartscore that is set whether it is known and says something, and of some others."""
    from smartscore.errors import UsageError, nearest
    from smartscore.reading.options import Limits, variable_names

    known = (LANGUAGE_VARIABLE, *variable_names(), *_OF_DEVELOPERS)
    try:
        Limits.in_effect()
        wrong = {}
    except UsageError as error:
        wrong = {str(problem.fields["name"]): problem.to(language) for problem in error.problems}
    for name in sorted(name for name in os.environ if name.startswith(_PREFIX)):
        if name not in known:
            said = message("doctor_variable_unknown", language, hint=nearest(name, known) or ", ".join(known))
            yield Finding("variable", name, "notice", said, f"unset {name}")
        elif name in wrong:
            yield Finding("variable", name, "broken", wrong[name], f"unset {name}")
        else:
            yield Finding("variable", name, "works", os.environ[name])
    for name, code in _OF_OTHERS.items():
        if value := os.environ.get(name):
            yield Finding("variable", name, "notice", message(code, language, value=value))
