"""Decide what becomes of a message: answer, ask back, refuse, or hand over."""
