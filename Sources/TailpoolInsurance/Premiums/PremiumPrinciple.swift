import TailpoolLedger
import TailpoolRisk

/// A rule that makes a premium of the law of a loss.
///
/// The principles here are values; one of the user's own conforms with a name and one method. All premiums are of the law
/// as it is given, undiscounted and without expenses.
public protocol PremiumPrinciple: Sendable {
  /// The principle's name, for tables.
  var name: String { get }

  /// The premium.
  ///
  /// - Parameter loss: The law of the loss.
  /// - Throws: `InsuranceError` where the law has no such premium, or its grid leaves out what decides it.
  func premium(for loss: some LossLaw) throws(InsuranceError) -> Double
}

extension PremiumPrinciple {
  /// The premium in whole base units, rounded up: against the buyer, by less than one unit.
  ///
  /// - Parameters:
  ///   - loss: The law of the loss, in whole units of the asset.
  ///   - asset: What is counted.
  /// - Throws: As `premium(for:)`; `InsuranceError.amount` where it is negative or does not fit.
  public func amount(for loss: some LossLaw, of asset: Asset) throws(InsuranceError) -> Amount {
    let premium = try premium(for: loss)
    return try InsuranceError.wrapping { () throws(LedgerError) in
      try Amount(premium, of: asset, moving: .intoPool, favoring: .pool)
    }
  }
}

/// The expected value principle: (1 + loading) E X.
public struct ExpectedValuePrinciple: PremiumPrinciple, Hashable {
  /// What is asked above the mean, as a part of it, ≥ 0.
  public let loading: Double

  /// Creates the principle.
  ///
  /// - Parameter loading: Finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(loading: Double) throws(InsuranceError) { self.loading = try nonnegative(loading, "loading") }

  /// The principle's name.
  public var name: String { "expected value" }

  /// (1 + loading) E X.
  ///
  /// - Parameter loss: The law of the loss.
  public func premium(for loss: some LossLaw) -> Double { (1 + loading) * loss.mean }
}

/// The standard deviation principle: E X + multiplier · √Var X.
public struct StandardDeviationPrinciple: PremiumPrinciple, Hashable {
  /// Standard deviations asked above the mean, ≥ 0.
  public let multiplier: Double

  /// Creates the principle.
  ///
  /// - Parameter multiplier: Finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(multiplier: Double) throws(InsuranceError) { self.multiplier = try nonnegative(multiplier, "multiplier") }

  /// The principle's name.
  public var name: String { "standard deviation" }

  /// E X + multiplier · √Var X.
  ///
  /// - Parameter loss: The law of the loss.
  public func premium(for loss: some LossLaw) -> Double { loss.mean + multiplier * loss.variance.squareRoot() }
}

/// The variance principle: E X + multiplier · Var X.
public struct VariancePrinciple: PremiumPrinciple, Hashable {
  /// What is asked a unit of variance, in 1 / money, ≥ 0.
  public let multiplier: Double

  /// Creates the principle.
  ///
  /// - Parameter multiplier: Finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(multiplier: Double) throws(InsuranceError) { self.multiplier = try nonnegative(multiplier, "multiplier") }

  /// The principle's name.
  public var name: String { "variance" }

  /// E X + multiplier · Var X.
  ///
  /// - Parameter loss: The law of the loss.
  public func premium(for loss: some LossLaw) -> Double { loss.mean + multiplier * loss.variance }
}

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
  public init(tilt: Double) throws(InsuranceError) { self.tilt = try nonnegative(tilt, "tilt") }

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
    self.rate = try nonnegative(rate, "rate")
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

extension Distortion {
  /// Refuses a parameter out of its range.
  func check() throws(InsuranceError) {
    switch self {
    case .wang(let shift):
      guard shift.isFinite else { throw .invalid("shift", index: nil, value: shift, expected: "a finite number") }
    case .proportionalHazard(let index):
      guard index >= 1, index.isFinite else {
        throw .invalid("hazard index", index: nil, value: index, expected: "a finite number ≥ 1")
      }
    }
  }
}

/// A parameter that is finite and ≥ 0.
private func nonnegative(_ value: Double, _ what: String) throws(InsuranceError) -> Double {
  guard value >= 0, value.isFinite else {
    throw .invalid(what, index: nil, value: value, expected: "a finite number ≥ 0")
  }
  return value
}
