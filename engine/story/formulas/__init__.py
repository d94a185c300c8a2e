"""Every number's rule, written as a tree that can be evaluated."""
