"""A table that is about to become an experiment: what is read of it, and what is to be learnt."""
