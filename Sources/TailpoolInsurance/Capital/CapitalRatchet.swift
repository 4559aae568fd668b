import TailpoolLedger

/// The capital requirement of a cover pool, which follows what it should be by small steps.
///
/// Rates are whole basis points and amounts whole base units, so that every party computes the same requirement.
///
/// - Source: NexusMutual/smart-contracts, `Pool`.
public struct CapitalRatchet: Hashable, Sendable {
  /// Basis points that the requirement may move a day, 0 … 10 000.
  public let dailyStep: Int
  /// Basis points that it may move at once, 0 … 10 000.
  public let greatestStep: Int
  /// Active cover that one unit of capital bears, in basis points, 1 … 1 000 000: 48 000 for 4.8.
  public let gearing: Int

  /// Creates a ratchet; see the properties for the meaning of each argument.
  ///
  /// - Throws: `InsuranceError.invalid` for an argument out of its range.
  public init(dailyStep: Int, greatestStep: Int, gearing: Int) throws(InsuranceError) {
    try InsuranceError.check("daily step", dailyStep, in: 0...10_000)
    try InsuranceError.check("greatest step", greatestStep, in: 0...10_000)
    try InsuranceError.check("gearing", gearing, in: 1...1_000_000)
    self.init(unchecked: dailyStep, greatestStep: greatestStep, gearing: gearing)
  }

  private init(unchecked dailyStep: Int, greatestStep: Int, gearing: Int) {
    self.dailyStep = dailyStep
    self.greatestStep = greatestStep
    self.gearing = gearing
  }

  /// The parameters of Nexus Mutual: 5 % a day, at most 1 % at once, a gearing of 4.8.
  public static let nexusMutual = CapitalRatchet(unchecked: 500, greatestStep: 100, gearing: 48_000)

  /// The requirement after some time: it moves toward the desired one by whole basis points, rounded down both ways.
  ///
  ///     step = min(⌊dailyStep · seconds / 86 400⌋, greatestStep) basis points;  no further than desired
  ///
  /// - Parameters:
  ///   - stored: The requirement at the last update, in base units, ≥ 0.
  ///   - desired: What it should be, ≥ 0.
  ///   - elapsed: Seconds since the last update, ≥ 0.
  /// - Throws: `InsuranceError.invalid` for a negative time, `.amount` for a negative amount or an overflow.
  public func requirement(stored: Int128, desired: Int128, elapsed: Int64) throws(InsuranceError) -> Int128 {
    guard elapsed >= 0 else {
      throw .invalid("elapsed seconds", index: nil, value: Double(elapsed), expected: "a number ≥ 0")
    }
    // In 128 bits no product of a day's step with a time overflows.
    let step = min(Int128(elapsed) * Int128(dailyStep) / 86_400, Int128(greatestStep))
    return try InsuranceError.wrapping { () throws(LedgerError) in
      for units in [desired, stored] { _ = try checkedAmount(units) }
      if desired >= stored { return min(desired, try mulDiv(stored, 10_000 + step, 10_000, rounding: .down)) }
      return max(desired, try mulDiv(stored, 10_000 - step, 10_000, rounding: .down))
    }
  }

  /// The desired requirement: active cover over the gearing, rounded down.
  ///
  /// - Parameter activeCover: The sum of all cover, in base units, ≥ 0.
  /// - Throws: `InsuranceError.amount` for a negative amount, or an overflow.
  public func desiredRequirement(activeCover: Int128) throws(InsuranceError) -> Int128 {
    try InsuranceError.wrapping { () throws(LedgerError) in
      try mulDiv(checkedAmount(activeCover), 10_000, Int128(gearing), rounding: .down)
    }
  }
}
