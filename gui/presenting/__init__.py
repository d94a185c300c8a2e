"""Standing in front of a class: one large picture on the projector, notes for who speaks."""
