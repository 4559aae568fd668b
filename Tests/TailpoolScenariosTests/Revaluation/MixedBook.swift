import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios
import _TailpoolTestSupport

/// A book of options and of every kind of contract without expiry on two underlyings, with its market.
struct MixedBook {
  let snapshot: MarketSnapshot
  let valuation: PricedBook

  /// The contracts without expiry, by underlying.
  static func perpetuals(_ underlying: Underlying, spot: Double) throws -> [PerpetualContract] {
    let marking = PerpetualContract.Marking(volatility: 0.65, rate: 0.04, dividendYield: 0.01)
    let power = PerpetualContract.Marking(volatility: 0.65, rate: 0.04)
    let terms: [(PerpetualContract.Terms, PerpetualContract.Marking)] = [
      (.everlastingOption(.call, strike: 1.05 * spot, fundingPeriod: 3.0 / 365, funding: .continuous), marking),
      (.everlastingOption(.put, strike: spot, fundingPeriod: 1.0 / 365, funding: .discrete), marking),
      (.powerPerpetual(power: 2, fundingPeriod: 17.5 / 365, funding: .continuous), power),
      (.powerPerpetual(power: 0.5, fundingPeriod: 1.0 / 365, funding: .discrete), power),
      (.perpetualAmerican(.put, strike: 0.9 * spot), marking), (.perpetualAmerican(.call, strike: spot), marking),
      (.linearFuture(entry: 0.97 * spot), .init()), (.linearFuture(entry: nil), .init()),
      (.inverseFuture(entry: 1.1 * spot), .init()),
    ]
    return try terms.enumerated().map { index, one in
      try PerpetualContract(
        underlying: underlying, terms: one.0, contractSize: index % 2 == 0 ? 1 : 5, marking: one.1)
    }
  }

  /// - Parameters:
  ///   - options: Number of options with an expiry.
  ///   - reversed: Whether the positions come in the reverse order.
  init(options: Int = 20, reversed: Bool = false) throws {
    let rows = OptionRow.made(max(options, 2))
    let (snapshot, valued) = try OptionRow.book(rows)
    var positions = options == 0 ? [] : valued.positions
    var generator = SeededGenerator(seed: 77)
    for (underlying, spot) in [("A", 80_000.0), ("B", 2_200)] as [(Underlying, Double)] {
      for (index, contract) in try Self.perpetuals(underlying, spot: spot).enumerated() {
        let book = try Book(positions: [
          Position(
            id: "\(underlying) perpetual \(index)", contract: contract,
            quantity: contract.isPower ? generator.uniform(-10, 4) / spot : generator.uniform(-10, 4))
        ])
        positions += try book.valuation(in: snapshot, volatilities: snapshot.volatilityMarks()).positions
      }
    }
    self.snapshot = snapshot
    valuation = PricedBook(asOf: snapshot.asOf, positions: reversed ? positions.reversed() : positions)
  }

  func revaluation(horizonInDays: Double = 1, rule: VolatilityRule = .stickyStrike) throws -> BookRevaluation {
    try BookRevaluation(valuation, horizonInDays: horizonInDays, volatilityRule: rule)
  }

  /// Some of the positions.
  func part(_ isIncluded: (PricedPosition) -> Bool) -> PricedBook {
    PricedBook(asOf: valuation.asOf, positions: valuation.positions.filter(isIncluded))
  }
}

extension PerpetualContract {
  var isPower: Bool { if case .powerPerpetual = terms { true } else { false } }

  /// The price by the scalar functions of the contract's kind.
  func scalarPrice(spot: Double, volatilityFactor: Double, entry today: Double) -> Double {
    let (rate, dividendYield) = (marking.rate ?? 0, marking.dividendYield ?? 0)
    let volatility = (marking.volatility ?? 0) * volatilityFactor
    switch terms {
    case .everlastingOption(let type, let strike, let period, let funding):
      return EverlastingOption.greeks(
        type, spot: spot, strike: strike, drift: rate - dividendYield, volatility: volatility, fundingPeriod: period,
        funding: funding
      ).price
    case .powerPerpetual(let power, let period, let funding):
      return PowerPerpetual.greeks(
        spot: spot, power: power, rate: rate, volatility: volatility, fundingPeriod: period, funding: funding
      ).price
    case .perpetualAmerican(let type, let strike):
      return PerpetualAmerican.greeks(
        type, spot: spot, strike: strike, volatility: volatility, rate: rate, dividendYield: dividendYield
      ).price
    case .linearFuture(let entry): return spot - (entry ?? today)
    case .inverseFuture(let entry): return spot * (1 / (entry ?? today) - 1 / spot)
    }
  }
}
