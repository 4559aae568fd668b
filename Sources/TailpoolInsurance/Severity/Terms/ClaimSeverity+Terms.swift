/// Whom a law of payments counts.
public enum PaymentBasis: Hashable, Sendable {
  /// Every loss, with a payment of zero where it stays below the deductible.
  case perLoss
  /// Only losses that are paid.
  case perPayment
}

/// What the terms of a cover make of a claim. Terms apply in the order in which they are written.
extension ClaimSeverity {
  /// What is paid above an ordinary deductible: (X − deductible)⁺.
  ///
  /// - Parameters:
  ///   - deductible: Finite and ≥ 0.
  ///   - basis: Per loss, or per payment: given that the loss exceeds the deductible.
  /// - Throws: `InsuranceError.invalid` for another deductible, and per payment for one that no loss exceeds.
  public func ordinaryDeductible(
    _ deductible: Double, _ basis: PaymentBasis = .perLoss
  ) throws(InsuranceError) -> any ClaimSeverity {
    let loss = try LayerSeverity(of: self, limit: .infinity, above: deductible)
    return basis == .perLoss ? loss : try PaymentSeverity(of: loss)
  }

  /// What is paid up to a limit: min(X, limit).
  ///
  /// - Parameter limit: > 0.
  /// - Throws: `InsuranceError.invalid`.
  public func policyLimit(_ limit: Double) throws(InsuranceError) -> LayerSeverity {
    try LayerSeverity(of: self, limit: limit, above: 0)
  }

  /// What is paid of a claim that the insured shares: fraction · X.
  ///
  /// - Parameter fraction: The insurer's part, > 0 and ≤ 1.
  /// - Throws: `InsuranceError.invalid`.
  public func coinsurance(_ fraction: Double) throws(InsuranceError) -> ScaledSeverity {
    guard fraction > 0, fraction <= 1 else {
      throw .invalid("insurer's part", index: nil, value: fraction, expected: "more than 0, at most 1")
    }
    return try ScaledSeverity(of: self, by: fraction)
  }

  /// What a layer pays: min((X − attachment)⁺, limit).
  ///
  /// - Parameters:
  ///   - limit: The most that the layer pays, > 0; infinite for no limit.
  ///   - attachment: The amount from which it pays, finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid`.
  public func inLayer(_ limit: Double, above attachment: Double) throws(InsuranceError) -> LayerSeverity {
    try LayerSeverity(of: self, limit: limit, above: attachment)
  }
}
