"""Worded figures, a module a lesson."""
