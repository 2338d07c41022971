"""The one engine of this server, kept outside reloadable modules, and who is asking it."""

import hashlib
import uuid

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from nlp_core.engine.engine import Engine
from nlp_core.places import MODELS
from pages.kit.presence import Windows
from pages.kit.visit import visit


@st.cache_resource(show_spinner=False)
def _server() -> tuple[Engine, Windows]:
    windows = Windows()
    return Engine(shipped=MODELS, is_here=windows.is_here), windows


def engine() -> Engine:
    """The engine, made at the first call; its workers start with the server or the first job."""
    return _server()[0]


def visitor() -> str:
    """A name for this browser that a reload keeps: app.py's random cookie, hashed."""
    name = visit().keep("visitor", None, _name)
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None:
        _server()[1].note(name, context.session_id)
    return name


def _name() -> str:
    cookie = st.context.cookies.get("visitor")
    random = cookie if isinstance(cookie, str) and cookie else uuid.uuid4().hex
    return hashlib.sha256(random.encode()).hexdigest()[:16]
