import TailpoolLibc
import TailpoolMarket
import TailpoolNumerics

extension GARCHModel {
  /// The distribution of a GARCH model's innovations, which have mean 0 and variance 1.
  public enum Innovations: Hashable, Sendable {
    /// Standard normal.
    case normal
    /// Student's t scaled to variance 1, its degrees of freedom fitted.
    case studentT
  }
}

extension GARCHModel {
  /// A GARCH model found by maximum likelihood.
  public struct Fit: Hashable, Sendable {
    /// The model.
    public let model: GARCHModel
    /// Degrees of freedom of the innovations; nil for normal ones.
    public let degreesOfFreedom: Double?
    /// The logarithm of the likelihood.
    public let logLikelihood: Double

    /// Fewest returns that are fitted.
    public static let fewestReturns = 30

    /// Fits a model.
    ///
    /// The returns are scaled to variance 1 inside, so that their unit does not matter; the result is in their unit.
    ///
    /// - Parameters:
    ///   - returns: In the order of time; their mean is taken as zero.
    ///   - innovations: Their distribution.
    ///   - start: What the first variance is.
    ///   - factor: Named in errors.
    /// - Throws: `ScenarioError.tooFewObservations`, `.nonFiniteReturn`, or `.constantFactor`.
    /// - Accuracy: The maximum is found to about 1e-4 in each parameter where the likelihood has one; where α + β meets 1,
    ///   to about 1e-3.
    /// - Complexity: Some hundreds of passes over the returns.
    public init(
      to returns: [Double], innovations: GARCHModel.Innovations = .normal, start: GARCHModel.Start = .backcast,
      factor: RiskFactor = .spot("")
    ) throws(ScenarioError) {
      guard returns.count >= GARCHModel.Fit.fewestReturns else {
        throw .tooFewObservations(found: returns.count, required: GARCHModel.Fit.fewestReturns)
      }
      if let row = returns.firstIndex(where: { !$0.isFinite }) { throw .nonFiniteReturn(row: row, factor: factor) }
      // Dividing by the largest first keeps the squares in range.
      let largest = returns.reduce(0) { max($0, abs($1)) }
      guard largest > 0, returns.contains(where: { $0 != returns[0] }) else { throw .constantFactor(factor) }
      let relative = returns.map { $0 / largest }
      let deviation = (relative.reduce(0) { $0 + $1 * $1 } / Double(relative.count)).squareRoot()
      let scaled = relative.map { $0 / deviation }
      let minusLogLikelihood: ([Double]) -> Double = { parameters in
        -GARCHModel.Fit.logLikelihood(of: scaled, parameters, innovations: innovations, start: start)
      }
      let degrees = innovations == .studentT ? [log(4.0)] : []
      var best: (point: [Double], value: Double)?
      for (persistence, share) in [(0.95, 0.1), (0.8, 0.3), (0.99, 0.05)] {
        let from = [log(1 - persistence), log(persistence / (1 - persistence)), log(share / (1 - share))] + degrees
        let rough = leastPoint(of: minusLogLikelihood, from: from, step: 0.5, tolerance: 1e-9)
        let point = leastPoint(of: minusLogLikelihood, from: rough, step: 0.1)
        let value = minusLogLikelihood(point)
        if best.map({ value < $0.value }) ?? true { best = (point, value) }
      }
      let (point, value) = best ?? ([], .infinity)
      let unit = GARCHModel.Fit.model(point)
      let scale = largest * deviation
      model = GARCHModel(valid: unit.omega * scale * scale, unit.alpha, unit.beta)
      degreesOfFreedom = innovations == .studentT ? 2 + exp(point[3]) : nil
      logLikelihood = -value - Double(returns.count) * log(scale)
    }

    /// The model of the unconstrained parameters log ω, logit(α + β), logit(α / (α + β)).
    private static func model(_ parameters: [Double]) -> GARCHModel {
      let persistence = 1 / (1 + exp(-parameters[1]))
      let alpha = persistence / (1 + exp(-parameters[2]))
      return GARCHModel(valid: exp(parameters[0]), alpha, max(0, persistence - alpha))
    }

    private static func logLikelihood(
      of returns: [Double], _ parameters: [Double], innovations: GARCHModel.Innovations, start: GARCHModel.Start
    ) -> Double {
      let model = model(parameters)
      guard innovations == .studentT else { return model.logLikelihood(of: returns, start: start) }
      let degrees = 2 + exp(parameters[3])
      let distribution = StudentTDistribution(degreesOfFreedom: degrees)
      let unit = (degrees / (degrees - 2)).squareRoot()
      var sum = CompensatedSum()
      for (value, variance) in zip(returns, model.variances(of: returns, start: start)) {
        let deviation = variance.squareRoot()
        sum.add(distribution.logDensity(unit * value / deviation) + log(unit / deviation))
      }
      return sum.value
    }
  }
}
