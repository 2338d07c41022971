"""One trained model a file: a frozen spec that builds its model and fits it."""

import contextlib
import importlib

from nlp_core.training.run import Spec

RECIPES: dict[str, type[Spec]] = {}
SHIPPED: tuple[Spec, ...] = ()
for _name in ("word2vec", "attention", "prompting"):  # while the recipes are being written
    with contextlib.suppress(ImportError, AttributeError):
        _module = importlib.import_module(f"nlp_core.recipes.{_name}")
        SHIPPED += tuple(_module.SHIPPED)
        RECIPES[_name] = type(_module.SHIPPED[0])
