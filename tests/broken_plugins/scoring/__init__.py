"""Plugins that load as any other, and of which a method fails or lies while it scores."""

from textwrap import dedent, indent

from broken_plugins import Broken, hook

#: Frameworks with a rule, an aggregate or a step `own`; by the first Alun has 60 and Bukit 40 if it is of 0 to 10.
BY_RULE = """id = "own"
members = [{ id = "income", rule = "own" }, { id = "health", rule = { linear = { worst = 0, best = 10 } } }]
"""
BY_AGGREGATE = """id = "own"
aggregate = "own"
[defaults]
rule = { linear = { worst = 0, best = 10 } }
[[members]]
id = "income"
[[members]]
id = "health"
"""
BY_STEP = """id = "own"
[defaults]
rule = { linear = { worst = 0, best = 10 } }
[[members]]
id = "income"
[[members]]
id = "health"
[[steps]]
own = {}
"""
#: What is printed of the two cities by each of these, as CSV, where nothing is wrong.
RANKED = """city,name,framework,rank,band,index,income,health,coverage,judgement,reason,note
Alun,Alun,own,1,,60,40,80,1,,,
Bukit,Bukit,own,2,,40,60,20,1,,,
"""


def harmless(name: str, code: str, said: str, dikatakan: str, *, framework: str) -> Broken:
    """Give the row of a plugin that does more than it should, such as printing, and no harm to the result."""
    return Broken(
        name,
        code,
        said,
        dikatakan,
        framework=framework,
        options=("--format", "csv"),
        exit_code=0,
        way_out=False,
        process=True,
        loads=True,
        out=RANKED,
    )


def rule(body: str, answers: str = "better = 'higher'") -> str:
    """Give the module of a plugin with a rule `own`, whose call has this body."""
    call = f"def __call__(self, values):\n{indent(dedent(body).strip(), '    ')}"
    return _of_class("rules", f"{dedent(answers).strip()}\n\n{call}")


def aggregate(body: str) -> str:
    """Give the module of a plugin with an aggregate `own`, a function with this body."""
    before = f"import numpy as np\n\n\ndef own(scores, weights):\n{indent(dedent(body).strip(), '    ')}\n"
    return hook("methods", "return Methods(aggregates={'own': own})", before=before)


def step(body: str, fit: str = "return self", answers: str = "columns = ()") -> str:
    """Give the module of a plugin with a step `own`: what it does with a frame, and how it is fitted."""
    fitting = f"def fit(self, frame, columns):\n{indent(dedent(fit).strip(), '    ')}"
    call = f"def __call__(self, frame):\n{indent(dedent(body).strip(), '    ')}"
    return _of_class("steps", f"{answers}\n\n{fitting}\n\n{call}")


def relative(fit: str) -> str:
    """Give the module of a plugin with a relative rule `own`, whose fitting has this body."""
    return _of_class("rules", f"better = 'higher'\n\ndef fit(self, values):\n{indent(dedent(fit).strip(), '    ')}")


def _of_class(methods: str, contents: str) -> str:
    before = f"import numpy as np\n\n\nclass Own:\n{indent(contents, '    ')}\n"
    return hook("methods", f"return Methods({methods}={{'own': Own}})", before=before)
