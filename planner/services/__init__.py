"""Use cases: read, call the domain, write, commit; no page and no command comes in here."""
