/// Premium of many covers that one fund earns, each evenly over its time, as one line.
///
///     earned(t) = closed + ⌊(Σ rate · (t − start)) / 2³²⌋,   rate = ⌊premium · 2³² / seconds⌋
///
/// A cover that ends leaves the line and its whole premium is earned. Before that it is behind its exact part by less than 2⁻³ of a
/// unit, for no cover is longer than ten years: what is not earned is never too little. The sum of many covers is rounded once, so
/// that it may be a unit a cover above the sum of their own whole units.
struct PremiumStream: Hashable, Sendable {
  /// Premium of covers that have ended, in base units.
  private(set) var closed: Int128 = 0
  /// Σ of rates of the covers that run.
  private var rate: UInt128 = 0
  /// Σ of rate · start of those, modulo 2¹²⁸; the differences that are taken are small.
  private var origin: UInt128 = 0

  /// Premium earned up to a time, at which no cover of the line has ended yet.
  func earned(at now: Int64) -> Int128 {
    if rate == 0 { return closed }
    return closed + Int128(truncatingIfNeeded: (rate &* UInt128(truncatingIfNeeded: now) &- origin) &>> 32)
  }

  private static func rate(_ premium: UInt128, _ period: Range<Int64>) -> UInt128 {
    (premium &<< 32) / UInt128(max(period.upperBound - period.lowerBound, 1))
  }

  /// Adds a premium that is earned over a period; it is below 2⁸⁰.
  mutating func add(_ premium: UInt128, over period: Range<Int64>) {
    let added = PremiumStream.rate(premium, period)
    rate &+= added
    origin &+= added &* UInt128(truncatingIfNeeded: period.lowerBound)
  }

  /// Takes a premium out of the line, of which so much is earned for good.
  mutating func close(_ premium: UInt128, over period: Range<Int64>, earned: UInt128) {
    let removed = PremiumStream.rate(premium, period)
    rate &-= removed
    origin &-= removed &* UInt128(truncatingIfNeeded: period.lowerBound)
    closed += Int128(earned)
  }

  /// Undoes `close`.
  mutating func reopen(_ premium: UInt128, over period: Range<Int64>, earned: UInt128) {
    add(premium, over: period)
    closed -= Int128(earned)
  }
}
