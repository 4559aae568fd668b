/// What a reinsurer pays of a loss: a share of a layer.
///
///     recovery = share · min((loss − attachment)⁺, limit)
///
/// A quota share is the whole loss as a layer, a stop loss one without a limit. Of the sum of a year's claims it is an aggregate
/// treaty; of each claim, an excess of loss.
public struct ReinsuranceTreaty: Hashable, Sendable {
  /// The name, unique in a program.
  public let name: String
  /// The loss from which the treaty pays, in units of money, ≥ 0.
  public let attachment: Double
  /// The size of the layer, > 0; infinite for no limit. The treaty pays at most share · limit.
  public let limit: Double
  /// The part of the layer that is ceded, in (0, 1].
  public let share: Double

  /// Creates a layer.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - limit: The size of the layer, > 0; infinite for none.
  ///   - attachment: The loss from which it pays, finite and ≥ 0.
  ///   - share: The part that is ceded, in (0, 1].
  /// - Throws: `InsuranceError.invalid` for a number out of its range.
  public init(
    name: String, limit: Double, above attachment: Double, share: Double = 1
  ) throws(InsuranceError) {
    guard limit > 0 else { throw .invalid("limit", index: nil, value: limit, expected: "a number > 0") }
    try InsuranceError.checkNonNegative("attachment", attachment)
    guard share > 0, share <= 1 else {
      throw .invalid("ceded share", index: nil, value: share, expected: "more than 0, at most 1")
    }
    self.name = name
    self.limit = limit
    self.attachment = attachment
    self.share = share
  }

  /// A part of every loss.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - ceded: The part, in (0, 1].
  /// - Throws: `InsuranceError.invalid` for another part.
  public static func quotaShare(name: String, ceded: Double) throws(InsuranceError) -> ReinsuranceTreaty {
    try ReinsuranceTreaty(name: name, limit: .infinity, above: 0, share: ceded)
  }

  /// All above a retention.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - retention: What is kept, finite and ≥ 0.
  /// - Throws: `InsuranceError.invalid` for another retention.
  public static func stopLoss(name: String, above retention: Double) throws(InsuranceError) -> ReinsuranceTreaty {
    try ReinsuranceTreaty(name: name, limit: .infinity, above: retention)
  }

  /// What the treaty pays of a loss.
  ///
  /// - Parameter loss: Units of money, ≥ 0.
  /// - Returns: In [0, loss]; NaN for NaN.
  public func recovery(of loss: Double) -> Double {
    loss.isNaN ? .nan : share * min(max(loss - attachment, 0), limit)
  }

  /// The end of the layer, infinite without a limit.
  public var detachment: Double { attachment + limit }
}
