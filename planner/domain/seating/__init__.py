"""Who sits where in a hall: filled by rule, repaired with the fewest people moved (rules §3)."""
