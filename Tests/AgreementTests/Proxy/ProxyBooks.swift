import Foundation
import TailpoolMarket
import _TailpoolTestSupport

@testable import TailpoolScenarios

/// Random books that a proxy must serve.
struct ProxyBook {
  enum Kind: String, CaseIterable {
    /// Maturities from days to a year, long and short.
    case mixed
    /// Every option has a day beyond the horizon and is struck near the spot.
    case oneDay
    /// Every option has an hour beyond the horizon.
    case oneHour
    /// Pairs of nearly equal strikes, bought and sold: the net range is far below the gross one.
    case hedged
    /// A third of the options expires within the horizon.
    case expiring
  }

  let holdings: [OptionHoldings]
  let underlyings: [Underlying]
  /// Log returns of the spot and log changes of the volatility, by underlying.
  let moves: [[(x: Double, y: Double)]]
  static let horizonInDays = 1.0

  init(_ kind: Kind, seed: UInt64, options: Int = 40, underlyings: Int = 1, scenarios: Int = 300) {
    var generator = SeededGenerator(seed: seed)
    let names = (0..<underlyings).map { Underlying("U\($0)") }
    let volatilities = names.map { _ in generator.uniform(0.2, 0.9) }
    holdings = zip(names, volatilities).map { name, volatility in
      let spot = exp(generator.uniform(1, 11))
      var rows: [(type: OptionType, strike: Double, years: Double, volatility: Double, quantity: Double)] = []
      while rows.count < options {
        let days: Double =
          switch kind {
          case .mixed, .hedged: exp(generator.uniform(0, 5.9))
          case .oneDay: 1
          case .oneHour: 1 / 24.0
          case .expiring: rows.count % 3 == 0 ? -0.5 : exp(generator.uniform(0, 5.9))
          }
        let own = volatility * exp(generator.uniform(-0.2, 0.2))
        let deviation = own * (max(days, 0.01) / 365).squareRoot()
        let strike =
          rows.isEmpty || kind == .oneDay && rows.count % 2 == 0
          ? spot : spot * exp(generator.uniform(-3, 3) * max(deviation, 0.02))
        let quantity = generator.uniform(-10, 10)
        let type: OptionType = generator.uniform() < 0.5 ? .call : .put
        rows.append((type, strike, (days + Self.horizonInDays) / 365, own, quantity))
        if kind == .hedged {
          rows.append((type, strike * exp(0.1 * deviation), (days + Self.horizonInDays) / 365, own, -quantity))
        }
      }
      let rate = 0.03
      return OptionHoldings(
        underlying: name, spot: spot,
        options: ForwardOptionColumns(
          types: rows.map(\.type), forwards: rows.map { spot * exp(rate * $0.years) }, strikes: rows.map(\.strike),
          years: rows.map(\.years), volatilities: rows.map(\.volatility),
          discountFactors: rows.map { exp(-rate * $0.years) }),
        quantities: rows.map(\.quantity))
    }
    self.underlyings = names
    moves = volatilities.map { volatility in
      (0..<scenarios).map { index in
        // A cloud of eight daily deviations, and a tenth anywhere in the box of a crash.
        func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + generator.uniform() } }
        return index % 10 == 9
          ? (generator.uniform(log(0.6), log(1.4)), generator.uniform(-0.5, 0.7))
          : (volatility / 19.1 * normal() * 1.5, 0.05 * normal() * 1.5)
      }
    }
  }

  var scenarios: ListedScenarios { Self.scenarios(moves, of: underlyings) }

  /// The scenarios, with other moves of the first underlying.
  func scenarios(first: [(x: Double, y: Double)]) -> ListedScenarios {
    Self.scenarios([first] + moves.dropFirst(), of: underlyings)
  }

  private static func scenarios(_ moves: [[(x: Double, y: Double)]], of underlyings: [Underlying]) -> ListedScenarios {
    ListedScenarios(
      moves[0].indices.map { row in moves.map { $0[row].x } + moves.map { $0[row].y } }, underlyings: underlyings)
  }

  func revaluation() throws -> BookRevaluation {
    try BookRevaluation(holdings, horizonInDays: Self.horizonInDays)
  }
}
