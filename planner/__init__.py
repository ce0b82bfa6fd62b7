"""Plenum (会务台): one meeting plan in, every paper, calendar and check out."""

__version__ = "0.1.0"
