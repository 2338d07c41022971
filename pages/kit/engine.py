"""The one engine of this server, kept outside reloadable modules, and who is asking it."""

import hashlib
import uuid

import streamlit as st

from nlp_core.engine.engine import Engine
from nlp_core.places import MODELS
from pages.kit.visit import visit


@st.cache_resource(show_spinner=False)
def engine() -> Engine:
    """The engine, made at the first call; its workers start with the server or the first job."""
    return Engine(shipped=MODELS)


def visitor() -> str:
    """A name for this browser that a reload keeps: app.py's random cookie, hashed."""
    return visit().keep("visitor", None, _name)


def _name() -> str:
    cookie = st.context.cookies.get("visitor")
    random = cookie if isinstance(cookie, str) and cookie else uuid.uuid4().hex
    return hashlib.sha256(random.encode()).hexdigest()[:16]
