import TailpoolMarket

/// Spot and forwards of one underlying.
public struct MarketSection: Hashable, Sendable {
  /// The underlying.
  public let underlying: Underlying
  /// Spot price in dollars.
  public let spot: Double
  /// The listed expiries, earliest first.
  public let expiries: [MarketSection.Expiry]

  /// Summarizes the market of one underlying.
  ///
  /// - Parameter market: The market.
  public init(_ market: UnderlyingMarket) {
    underlying = market.underlying
    spot = market.spot
    expiries = market.expiries.map(MarketSection.Expiry.init)
  }
}

extension MarketSection {
  /// One listed expiry.
  public struct Expiry: Hashable, Sendable {
    /// The instant of expiry.
    public let expiry: Timestamp
    /// Years to expiry.
    public let years: Double
    /// Forward price in dollars.
    public let forward: Double
    /// Where the forward came from.
    public let forwardSource: ExpiryMarket.ForwardSource
    /// Discount factor of the quote currency.
    public let discountFactor: Double
    /// Number of quotes.
    public let quotes: Int
    /// What parity of the marks says of the forward, with standard errors; nil without a pair.
    public let parity: ForwardEstimate?

    /// Summarizes one expiry.
    ///
    /// - Parameter market: The market of the expiry.
    public init(_ market: ExpiryMarket) {
      expiry = market.expiry
      years = market.years
      forward = market.forward
      forwardSource = market.forwardSource
      discountFactor = market.discountFactor
      quotes = market.quotes.count
      parity = market.parity
    }
  }
}
