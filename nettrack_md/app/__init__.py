"""The use cases: each one function that returns a frozen report and prints nothing.

This room orders the others. It is the only one with a clock, a working folder and
an environment.
"""
