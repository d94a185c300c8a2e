"""Activations and losses of numbers.md with their derivatives, from their formulas."""

from collections.abc import Callable
from math import cosh, exp, expm1, log, pi, sqrt, tanh

Vector = list[float]
Matrix = list[list[float]]


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))


def tanh_slope(z: float) -> float:
    return 4 * exp(-2 * abs(z)) / (1 + exp(-2 * abs(z))) ** 2


def gelu_inner(z: float) -> float:
    return sqrt(2 / pi) * (z + 0.044715 * z**3)


def gelu_slope(z: float) -> float:
    """Return the product rule on z/2 x (1 + tanh u), with tanh' = 1/cosh^2."""
    u, u_slope = gelu_inner(z), sqrt(2 / pi) * (1 + 3 * 0.044715 * z**2)
    bell = 1 / cosh(u) ** 2 if abs(u) < 300 else 0.0
    return (1 + tanh(u)) / 2 + z / 2 * bell * u_slope


VALUES: dict[str, Callable[[float], float]] = {
    "identity": lambda z: z,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": lambda z: max(z, 0.0),
    "leaky_relu": lambda z: max(z, 0.01 * z),
    "elu": lambda z: z if z > 0 else expm1(z),
    "softplus": lambda z: log_one_plus_exp(z),
    "silu": lambda z: z * sigmoid(z),
    "gelu": lambda z: z / 2 * (1 + tanh(gelu_inner(z))),
    "scaled_tanh": lambda z: 1.7159 * tanh(2 * z / 3),
    "softsign": lambda z: z / (1 + abs(z)),
}
SLOPES: dict[str, Callable[[float], float]] = {
    "identity": lambda z: 1.0,
    "sigmoid": lambda z: exp(-abs(z)) / (1 + exp(-abs(z))) ** 2,
    "tanh": lambda z: tanh_slope(z),
    "relu": lambda z: 1.0 if z > 0 else 0.0,
    "leaky_relu": lambda z: 1.0 if z > 0 else 0.01,
    "elu": lambda z: 1.0 if z > 0 else exp(z),
    "softplus": sigmoid,
    "silu": lambda z: sigmoid(z) + z * exp(-abs(z)) / (1 + exp(-abs(z))) ** 2,
    "gelu": gelu_slope,
    "scaled_tanh": lambda z: 1.7159 * 2 / 3 * tanh_slope(2 * z / 3),
    "softsign": lambda z: (1 + abs(z)) ** -2,
}


def activated(name: str, z: Vector) -> Vector:
    """Return the activations of a layer for one sample."""
    if name == "softmax":
        return [1 / sum(exp(other - zj) for other in z) for zj in z]
    return [VALUES[name](zj) for zj in z]


def pulled_back(name: str, z: Vector, d_a: Vector) -> Vector:
    """Return dC/dz_j = sum over i of dC/da_i x da_i/dz_j for one sample."""
    if name != "softmax":
        return [d * SLOPES[name](zj) for d, zj in zip(d_a, z, strict=True)]
    a = activated(name, z)
    return [
        sum(d_a[i] * a[i] * ((1.0 if i == j else 0.0) - a[j]) for i in range(len(a)))
        for j in range(len(a))
    ]


def log_one_plus_exp(z: float) -> float:
    return log(1 + exp(z)) if z < 30 else z + exp(-z)


def sample_loss(name: str, z: Vector, a: Vector, y: Vector) -> float:
    errors = [aj - yj for aj, yj in zip(a, y, strict=True)]
    if name == "cross_entropy":
        log_sum = max(z) + log(sum(exp(zj - max(z)) for zj in z))
        return -sum(yj * (zj - log_sum) for zj, yj in zip(z, y, strict=True))
    if name == "binary_cross_entropy":
        each = [
            yj * log_one_plus_exp(-zj) + (1 - yj) * log_one_plus_exp(zj)
            for zj, yj in zip(z, y, strict=True)
        ]
        return sum(each) / len(z)
    return {
        "half_squared_error": sum(e**2 for e in errors) / 2,
        "squared_error": sum(e**2 for e in errors),
        "mean_squared_error": sum(e**2 for e in errors) / len(a),
        "mean_absolute_error": sum(abs(e) for e in errors) / len(a),
        "hinge": sum(max(0.0, 1 - yj * aj) for aj, yj in zip(a, y, strict=True)) / len(a),
        "huber": sum(e**2 / 2 if abs(e) <= 1 else abs(e) - 0.5 for e in errors) / len(a),
    }[name]


def sign(number: float) -> float:
    return float(number > 0) - float(number < 0)


def loss_slopes(name: str, z: Vector, a: Vector, y: Vector) -> Vector:
    """Return the derivative of one sample's loss by each output."""
    errors, count = [aj - yj for aj, yj in zip(a, y, strict=True)], len(a)
    if name == "cross_entropy":  # 1/a_j, where a_j itself would be rounded
        return [-y[j] * sum(exp(other - z[j]) for other in z) for j in range(count)]
    if name == "binary_cross_entropy":  # 1/a = 1 + e^-z and 1/(1-a) = 1 + e^z
        return [
            ((1 - yj) * (1 + exp(zj)) - yj * (1 + exp(-zj))) / count
            for zj, yj in zip(z, y, strict=True)
        ]
    if name == "hinge":
        return [-yj / count if yj * aj < 1 else 0.0 for aj, yj in zip(a, y, strict=True)]
    by_error: dict[str, Callable[[float], float]] = {
        "half_squared_error": lambda e: e,
        "squared_error": lambda e: 2 * e,
        "mean_squared_error": lambda e: 2 * e / count,
        "mean_absolute_error": lambda e: sign(e) / count,
        "huber": lambda e: (e if abs(e) <= 1 else sign(e)) / count,
    }
    return [by_error[name](e) for e in errors]
