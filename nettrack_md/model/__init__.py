"""The vocabulary: frozen records, dates, periods, problems.

Nothing flows in; everything above speaks in these words. Standard library only,
and no clock, no files, no YAML.
"""
