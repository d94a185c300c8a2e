"""The secant that turns into the tangent."""
