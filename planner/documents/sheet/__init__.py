"""The sheets: what each paper says, in strings ready to print; pure functions of a plan.

Nothing here knows of fonts, pages or files. Two sheets that are equal print the same paper, and
``sheet_hash`` is the hash of what is printed.
"""
