"""The papers: domain values become sheets (ready-to-print strings), and sheets become files.

``sheet/`` holds what each paper says, ``layout/`` where it stands on the page, ``press/`` the
machine that sets Chinese text, tables and drawings; ``workbook*.py`` write workbooks. No database,
no Flask, no clock and no environment come in here; WeasyPrint is imported in ``press/pdf.py`` alone.
"""
