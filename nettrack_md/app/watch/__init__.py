"""The watcher: keeps the index level and the pages fresh while people work.

It only lowers latency. Every command finds the same answers without it.
"""
