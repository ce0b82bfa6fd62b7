"""Benchmarks: each figure is a ratio or a count of one run; ``python -m benchmarks`` runs all."""
