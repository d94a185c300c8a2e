"""Where a gradient comes from: the graph, the tree and the sum over paths."""
