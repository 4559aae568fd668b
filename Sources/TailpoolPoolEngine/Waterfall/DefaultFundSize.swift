import TailpoolLedger

/// How great a default fund must be to survive the worst stress with the N greatest members in default.
///
///     size = max over scenarios of the sum of the N greatest positive losses over margin
///
/// - Source: CPMI-IOSCO, "Principles for financial market infrastructures" (2012), principle 4 (cover 1, cover 2).
package struct DefaultFundSize: Hashable, Sendable {
  /// The size, in the unit of the stress losses, ≥ 0.
  package let size: Double
  /// The first scenario that needs it.
  package let scenario: Int
  /// The members whose losses it covers there, greatest first.
  package let members: [Int]

  /// Sizes a fund.
  ///
  /// - Parameters:
  ///   - lossesOverMargin: Loss less margin, by scenario and then by member; negative where the margin suffices.
  ///   - count: How many defaults are covered, ≥ 1; more than there are members means all of them.
  /// - Throws: `WaterfallError.empty` without scenarios or members, `.countMismatch`, `.invalidStressLoss` for a number
  ///   that is not finite, `.invalidFraction` when `count` < 1.
  /// - Complexity: O(scenarios · members · log members).
  package init(lossesOverMargin: [[Double]], covering count: Int) throws(WaterfallError) {
    guard count >= 1 else { throw .invalidFraction(count) }
    guard let width = lossesOverMargin.first?.count, width > 0 else { throw .empty }
    var worst = (size: -1.0, scenario: 0, members: [Int]())
    for (scenario, losses) in lossesOverMargin.enumerated() {
      guard losses.count == width else { throw .countMismatch(expected: width, actual: losses.count) }
      if let member = losses.firstIndex(where: { !$0.isFinite }) {
        throw .invalidStressLoss(scenario: scenario, member: member)
      }
      let order = losses.indices.filter { losses[$0] > 0 }.sorted { (losses[$1], $0) < (losses[$0], $1) }
      let members = Array(order.prefix(count))
      let size = members.reduce(0) { $0 + losses[$1] }
      if size > worst.size { worst = (size, scenario, members) }
    }
    size = worst.size
    scenario = worst.scenario
    members = worst.members
  }

  /// Divides a fund among the members in proportion to a requirement, each at least a floor.
  ///
  /// - Parameters:
  ///   - fund: The size of the fund in base units, ≥ the floors together.
  ///   - requirements: What each part is proportional to beyond the floor: margins, or each member's own stress loss; ≥ 0.
  ///   - floor: The least contribution, in base units, ≥ 0.
  /// - Returns: One contribution a member, which add up to the fund exactly.
  /// - Throws: `WaterfallError.amount`: `.negative` when the floors exceed the fund, `.divisionByZero` when all requirements are zero.
  package static func contributions(
    to fund: Int128, requirements: [Int128], floor: Int128
  ) throws(WaterfallError) -> [Int128] {
    guard floor >= 0 else { throw .amount(.negative(floor)) }
    return try WaterfallError.wrapping { () throws(LedgerError) in
      let floors = try checkedProduct(floor, Int128(requirements.count))
      let rest = try checkedDifference(fund, floors)
      return try largestRemainderSplit(units: rest, by: requirements).map { $0 + floor }
    }
  }
}
