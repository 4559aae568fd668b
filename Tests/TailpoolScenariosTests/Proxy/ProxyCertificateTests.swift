import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolScenarios

@Suite("Error bounds of a proxy for several underlyings")
struct ProxyCertificateTests {
  private static func part(_ name: String, _ size: Double) -> RevaluationProxy.Certificate.Part {
    .init(
      underlying: Underlying(name), errorBound: size, largestError: 10 * size, grossRange: 100 * size, spotPanels: 1,
      volatilityPanels: 1, fullyPriced: 0, expired: 0)
  }

  @Test("Bounds, errors and ranges of underlyings add up, and so do those of sampled contracts")
  func sums() {
    let certificate = RevaluationProxy.Certificate(
      parts: [Self.part("A", 1), Self.part("B", 4), Self.part("C", 2)], checkedPoints: 64)
    #expect(certificate.errorBound == 7 && certificate.largestError == 70 && certificate.grossRange == 700)
    let sampled = [
      SampledPart(contract: "x", errorBound: 0.5, prices: 10), SampledPart(contract: "y", errorBound: 0.25, prices: 10),
    ]
    func result(_ certificate: RevaluationProxy.Certificate?) -> RevaluationResult {
      RevaluationResult(profitAndLoss: [], certificate: certificate, refusal: nil, sampled: sampled)
    }
    #expect(result(certificate).errorBound == 7.75 && result(nil).errorBound == 0.75)
  }

  private static func book() throws -> BookRevaluation {
    try OptionRow.revaluation([
      OptionRow(underlying: "A", strike: 110, quantity: -3), OptionRow(underlying: "B", type: .put, quantity: 5),
      OptionRow(underlying: "C", strike: 90, years: 0.5, quantity: 2),
    ])
  }

  private static func source() -> ListedScenarios {
    var moves: [[Double]] = []
    for row in 0..<50 {
      var own: [Double] = []
      for column in 0..<6 {
        let place: Int = (7 * row + 11 * column) % 50 - 25
        own.append(0.002 * Double(place))
      }
      moves.append(own)
    }
    return ListedScenarios(moves, underlyings: ["A", "B", "C"])
  }

  @Test("A tolerance in dollars is shared evenly by the underlyings, one of the range is each one's own")
  func shares() async throws {
    let (book, source) = (try Self.book(), Self.source())
    await #expect {
      try await RevaluationProxy(book, over: source, tolerance: .dollars(3e-40))
    } throws: { error in
      guard case .toleranceNotMet(_, let bound, let tolerance)? = error as? ProxyError else { return false }
      return abs(tolerance / 1e-40 - 1) < 1e-12 && bound > tolerance
    }
    let proxy = try await RevaluationProxy(book, over: source, tolerance: .dollars(3e-4))
    #expect(proxy.certificate.parts.map(\.underlying) == ["A", "B", "C"])
    let full = try book.profitAndLoss(over: source)
    let found = try await proxy.profitAndLoss(over: source)
    var worst = 0.0
    for (left, right) in zip(full, found) { worst = max(worst, abs(left - right)) }
    #expect(proxy.certificate.parts.allSatisfy { $0.errorBound <= 1e-4 && $0.errorBound > 0 })
    #expect(worst <= proxy.certificate.errorBound, "\(worst), \(proxy.certificate)")
  }

  @Test("The gross range of an underlying is what its longs and its calls apart can gain over the scenarios")
  func grossRange() async throws {
    let rows = [
      OptionRow(underlying: "A", strike: 105, quantity: -3),
      OptionRow(underlying: "A", type: .put, strike: 95, quantity: 5),
    ]
    let source = ListedScenarios(
      [[-0.2, -0.3], [0.1, 0.2], [0.05, -0.1], [0, 0]], underlyings: ["A"])
    let book = try OptionRow.revaluation(rows)
    let part = try await RevaluationProxy(book, over: source).certificate.parts[0]
    func price(_ row: OptionRow, _ spot: Double, _ volatility: Double) -> Double {
      let value: Double = Black76.price(
        row.type, forward: 100 * exp(spot), strike: row.strike, years: row.years - 1 / 365.0,
        volatility: 0.6 * exp(volatility))
      return abs(row.quantity) * value
    }
    // A call from the lowest spot and volatility to the highest, a put from the highest spot to the lowest.
    let calls: Double = price(rows[0], 0.1, 0.2) - price(rows[0], -0.2, -0.3)
    let puts: Double = price(rows[1], -0.2, 0.2) - price(rows[1], 0.1, -0.3)
    let expected = calls + puts
    #expect(abs(part.grossRange / expected - 1) < 1e-9, "\(part), \(expected)")
  }
}
