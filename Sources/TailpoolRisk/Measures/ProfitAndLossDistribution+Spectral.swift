import TailpoolLibc
import TailpoolNumerics

extension ProfitAndLossDistribution {
  /// A spectral risk measure: a mean of the loss's quantiles with weights that do not fall.
  ///
  ///     risk = Σ (W(i/n) − W((i − 1)/n)) x(i),   W(u) = ∫₀ᵘ weight
  ///
  /// - Parameter cumulativeWeight: W, which rises from 0 at 0 to 1 at 1 and is convex.
  /// - Returns: The risk, positive when money is lost.
  /// - Throws: `RiskError.invalidParameter` when W is not 0 at 0, 1 at 1, within 1e-12, or its steps fall.
  /// - Complexity: O(n log n).
  /// - Source: C. Acerbi, Journal of Banking & Finance 26 (2002) 1505.
  public func spectralRisk(cumulativeWeight: (_ probability: Double) -> Double) throws(RiskError) -> Double {
    let ends = (cumulativeWeight(0), cumulativeWeight(1))
    guard abs(ends.0) <= 1e-12 else { throw .invalidParameter(name: "cumulativeWeight(0)", value: ends.0) }
    guard abs(ends.1 - 1) <= 1e-12 else { throw .invalidParameter(name: "cumulativeWeight(1)", value: ends.1) }
    var risk = CompensatedSum()
    var before = ends.0
    var step = 0.0
    for (index, loss) in profitAndLoss.map({ -$0 }).sorted().enumerated() {
      let after = cumulativeWeight(Double(index + 1) / Double(count))
      guard after - before >= step - 1e-12 else {
        throw .invalidParameter(name: "cumulativeWeight step", value: after - before)
      }
      step = after - before
      risk.add(step * loss)
      before = after
    }
    return risk.value
  }

  /// The spectral measure of exponential risk aversion.
  ///
  ///     weight(u) = a exp(−a (1 − u)) / (1 − exp(−a))
  ///
  /// - Parameter aversion: The coefficient a, finite and > 0.
  /// - Throws: `RiskError.invalidParameter` for another coefficient.
  /// - Complexity: O(n log n).
  public func exponentialSpectralRisk(aversion: Double) throws(RiskError) -> Double {
    guard aversion > 0, aversion.isFinite else { throw .invalidParameter(name: "aversion", value: aversion) }
    return try spectralRisk { u in exp(-aversion * (1 - u)) * expm1(-aversion * u) / expm1(-aversion) }
  }

  /// The entropic value at risk: the least upper bound of VaR and ES by exponential moments.
  ///
  ///     EVaR = min over t > 0 of (log E[exp(t L)] − log(1 − level)) / t
  ///
  /// At least the expected shortfall, and at most the greatest loss.
  ///
  /// - Parameter level: The level.
  /// - Returns: The measure, positive when money is lost.
  /// - Accuracy: about 1e-12 of the range of the losses.
  /// - Complexity: O(n) for each of about a hundred steps.
  /// - Source: A. Ahmadi-Javid, Journal of Optimization Theory and Applications 155 (2012) 1105.
  public func entropicValueAtRisk(_ level: ConfidenceLevel) -> Double {
    let worst = -minimum
    let range = maximum - minimum
    let logTail = log(1 - level.fraction)
    // When the greatest loss itself has at least the probability of the tail, no smaller bound exists.
    let atWorst = Double(profitAndLoss.count { $0 == minimum }) / Double(count)
    guard range > 0, log(atWorst) < logTail else { return worst }
    func bound(_ s: Double) -> Double {
      let t = exp(s) / range
      let sum = CompensatedSum(profitAndLoss.lazy.map { exp(t * (-$0 - worst)) }).value
      return worst + (log(sum / Double(count)) - logTail) / t
    }
    // In log t the bound falls, then rises: golden sections from far on both sides.
    let end = GoldenSection.search(-30...30, to: 1e-7, bound)
    return min(end.atLeft, end.atRight, worst)
  }
}
