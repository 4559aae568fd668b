/// The rules of a stake ladder; each number has its hard bounds.
public struct StakeLadderTerms: Hashable, Sendable {
  /// When stakes and capacities come free.
  public let ladder: MaturityLadder
  /// Cover a unit of stake carries, in basis points, 10 000 (once) to 100 000.
  public let capacityRatioBasisPoints: Int
  /// What is taken off every capacity, in basis points, 0 to 10 000.
  public let reductionBasisPoints: Int
  /// Base units of a unit of allocation, 1 to 10²⁴.
  public let unit: Int128
  /// The greatest sum of the products' weights, in basis points, 10 000 to 1 000 000.
  public let maximumWeight: Int

  /// Creates rules; see the properties for the meaning and range of each argument.
  ///
  /// - Throws: `StakeError.invalid` for a number out of its range.
  public init(
    ladder: MaturityLadder = .quarterly, capacityRatioBasisPoints: Int = 20_000, reductionBasisPoints: Int = 0,
    unit: Int128 = 10_000_000_000_000_000, maximumWeight: Int = 200_000
  ) throws(StakeError) {
    try StakeError.check("capacity ratio", capacityRatioBasisPoints, in: 10_000...100_000)
    try StakeError.check("reduction of capacity", reductionBasisPoints, in: 0...10_000)
    try StakeError.check("unit of allocation", unit, in: 1...1_000_000_000_000_000_000_000_000)
    try StakeError.check("sum of weights", maximumWeight, in: 10_000...1_000_000)
    self.ladder = ladder
    self.capacityRatioBasisPoints = capacityRatioBasisPoints
    self.reductionBasisPoints = reductionBasisPoints
    self.unit = unit
    self.maximumWeight = maximumWeight
  }
}
