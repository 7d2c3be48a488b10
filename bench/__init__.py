"""Measurements, as ratios of whole commands in one run. `make bench` runs them."""

from __future__ import annotations
