import TailpoolMarket
import TailpoolPricing

extension MarketSnapshot {
  /// The volatilities of every listed option, off calibrated surfaces where there are any.
  ///
  /// An option whose listing class has a surface that was calibrated at its expiry is valued at the surface's volatility at
  /// its strike; every other as `volatilityMarks()` says.
  ///
  /// - Parameter surfaces: Surfaces fitted to quotes of this snapshot, of which the first of a listing class counts.
  /// - Returns: One smile for each underlying and expiry, in the order of the snapshot.
  /// - Complexity: O(n log n) for n quotes, and one evaluation of a surface for each quote.
  public func volatilityMarks(off surfaces: [FittedSurface]) -> VolatilityMarks {
    let table = SurfaceTable(surfaces)
    return volatilityMarks(
      fitted: { expiry, contract, logMoneyness in
        table.surface(of: contract, years: expiry.years)?
          .volatility(logMoneyness: logMoneyness, years: expiry.years)
      },
      curve: { expiry, points in expiry.curve(through: points, off: table) })
  }
}
