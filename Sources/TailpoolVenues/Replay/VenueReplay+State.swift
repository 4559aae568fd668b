import TailpoolEvents
import TailpoolLedger

extension VenueReplay {
  /// What the pool's own liquidity is worth beside holding, after an order, in whole tokens 1.
  ///
  ///     value   = what the venue holds and does not owe to traders, at its price
  ///     holding = what owners brought less what owners and the protocol were paid, at the same price
  ///
  /// Their difference is the fees and the result against holding of everyone together, those who have left included.
  ///
  /// - Parameter record: A record of the replay.
  /// - Returns: nil where there is no price.
  public func valueAgainstHolding(after record: VenueRecord) -> (value: Double, holding: Double)? {
    record.price.map { price in
      (
        scale.value(record.worth, at: price),
        scale.value(record.totals.brought, less: record.totals.paid, at: price)
      )
    }
  }

  /// Terms, decimals, time, price, what is held, the whole state, what the audit found, how many orders were taken, and what came
  /// of fees, trades and owners: all that is to be known after the replay, for programs.
  ///
  /// Amounts are base units; price, `feesValue`, `rebalancingResult` and `result` are decimal numbers of whole tokens 1, empty
  /// where there is no price.
  public var eventValue: EventValue { .fields(eventFields) }

  /// As `eventValue`, and what trades cost the venue against the prices of a market, in `market`.
  ///
  /// - Parameter rebalancing: Of this replay.
  public func eventValue(beside rebalancing: MarketRebalancing) -> EventValue {
    .fields(eventFields + [EventField("market", rebalancing.eventValue)])
  }

  private var eventFields: [EventField] {
    [
      EventField("venue", Venue.Terms.kind), EventField("terms", venue.terms.eventValue),
      EventField("decimals0", scale.decimals0), EventField("decimals1", scale.decimals1),
      EventField("time", "\(venue.time)"), EventField("price", price.map { "\($0)" } ?? ""),
      EventField("inventory", venue.inventory.eventValue), EventField("worth", venue.worth.eventValue),
      EventField("state", venue.stateValue),
      EventField("audit", EventValue.list(venue.audit().map { .text("\($0)") })),
      EventField(
        "orders",
        EventValue.fields([
          EventField("taken", totals.taken), EventField("refused", totals.refused), EventField("trades", totals.trades),
        ])),
      EventField("payoffs", totals.payoffs.eventValue), EventField("fees", totals.fees.eventValue),
      EventField("feesValue", "\(totals.feesValue)"),
      EventField("rebalancingResult", "\(totals.rebalancingResult)"),
      // What cannot be claimed is a finding of the audit.
      EventField("owners", EventValue.list(((try? ownerStatements()) ?? []).map(\.eventValue))),
    ]
  }
}

extension MarketRebalancing {
  /// Sums, the age of prices, and owners: decimal numbers of whole tokens 1, and seconds.
  fileprivate var eventValue: EventValue {
    .fields([
      EventField("trades", trades.count), EventField("lossVersusRebalancing", "\(loss)"), EventField("fees", "\(fees)"),
      EventField("result", "\(result)"), EventField("greatestAge", greatestAge), EventField("meanAge", "\(meanAge)"),
      EventField("tradesAfterLastPrice", tradesAfterLastPrice),
      EventField(
        "owners",
        EventValue.list(
          owners.map { .fields([EventField("owner", $0.name), EventField("result", "\($0.result)")]) })),
    ])
  }
}

extension VenueOwnerStatement {
  fileprivate var eventValue: EventValue {
    .fields([
      EventField("owner", owner), EventField("brought", brought.eventValue), EventField("paid", paid.eventValue),
      EventField("claim", claim.eventValue), EventField("result", result.map { "\($0)" } ?? ""),
    ])
  }
}

extension TokenAmounts {
  /// Both amounts as fields.
  var eventValue: EventValue { .fields([EventField("amount0", amount0), EventField("amount1", amount1)]) }
}
