import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

/// What it is worth to be free not to reveal an order, and the bond and fee that take it away.
///
/// Who has committed to buy at K may let the commitment lapse when the price S at the end of the reveal window is lower: it then saves
/// K − S and loses its bond B. Committing is thus a purchase with an option to walk away. Under Black and Scholes, with no drift over so
/// short a time, the option is a put struck at K without a bond, and with one a put struck at K − B:
///
///     what is left of it    R(B) = E max(K − B − S, 0)        for a buy
///                           R(B) = E max(S − K − B, 0)        for a sell
///
/// No rule of revealing gains more than R(B) on average, and the one that walks away exactly where it saves more than the bond gains that.
/// The bond of the option's own value, R(0), leaves some of it; a fee of R(B) that is not given back takes the rest, so that no strategy
/// of not revealing pays.
///
/// - Source: F. Black, Journal of Financial Economics 3 (1976) 167.
public struct RevealBond: Hashable, Sendable {
  /// Which way the order trades.
  public let side: OrderSide
  /// The price now, > 0.
  public let price: Double
  /// What the order trades at, K > 0.
  public let strike: Double
  /// Years from the commitment to the end of the reveal window, ≥ 0.
  public let years: Double
  /// Annual lognormal volatility, ≥ 0.
  public let volatility: Double

  /// Creates the terms of a bond; see the properties for the meaning of each argument.
  ///
  /// - Throws: `AuctionRefusal.invalidTerms` naming a field that is out of its range.
  public init(
    _ side: OrderSide, price: Double, strike: Double, years: Double, volatility: Double
  ) throws(AuctionRefusal) {
    for (name, value) in [("price", price), ("strike", strike)] where !(value > 0 && value.isFinite) {
      throw .invalidTerms(field: name)
    }
    for (name, value) in [("years", years), ("volatility", volatility)] where !(value >= 0 && value.isFinite) {
      throw .invalidTerms(field: name)
    }
    (self.side, self.price, self.strike, self.years, self.volatility) = (side, price, strike, years, volatility)
  }

  /// What the option not to reveal is worth for a unit without a bond, R(0): the bond that a venue should ask for at least.
  ///
  /// - Accuracy: That of `Black76.price`.
  public var optionValue: Double { residualValue(bond: 0) }

  /// What is left of the option for a unit under a bond: the fee that takes the rest.
  ///
  /// - Parameter bond: Units of money for a unit of the order, ≥ 0.
  /// - Returns: R(bond), not above the option's value; NaN for a bond that is negative or no number.
  /// - Accuracy: That of `Black76.price`.
  public func residualValue(bond: Double) -> Double {
    guard bond >= 0 else { return .nan }
    switch side {
    case .buy:
      return bond >= strike
        ? 0 : Black76.price(.put, forward: price, strike: strike - bond, years: years, volatility: volatility)
    case .sell:
      return bond.isInfinite
        ? 0 : Black76.price(.call, forward: price, strike: strike + bond, years: years, volatility: volatility)
    }
  }

  /// What a strategy that does not reveal beyond a price gains on average: below it for a buy, above it for a sell.
  ///
  ///     buy    E (K − S − B) 1(S < threshold)        sell    E (S − K − B) 1(S > threshold)
  ///
  /// - Parameters:
  ///   - threshold: The price, > 0.
  ///   - bond: The bond B, ≥ 0.
  /// - Returns: The gain for a unit, never above `residualValue(bond:)` but for rounding; NaN where an argument is out of its range.
  /// - Complexity: O(1).
  public func gain(walkingAwayBeyond threshold: Double, bond: Double) -> Double {
    guard threshold > 0, threshold.isFinite, bond >= 0, bond.isFinite else { return .nan }
    // A vanilla option struck at the threshold and a digital: (K − B − h) 1(S < h) + max(h − S, 0).
    let type: OptionType = side == .buy ? .put : .call
    let vanilla = Black76.price(type, forward: price, strike: threshold, years: years, volatility: volatility)
    let probability = probability(beyond: threshold)
    return vanilla
      + (side == .buy ? strike - bond - threshold : threshold - strike - bond) * probability
  }

  /// How probable it is that the price ends below the threshold for a buy, above it for a sell.
  private func probability(beyond threshold: Double) -> Double {
    let deviation = volatility * years.squareRoot()
    if deviation == 0 { return side == .buy ? (price < threshold ? 1 : 0) : (price > threshold ? 1 : 0) }
    // A quotient can pass what a Double holds.
    let quotient = price / threshold
    let distance = quotient.isNormal ? log(quotient) : log(price) - log(threshold)
    let d2 = distance / deviation - deviation / 2
    return 0.5 * erfc((side == .buy ? d2 : -d2) / 2.0.squareRoot())
  }
}
