"""Figures of a results file of `knead run` or `knead sweep`."""
