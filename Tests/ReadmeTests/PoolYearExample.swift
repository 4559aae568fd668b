import Tailpool

/// The examples of Docs/Guides/PoolYear.md: each lies between `// example NAME` and `// end`, and stands there word for word.
enum PoolYearExample {
  /// What the guide's figures are checked against.
  struct Outcome {
    var pool: MutualPool
    var trips = 0
    var findings: [MutualPool.AuditFinding] = []
  }

  static func year() throws -> Outcome {
    // example open
    let (terms, events) = try Sample.poolYear()
    var pool = try MutualPool(terms)
    // end
    var outcome = Outcome(pool: pool)

    // example replay
    var lastMonth = ""
    for event in events {
      try pool.apply(event)  // whole, or it throws and the pool is what it was
      let month = "\(event.time)".prefix(7)
      guard month != lastMonth, event.action.name == "mark" else { continue }
      lastMonth = String(month)
      let value = try pool.value(at: event.time)
      let whole = Double(terms.asset.unitsPerWhole)
      print(month, "worth", Double(value.low) / whole, "to", Double(value.high) / whole, "used", pool.utilization)
    }
    // end
    outcome.pool = pool
    outcome.trips = events.count { $0.action.name == "signal" }

    // example losses
    for loss in pool.losses {
      for layer in loss.layers where layer.used > 0 {
        print(loss.cause, "-", layer.name, "bore", Amount(units: layer.used, of: terms.asset))
      }
    }
    // end

    // example statements
    for statement in try pool.statements(at: pool.time) {
      print(statement.participant, "claims", statement.claim, "result", statement.result, "borne", statement.borne)
    }
    let findings = pool.audit()  // empty: every law of the books holds
    // end
    outcome.findings = findings

    // example refusal
    let greedy = PoolEvent(
      at: pool.time, .redeem(participant: "sample-harbor", shares: 1, minimumAssets: 0))
    do {
      try pool.apply(greedy)
    } catch {
      print("refused:", error)  // noticeRequired: leaving takes a ticket
    }
    let layers = try pool.lossLayers(at: pool.time)
    print(try layers.exhaustingLosses())  // the least loss that empties each layer
    // end
    // example tonight
    let snapshot = try MarketSnapshot(chains: [Sample.chain()])
    let book = try pool.book(in: snapshot)  // what is open, as the market has it
    let priced = try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks())
    let marks = try pool.marks(priced, in: snapshot)  // bid and ask of each contract, low and high of the hedge
    try pool.apply(PoolEvent(at: snapshot.asOf, marks.action(source: "tonight")))

    let tonight = try PoolDescription(of: pool, at: pool.time)
    if let capital = tonight.books?.units {  // the value at the low side, and the only capital there is
      print("capital", Amount(units: capital, of: terms.asset))
    }
    // end
    outcome.pool = pool
    return outcome
  }
}
