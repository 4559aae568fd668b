"""Where a described pool stands: capital, utilization, limits, members."""


def status(pool, own, spots, shortfall, risk, worst_stress):
    """In the pool's unit, as are the shortfall, the risk and the stress loss."""
    price = 1 if pool["unit"] == "USD" else spots[pool["unit"]]
    held = sum(max(p.greeks()["value"], 0.0) for p in own) / price
    owed = sum(max(-p.greeks()["value"], 0.0) for p in own) / price
    assets = sum(amount * (1 if kind == "USD" else spots[kind]) for kind, amount in pool["assets"].items()) / price
    capital = assets + held - owed
    contributed = sum(m["contribution"] for m in pool["participants"])
    members = [{"id": m["id"], "contribution": m["contribution"], "share": m["contribution"] / contributed,
                "value": m["contribution"] / contributed * capital,
                "expectedShortfall": m["contribution"] / contributed * shortfall} for m in pool["participants"]]
    utilization = owed / (assets + held)
    values = [
        ("utilization", "maximumUtilization", utilization),
        ("expected shortfall over capital", "maximumExpectedShortfallOverCapital", shortfall / capital),
        ("value at risk over capital", "maximumValueAtRiskOverCapital", risk / capital),
        ("participant share", "maximumParticipantShare", max(m["share"] for m in members)),
        ("stress loss over capital", "maximumStressLossOverCapital", worst_stress / capital),
    ]
    limits = [{"name": name, "limit": pool["limits"][key], "value": value, "broken": not value <= pool["limits"][key]}
              for name, key, value in values]
    return {"assets": assets, "held": held, "owed": owed, "capital": capital, "utilization": utilization,
            "members": members, "limits": limits}
