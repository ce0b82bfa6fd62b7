"""The application for a WSGI server, from the environment."""

from __future__ import annotations

from planner.app import serve_app

application = serve_app()
