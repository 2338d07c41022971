"""Results that are kept for the next call: with a model, or with a visitor, and no longer.

``functools.lru_cache`` keeps its keys for as long as the process lives. That is right for what the
site itself can name (a language, a shipped corpus). A model that the library drops must be freed,
and what a learner types must go with the learner: such functions use the two decorators here.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, MutableMapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

P = ParamSpec("P")
K = TypeVar("K")
R = TypeVar("R")
Notes = MutableMapping[str, Any]
_Kept = OrderedDict[Hashable, Any]


_for_all: list[MutableMapping[Any, Any]] = []  # what is kept for all visitors, by function


class _Visitors:
    """How to find the notes of the visitor whose page is being drawn."""

    find: Callable[[], Notes | None] = staticmethod(lambda: None)


def keep_notes_in(find: Callable[[], Notes | None]) -> None:
    """Say where a visitor's results are kept: ``find`` returns a mapping, or None for nowhere.

    It is called at each use, in the thread of the visit. Before this call nothing is kept.
    """
    _Visitors.find = staticmethod(find)


def forget() -> None:
    """Forget what is kept for all visitors, so that everything is computed anew."""
    for kept in _for_all:
        kept.clear()


def always(*_: Any, **__: Any) -> bool:
    """True for any arguments."""
    return True


def never(*_: Any, **__: Any) -> bool:
    """False for any arguments."""
    return False


def per_visitor(
    size: int, *, shared: Callable[..., bool] = never
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last ``size`` results of a function with the visitor.

    Where ``shared(*args, **kwargs)`` is true, the arguments are the site's own (a shipped corpus, a
    ready example), and the last ``size`` results are kept for all visitors.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        for_all: _Kept = OrderedDict()
        _for_all.append(for_all)

        @wraps(function)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            kept = for_all if shared(*args, **kwargs) else _noted(function, OrderedDict)
            if kept is None:
                return function(*args, **kwargs)
            return _recall(kept, size, lambda: function(*args, **kwargs), args, kwargs)

        return remembered

    return decorate


def per_model(
    size: int, *, shared: Callable[..., bool] = always
) -> Callable[[Callable[Concatenate[K, P], R]], Callable[Concatenate[K, P], R]]:
    """Keep the last ``size`` results for each model; they go when the model goes.

    The model (or a ``Trained``) is the first argument, and no result may hold it. Where ``shared``
    is false, the other arguments hold a learner's text, and the results go with the visitor too.
    """

    def decorate(function: Callable[Concatenate[K, P], R]) -> Callable[Concatenate[K, P], R]:
        for_all: WeakKeyDictionary[Any, _Kept] = WeakKeyDictionary()
        _for_all.append(for_all)

        @wraps(function)
        def remembered(model: K, /, *args: P.args, **kwargs: P.kwargs) -> R:
            is_shared = shared(model, *args, **kwargs)
            models = for_all if is_shared else _noted(function, WeakKeyDictionary)
            if models is None:
                return function(model, *args, **kwargs)
            with _lock:
                kept = models.setdefault(model, OrderedDict())
            return _recall(kept, size, lambda: function(model, *args, **kwargs), args, kwargs)

        return remembered

    return decorate


_lock = threading.Lock()  # held for dictionary work only, never while a result is computed


def _noted(function: Callable[..., Any], make: Callable[[], Any]) -> Any:
    """This function's place in the visitor's notes, None where there are none."""
    notes = _Visitors.find()
    if notes is None:
        return None
    with _lock:
        return notes.setdefault(f"{function.__module__}.{function.__qualname__}", make())


def _recall(
    kept: _Kept,
    size: int,
    compute: Callable[[], R],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> R:
    """The result kept under these arguments, else computed now; beyond ``size`` the oldest goes."""
    key = (args, tuple(sorted(kwargs.items())))
    with _lock:
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    result = compute()
    with _lock:
        kept[key] = result
        while len(kept) > size:
            kept.popitem(last=False)
    return result
