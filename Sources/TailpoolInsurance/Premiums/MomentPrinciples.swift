/// The expected value principle: (1 + loading) E X.
public struct ExpectedValuePrinciple: PremiumPrinciple, Hashable {
  /// What is asked above the mean, as a part of it, ≥ 0.
  public let loading: Double

  /// Creates the principle.
  ///
  /// - Parameter loading: Finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(loading: Double) throws(InsuranceError) {
    self.loading = try InsuranceError.checkNonNegative("loading", loading)
  }

  /// The principle's name.
  public var name: String { "expected value" }

  /// (1 + loading) E X.
  ///
  /// - Parameter loss: The law of the loss.
  /// - Throws: `InsuranceError.infiniteMean` where the moments are infinite.
  public func premium(for loss: some LossLaw) throws(InsuranceError) -> Double { try finite((1 + loading) * loss.mean) }
}

/// The standard deviation principle: E X + multiplier · √Var X.
public struct StandardDeviationPrinciple: PremiumPrinciple, Hashable {
  /// Standard deviations asked above the mean, ≥ 0.
  public let multiplier: Double

  /// Creates the principle.
  ///
  /// - Parameter multiplier: Finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(multiplier: Double) throws(InsuranceError) {
    self.multiplier = try InsuranceError.checkNonNegative("multiplier", multiplier)
  }

  /// The principle's name.
  public var name: String { "standard deviation" }

  /// E X + multiplier · √Var X.
  ///
  /// - Parameter loss: The law of the loss.
  /// - Throws: `InsuranceError.infiniteMean` where the moments are infinite.
  public func premium(for loss: some LossLaw) throws(InsuranceError) -> Double {
    try finite(loss.mean + multiplier * loss.variance.squareRoot())
  }
}

/// The variance principle: E X + multiplier · Var X.
public struct VariancePrinciple: PremiumPrinciple, Hashable {
  /// What is asked a unit of variance, in 1 / money, ≥ 0.
  public let multiplier: Double

  /// Creates the principle.
  ///
  /// - Parameter multiplier: Finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid`.
  public init(multiplier: Double) throws(InsuranceError) {
    self.multiplier = try InsuranceError.checkNonNegative("multiplier", multiplier)
  }

  /// The principle's name.
  public var name: String { "variance" }

  /// E X + multiplier · Var X.
  ///
  /// - Parameter loss: The law of the loss.
  /// - Throws: `InsuranceError.infiniteMean` where the moments are infinite.
  public func premium(for loss: some LossLaw) throws(InsuranceError) -> Double {
    try finite(loss.mean + multiplier * loss.variance)
  }
}

/// A premium that is a number.
private func finite(_ premium: Double) throws(InsuranceError) -> Double {
  guard premium.isFinite else { throw .infiniteMean("the loss, or its square,") }
  return premium
}
