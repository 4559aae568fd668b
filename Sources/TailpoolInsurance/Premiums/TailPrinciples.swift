import TailpoolRisk

/// The Esscher principle: E[X exp(h X)] / E[exp(h X)].
///
/// It exists for losses whose tail is lighter than exp(−h x) alone; a lognormal or Pareto loss has none for any h > 0.
///
/// - Source: H. Bühlmann, ASTIN Bulletin 11 (1980) 52.
public struct EsscherPrinciple: PremiumPrinciple, Hashable {
  /// h, in 1 / money, ≥ 0.
  public let tilt: Double

  /// Creates the principle.
  ///
  /// - Parameter tilt: Finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(tilt: Double) throws(InsuranceError) { self.tilt = try InsuranceError.checkNonNegative("tilt", tilt) }

  /// The principle's name.
  public var name: String { "Esscher" }

  /// E[X exp(h X)] / E[exp(h X)].
  ///
  /// - Parameter loss: The law of the loss.
  /// - Throws: `InsuranceError.infiniteMean` where it does not exist, `.tooCoarse` where a grid leaves out what decides it.
  public func premium(for loss: some LossLaw) throws(InsuranceError) -> Double { try loss.esscherMean(tilt) }
}

/// A distortion principle: the mean under distorted probabilities of exceedance.
public struct DistortionPrinciple: PremiumPrinciple, Hashable {
  /// What is made of each probability.
  public let distortion: Distortion

  /// Creates the principle.
  ///
  /// - Parameter distortion: Wang's with a finite shift, or the proportional hazard with a finite index ≥ 1.
  /// - Throws: `InsuranceError.invalid`.
  public init(_ distortion: Distortion) throws(InsuranceError) {
    try distortion.check()
    self.distortion = distortion
  }

  /// The principle's name.
  public var name: String {
    switch distortion {
    case .wang: "Wang"
    case .proportionalHazard: "proportional hazard"
    }
  }

  /// ∫ g(P(X > x)) dx.
  ///
  /// - Parameter loss: The law of the loss.
  public func premium(for loss: some LossLaw) throws(InsuranceError) -> Double { try loss.distortedMean(distortion) }
}

/// The cost of capital principle: the mean, and a return on the tail value at risk that premium does not itself bring.
///
///     P = (E X + rate · TVaR) / (1 + rate),  that is  P = E X + rate · (TVaR − P)
public struct CostOfCapitalPrinciple: PremiumPrinciple, Hashable {
  /// The return that capital asks for the period of the loss, ≥ 0.
  public let rate: Double
  /// The level of the tail value at risk.
  public let level: ConfidenceLevel

  /// Creates the principle.
  ///
  /// - Parameters:
  ///   - rate: Finite and ≥ 0.
  ///   - level: The level of the tail value at risk.
  /// - Throws: `InsuranceError.invalid`.
  public init(rate: Double, level: ConfidenceLevel) throws(InsuranceError) {
    self.rate = try InsuranceError.checkNonNegative("rate", rate)
    self.level = level
  }

  /// The principle's name.
  public var name: String { "cost of capital" }

  /// (E X + rate · TVaR) / (1 + rate).
  ///
  /// - Parameter loss: The law of the loss.
  /// - Throws: `InsuranceError.tooCoarse` when the quantile lies beyond the grid.
  public func premium(for loss: some LossLaw) throws(InsuranceError) -> Double {
    (loss.mean + rate * (try loss.tailValueAtRisk(level))) / (1 + rate)
  }
}

/// The quantile principle: the value at risk.
public struct QuantilePrinciple: PremiumPrinciple, Hashable {
  /// The probability that the premium suffices.
  public let level: ConfidenceLevel

  /// Creates the principle.
  ///
  /// - Parameter level: The probability that the premium suffices.
  public init(level: ConfidenceLevel) { self.level = level }

  /// The principle's name.
  public var name: String { "quantile" }

  /// inf {x : P(X ≤ x) ≥ level}.
  ///
  /// - Parameter loss: The law of the loss.
  /// - Throws: `InsuranceError.tooCoarse` when the quantile lies beyond the grid.
  public func premium(for loss: some LossLaw) throws(InsuranceError) -> Double { try loss.valueAtRisk(level) }
}
