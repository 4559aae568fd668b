import Foundation
import TailpoolMarket
import Testing
import _TailpoolTestSupport

/// Forward, discount factor and their errors against the normal equations of the same line, written a second time.
@Suite("Forwards of put–call parity and their errors")
struct ForwardEstimateTests {
  private static let strikes: [Double] = [3_820, 3_900, 3_950, 3_975, 4_000, 4_040, 4_075, 4_150, 4_290]
  private static let noise = [0.03, -0.05, 0.02, 0.06, -0.04, 0.01, -0.02, 0.05, -0.03]

  private static func quotes(
    _ settlement: Settlement = .cash, strikes: [Double] = strikes, spreads: [(call: Double, put: Double)]? = nil,
    difference: (Int, Double) -> Double
  ) throws -> [OptionQuote] {
    try strikes.enumerated().flatMap { index, strike in
      let put = settlement == .cash ? 300 : 0.3
      return try [(OptionType.call, put + difference(index, strike)), (.put, put)].map { type, mark in
        let width = spreads.map { type == .call ? $0[index].call : $0[index].put }
        return OptionQuote(
          contract: try OptionContract(
            underlying: "X", type: type, strike: strike, expiry: MadeUp.expiry(days: 90), settlement: settlement),
          bid: width.map { mark - $0 / 2 }, ask: width.map { mark + $0 / 2 }, mark: mark, markVolatility: nil,
          openInterest: 0)
      }
    }
  }

  /// The line y = a + b x with weights: a, b and their covariance by the normal equations, then F = −a / b by its gradient.
  private static func line(
    _ y: (Int, Double) -> Double, _ weights: [Double]
  ) -> (forward: Double, forwardError: Double, discount: Double, discountError: Double) {
    var (s, sx, sxx, sy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (index, strike) in strikes.enumerated() {
      let (x, w) = (strike - 4_000, weights[index])
      s += w
      sx += w * x
      sxx += w * x * x
      sy += w * y(index, strike)
      sxy += w * x * y(index, strike)
    }
    let determinant = s * sxx - sx * sx
    let (a, b) = ((sxx * sy - sx * sxy) / determinant, (s * sxy - sx * sy) / determinant)
    var squares = 0.0
    for (index, strike) in strikes.enumerated() {
      let residual = y(index, strike) - a - b * (strike - 4_000)
      squares += weights[index] * residual * residual
    }
    let variance = squares / Double(strikes.count - 2)
    let (va, vb, cab) = (variance * sxx / determinant, variance * s / determinant, -variance * sx / determinant)
    let (ga, gb) = (-1 / b, a / (b * b))
    let error = (ga * ga * va + gb * gb * vb + 2 * ga * gb * cab).squareRoot()
    return (4_000 - a / b, error, -b, vb.squareRoot())
  }

  @Test("Marks alone count alike")
  func equal() throws {
    func difference(_ index: Int, _ strike: Double) -> Double { 0.97 * (4_130 - strike) + Self.noise[index] }
    let found = try #require(ForwardEstimate(try Self.quotes(difference: difference), settlement: .cash))
    let expected = Self.line(difference, [Double](repeating: 1, count: 9))
    #expect(abs(found.forward - expected.forward) < 1e-8, "\(found) \(expected)")
    #expect(abs((found.discountFactor ?? 0) - expected.discount) < 1e-11, "\(found) \(expected)")
    #expect(
      Tolerance.relative(1e-6).accepts(found.discountFactorError ?? 0, expected.discountError), "\(found) \(expected)")
    #expect(Tolerance.relative(1e-6).accepts(found.standardError ?? 0, expected.forwardError), "\(found) \(expected)")
    #expect(found.pairs == 9)
  }

  @Test("Quotes weigh by the square of their spreads, call and put together, none by less than a quarter of the median")
  func weighted() throws {
    func difference(_ index: Int, _ strike: Double) -> Double { 0.96 * (4_080 - strike) + Self.noise[index] }
    // Together 2, 1, 0.05, 0.9, 1.2, 3, 0.8, 0.1, 1.6; the median is 1, a quarter of it 0.25.
    let spreads: [(call: Double, put: Double)] = [
      (1.5, 0.5), (0.3, 0.7), (0.03, 0.02), (0.4, 0.5), (0.9, 0.3), (1.0, 2.0), (0.5, 0.3), (0.06, 0.04),
      (0.2, 1.4),
    ]
    let found = try #require(
      ForwardEstimate(try Self.quotes(spreads: spreads, difference: difference), settlement: .cash))
    let weights = spreads.map { 1 / pow(max($0.call + $0.put, 0.25) / 0.25, 2) }
    let expected = Self.line(difference, weights)
    #expect(abs(found.forward - expected.forward) < 1e-7, "\(found) \(expected)")
    #expect(abs((found.discountFactor ?? 0) - expected.discount) < 1e-10, "\(found) \(expected)")
    #expect(
      Tolerance.relative(1e-6).accepts(found.discountFactorError ?? 0, expected.discountError), "\(found) \(expected)")
    #expect(Tolerance.relative(1e-6).accepts(found.standardError ?? 0, expected.forwardError), "\(found) \(expected)")
  }

  @Test("In coin it is the median of the five pairs nearest to the money, with the error of a median")
  func coin() throws {
    let strikes = [80.0, 90, 95, 100, 104, 112, 130]
    let forwards = [150.0, 101.3, 100.9, 101.1, 101.6, 102.2, 60]
    let quotes = try Self.quotes(.coin, strikes: strikes) { index, strike in 1 - strike / forwards[index] }
    let found = try #require(ForwardEstimate(quotes, settlement: .coin))
    // 100.9, 101.1, 101.3, 101.6 and 102.2 are left: their mean is 101.42.
    let deviation = ([0.52, 0.32, 0.12, 0.18, 0.78].reduce(0) { $0 + $1 * $1 } / 4).squareRoot()
    #expect(abs(found.forward - 101.3) < 1e-10 && found.pairs == 5, "\(found)")
    let expected = (Double.pi / 2).squareRoot() * deviation / 5.0.squareRoot()
    #expect(Tolerance.relative(2e-5).accepts(found.standardError ?? 0, expected), "\(found), \(expected)")
    #expect(found.discountFactor == nil && found.discountFactorError == nil)
    let two = try Self.quotes(.coin, strikes: [95, 100]) { index, strike in 1 - strike / [100, 103][index] }
    let short = try #require(ForwardEstimate(two, settlement: .coin))
    #expect(abs(short.forward - 101.5) < 1e-10 && short.standardError == nil && short.pairs == 2)
  }

  @Test("In coin a call that is worth more than a coin above its put tells no forward, and counts in nothing")
  func impossiblePairs() throws {
    let strikes = [90.0, 100, 110, 120, 130]
    // The last two would have an infinite and a negative forward.
    let differences = [1 - 90 / 100.5, 1 - 100 / 101.0, 1 - 110 / 101.9, 1, 1.4]
    let found = try #require(
      ForwardEstimate(try Self.quotes(.coin, strikes: strikes) { index, _ in differences[index] }, settlement: .coin))
    #expect(abs(found.forward - 101) < 1e-10 && found.pairs == 3, "\(found)")
    // Their mean is 101.1333, their deviations −0.6333, −0.1333 and 0.7667.
    let deviation = ((0.4011111111 + 0.0177777778 + 0.5877777778) / 2).squareRoot()
    let expected = (Double.pi / 2).squareRoot() * deviation / 3.0.squareRoot()
    #expect(Tolerance.relative(2e-5).accepts(found.standardError ?? 0, expected), "\(found), \(expected)")
  }

  @Test("Two pairs have no discount factor of their own, and no error")
  func few() throws {
    let quotes = try Self.quotes(strikes: [3_990, 4_020]) { _, strike in 4_010 - strike }
    let found = try #require(ForwardEstimate(quotes, settlement: .cash))
    #expect(abs(found.forward - 4_010) < 1e-9 && found.discountFactor == nil && found.standardError == nil)
    #expect(ForwardEstimate([], settlement: .cash) == nil && ForwardEstimate([], settlement: .coin) == nil)
  }
}
