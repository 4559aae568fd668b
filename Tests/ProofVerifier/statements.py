"""The statements of documents, each with its proof: refused where it does not hold."""
import hashlib

from bulletproof import BASE_ENCODING, bound, check_range, number, octets, part, whole
from merlin import Transcript
from ristretto import BASE, IDENTITY, ORDER, Refused, add, decode, encoded, equal, from_hash, negative, scalar, times, total_of


def check_solvency(document):
    pool, assets = document["pool"].encode(), document["assets"]
    root = bytes.fromhex(document["liabilities"]["digest"])
    totals = [number(total) for total in document["liabilities"]["sums"]]
    encodings = [bytes.fromhex(text) for text in document["commitments"]]
    if not len(assets) == len(totals) == len(encodings) or len(root) != 32:
        raise Refused("a statement of unequal parts")
    said = whole(document["instant"]).to_bytes(8, "little", signed=True) + root
    surpluses = []
    for asset, total, encoding in zip(assets, totals, encodings):
        name = asset.encode()
        said += len(name).to_bytes(8, "little") + name + total.to_bytes(8, "little") + encoding
        surpluses.append(encoded(add(decode(encoding), negative(times(total, BASE)))))
    context = len(pool).to_bytes(8, "little") + pool + said
    check_range(bound("Tailpool/solvency", context, 64, surpluses), surpluses, 64, bytes.fromhex(document["proof"]))


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


def check_member(document):
    inclusion, name, salt = document["inclusion"], document["name"].encode(), octets(document["salt"])
    if len(salt) < 16:
        raise Refused("a salt of less than 16 bytes")
    said = b"Tailpool member v1"
    for data in (salt, name):
        said += len(data).to_bytes(8, "big") + data
    if hashlib.sha256(said).hexdigest() != inclusion["member"]:
        raise Refused("another member's leaf")
    sums = dict.fromkeys(inclusion["assets"], 0)
    for item in document["parts"]:
        if set(item) != {"purpose", "asset", "amount"} or item["asset"] not in sums:
            raise Refused("a part of no asset")
        sums[item["asset"]] += number(item["amount"], 127)
    if [sums[asset] for asset in inclusion["assets"]] != [number(text, 127) for text in inclusion["balances"]]:
        raise Refused("parts that do not sum to the balances")
    check_inclusion(inclusion)


def side(value):
    """What is said of an amount, in the open or committed to, and the element that stands for it."""
    if isinstance(value, dict):
        if set(value) != {"commitment"}:
            raise Refused("fields that are not of the format")
        encoding = octets(value["commitment"])
        return b"\1" + encoding, decode(encoding)
    return b"\0" + number(value).to_bytes(32, "little"), times(number(value), BASE)


def check_series(name, said, elements, proofs):
    """Elements that are commitments to amounts of 64 bits: by eights, then by four, two and one."""
    sizes = [8] * (len(elements) // 8) + [size for size in (4, 2, 1) if len(elements) & size]
    if len(sizes) != len(proofs):
        raise Refused("another number of proofs")
    context = part(hashlib.sha256(said).digest())
    for place, (size, proof) in enumerate(zip(sizes, proofs)):
        encodings = [encoded(element) for element in elements[:size]]
        elements = elements[size:]
        transcript = bound(f"Tailpool/{name}/part", context + place.to_bytes(8, "little"), 64, encodings)
        check_range(transcript, encodings, 64, octets(proof))


def check_margin(document):
    accounts = document["accounts"]
    said = part(document["pool"]) + part(document["asset"]) + part(document["rule"])
    said += whole(document["instant"]).to_bytes(8, "little", signed=True) + len(accounts).to_bytes(8, "little")
    if not accounts or len({account["name"] for account in accounts}) != len(accounts):
        raise Refused("no account, or one that stands twice")
    elements = []
    for account in accounts:
        if set(account) != {"name", "collateral", "margin"}:
            raise Refused("fields that are not of the format")
        collateral = octets(account["collateral"])
        words, margin = side(account["margin"])
        said += part(account["name"]) + collateral + words
        elements.append(add(decode(collateral), negative(margin)))
        if words[0] == 1:
            elements.append(margin)
    check_series("margin", said, elements, document["proofs"])


def check_limit(document):
    lines, points = document["lines"], number(document["basisPoints"])
    words, capacity = side(document["capacity"])
    said = part(document["pool"]) + part(document["asset"]) + whole(document["instant"]).to_bytes(8, "little", signed=True)
    said += points.to_bytes(8, "little") + words + len(lines).to_bytes(8, "little")
    if not 0 < len(lines) <= 65536:
        raise Refused("no line, or too many")
    elements, used = [], IDENTITY
    for line in lines:
        if set(line) != {"name", "used"}:
            raise Refused("fields that are not of the format")
        encoding = octets(line["used"])
        said += part(line["name"]) + encoding
        elements.append(decode(encoding))
        used = add(used, elements[-1])
    if words[0] == 1:
        elements.append(capacity)
    upper = decode(octets(document["upper"]))
    lower = add(times(points, capacity), negative(add(times(10_000, used), times(2**64, upper))))
    check_series("limit", said, elements + [lower, upper], document["proofs"])


def check_match(document):
    price, lot, fee = (number(document[name]) for name in ("price", "lot", "fee"))
    if not price or not lot:
        raise Refused("a price or a lot of zero")
    said = b"".join(part(document[name]) for name in ("venue", "base", "quote"))
    said += whole(document["instant"]).to_bytes(8, "little", signed=True)
    said += b"".join(value.to_bytes(8, "little") for value in (price, lot, fee))
    buyer, seller = document["buyer"], document["seller"]
    if not set(buyer) == set(seller) == {"balance", "limit"}:
        raise Refused("fields that are not of the format")
    encodings = [octets(text) for text in (document["traded"], document["paid"], buyer["balance"], seller["balance"])]
    traded, paid, funds, stock = (decode(encoding) for encoding in encodings)
    (buyer_words, most), (seller_words, least) = side(buyer["limit"]), side(seller["limit"])
    said += b"".join(encodings) + buyer_words + seller_words
    rest, at = add(times(price, traded), negative(times(lot, paid))), times(price, BASE)
    elements = [traded, paid, rest, add(times(lot - 1, BASE), negative(rest)),
                add(funds, negative(add(paid, times(fee, BASE)))), add(stock, negative(traded)), add(most, negative(at)),
                add(at, negative(least))]
    encodings = [encoded(element) for element in elements]
    check_range(bound("Tailpool/match", hashlib.sha256(said).digest(), 64, encodings), encodings, 64, octets(document["proof"]))


NOTE_BASES = "Tailpool membership note v1"


def check_spend(document):
    """One of many (Groth and Kohlweiss), and the same number in a fresh commitment and in the nullifier."""
    notes = [octets(text) for text in document["notes"]]
    if not 0 < len(notes) <= 4096 or len(set(notes)) != len(notes) or bytes(32) in notes:
        raise Refused("no note, too many, the identity, or one that stands twice")
    bits = max(1, (len(notes) - 1).bit_length())
    proof = octets(document["proof"])
    if len(proof) != 32 * (7 * bits + 6):
        raise Refused("a proof of another length")
    parts = [proof[i:i + 32] for i in range(0, len(proof), 32)]
    nullifier_text = octets(document["nullifier"])
    if bytes(32) in parts[:3 + 4 * bits] + [nullifier_text]:
        raise Refused("the identity in a proof")
    fresh, opening_mask, nullifier_mask = (decode(data) for data in parts[:3])
    triples = [[decode(data) for data in parts[3 + 3 * j:6 + 3 * j]] for j in range(bits)]
    powers = [decode(data) for data in parts[3 + 3 * bits:3 + 4 * bits]]
    scalars = [scalar(data) for data in parts[3 + 4 * bits:]]
    answers, (last, z_serial, z_blinding) = [scalars[3 * j:3 * j + 3] for j in range(bits)], scalars[3 * bits:]
    h = from_hash(hashlib.sha512(NOTE_BASES.encode()).digest())
    scope_base = from_hash(hashlib.sha512(b"Tailpool nullifier v1/" + document["scope"].encode()).digest())

    transcript = Transcript("Tailpool proof")
    for label, value in (("statement", "spend"), ("version", 1), ("domain", document["domain"]), ("context", octets(document["message"])),
                         ("base", NOTE_BASES), ("base of the value", BASE_ENCODING), ("base of the blinding", encoded(h)),
                         ("scope", document["scope"]), ("notes", len(notes)), ("digest", hashlib.sha256(b"".join(notes)).digest()),
                         ("nullifier", nullifier_text)):
        transcript.append(label, value)
    labels = ["C'", "T_1", "T_2"] + ["c_l", "c_a", "c_b"] * bits + ["c_d"] * bits
    for label, data in zip(labels, parts):
        transcript.append(label, data)
    x = transcript.challenge("x")

    def same(left, right, what):
        if not equal(total_of(left), total_of(right)):
            raise Refused(f"the {what} of a spending")

    same([(z_serial, BASE), (z_blinding, h)], [(1, opening_mask), (x, fresh)], "opening")
    same([(z_serial, scope_base)], [(1, nullifier_mask), (x, decode(nullifier_text))], "nullifier")
    for (bit, mask, product), (f, z_mask, z_product) in zip(triples, answers):
        same([(x, bit), (1, mask)], [(f, BASE), (z_mask, h)], "bit")
        same([(x - f, bit), (1, product)], [(z_product, h)], "product")
    weighted = []
    for place in range(2**bits):
        weight = 1
        for j, (f, _, _) in enumerate(answers):
            weight = weight * (f if place >> j & 1 else x - f) % ORDER
        weighted.append((weight, add(decode(notes[min(place, len(notes) - 1)]), negative(fresh))))
    weighted += [(-x**k, power) for k, power in enumerate(powers)]
    same(weighted, [(last, h)], "list")


def check_reveal(document):
    said, nonce = b"", octets(document["nonce"])
    for text in (document["domain"], document["payload"]):
        said += len(text.encode()).to_bytes(8, "big") + text.encode()
    if len(nonce) != 32 or hashlib.sha256(said + nonce).digest() != octets(document["commitment"]):
        raise Refused("another text than was sealed")


def check_part(document):
    name, data, place, count = document["file"].encode(), octets(document["bytes"]), number(document["place"]), number(document["count"])
    path = [octets(text) for text in document["path"]]
    if place >= count or len(data) > 4096 or len(path) != (count - 1).bit_length() or any(len(digest) != 32 for digest in path):
        raise Refused("a part of another form")
    digest = hashlib.sha256(b"\0" + len(name).to_bytes(8, "big") + name + number(document["offset"]).to_bytes(8, "big") + data).digest()
    for level, other in enumerate(path):
        children = (other, digest) if place >> level & 1 else (digest, other)
        digest = hashlib.sha256(b"\1" + b"".join(children)).digest()
    if hashlib.sha256(b"\2" + count.to_bytes(8, "big") + digest).digest() != octets(document["root"]):
        raise Refused("the root of another run")
