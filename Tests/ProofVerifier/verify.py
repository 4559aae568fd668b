#!/usr/bin/env python3
"""verify.py PROOF.json: checks a proof of `tailpool prove` with nothing of Tailpool's, by Python's integers. 0 where it holds, 1 where not.

A `run` is not checked here: it is run again. A `seal` is checked where it is opened.
"""
import json
import sys

import statements
from bulletproof import bound, check_range, number, octets
from ristretto import Refused

FIELDS = {
    "range": {"domain", "context", "bits", "commitments", "proof"},
    "inclusion": {"pool", "instant", "assets", "member", "balances", "index", "path", "root"},
    "member": {"name", "salt", "parts", "inclusion"},
    "solvency": {"pool", "instant", "assets", "liabilities", "commitments", "proof"},
    "margin": {"pool", "instant", "asset", "rule", "accounts", "proofs"},
    "limit": {"pool", "instant", "asset", "basisPoints", "lines", "capacity", "upper", "proofs"},
    "match": {"venue", "instant", "base", "quote", "price", "lot", "fee", "traded", "paid", "buyer", "seller", "proof"},
    "spend": {"domain", "message", "scope", "notes", "nullifier", "proof"},
    "reveal": {"domain", "commitment", "nonce", "payload"},
    "part": {"file", "offset", "bytes", "place", "count", "path", "root"},
}


def check_head(document, kind):
    if set(document) != {"format", "version", "kind"} | FIELDS[kind]:
        raise Refused("fields that are absent, or not of the format")
    if document["format"] != "tailpool proof" or document["version"] != "1" or document["kind"] != kind:
        raise Refused("another format, version or kind")


def check(document):
    """Raises where the document does not hold."""
    kind = document["kind"]
    check_head(document, kind)
    if kind == "member":
        check_head(document["inclusion"], "inclusion")
    if kind == "range":
        encodings = [octets(text) for text in document["commitments"]]
        bits = number(document["bits"])
        transcript = bound(document["domain"], octets(document["context"]), bits, encodings)
        check_range(transcript, encodings, bits, octets(document["proof"]))
    else:
        getattr(statements, f"check_{kind}")(document)


if __name__ == "__main__":
    try:
        with open(sys.argv[1]) as file:
            check(json.load(file))
    except (Refused, KeyError, TypeError, ValueError, AttributeError) as error:
        sys.exit(f"does not hold: {error}")
    print("holds")
