"""Venues: areas, rows and seats where they stand, their numbers, and what touches what."""
