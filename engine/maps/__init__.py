"""What each neuron makes of a plane of inputs."""
