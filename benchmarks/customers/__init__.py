"""Customers of support who ask at once: a few to see who waits, and a crowd for minutes."""
