#if Command
  import Tailpool

  extension QuoteRun {
    /// The quotes as tables, one a contract, under what they were made by.
    func text() -> String {
      var lines = ["Quotes of the pool at \(time), off the chain of \(chainTime)"]
      lines.append(
        "\(scenarios.count) scenarios of \(scenarios.model); expected shortfall 97.5% is \(money(shortfall)) now")
      lines += assumptions
      for ladder in ladders {
        lines.append("")
        lines.append("\(ladder.contract)\(ladder.mid.map { ", worth \(money($0)) a contract" } ?? "")")
        lines += table(ladder).lines(width: 160)
      }
      return lines.joined(separator: "\n")
    }

    /// The policy in words.
    private var assumptions: [String] {
      let (days, validity, bounds) = (DayCount.daysPerYear, policy.validity, policy.bounds)
      let hedge = policy.hedgeCosts.sorted { $0.key < $1.key }.map {
        "\($0.key) at \($0.value.proportional) of what is traded and \($0.value.fundingRate) a year"
      }
      return [
        "risk aversion \(policy.riskAversion), held for \(short(policy.holdingYears * days)) days, fills fall by "
          + "e^-\(policy.fills.decay) per 1.00 of volatility, capital earns \(policy.hurdle) a year",
        "hedged every \(short(policy.rehedgingYears * days * 24)) hours: \(hedge.joined(separator: "; "))",
        "a quote holds \(validity.seconds) seconds, within \(validity.spot) of the spot and \(validity.volatility) of the volatility",
        "quoted: |delta| \(bounds.delta.lowerBound) to \(bounds.delta.upperBound), "
          + "\(short(Double(bounds.secondsToExpiry.lowerBound) / 86_400)) to "
          + "\(short(Double(bounds.secondsToExpiry.upperBound) / 86_400)) days, chains up to \(bounds.greatestMarketAge) seconds old",
      ]
    }

    private func table(_ ladder: QuoteLadder) -> TextTable {
      var table = TextTable(
        [.left("side")]
          + ["size", "one", "premium", "mid", "inventory", "hedge", "risk", "fee", "rounding", "ES after"].map {
            .right($0)
          }
          + [.left("refused")])
      for rung in ladder.rungs {
        let start = [rung.quantity < 0 ? "ask" : "bid", "\(rung.quantity.magnitude)"]
        let after = rung.shortfallAfter.map { short($0) } ?? ""
        guard let quote = rung.quote else {
          let words = rung.refusal?.words(in: pool.terms.asset) ?? ""
          table.add(start + [String](repeating: "", count: 8) + [after, words])
          continue
        }
        let parts = quote.premiumParts
        let units = [parts.mid, parts.inventory, parts.hedge, parts.risk, parts.fee, parts.rounding]
        table.add(
          start + [short(quote.priceOfOne), decimals(Int128(quote.premium))] + units.map(decimals)
            + [decimals(Int128(quote.shortfallAfter)), ""])
      }
      return table
    }

    private func decimals(_ units: Int128) -> String { Amount(units: units, of: pool.terms.asset).decimalText }

    private func money(_ value: Double) -> String { "\(short(value)) \(pool.terms.asset.symbol)" }
  }
#endif
