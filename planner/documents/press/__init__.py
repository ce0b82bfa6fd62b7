"""The press: faces, lines, tables and pages of Chinese text, painted into a PDF.

It knows nothing of plans or sheets. All lengths are points, y runs downwards from the page's top.
"""
