import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolScenarios

/// Costly contracts whose Chebyshev series is known: exp(a u) on [−1, 1] has the coefficients 2 Iₙ(a).
@Suite("The bound of a sampled contract is that of its series")
struct SampledBoundTests {
  /// Moves that fill a box, its corners among them; few enough that all of them tell its extent.
  private static let (spotMove, volatilityMove) = (0.2, 0.25)
  private static func source() -> ListedScenarios {
    let rows = (0..<2_000).map { index in
      [spotMove * cos(0.37 * Double(index)), volatilityMove * sin(0.11 * Double(index))]
    }
    let corners = [-1.0, 1].flatMap { x in [-1.0, 1].map { [x * spotMove, $0 * volatilityMove] } }
    return ListedScenarios(rows.dropLast(4) + corners, underlyings: ["A"])
  }

  private static func part(_ contract: PowerContract) throws -> SampledPart {
    let priced = PricedPosition(Position(id: "p", contract: contract, quantity: 3), PowerRepricer(contract))
    let book = PricedBook(asOf: Timestamp(secondsSinceEpoch: 0), positions: [priced])
    return try #require(try BookRevaluation(book).sampledParts(over: source()).first)
  }

  /// The modified Bessel function of the first kind.
  private static func bessel(_ order: Int, _ a: Double) -> Double {
    var term = pow(a / 2, Double(order)) / tgamma(Double(order) + 1)
    var sum = 0.0
    for k in 1..<40 {
      sum += term
      term *= a * a / 4 / Double(k * (k + order))
    }
    return sum
  }

  /// Twice what the terms of exp(a u) beyond a degree would come to if they fell on, two at a time, as the last four do.
  private static func tail(_ a: Double, degree: Int) -> Double {
    func pair(_ n: Int) -> Double { 2 * (bessel(n, a) + bessel(n - 1, a)) }
    let ratio = pair(degree) / pair(degree - 2)
    return 2 * pair(degree) * ratio / (1 - ratio)
  }

  /// How far the polynomial through exp(a u) at the Chebyshev roots is from it at most.
  private static func error(_ a: Double, degree: Int) -> Double {
    let roots = (0...degree).map { cos((2 * Double($0) + 1) * .pi / Double(2 * degree + 2)) }
    func polynomial(_ u: Double) -> Double {
      roots.indices.reduce(0) { sum, i in
        sum
          + roots.indices.filter { $0 != i }.reduce(exp(a * roots[i])) { $0 * (u - roots[$1]) / (roots[i] - roots[$1]) }
      }
    }
    return (-500...500).map { Double($0) / 500 }.reduce(0) { max($0, abs(polynomial($1) - exp(a * $1))) }
  }

  @Test("Of a power of the volatility it is what degree 8 leaves, and eight times the error that is seen")
  func alongVolatility() throws {
    let power = 2.8
    let part = try Self.part(PowerContract(spotPower: 0, volatilityPower: power))
    check(part, power * Self.volatilityMove, degree: 8)
  }

  @Test("Of a power of the spot it is what degree 11 leaves, and eight times the error that is seen")
  func alongSpot() throws {
    let power = 8.0
    let part = try Self.part(PowerContract(spotPower: power, volatilityPower: 0))
    check(part, power * Self.spotMove, degree: 11)
  }

  private func check(_ part: SampledPart, _ a: Double, degree: Int) {
    // One panel, and the points of the check.
    #expect(part.prices == 64 + 12 * 9, "\(part)")
    let units = 3.0
    let (tail, error) = (units * Self.tail(a, degree: degree), units * Self.error(a, degree: degree))
    // Of 64 points some come within a tenth of the greatest error.
    let (least, most) = (tail + 7.2 * error, tail + 8 * error)
    #expect(part.errorBound < 1.001 * most && part.errorBound > 0.999 * least, "\(part): \(least) to \(most)")
    // Neither of the two alone comes to so much.
    #expect(least > 8.5 * error && least > 1.5 * tail, "\(tail) and \(error)")
  }
}

/// Pays a power of the spot times one of the volatility, both over today's.
private struct PowerContract: ContractTerms {
  let spotPower: Double
  let volatilityPower: Double

  var name: String { "A-POWERS-\(spotPower)-\(volatilityPower)" }
  var underlying: Underlying { "A" }
  var underlyings: [Underlying] { ["A"] }
  var settlement: Settlement { .cash }
  var contractSize: Double { 1 }
  var expiration: Timestamp? { nil }
}

private struct PowerRepricer: Repricer {
  let contract: PowerContract

  init(_ contract: PowerContract) { self.contract = contract }

  var isCostly: Bool { true }
  var inputs: [PricingInput] {
    [
      PricingInput(
        underlying: "A", spot: 100, forward: 100, volatility: 0.5, volatilitySource: nil, strike: nil, years: 1)
    ]
  }

  func greeks(units: Double) -> ContractGreeks {
    var greeks = NetGreeks()
    greeks.value = units
    return ContractGreeks(greeks)
  }

  func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    pow(moves.inputs[0].spotFactors[row], contract.spotPower)
      * pow(moves.inputs[0].volatilities[row] / 0.5, contract.volatilityPower)
  }
}
