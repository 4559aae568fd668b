#!/usr/bin/env python3
"""verify.py PROOF.json: checks a proof of `tailpool prove` with nothing of Tailpool's, by Python's integers. 0 where it holds, 1 where not."""
import hashlib
import json
import sys

from merlin import Transcript
from ristretto import BASE, IDENTITY, ORDER, Refused, add, decode, equal, from_hash, negative, scalar, times

BASE_ENCODING = bytes.fromhex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76")
BLINDING_ENCODING = bytes.fromhex("8c9240b456a9e6dc65c377a1048d745f94a08cdb7f44cbcd7b46f34048871134")
BLINDING = from_hash(hashlib.sha3_512(BASE_ENCODING).digest())
BASES_NAME = "ristretto255/SHA3-512(B)"


def number(text, bits=64):
    if not isinstance(text, str) or text != str(int(text)) or not 0 <= int(text) < 2**bits:
        raise Refused(f"{text!r} is no number of {bits} bits")
    return int(text)


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
    total = add(a_point, times(x, s_point))
    total = add(total, negative(times(e_blinding, BLINDING)))
    total = add(total, times(w * (t - a * b), BASE))
    for challenge, (l_point, r_point) in zip(u, sides):
        inverse = pow(challenge, -1, ORDER)
        total = add(total, add(times(challenge * challenge, l_point), times(inverse * inverse, r_point)))
    for i in range(count):
        s = 1
        for k, challenge in enumerate(u):
            s = s * (challenge if i >> (rounds - 1 - k) & 1 else pow(challenge, -1, ORDER)) % ORDER
        j, k = divmod(i, bits)
        total = add(total, times(-z - a * s, g[i]))
        total = add(total, times(z + pow(h_inverse, i, ORDER) * (z**(2 + j) * 2**k - b * pow(s, -1, ORDER)), h[i]))
    if not equal(total, IDENTITY):
        raise Refused("the inner product of a range proof")


def check_solvency(document):
    pool, assets = document["pool"].encode(), document["assets"]
    root = bytes.fromhex(document["liabilities"]["digest"])
    totals = [number(total) for total in document["liabilities"]["sums"]]
    encodings = [bytes.fromhex(text) for text in document["commitments"]]
    if not len(assets) == len(totals) == len(encodings) or len(root) != 32:
        raise Refused("a statement of unequal parts")
    said = int(document["instant"]).to_bytes(8, "little", signed=True) + root
    surpluses = []
    for asset, total, encoding in zip(assets, totals, encodings):
        name = asset.encode()
        said += len(name).to_bytes(8, "little") + name + total.to_bytes(8, "little") + encoding
        surpluses.append(encoded(add(decode(encoding), negative(times(total, BASE)))))
    context = len(pool).to_bytes(8, "little") + pool + said
    check_range(bound("Tailpool/solvency", context, 64, surpluses), surpluses, 64, bytes.fromhex(document["proof"]))


def encoded(point):
    """The encoding of RFC 9496, 4.3.2."""
    from ristretto import D, I, P, inverse_root, is_negative
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


def check_inclusion(document):
    sums = [number(text, 127) for text in document["balances"]]
    identifier = bytes.fromhex(document["member"])
    pack = lambda amounts: b"".join(amount.to_bytes(16, "big") for amount in amounts)
    digest = hashlib.sha256(b"\0" + len(identifier).to_bytes(8, "big") + identifier + pack(sums)).digest()
    index = number(document["index"])
    for level, node in enumerate(document["path"]):
        other, others = bytes.fromhex(node["digest"]), [number(text, 127) for text in node["sums"]]
        if len(other) != 32 or len(others) != len(sums):
            raise Refused("a neighbor of another form")
        children = [(digest, sums), (other, others)]
        if index >> level & 1:
            children.reverse()
        digest = hashlib.sha256(b"\1" + b"".join(child + pack(amounts) for child, amounts in children)).digest()
        sums = [a + b for a, b in zip(sums, others)]
        if max(sums) >= 2**127:
            raise Refused("sums above their range")
    root = document["root"]
    if index >> len(document["path"]) or digest.hex() != root["digest"] or sums != [number(text, 127) for text in root["sums"]]:
        raise Refused("the root of another tree")


FIELDS = {
    "range": {"domain", "context", "bits", "commitments", "proof"},
    "inclusion": {"pool", "instant", "assets", "member", "balances", "index", "path", "root"},
    "solvency": {"pool", "instant", "assets", "liabilities", "commitments", "proof"},
}


def check(document):
    """Raises where the document does not hold."""
    if set(document) != {"format", "version", "kind"} | FIELDS[document["kind"]]:
        raise Refused("fields that are absent, or not of the format")
    if document.get("format") != "tailpool proof" or document.get("version") != "1":
        raise Refused("another format or version")
    if document["kind"] == "range":
        encodings = [bytes.fromhex(text) for text in document["commitments"]]
        bits = number(document["bits"])
        transcript = bound(document["domain"], bytes.fromhex(document["context"]), bits, encodings)
        check_range(transcript, encodings, bits, bytes.fromhex(document["proof"]))
    elif document["kind"] == "solvency":
        check_solvency(document)
    elif document["kind"] == "inclusion":
        check_inclusion(document)
    else:
        raise Refused("another kind")


if __name__ == "__main__":
    try:
        with open(sys.argv[1]) as file:
            check(json.load(file))
    except (Refused, KeyError, TypeError, ValueError) as error:
        sys.exit(f"does not hold: {error}")
    print("holds")
