"""Range proofs as dalek's bulletproofs make them, and how documents write numbers, bytes and commitments."""
import functools
import hashlib

from merlin import Transcript
from ristretto import BASE, IDENTITY, ORDER, Refused, add, decode, equal, from_hash, negative, scalar, times, total_of

BASE_ENCODING = bytes.fromhex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76")
BLINDING_ENCODING = bytes.fromhex("8c9240b456a9e6dc65c377a1048d745f94a08cdb7f44cbcd7b46f34048871134")
BLINDING = from_hash(hashlib.sha3_512(BASE_ENCODING).digest())
BASES_NAME = "ristretto255/SHA3-512(B)"


def number(text, bits=64):
    if not isinstance(text, str) or text != str(int(text)) or not 0 <= int(text) < 2**bits:
        raise Refused(f"{text!r} is no number of {bits} bits")
    return int(text)


def whole(text):
    """A number of 64 bits with a sign."""
    if not isinstance(text, str) or text != str(int(text)) or not -2**63 <= int(text) < 2**63:
        raise Refused(f"{text!r} is no number of 64 bits with a sign")
    return int(text)


def octets(text):
    """Bytes of hexadecimal digits of lower case."""
    if text != text.lower() or " " in text:
        raise Refused(f"{text!r} is no hexadecimal text of lower case")
    return bytes.fromhex(text)


def part(data):
    """A text or bytes after their length."""
    data = data.encode() if isinstance(data, str) else data
    return len(data).to_bytes(8, "little") + data


@functools.cache
def generators(letter, value, bits):
    stream = hashlib.shake_256(b"GeneratorsChain" + letter + value.to_bytes(4, "little")).digest(64 * bits)
    return [from_hash(stream[64 * i:64 * i + 64]) for i in range(bits)]


def bound(domain, context, bits, commitments):
    """The transcript of a range statement, before the proof."""
    transcript = Transcript("Tailpool proof")
    for label, value in (("statement", "range"), ("version", 1), ("domain", domain), ("context", context), ("bits", bits),
                         ("of", len(commitments))):
        transcript.append(label, value)
    for commitment in commitments:
        for label, value in (("base", BASES_NAME), ("base of the value", BASE_ENCODING), ("base of the blinding", BLINDING_ENCODING),
                             ("commitment", commitment)):
            transcript.append(label, value)
    return transcript


def check_range(transcript, encodings, bits, proof):
    """Both equations of a Bulletproof, apart."""
    values, count = len(encodings), bits * len(encodings)
    if bits not in (8, 16, 32, 64) or values not in (1, 2, 4, 8):
        raise Refused("a size that range proofs do not have")
    rounds = count.bit_length() - 1
    if len(proof) != 32 * (9 + 2 * rounds):
        raise Refused("a proof of another length")
    parts = [proof[i:i + 32] for i in range(0, len(proof), 32)]

    def element(part):
        if part == bytes(32):
            raise Refused("the identity in a proof")
        return decode(part)

    a_point, s_point, t1, t2 = (element(part) for part in parts[:4])
    t, t_blinding, e_blinding = (scalar(part) for part in parts[4:7])
    sides = [(element(parts[7 + 2 * k]), element(parts[8 + 2 * k])) for k in range(rounds)]
    a, b = scalar(parts[-2]), scalar(parts[-1])
    transcript.append("dom-sep", "rangeproof v1")
    transcript.append("n", bits)
    transcript.append("m", values)
    for encoding in encodings:
        transcript.append("V", encoding)
    transcript.append("A", parts[0])
    transcript.append("S", parts[1])
    y, z = transcript.challenge("y"), transcript.challenge("z")
    transcript.append("T_1", parts[2])
    transcript.append("T_2", parts[3])
    x = transcript.challenge("x")
    for label, part in zip(("t_x", "t_x_blinding", "e_blinding"), parts[4:7]):
        transcript.append(label, part)
    w = transcript.challenge("w")
    transcript.append("dom-sep", "ipp v1")
    transcript.append("n", count)
    u = []
    for k in range(rounds):
        transcript.append("L", parts[7 + 2 * k])
        transcript.append("R", parts[8 + 2 * k])
        u.append(transcript.challenge("u"))

    # The value of the polynomial.
    delta = (z - z * z) * sum(pow(y, i, ORDER) for i in range(count)) - (2**bits - 1) * sum(z**(3 + j) for j in range(values))
    left = add(times(t, BASE), times(t_blinding, BLINDING))
    right = add(times(delta, BASE), add(times(x, t1), times(x * x, t2)))
    for j, encoding in enumerate(encodings):
        right = add(right, times(z**(2 + j), decode(encoding)))
    if not equal(left, right):
        raise Refused("the polynomial of a range proof")

    # The inner product, its bases folded round by round.
    h_inverse = pow(y, -1, ORDER)
    g, h = [], []
    for value in range(values):
        g += generators(b"G", value, bits)
        h += generators(b"H", value, bits)
    terms = [(1, a_point), (x, s_point), (-e_blinding, BLINDING), (w * (t - a * b), BASE)]
    inverses = [pow(challenge, -1, ORDER) for challenge in u]
    for challenge, inverse, (l_point, r_point) in zip(u, inverses, sides):
        terms += [(challenge * challenge, l_point), (inverse * inverse, r_point)]
    for i in range(count):
        s = s_inverse = 1
        for k in range(rounds):
            factors = (u[k], inverses[k]) if i >> (rounds - 1 - k) & 1 else (inverses[k], u[k])
            s, s_inverse = s * factors[0] % ORDER, s_inverse * factors[1] % ORDER
        j, k = divmod(i, bits)
        terms.append((-z - a * s, g[i]))
        terms.append((z + pow(h_inverse, i, ORDER) * (z**(2 + j) * 2**k - b * s_inverse), h[i]))
    if not equal(total_of(terms), IDENTITY):
        raise Refused("the inner product of a range proof")
