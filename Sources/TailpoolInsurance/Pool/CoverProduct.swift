import TailpoolMarket

/// What a product covers and what it costs.
public struct CoverProduct: Hashable, Sendable {
  /// How a loss is told.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// By an incident that is declared with what it pays: a claim is accepted as it is filed.
    case parametric
    /// By a vote on each claim.
    case assessed
  }

  /// The name, one of the pool's.
  public let name: String
  /// How a loss is told.
  public let kind: Kind
  /// Of the capacity that the backing carries, in basis points, 1 to 10,000.
  public let weightBasisPoints: Int
  /// The price a year to which it falls, in basis points, 0 to 10,000.
  public let targetBasisPoints: Int
  /// The price a year at which it opens, in basis points, `targetBasisPoints` to 1,000,000.
  public let openingBasisPoints: Int
  /// What a purchase of the whole capacity lifts the price by, in basis points, 0 to 10,000.
  public let bumpBasisPoints: Int
  /// What the price falls by a day, in basis points, 0 to 10,000.
  public let dailyDecayBasisPoints: Int
  /// Seconds after the end of cover in which a loss before it may still be claimed, 0 to 31,536,000; of an incident, in
  /// which it is to be declared, and then to be claimed for: 1 or more for a parametric product.
  public let graceSeconds: Int64

  /// Creates a product; see the properties for the meaning and range of each argument.
  public init(
    name: String, kind: Kind, weightBasisPoints: Int, targetBasisPoints: Int, openingBasisPoints: Int,
    bumpBasisPoints: Int, dailyDecayBasisPoints: Int, graceSeconds: Int64
  ) {
    self.name = name
    self.kind = kind
    self.weightBasisPoints = weightBasisPoints
    self.targetBasisPoints = targetBasisPoints
    self.openingBasisPoints = openingBasisPoints
    self.bumpBasisPoints = bumpBasisPoints
    self.dailyDecayBasisPoints = dailyDecayBasisPoints
    self.graceSeconds = graceSeconds
  }

  /// The name of the first field that is out of its range, or nil.
  public var invalidField: String? {
    if name.isEmpty { return "name" }
    if !(1...10_000 ~= weightBasisPoints) { return "weightBasisPoints" }
    if !(0...10_000 ~= targetBasisPoints) { return "targetBasisPoints" }
    if !(targetBasisPoints...1_000_000 ~= openingBasisPoints) { return "openingBasisPoints" }
    if !(0...10_000 ~= bumpBasisPoints) { return "bumpBasisPoints" }
    if !(0...10_000 ~= dailyDecayBasisPoints) { return "dailyDecayBasisPoints" }
    let least: Int64 = kind == .parametric ? 1 : 0
    return least...DayCount.secondsPerYear ~= graceSeconds ? nil : "graceSeconds"
  }
}
