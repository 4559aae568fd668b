/// One listed option in a snapshot.
///
/// Prices are in the settlement currency, per unit of the underlying; nil means absent.
public struct OptionQuote: Hashable, Sendable {
  /// The instrument.
  public let contract: OptionContract
  /// Best bid, > 0, or nil.
  public let bid: Double?
  /// Best ask, > 0, or nil.
  public let ask: Double?
  /// The mark: the venue's, else the mid of bid and ask, else nil.
  public let mark: Double?
  /// The venue's annual volatility of the mark, or nil.
  public let markVolatility: Double?
  /// Open contracts, ≥ 0.
  public let openInterest: Double

  /// The mean of bid and ask; nil when either side is missing.
  public var mid: Double? {
    guard let bid, let ask else { return nil }
    return 0.5 * (bid + ask)
  }

  /// Creates a quote; see the properties for the meaning of each argument.
  public init(
    contract: OptionContract, bid: Double?, ask: Double?, mark: Double?, markVolatility: Double?,
    openInterest: Double
  ) {
    self.contract = contract
    self.bid = bid
    self.ask = ask
    self.mark = mark
    self.markVolatility = markVolatility
    self.openInterest = openInterest
  }
}

extension ExpiryMarket {
  /// Where the forward of an expiry came from.
  public enum ForwardSource: String, Hashable, Sendable {
    /// The median of the forwards that the venue gave.
    case quoted
    /// Put–call parity of the options nearest the money.
    case parity
    /// The carry of the neighbouring expiries.
    case carry
  }
}

/// The options of one expiry, with the forward and discount factor they are priced from.
public struct ExpiryMarket: Hashable, Sendable {
  /// The instant of expiry, after the snapshot.
  public let expiry: Timestamp
  /// Years from the snapshot to expiry, actual/365 fixed to the second, > 0.
  public let years: Double
  /// Forward price of the underlying, > 0, in quote currency.
  public let forward: Double
  /// Discount factor of the quote currency, > 0.
  ///
  /// For coin-settled options it is spot over forward: the coin bears no interest, so that
  /// `discountFactor * Black76` is the dollar value of the coin price.
  public let discountFactor: Double
  /// Where the forward came from.
  public let forwardSource: ExpiryMarket.ForwardSource
  /// The quotes, sorted by strike, calls before puts; all of one settlement.
  public let quotes: [OptionQuote]

  /// What the options of this expiry pay in; cash when there is none. A venue may list both kinds at one instant, as two
  /// markets with forwards and discount factors of their own.
  public var settlement: Settlement { quotes.first?.contract.settlement ?? .cash }

  /// The forward and discount factor that parity of the marks implies, with their standard errors; nil without a pair.
  ///
  /// It tells how sure `forward` is, whichever source that came from: for cash-settled options with a discount factor of
  /// this expiry alone.
  ///
  /// - Complexity: O(n log n) for n quotes.
  public var parity: ForwardEstimate? { ForwardEstimate(quotes, settlement: settlement) }

  /// Creates the market of one expiry; see the properties for the meaning of each argument.
  public init(
    expiry: Timestamp, years: Double, forward: Double, discountFactor: Double,
    forwardSource: ExpiryMarket.ForwardSource,
    quotes: [OptionQuote]
  ) {
    self.expiry = expiry
    self.years = years
    self.forward = forward
    self.discountFactor = discountFactor
    self.forwardSource = forwardSource
    self.quotes = quotes
  }
}

/// The spot and the listed expiries of one underlying.
public struct UnderlyingMarket: Hashable, Sendable {
  /// The underlying.
  public let underlying: Underlying
  /// Spot or index price, > 0, in quote currency.
  public let spot: Double
  /// The expiries, earliest first.
  public let expiries: [ExpiryMarket]

  /// Creates the market of one underlying; see the properties for the meaning of each argument.
  public init(underlying: Underlying, spot: Double, expiries: [ExpiryMarket]) {
    self.underlying = underlying
    self.spot = spot
    self.expiries = expiries
  }
}

/// Everything observed at one instant: spots, forwards, discount factors and quotes.
public struct MarketSnapshot: Hashable, Sendable {
  /// The valuation time.
  public let asOf: Timestamp
  /// The markets, sorted by underlying.
  public let markets: [UnderlyingMarket]
  /// What was missing or decided when the snapshot was built.
  public let diagnostics: MarketSnapshot.Diagnostics

  /// Creates a snapshot from markets already resolved.
  ///
  /// - Parameters:
  ///   - asOf: The valuation time.
  ///   - markets: One for each underlying; sorted here.
  ///   - diagnostics: What was decided on the way.
  public init(asOf: Timestamp, markets: [UnderlyingMarket], diagnostics: MarketSnapshot.Diagnostics = .init()) {
    self.asOf = asOf
    self.markets = markets.sorted { $0.underlying < $1.underlying }
    self.diagnostics = diagnostics
  }

  /// The market of one underlying, or nil.
  public subscript(underlying: Underlying) -> UnderlyingMarket? {
    markets.first { $0.underlying == underlying }
  }

  /// The expiry that a contract is priced from, with the market of its underlying; nil when there is none.
  ///
  /// - Parameter contract: Any contract; its underlying, expiry and settlement count. An expiry without quotes serves
  ///   both settlements.
  /// - Complexity: O(underlyings + expiries).
  public func market(for contract: OptionContract) -> (underlying: UnderlyingMarket, expiry: ExpiryMarket)? {
    guard let market = self[contract.underlying],
      let expiry = market.expiries.first(where: {
        $0.expiry == contract.expiry && ($0.settlement == contract.settlement || $0.quotes.isEmpty)
      })
    else { return nil }
    return (market, expiry)
  }
}
