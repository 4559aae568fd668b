import TailpoolMarket
import TailpoolScenarios

/// A move of the underlyings in the order of the book.
public struct MarketMove: Hashable, Sendable {
  /// One underlying.
  public struct Part: Hashable, Sendable {
    /// The underlying.
    public let underlying: Underlying
    /// Simple return of the spot.
    public let spotReturn: Double
    /// Relative change of its volatilities.
    public let volatilityChange: Double

    /// Creates a part; see the properties for the meaning of each argument.
    public init(underlying: Underlying, spotReturn: Double, volatilityChange: Double) {
      self.underlying = underlying
      self.spotReturn = spotReturn
      self.volatilityChange = volatilityChange
    }
  }

  /// The underlyings.
  public let parts: [Part]

  /// Creates a move.
  public init(parts: [Part]) { self.parts = parts }
}

extension MarketMove {
  /// The move of a shift, in the order given; what it does not name stays.
  package init(_ shift: MarketShift, of underlyings: [Underlying]) {
    self.init(
      parts: underlyings.map {
        Part(
          underlying: $0, spotReturn: shift.spotReturns[$0] ?? 0,
          volatilityChange: (shift.volatilityFactors[$0] ?? 1) - 1)
      })
  }
}
