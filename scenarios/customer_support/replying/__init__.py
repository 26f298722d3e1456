"""What support says by itself: approved answers, questions back, refusals, and what is missing."""
