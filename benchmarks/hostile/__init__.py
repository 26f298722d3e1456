"""Files that strangers made to stop a reader, and what they cost the box and its other users."""
