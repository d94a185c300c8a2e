"""The single neuron."""
