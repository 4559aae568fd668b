import TailpoolEvents
import TailpoolLedger

/// What a share is worth by each measure, on one scale: base units of cash for 10¹⁸ of shares, rounded down.
public struct ShareValuation: Hashable, Sendable {
  /// Capital behind a share.
  public let bookValue: Int128
  /// Capital behind a share once the margin for risk is set aside.
  public let riskAdjustedBookValue: Int128
  /// What a share costs at the margin in the ratchet market; nil without one.
  public let marketBuy: Int128?
  /// What it brings there; nil without one.
  public let marketSell: Int128?
  /// What the bonding curve asks at the margin; nil without a curve or a requirement, or where it does not fit.
  public let curve: Int128?

  /// Values a share.
  ///
  ///     risk-adjusted = max(capital − margin, 0) / supply
  ///
  /// - Parameters:
  ///   - position: The mutual's position.
  ///   - riskMargin: What is set aside, in base units, ≥ 0: the TVaR of the aggregate loss, or the cost of the capital for it.
  ///   - market: The ratchet market, or nil.
  ///   - curve: The bonding curve, or nil.
  ///   - now: The time in seconds, not before the market's last order.
  /// - Throws: `StakeError.outOfOrder`, `.amount` for a negative margin, without capital or shares, or on overflow.
  public init(
    _ position: CapitalPosition, riskMargin: Int128, market: RatchetMarket?, curve: BondingCurve?, at now: Int64
  ) throws(StakeError) {
    let reserves = try market?.quote(position, at: now).reserves
    bookValue = try position.scaledBookValue()
    riskAdjustedBookValue = try position.scaledBookValue(after: riskMargin)
    marketBuy = try reserves?.scaledBuyPrice()
    marketSell = try reserves?.scaledSellPrice()
    self.curve = curve?.scaledPrice(of: position)
  }

  /// The values as fields, in decimal digits; empty for one that there is not.
  public var eventValue: EventValue {
    func text(_ price: Int128?) -> String { price.map { String($0) } ?? "" }
    return .fields([
      EventField("bookValue", bookValue), EventField("riskAdjustedBookValue", riskAdjustedBookValue),
      EventField("marketBuy", text(marketBuy)), EventField("marketSell", text(marketSell)),
      EventField("curve", text(curve)),
    ])
  }
}
