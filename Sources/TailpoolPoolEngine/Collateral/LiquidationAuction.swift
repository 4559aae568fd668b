/// A falling-price auction of an account that may be liquidated.
///
/// While the account is worth something its buyer pays a falling fraction of it; when it is worth less than nothing the
/// buyer is paid a rising amount.
///
/// - Source: derivexyz/v2-core, `DutchAuction`.
package struct LiquidationAuction: Hashable, Sendable {
  /// The fraction of value asked at the start, in (0, 1].
  package let startingFraction: Double
  /// The fraction at which the fall slows down, in (0, `startingFraction`].
  package let cutoffFraction: Double
  /// Seconds from the start to the cutoff, > 0.
  package let fastSeconds: Double
  /// Seconds from the cutoff to zero, > 0.
  package let slowSeconds: Double

  /// Creates an auction; see the properties for the meaning of each argument.
  ///
  /// - Throws: `CollateralError.invalid` for a number out of its range.
  package init(
    startingFraction: Double, cutoffFraction: Double, fastSeconds: Double, slowSeconds: Double
  ) throws(CollateralError) {
    guard startingFraction > 0, startingFraction <= 1 else { throw .invalid("starting fraction") }
    guard cutoffFraction > 0, cutoffFraction <= startingFraction else { throw .invalid("cutoff fraction") }
    guard fastSeconds > 0, fastSeconds.isFinite, slowSeconds > 0, slowSeconds.isFinite else {
      throw .invalid("duration")
    }
    self.startingFraction = startingFraction
    self.cutoffFraction = cutoffFraction
    self.fastSeconds = fastSeconds
    self.slowSeconds = slowSeconds
  }

  /// The fraction of value that is asked.
  ///
  /// - Parameter seconds: Since the start; before it as at it. NaN gives NaN.
  /// - Returns: `startingFraction` falling to `cutoffFraction`, then to 0.
  package func fraction(after seconds: Double) -> Double {
    if seconds.isNaN { return .nan }
    if seconds <= fastSeconds {
      return startingFraction - (startingFraction - cutoffFraction) * max(seconds, 0) / fastSeconds
    }
    return cutoffFraction * (1 - min((seconds - fastSeconds) / slowSeconds, 1))
  }

  /// What a buyer of the whole of an insolvent account pays: negative, it is paid, growing from the account's negative value
  /// to its maintenance margin.
  ///
  /// - Parameters:
  ///   - seconds: Since the start of the insolvent auction.
  ///   - length: Seconds until it has grown in full, > 0.
  ///   - value: Value of the account.
  ///   - maintenance: What is left over the maintenance margin.
  /// - Returns: A number ≤ 0; zero when the account is above its maintenance margin. NaN gives NaN.
  package static func insolventBid(after seconds: Double, length: Double, value: Double, maintenance: Double) -> Double
  {
    if seconds.isNaN || value.isNaN || maintenance.isNaN || !(length > 0) { return .nan }
    if maintenance >= 0 { return 0 }
    let start = min(value, 0)
    let fraction = min(max(seconds / length, 0), 1)
    return min(start + (min(maintenance, start) - start) * fraction, 0)
  }

  /// The greatest fraction of a solvent account that may be sold: just what brings it back to its buffered margin.
  ///
  ///     f = B / (B − V d − R (1 − d)),   B buffered margin < 0, V value, R reserved cash, d fraction asked
  ///
  /// Selling f of the account leaves the buffered margin (1 − f) B and brings in f (V d + R (1 − d)): together zero.
  ///
  /// - Parameters:
  ///   - value: Value of the account.
  ///   - bufferedMargin: What is left over the maintenance margin and the buffer.
  ///   - fraction: The fraction asked, in [0, 1].
  ///   - reservedCash: Cash of earlier buyers in the account, ≥ 0.
  /// - Returns: A number in [0, 1]: 0 for an account at or above its margin, 1 when all of it does not suffice; NaN for NaN.
  package static func greatestFraction(
    value: Double, bufferedMargin: Double, fraction: Double, reservedCash: Double
  ) -> Double {
    let income = value * fraction + reservedCash * (1 - fraction)
    if income.isNaN || bufferedMargin.isNaN { return .nan }
    if bufferedMargin >= 0 { return 0 }
    return income > 0 ? min(bufferedMargin / (bufferedMargin - income), 1) : 1
  }
}
