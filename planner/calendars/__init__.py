"""Calendars: domain values in, iCalendar (RFC 5545) out; no rule, no row, no request comes in."""
