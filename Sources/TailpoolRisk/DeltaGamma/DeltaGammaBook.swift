import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolPricing
import TailpoolScenarios

/// A book by its first and second derivatives, in dollars for relative moves.
///
/// In the log return r of a spot and the log change v of the volatilities of its underlying:
///
///     P&L ≈ theta + Σ (S delta r + ½ (S² gamma + S delta) r² + Σ vega σ v)
///
/// Volatility is taken to first order. Mixed terms are those of two spots that one contract is written on.
public struct DeltaGammaBook: Hashable, Sendable {
  /// The derivatives of one underlying's part.
  public struct Part: Hashable, Sendable {
    /// The underlying.
    public let underlying: Underlying
    /// Delta times spot: dollars for a simple return of 1.00.
    public let dollarDelta: Double
    /// Gamma times the square of spot.
    public let dollarGamma: Double
    /// Vega times volatility and the weight of its tenor, over the positions: dollars for a relative change of the
    /// 30-day volatility by 1.00, to first order.
    public let dollarVega: Double
    /// Dollars per year of calendar time.
    public let theta: Double

    /// Creates a part; see the properties for the meaning of each argument.
    public init(
      underlying: Underlying, dollarDelta: Double, dollarGamma: Double, dollarVega: Double, theta: Double
    ) {
      self.underlying = underlying
      self.dollarDelta = dollarDelta
      self.dollarGamma = dollarGamma
      self.dollarVega = dollarVega
      self.theta = theta
    }
  }

  /// The parts, sorted by underlying.
  public let parts: [Part]
  /// Mixed gamma of two underlyings times both spots, of contracts on both.
  public let dollarCrossGammas: [Set<Underlying>: Double]

  /// Creates a book from its derivatives.
  ///
  /// - Parameter parts: One an underlying, in any order; sorted here.
  public init(parts: [Part]) {
    self.parts = parts.sorted { $0.underlying < $1.underlying }
    dollarCrossGammas = [:]
  }

  /// Takes the derivatives of a priced book.
  ///
  /// - Parameters:
  ///   - book: The book's value and Greeks.
  ///   - volatilityMoves: How a move of the volatility falls on its tenors.
  /// - Complexity: O(positions).
  public init(_ book: PricedBook, volatilityMoves: VolatilityMoves = .parallel) {
    var vegas: [Underlying: Double] = [:]
    var spots: [Underlying: Double] = [:]
    var mixed: [Set<Underlying>: Double] = [:]
    for entry in book.positions {
      let inputs = entry.repricer.inputs
      for (input, greeks) in zip(inputs, entry.contractGreeks.byInput) {
        let weight = volatilityMoves.weight(years: input.years)
        vegas[input.underlying, default: 0] += greeks.vega * input.volatility * weight
        spots[input.underlying] = input.spot
      }
      if inputs.count > 1, entry.contractGreeks.crossGamma != 0 {
        mixed[[inputs[0].underlying, inputs[1].underlying], default: 0] +=
          entry.contractGreeks.crossGamma * inputs[0].spot * inputs[1].spot
      }
    }
    parts = book.byUnderlying.sorted { $0.key < $1.key }.map { underlying, greeks in
      let spot = spots[underlying] ?? .nan
      return Part(
        underlying: underlying, dollarDelta: greeks.delta * spot, dollarGamma: greeks.gamma * spot * spot,
        dollarVega: vegas[underlying] ?? 0, theta: greeks.theta)
    }
    dollarCrossGammas = mixed
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
    let joint = try JointCovariance.matrix(
      covariance, assets: parts.map(\.underlying.name), horizonInDays: horizonInDays,
      assumedVolatilityDeviation: assumedVolatilityDeviation)
    let theta = parts.reduce(0) { $0 + $1.theta } * horizonInDays / DayCount.daysPerYear
    return try DeltaGammaLoss(theta: theta, delta: delta, gamma: gamma, covariance: joint)
  }

  /// First derivatives in the log moves of the spots, then of the volatilities, in the order of the parts.
  var delta: [Double] { parts.map(\.dollarDelta) + parts.map(\.dollarVega) }

  /// Second derivatives in the same moves.
  var gamma: Matrix {
    var gamma = Matrix(rows: 2 * parts.count, columns: 2 * parts.count)
    for (i, part) in parts.enumerated() {
      gamma[i, i] = part.dollarGamma + part.dollarDelta
      for (j, other) in parts.enumerated() where i != j {
        gamma[i, j] = dollarCrossGammas[[part.underlying, other.underlying]] ?? 0
      }
    }
    return gamma
  }

  /// The worst of the moves inside an ellipsoid of the factors' covariance, by delta and gamma.
  ///
  /// - Parameters:
  ///   - covariance: As of `loss`.
  ///   - radius: The radius in standard deviations, finite and ≥ 0.
  ///   - horizonInDays: As of `loss`.
  ///   - assumedVolatilityDeviation: As of `loss`.
  /// - Returns: The worst case; its move has the log moves of the spots in the order of the parts, then those of the
  ///   volatilities.
  /// - Throws: As `loss`.
  public func plausibleWorstCase(
    covariance: Covariance, radius: Double, horizonInDays: Double = 1, assumedVolatilityDeviation: Double = 0.05
  ) throws(RiskError) -> PlausibleWorstCase {
    let joint = try JointCovariance.matrix(
      covariance, assets: parts.map(\.underlying.name), horizonInDays: horizonInDays,
      assumedVolatilityDeviation: assumedVolatilityDeviation)
    return try PlausibleWorstCase(delta: delta, gamma: gamma, covariance: joint, radius: radius)
  }

  /// Profit and loss by delta, gamma and vega in log moves of the spots, then of the volatilities, without theta.
  ///
  /// - Precondition: Two moves a part.
  public func quadraticProfitAndLoss(logMoves: [Double]) -> Double {
    precondition(logMoves.count == 2 * parts.count, "\(logMoves.count) moves of \(parts.count) underlyings")
    let own = parts.enumerated().reduce(0) { sum, entry in
      let (part, spot) = (entry.element, logMoves[entry.offset])
      return sum + (part.dollarDelta + 0.5 * (part.dollarGamma + part.dollarDelta) * spot) * spot
        + part.dollarVega * logMoves[parts.count + entry.offset]
    }
    return own + mixedProfitAndLoss(logMoves)
  }

  /// Profit and loss by the mixed gammas.
  private func mixedProfitAndLoss(_ spots: [Double]) -> Double {
    guard !dollarCrossGammas.isEmpty else { return 0 }
    var sum = 0.0
    for (i, part) in parts.enumerated() {
      for (j, other) in parts.enumerated().dropFirst(i + 1) {
        sum += (dollarCrossGammas[[part.underlying, other.underlying]] ?? 0) * spots[i] * spots[j]
      }
    }
    return sum
  }

  /// Profit and loss by delta alone when every spot moves by a simple return at once.
  public func linearProfitAndLoss(spotReturn: Double) -> Double {
    parts.reduce(0) { $0 + $1.dollarDelta * spotReturn }
  }

  /// Profit and loss by delta and gamma when every spot moves by a simple return at once.
  public func quadraticProfitAndLoss(spotReturn: Double) -> Double {
    parts.reduce(0) { $0 + ($1.dollarDelta + 0.5 * $1.dollarGamma * spotReturn) * spotReturn }
      + mixedProfitAndLoss([Double](repeating: spotReturn, count: parts.count))
  }
}

extension JointCovariance {
  /// The covariance of the spots and volatilities of some assets over a horizon.
  static func matrix(
    _ covariance: Covariance, assets: [String], horizonInDays: Double, assumedVolatilityDeviation: Double
  ) throws(RiskError) -> Matrix {
    guard horizonInDays > 0, horizonInDays.isFinite else {
      throw .invalidParameter(name: "horizonInDays", value: horizonInDays)
    }
    if let missing = assets.map(RiskFactor.spot).first(where: { !covariance.factors.contains($0) }) {
      throw .missingFactor(name: missing.description)
    }
    let daily: JointCovariance
    do {
      daily = try JointCovariance(covariance, assets: assets, assumedDeviation: assumedVolatilityDeviation)
    } catch {
      throw .invalidParameter(name: "assumedVolatilityDeviation", value: assumedVolatilityDeviation)
    }
    return Matrix(
      rows: daily.matrix.rows, columns: daily.matrix.columns, storage: daily.matrix.storage.map { $0 * horizonInDays })
  }
}
