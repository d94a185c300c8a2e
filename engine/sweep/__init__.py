"""Many runs of experiments that differ in a few settings, as many as can be at once."""
