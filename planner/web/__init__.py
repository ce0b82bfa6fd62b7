"""The pages: parse, call one service, render or redirect; one blueprint per resource.

No rule and no query of its own lives here; nothing is rendered for paper in a request.
"""
