"""ristretto255 (RFC 9496) by Python's integers: slow, short, not in constant time; for public numbers only."""

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
I = pow(2, (P - 1) // 4, P)
SQRT_AD_MINUS_ONE = 25063068953384623474111414158702152701244531502492656460079210482610430750235


class Refused(Exception):
    """What is read is no encoding, or what is claimed does not hold."""


def is_negative(a):
    return a % P & 1


def inverse_root(v):
    """Whether v is a square, and the nonnegative 1 / sqrt(v) or sqrt(i / v)."""
    r = pow(v, 3, P) * pow(pow(v, 7, P), (P - 5) // 8, P) % P
    check = v * r * r % P
    if check in (P - 1, P - I):
        r = r * I % P
    return check in (1, P - 1), P - r if is_negative(r) else r


def decode(data):
    s = int.from_bytes(data, "little")
    if len(data) != 32 or s >= P or s & 1:
        raise Refused("an encoding that is not canonical")
    ss = s * s % P
    u1, u2 = (1 - ss) % P, (1 + ss) % P
    v = (-D * u1 * u1 - u2 * u2) % P
    is_square, root = inverse_root(v * u2 * u2 % P)
    dx = root * u2 % P
    x = 2 * s * dx % P
    x = P - x if is_negative(x) else x
    y = u1 * root * dx * v % P
    t = x * y % P
    if not is_square or is_negative(t) or y == 0:
        raise Refused("an encoding of no element")
    return x, y, 1, t


IDENTITY = (0, 1, 1, 0)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * D * p[3] * q[3], 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def negative(p):
    return -p[0] % P, p[1], p[2], -p[3] % P


def times(scalar, p):
    total = IDENTITY
    for bit in bin(scalar % ORDER)[2:]:
        total = add(total, total)
        if bit == "1":
            total = add(total, p)
    return total


def total_of(terms):
    """The sum of multiples, four bits of every scalar at a time."""
    tables = []
    for factor, p in terms:
        multiples = [IDENTITY]
        for _ in range(15):
            multiples.append(add(multiples[-1], p))
        tables.append((factor % ORDER, multiples))
    total = IDENTITY
    for shift in range(252, -1, -4):
        for _ in range(4):
            total = add(total, total)
        for factor, multiples in tables:
            if factor >> shift & 15:
                total = add(total, multiples[factor >> shift & 15])
    return total


def encoded(point):
    """The encoding of RFC 9496, 4.3.2."""
    x, y, z, t = point
    u1, u2 = (z + y) * (z - y) % P, x * y % P
    _, root = inverse_root(u1 * u2 * u2 % P)
    d1, d2 = root * u1 % P, root * u2 % P
    inverse = d1 * d2 * t % P
    denominator = d2
    if is_negative(t * inverse):
        x, y = y * I % P, x * I % P
        denominator = d1 * inverse_root(-1 - D)[1] % P
    if is_negative(x * inverse):
        y = -y % P
    s = denominator * (z - y) % P
    return (P - s if is_negative(s) else s).to_bytes(32, "little")


def equal(p, q):
    return (p[0] * q[1] - p[1] * q[0]) % P == 0 or (p[1] * q[1] - p[0] * q[0]) % P == 0


def mapped(half):
    """The map of RFC 9496, 4.3.4."""
    t = int.from_bytes(half, "little") % 2**255 % P
    r = I * t * t % P
    u, v = (r + 1) * (1 - D * D) % P, (-1 - r * D) * (r + D) % P
    is_square, root = inverse_root(u * v % P)
    # sqrt(u / v) = u / sqrt(u v), and sqrt(i u / v) where that is none.
    s = u * root % P
    s = P - s if is_negative(s) else s
    c = P - 1
    if not is_square:
        s = s * t % P
        s = s if is_negative(s) else -s % P
        c = r
    n = (c * (r - 1) * (D - 1) ** 2 - v) % P
    w0, w1, w2, w3 = 2 * s * v % P, n * SQRT_AD_MINUS_ONE % P, (1 - s * s) % P, (1 + s * s) % P
    return w0 * w3 % P, w2 * w1 % P, w1 * w3 % P, w0 * w2 % P


def from_hash(data):
    return add(mapped(data[:32]), mapped(data[32:]))


def scalar(data):
    value = int.from_bytes(data, "little")
    if len(data) != 32 or value >= ORDER:
        raise Refused("a scalar that is not reduced")
    return value


BASE = decode(bytes.fromhex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"))
