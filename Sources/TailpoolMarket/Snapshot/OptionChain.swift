extension OptionChain {
  /// One row of an option chain, as the venue published it.
  ///
  /// Bid, ask and mark are in the settlement currency, per unit of the underlying; nil means that the venue gave none.
  public struct Quote: Hashable, Sendable {
    /// The instrument.
    public let contract: OptionContract
    /// Best bid, > 0, or nil.
    public let bid: Double?
    /// Best ask, > 0, or nil.
    public let ask: Double?
    /// The venue's mark, ≥ 0, or nil.
    public let mark: Double?
    /// The venue's annual volatility of the mark (0.20 is 20 %), > 0, or nil.
    public let markVolatility: Double?
    /// The venue's forward for the expiry, > 0, or nil.
    public let forward: Double?
    /// The venue's spot or index price at the row, > 0, or nil.
    public let spot: Double?
    /// Open contracts, ≥ 0.
    public let openInterest: Double

    /// Creates a row.
    ///
    /// - Parameters:
    ///   - contract: The instrument.
    ///   - bid: Best bid, > 0, or nil.
    ///   - ask: Best ask, > 0, or nil.
    ///   - mark: The venue's mark, ≥ 0, or nil.
    ///   - markVolatility: The venue's volatility of the mark, > 0, or nil.
    ///   - forward: The venue's forward, > 0, or nil.
    ///   - spot: The venue's spot or index price, > 0, or nil.
    ///   - openInterest: Open contracts, ≥ 0.
    public init(
      contract: OptionContract, bid: Double? = nil, ask: Double? = nil, mark: Double? = nil,
      markVolatility: Double? = nil, forward: Double? = nil, spot: Double? = nil, openInterest: Double = 0
    ) {
      self.contract = contract
      self.bid = bid
      self.ask = ask
      self.mark = mark
      self.markVolatility = markVolatility
      self.forward = forward
      self.spot = spot
      self.openInterest = openInterest
    }
  }
}

/// An option chain as read from one source, before any decision is taken about it.
public struct OptionChain: Hashable, Sendable {
  /// When the chain was observed.
  public let asOf: Timestamp
  /// The rows, in the order of the source.
  public let quotes: [OptionChain.Quote]

  /// Creates a chain.
  ///
  /// - Parameters:
  ///   - asOf: When the chain was observed.
  ///   - quotes: The rows.
  public init(asOf: Timestamp, quotes: [OptionChain.Quote]) {
    self.asOf = asOf
    self.quotes = quotes
  }
}
