"""The papers: domain values become sheets (ready-to-print strings), and sheets become files.

``sheet/`` holds what each paper says, ``layout/`` where it stands on the page, ``press/`` the
machine that sets Chinese text, tables and drawings; ``workbook*.py`` write workbooks. No database,
no Flask, no clock, no environment come in; only ``press/pdf.py`` imports WeasyPrint.
"""
