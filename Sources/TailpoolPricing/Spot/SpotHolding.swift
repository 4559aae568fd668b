import TailpoolMarket

/// The underlying itself, bought and paid for, or owed: what a pool holds in coin, and what a hedge in its journal is unless said
/// otherwise.
///
/// One unit is worth the spot.
public struct SpotHolding: ContractTerms, PriceableContract {
  /// What is held.
  public let underlying: Underlying

  /// Creates the terms.
  public init(_ underlying: Underlying) { self.underlying = underlying }

  /// `BTC-SPOT`.
  public var name: String { "\(underlying)-SPOT" }
  /// The underlying, as a list of one.
  public var underlyings: [Underlying] { [underlying] }
  /// Counted in the quote currency.
  public var settlement: Settlement { .cash }
  /// One.
  public var contractSize: Double { 1 }
  /// None.
  public var expiration: Timestamp? { nil }

  /// Takes the spot of the market.
  ///
  /// - Throws: `PricingProblem.market` where there is none.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    SpotRepricer(underlying: underlying, spot: try market.underlying(underlying).spot)
  }
}

/// The underlying at its spot.
package struct SpotRepricer: Repricer {
  let underlying: Underlying
  let spot: Double

  package init(underlying: Underlying, spot: Double) {
    self.underlying = underlying
    self.spot = spot
  }

  package var inputs: [PricingInput] {
    [
      PricingInput(
        underlying: underlying, spot: spot, forward: spot, volatility: 0, volatilitySource: nil, strike: nil, years: 0)
    ]
  }

  package func greeks(units: Double) -> ContractGreeks {
    var greeks = NetGreeks()
    (greeks.value, greeks.delta) = (units * spot, units)
    return ContractGreeks(greeks)
  }

  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    spot * moves.inputs[0].spotFactors[row]
  }
}
