"""Records: classes whose fields are their annotations, as dataclasses have it, but made at once.

A dataclass writes its methods as text and compiles them, a third of a millisecond for each class
whenever the program starts, and a plan is made of twenty of them. A record finds the same methods
ready in its base, and a type checker reads its fields as it reads those of a dataclass.
"""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, dataclass_transform


class _Made:
    """The default of a field that is made anew for each record."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def field(*, default_factory: Callable[[], Any]) -> Any:
    """A field whose default is what ``default_factory`` gives, anew for each record."""
    return _Made(default_factory)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record:
    """A value with named fields, which are the annotations of its class and of those above it.

    It is made with its fields by place or by name; those with a default may be left out. Two
    records of one class are equal when their fields are. Fields cannot be set again unless the
    class says ``frozen=False``. Raises TypeError for fields that there are not or that are not
    given, AttributeError where one is set.

    >>> class Point(Record):
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(1) == Point(y=0, x=1)
    (Point(x=1, y=0), True)
    """

    _names: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls, *, frozen: bool = True) -> None:
        own = cls.__dict__
        names = dict.fromkeys((*cls._names, *(own.get("__annotations__") or cls.__annotations__)))
        cls._names = tuple(names)
        cls._defaults = cls._defaults | {name: own[name] for name in names if name in own}
        if not frozen:
            cls.__setattr__ = object.__setattr__  # type: ignore[assignment]

    def __init__(self, *values: Any, **named: Any) -> None:
        fields, names = self.__dict__, self._names
        if len(values) > len(names):
            raise TypeError(f"{type(self).__name__} has {len(names)} fields, not {len(values)}")
        fields.update(zip(names, values, strict=False))
        if not named and len(values) == len(names):
            return
        for name in names[len(values) :]:
            if name in named:
                fields[name] = named.pop(name)
            elif name in self._defaults:
                default = self._defaults[name]
                fields[name] = default.make() if isinstance(default, _Made) else default
            else:
                raise TypeError(f"{type(self).__name__} needs {name}")
        if named:
            raise TypeError(f"{type(self).__name__} has no {', '.join(named)}, or has it already")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be taken away")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({fields})"


_R = TypeVar("_R", bound=Record)


def replace(record: _R, **changes: Any) -> _R:
    """The same record but for these fields."""
    return type(record)(**{**record.__dict__, **changes})
