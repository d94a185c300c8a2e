"""The panel with every number of a layer as a lecturer writes it: z = W a + b, in matrices."""
