"""Read what a customer says: the turns of the talk, small talk, slips of the pen, other languages, wishes."""
