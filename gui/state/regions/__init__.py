"""What a network makes of the plane of its inputs."""
