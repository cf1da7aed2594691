"""What a value of somebody else's code does, as JSON: by its class or its code, and by everything that it holds.

Functions and classes that a module has under their own name are known by that name, under every version of Python.
Those that no module has so (a lambda, what a function makes, what a notebook defines) are known by their compiled
code, with the values of the variables that it reads: the same in each process, another under another version of Python.
"""

import functools
import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from types import BuiltinFunctionType, CodeType, FunctionType, MethodDescriptorType, MethodType, ModuleType
from typing import Any, TypeAlias

import numpy as np
from attrs import has

Json: TypeAlias = Any

#: What a class does and holds beside its attributes without underscores.
_SPECIAL = frozenset(["__call__", "__init__", "__new__", "__attrs_post_init__", "__post_init__"])
_BUILT_IN = (BuiltinFunctionType, MethodDescriptorType, type(np.add), type(str.join), type(int.__add__))
_COMPUTED = (staticmethod, classmethod)


class UnseenError(Exception):
    """A value holds something into which nobody can see; `found` is its type."""

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(found)


class States:
    """Gives the state of values; `own` gives that of a value of smartscore itself, None for another."""

    def __init__(self, own: Callable[[object], Json]) -> None:
        self._own, self._within = own, list[int]()
        self._known: dict[int, tuple[object, str]] = {}  # with the value, so that no other takes its place
        self._highest = math.inf  # the place of the outermost value that a value below refers to

    def of(self, value: object) -> Json:
        """Give what a value does and holds, as JSON that is the same in each process.

        Raises:
            UnseenError: for a value that does not tell what it holds: a generator, an open file, a lock.
        """
        if isinstance(value, np.generic):
            value = value.item()
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str | bytes | int | float | complex) and type(value).__module__ == "builtins":
            return [type(value).__name__, repr(value)] if isinstance(value, str | bytes) else _number(value)
        if id(value) in self._within:  # it holds itself: how far up
            self._highest = min(self._highest, place := self._within.index(id(value)))
            return {"above": len(self._within) - place}
        return self._known[id(value)][1] if id(value) in self._known else self._digest(value)

    def _digest(self, value: object) -> str:
        """Give the digits of what a value holds, which are found once however often it is held."""
        place, highest = len(self._within), self._highest
        self._within.append(id(value))
        self._highest = math.inf
        try:
            text = json.dumps(self._composite(value), sort_keys=True)
        finally:
            self._within.pop()
        digits = hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
        if self._highest >= place:  # it refers to nothing around it, so that it is the same elsewhere
            self._known[id(value)] = value, digits
        self._highest = min(highest, self._highest)
        return digits

    def _composite(self, value: Any) -> Json:
        if type(value) in (list, tuple):
            return [type(value).__name__, *map(self.of, value)]
        if isinstance(value, Set) and type(value).__module__ == "builtins":
            return ["set", *_in_order(map(self.of, value))]
        if isinstance(value, Mapping) and type(value).__module__ in ("builtins", "types"):
            return ["dict", *_in_order([self.of(key), self.of(item)] for key, item in value.items())]
        if isinstance(value, np.ndarray) and type(value).__module__ == "numpy":
            return self._array(value)
        return self._code(value) or self._own(value) or self._instance(value)

    def _array(self, array: np.ndarray) -> Json:
        if array.dtype.hasobject:
            return ["array", list(array.shape), *map(self.of, array.ravel().tolist())]
        digits = hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
        return ["array", array.dtype.str, list(array.shape), digits]

    def _code(self, value: Any) -> Json:
        """Give the state of what is code: a module, a class, a function, a method; None for anything else."""
        told: tuple[tuple[Any, Callable[[Any], Json]], ...] = (
            (ModuleType, lambda module: {"module": module.__name__}),
            (type, self._class),
            (FunctionType, self._function),
            (MethodType, lambda method: {"method": self.of(method.__func__), "of": self.of(method.__self__)}),
            (functools._lru_cache_wrapper, lambda cached: self.of(cached.__wrapped__)),
            (_BUILT_IN, self._built_in),
        )
        for kind, tell in told:
            if isinstance(value, kind):
                return tell(value)
        return {"named": _name(value)} if _is_found_by_name(value) else None

    def _built_in(self, value: Any) -> Json:
        holder, name = getattr(value, "__self__", None), str(getattr(value, "__qualname__", value.__name__))
        if isinstance(value, np.ufunc) and not _is_known_ufunc(value):
            raise UnseenError(repr(value))
        return {"built_in": name, "of": self.of(holder)}

    def _function(self, function: FunctionType) -> Json:
        cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
        state = {
            "function": _name(function),
            "defaults": self.of(function.__defaults__),
            "keywords": self.of(function.__kwdefaults__),
            "closure": {name: self.of(_content(cell)) for name, cell in cells},
            "attributes": self.of({name: part for name, part in vars(function).items() if name != "__wrapped__"}),
        }
        if not _is_found_by_name(function):
            state["code"] = self._compiled(function.__code__)
            names = sorted(set(_globals_read(function.__code__)) & function.__globals__.keys())
            state["globals"] = {name: self.of(function.__globals__[name]) for name in names}
        return state

    def _compiled(self, code: CodeType) -> Json:
        constants = [self._compiled(part) if isinstance(part, CodeType) else self.of(part) for part in code.co_consts]
        counts = [code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags]
        return [code.co_code.hex(), constants, list(code.co_names), list(code.co_varnames), counts]

    def _class(self, kind: type) -> Json:
        if kind.__module__ == "builtins":
            return {"class": kind.__qualname__}
        state: Json = {"class": _name(kind), "set": self._plain_attributes(kind)}
        if not _is_found_by_name(kind):
            state["code"] = {name: self.of(part) for name, part in _parts(kind)}
            state["bases"] = [self.of(base) for base in kind.__bases__]
        return state

    def _plain_attributes(self, kind: type) -> Json:
        plain = (bool, int, float, str, bytes, tuple, frozenset, list, dict, set, np.ndarray)
        found = {name: part for name, part in vars(kind).items() if not name.startswith("__") and type(part) in plain}
        return {name: self.of(part) for name, part in sorted(found.items())}

    def _instance(self, value: Any) -> Json:
        """Give the class of a value, and its parts as they would be pickled."""
        try:
            reduced = value.__reduce_ex__(2)
        except Exception as error:  # it says so in many ways
            if type(value).__module__ == "re":
                return {"pattern": [self.of(value.pattern), value.flags]}
            raise UnseenError(type(value).__qualname__) from error
        if isinstance(reduced, str):  # the name of the only one of its kind
            if getattr(sys.modules.get(type(value).__module__), reduced, None) is not value:
                raise UnseenError(type(value).__qualname__)
            return {"named": reduced}
        maker, arguments, state, *items = [*reduced, None, None, None][:5]
        computed = {name for name, part in _all_parts(type(value)) if isinstance(part, functools.cached_property)}
        if isinstance(state, dict):
            state = {name: part for name, part in state.items() if name not in computed}
        listed = [self.of(list(item)) for item in items if item is not None]
        return {
            "instance": self.of(type(value)),
            "by": self.of(maker),
            "parts": [*map(self.of, (arguments, state)), *listed],
        }


def _number(value: complex) -> Json:
    """Give a number so that 1 and 1.0 are the same."""
    if isinstance(value, int) and int(float(value) if abs(value) < 2**1000 else 0) != value:
        return {"number": str(value)}
    return {"number": repr(value if isinstance(value, complex) else float(value))}


def _in_order(states: Iterable[Json]) -> list[Json]:
    return sorted(states, key=lambda state: json.dumps(state, sort_keys=True))


def _name(value: Any) -> str:
    return f"{value.__module__}.{value.__qualname__}"


def _is_found_by_name(value: Any) -> bool:
    """Tell whether a module that can be imported has just this under its name; what is typed in is no such module."""
    module, qualname = (getattr(value, name, None) for name in ("__module__", "__qualname__"))
    if not isinstance(module, str) or not isinstance(qualname, str) or module == "__main__":
        return False
    found: object = sys.modules.get(module)
    for name in qualname.split("."):
        found = getattr(found, name, None)
    return found is value


def _is_known_ufunc(value: np.ufunc) -> bool:
    special = sys.modules.get("scipy.special")
    return any(getattr(module, value.__name__, None) is value for module in (np, special))


def _content(cell: Any) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # not filled yet
        return None


def _globals_read(code: CodeType) -> Iterator[str]:
    """Give the names of the variables of its module that compiled code reads or sets, and the code within it."""
    import dis  # which only code without a name needs

    yield from (i.argval for i in dis.get_instructions(code) if i.opname.endswith(("_GLOBAL", "_NAME")))
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from _globals_read(part)


def _all_parts(kind: type) -> Iterator[tuple[str, object]]:
    return ((name, part) for base in kind.__mro__ for name, part in vars(base).items())


def _parts(kind: type) -> Iterator[tuple[str, object]]:
    """Give the code that the author of a class wrote in it, by name."""
    written = _SPECIAL - {"__init__"} if has(kind) or hasattr(kind, "__dataclass_fields__") else _SPECIAL
    for name, part in sorted(vars(kind).items()):
        function = getattr(part, "fget", getattr(part, "func", part.__func__ if isinstance(part, _COMPUTED) else part))
        if isinstance(function, FunctionType) and (name in written or not name.startswith("__")):
            yield name, function
