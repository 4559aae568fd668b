import TailpoolLedger

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
