import TailpoolMarket
import TailpoolRisk
import TailpoolScenarios

/// A scenario as it was applied to each underlying of the book.
extension StressResult {
  /// One row an underlying.
  ///
  /// - Parameter spots: The spots before the move.
  func parts(_ spots: [Underlying: Double]) -> ReportTable {
    ReportTable(
      columns: [
        .text("underlying", key: "underlying"), .number("spot", key: "spotReturn"), .data("appliedShift"),
        .number("volatility", key: "volatilityFactor", short: "vol"), .data("volatilityPoints"),
        .data("volatilitySource"), .data("skewTwist"), .data("termTwist"), .data("rateShift"), .data("carryShift"),
        .number("P&L", key: "profitAndLoss", shows: [.html, .json]), .data("coinProfitAndLoss"),
      ],
      rows: byUnderlying.sorted { $0.key < $1.key }.map { underlying, profit in
        let end: [ReportValue] = [.dollars(profit), .number(coinByUnderlying[underlying])]
        guard scenario.names(underlying) else {
          let unnamed = ReportValue.missing.labeled("not named")
          return [.text(underlying.name), unnamed, .missing, unnamed] + [ReportValue](repeating: .missing, count: 6)
            + end
        }
        let move = scenario.move[underlying]
        return [
          .text(underlying.name), move.spotValue(spot: spots[underlying] ?? .nan), .dollars(move.spotShift),
          move.volatilityValue(of: underlying, in: scenario), .number(100 * move.volatilityShift),
          .text(scenario.volatilitySource(underlying)), .number(move.skewTwist), .number(move.termTwist),
          .number(move.rateShift), .number(move.carryShift),
        ] + end
      })
  }

  /// What moves beside spots and volatilities, in words; empty for nothing.
  var otherMoves: String {
    var words: [String] = []
    for underlying in byUnderlying.keys.sorted() {
      let move = scenario.move[underlying]
      for (name, value) in [("skew", move.skewTwist), ("term", move.termTwist)] where value != 0 {
        words.append("\(underlying) \(name) twist \(NumberText.plain(value))")
      }
      for (name, value) in [("rate", move.rateShift), ("yield", move.carryShift)] where value != 0 {
        words.append("\(underlying) \(name) \(NumberText.signedPercent(value)) a year")
      }
    }
    for (pair, shift) in scenario.move.sortedCorrelationShifts {
      words.append("correlation of \(pair.map(\.name).joined(separator: " and ")) by \(NumberText.plain(shift))")
    }
    return words.joined(separator: "; ")
  }
}

extension UnderlyingMove {
  /// The whole simple return of the spot, with its parts where dollars are added to it.
  fileprivate func spotValue(spot: Double) -> ReportValue {
    guard spotShift != 0 else {
      return spotReturn.map { .signedPercent($0) } ?? .signedPercent(0).labeled("unmoved")
    }
    let dollars = NumberText.signedMoney(spotShift)
    let parts = spotReturn.map { "\(NumberText.signedPercent($0)) and \(dollars)" } ?? dollars
    return .signedPercent((spotReturn ?? 0) + spotShift / spot).remarked(parts)
  }

  /// The factor on the volatilities, and in words the points that are added to them.
  fileprivate func volatilityValue(of underlying: Underlying, in scenario: StressScenario) -> ReportValue {
    let factor = ReportValue.factor(volatilityFactor ?? 1)
    if scenario.fittedVolatilities.contains(underlying) { return factor.marked("*") }
    guard volatilityShift != 0 else {
      if volatilityFactor != nil { return factor }
      return factor.labeled(scenario.period == nil ? "unmoved" : "no record")
    }
    let points = NumberText.plain((1e4 * volatilityShift).rounded() / 100)
    let words = "\(volatilityShift > 0 ? "+" : "")\(points) points"
    return volatilityFactor == nil ? factor.labeled(words) : factor.remarked(words)
  }
}

extension StressScenario {
  /// The days it took, all of which are applied at once; nothing for a move that somebody thought of.
  var duration: ReportValue {
    guard let days = period?.days else { return .missing.labeled("") }
    return .count(days).labeled(days == 1 ? "1 day" : "\(NumberText.grouped(days)) days")
  }

  /// Where the move of an underlying's volatilities is from: the scenario, a fit, or nowhere.
  fileprivate func volatilitySource(_ underlying: Underlying) -> String {
    let own = move[underlying]
    if fittedVolatilities.contains(underlying) { return "fitted" }
    return own.volatilityFactor == nil && own.volatilityShift == 0 ? "unmoved" : "named"
  }
}

extension MarketMove {
  /// The shifts of correlations, by pairs in order.
  fileprivate var sortedCorrelationShifts: [(pair: [Underlying], shift: Double)] {
    correlationShifts.map { (pair: $0.key.sorted(), shift: $0.value) }.sorted {
      $0.pair.lexicographicallyPrecedes($1.pair)
    }
  }

  /// The shifts of correlations as rows.
  var correlationTable: ReportTable {
    ReportTable(
      columns: [.data("between"), .data("value")],
      rows: sortedCorrelationShifts.map { [.list($0.pair.map { .text($0.name) }), .number($0.shift)] })
  }
}
