"""Lengths in points, and the sizes of type by their Chinese names."""

from __future__ import annotations

MM = 72 / 25.4
ERHAO = 22.0
XIAOER = 18.0
SANHAO = 16.0
SIHAO = 14.0
XIAOSI = 12.0
WUHAO = 10.5
XIAOWU = 9.0
LIUHAO = 7.5
ASCENT = 0.86
"""Where the baseline lies in a line of Chinese, from the top of its em box."""
