import TailpoolMarket

extension ExpiryMarket {
  /// The price of one unit in the contract's settlement currency.
  ///
  ///     coin: Black76 / forward        cash: discountFactor · Black76
  ///
  /// - Parameters:
  ///   - contract: A contract of this expiry.
  ///   - volatility: Annual volatility, ≥ 0.
  /// - Returns: Coins for a coin-settled contract, else quote currency; NaN for a volatility that is negative or NaN.
  /// - Complexity: O(1).
  public func price(of contract: OptionContract, volatility: Double) -> Double {
    let undiscounted = Black76.price(
      contract.type, forward: forward, strike: contract.strike, years: years, volatility: volatility)
    return settlementPrice(undiscounted, contract.settlement)
  }

  /// The volatility that a price in the contract's settlement currency implies.
  ///
  /// - Parameters:
  ///   - contract: A contract of this expiry.
  ///   - price: Price of one unit: coins for a coin-settled contract, else quote currency.
  /// - Returns: The volatility, or which bound the price breaks.
  /// - Complexity: O(1).
  public func impliedVolatility(of contract: OptionContract, price: Double) -> ImpliedVolatility.Result {
    ImpliedVolatility.black76(
      contract.type, price: contract.settlement == .coin ? price * forward : price / discountFactor, forward: forward,
      strike: contract.strike, years: years)
  }

  /// Log of strike over forward.
  package func logMoneyness(of contract: OptionContract) -> Double {
    -logRatio(forward, contract.strike)
  }

  /// An undiscounted price in the settlement currency.
  func settlementPrice(_ undiscounted: Double, _ settlement: Settlement) -> Double {
    settlement == .coin ? undiscounted / forward : discountFactor * undiscounted
  }
}
