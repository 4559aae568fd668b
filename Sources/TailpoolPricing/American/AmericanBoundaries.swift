import TailpoolLibc

/// The boundaries of many markets, each solved once.
///
/// With q < r < 0 there are two: below the upper one and above the lower one the put is exercised. Above the upper one only that one
/// matters, below the lower one only the other, so that each solves an equation of its own (Andersen and Lake 2021). With a
/// volatility above √−2q − √−2r they meet some time before expiry; earlier than that nothing is exercised.
struct AmericanBoundaries: Sendable {
  /// Where the boundaries of a market stand.
  enum Entry: Sendable {
    /// It is never exercised early.
    case none
    /// Below the boundary of a column.
    case single(Int)
    /// Between the boundaries of two columns, in the last years before expiry.
    case double(upper: Int, lower: Int, years: Double)
  }

  let markets: [AmericanMarket]
  private(set) var entries: [Entry] = []
  let columns: AmericanColumns

  /// Finds the boundaries of markets that are in range.
  init(_ markets: [AmericanMarket], scheme: AmericanScheme, withTangents: Bool, instructionSet: InstructionSet = .best)
  {
    self.markets = markets
    let doubles = markets.indices.filter { markets[$0].regime == .double }
    let horizons = Self.horizons(of: doubles.map { markets[$0] }, scheme: scheme, instructionSet: instructionSet)
    var horizon = [Int: Double](minimumCapacity: doubles.count)
    for (index, years) in zip(doubles, horizons) { horizon[index] = years }
    var problems: [AmericanProblem] = []
    for (index, market) in markets.enumerated() {
      switch market.regime {
      case .never: entries.append(.none)
      case .single:
        entries.append(.single(problems.count))
        problems.append(AmericanProblem(market: market))
      case .double:
        var own = market
        own.years = horizon[index] ?? market.years
        entries.append(.double(upper: problems.count, lower: problems.count + 1, years: own.years))
        problems += [AmericanProblem(market: own), AmericanProblem(market: own, isLower: true)]
      }
    }
    columns = AmericanColumns(problems, scheme: scheme, withTangents: withTangents, instructionSet: instructionSet)
  }

  /// Horizons tried at a time.
  private static let horizonsTried = 16
  /// Rounds of them: each makes the bracket a sixteenth of what it was, the first from squares of sixteenths.
  private static let rounds = 3

  /// The years before expiry at which the two boundaries meet, or the market's own where they do not.
  private static func horizons(
    of markets: [AmericanMarket], scheme: AmericanScheme, instructionSet: InstructionSet
  ) -> [Double] {
    var brackets = markets.map { (low: 0.0, high: $0.years, lowGap: 0.0, highGap: Double.nan) }
    let first = gaps(markets, scheme, instructionSet)
    let meeting = markets.indices.filter { !(first[$0] > 0) }
    for index in meeting {
      // What both are just before expiry.
      brackets[index].lowGap = -log(markets[index].lowerLimit)
      brackets[index].highGap = first[index]
    }
    for round in 0..<rounds where !meeting.isEmpty {
      var tried: [AmericanMarket] = []
      for index in meeting {
        for k in 1..<horizonsTried {
          let share = Double(k) / Double(horizonsTried)
          var market = markets[index]
          market.years =
            brackets[index].low + (brackets[index].high - brackets[index].low) * (round == 0 ? share * share : share)
          tried.append(market)
        }
      }
      let found = gaps(tried, scheme, instructionSet)
      for (place, index) in meeting.enumerated() {
        for k in place * (horizonsTried - 1)..<(place + 1) * (horizonsTried - 1) {
          guard found[k] > 0 else {
            (brackets[index].high, brackets[index].highGap) = (tried[k].years, found[k])
            break
          }
          (brackets[index].low, brackets[index].lowGap) = (tried[k].years, found[k])
        }
      }
    }
    for index in meeting {
      let bracket = brackets[index]
      let share = bracket.lowGap / (bracket.lowGap - bracket.highGap)
      let isUsable = share >= 0 && share <= 1
      brackets[index].high = bracket.low + (bracket.high - bracket.low) * (isUsable ? share : 0)
    }
    return brackets.map(\.high)
  }

  /// The least log distance of the two boundaries at the nodes; NaN where one was not found.
  private static func gaps(
    _ markets: [AmericanMarket], _ scheme: AmericanScheme, _ instructionSet: InstructionSet
  ) -> [Double] {
    let columns = AmericanColumns(
      markets.flatMap { [AmericanProblem(market: $0), AmericanProblem(market: $0, isLower: true)] }, scheme: scheme,
      withTangents: false, instructionSet: instructionSet)
    return markets.indices.map { index in
      let (upper, lower) = (2 * index, 2 * index + 1)
      guard columns.steps[upper] < 0.1, columns.steps[lower] < 0.1 else { return .nan }
      return (1...scheme.nodes).map {
        columns.logBoundary(upper, node: $0) - columns.logBoundary(lower, node: $0)
      }.min() ?? .nan
    }
  }
}
