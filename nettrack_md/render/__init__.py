"""Insight values to a view, a view to text; the only room that knows Jinja.

A template sees plain data only, and no file but through its caller.
"""
