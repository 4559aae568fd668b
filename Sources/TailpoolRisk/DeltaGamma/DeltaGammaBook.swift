import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import TailpoolScenarios

/// A book by its first and second derivatives, in dollars for relative moves.
///
/// In the log return r of a spot and the log change v of the volatilities of its underlying:
///
///     P&L ≈ theta + Σ (S delta r + ½ (S² gamma + S delta) r² + Σ vega σ v)
///
/// Volatility is taken to first order, and there are no mixed terms.
public struct DeltaGammaBook: Hashable, Sendable {
  /// The derivatives of one underlying's part.
  public struct Part: Hashable, Sendable {
    /// The underlying.
    public let underlying: Underlying
    /// Delta times spot: dollars for a simple return of 1.00.
    public let dollarDelta: Double
    /// Gamma times the square of spot.
    public let dollarGamma: Double
    /// Vega times volatility, over the positions: dollars for a relative change of every volatility by 1.00.
    public let dollarVega: Double
    /// Dollars per year of calendar time.
    public let theta: Double
  }

  /// The parts, sorted by underlying.
  public let parts: [Part]

  /// Days of the year by which theta, which is per year, is spread.
  private static let daysPerYear = 365.0

  /// Takes the derivatives of a valued book.
  ///
  /// - Parameters:
  ///   - valuation: The book's value and Greeks.
  ///   - snapshot: The snapshot in which it was valued, for the spots.
  /// - Throws: `RiskError.missingFactor` for an underlying without a spot.
  /// - Complexity: O(positions).
  public init(_ valuation: BookValuation, in snapshot: MarketSnapshot) throws(RiskError) {
    var vegas: [Underlying: Double] = [:]
    for position in valuation.positions {
      vegas[position.position.contract.underlying, default: 0] += position.greeks.vega * position.volatility
    }
    var parts: [Part] = []
    for (underlying, greeks) in valuation.byUnderlying.sorted(by: { $0.key < $1.key }) {
      guard let spot = snapshot.markets.first(where: { $0.underlying == underlying })?.spot else {
        throw .missingFactor(name: underlying.name)
      }
      parts.append(
        Part(
          underlying: underlying, dollarDelta: greeks.delta * spot, dollarGamma: greeks.gamma * spot * spot,
          dollarVega: vegas[underlying] ?? 0, theta: greeks.theta))
    }
    self.parts = parts
  }

  /// The loss over a horizon when the factors' moves are normal.
  ///
  /// - Parameters:
  ///   - covariance: Covariance of one day's log returns and log volatility changes; it names every spot of the book.
  ///   - horizonInDays: Length of the move in days, finite and > 0; the covariance grows in proportion.
  ///   - assumedVolatilityDeviation: Standard deviation of the daily log change of a volatility without a factor of its
  ///     own, which then has no correlation.
  /// - Throws: `RiskError.missingFactor` for an underlying whose spot is no factor, `.invalidParameter` for a horizon out
  ///   of range, or what the reduction throws.
  /// - Complexity: O(factors³).
  public func loss(
    covariance: Covariance, horizonInDays: Double = 1, assumedVolatilityDeviation: Double = 0.05
  ) throws(RiskError) -> DeltaGammaLoss {
    guard horizonInDays > 0, horizonInDays.isFinite else {
      throw .invalidParameter(name: "horizonInDays", value: horizonInDays)
    }
    let n = parts.count
    let factors =
      parts.map { RiskFactor.spot($0.underlying.name) } + parts.map { RiskFactor.volatility($0.underlying.name) }
    let places = factors.map { covariance.factors.firstIndex(of: $0) }
    var matrix = Matrix(rows: 2 * n, columns: 2 * n)
    var gamma = Matrix(rows: 2 * n, columns: 2 * n)
    for (i, row) in places.enumerated() {
      guard row != nil || i >= n else { throw .missingFactor(name: factors[i].description) }
      for (j, column) in places.enumerated() {
        if let row, let column { matrix[i, j] = covariance.matrix[row, column] * horizonInDays }
      }
      if row == nil { matrix[i, i] = assumedVolatilityDeviation * assumedVolatilityDeviation * horizonInDays }
    }
    for (i, part) in parts.enumerated() { gamma[i, i] = part.dollarGamma + part.dollarDelta }
    let theta = parts.reduce(0) { $0 + $1.theta } * horizonInDays / Self.daysPerYear
    return try DeltaGammaLoss(
      theta: theta, delta: parts.map(\.dollarDelta) + parts.map(\.dollarVega), gamma: gamma, covariance: matrix)
  }

  /// Profit and loss by delta alone when every spot moves by a simple return at once.
  public func linearProfitAndLoss(spotReturn: Double) -> Double {
    parts.reduce(0) { $0 + $1.dollarDelta * spotReturn }
  }

  /// Profit and loss by delta and gamma when every spot moves by a simple return at once.
  public func quadraticProfitAndLoss(spotReturn: Double) -> Double {
    parts.reduce(0) { $0 + ($1.dollarDelta + 0.5 * $1.dollarGamma * spotReturn) * spotReturn }
  }
}
