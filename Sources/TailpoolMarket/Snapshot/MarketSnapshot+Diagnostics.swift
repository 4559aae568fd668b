extension MarketSnapshot {
  /// What was missing in a chain, and what was decided about it.
  public struct Diagnostics: Hashable, Sendable {
    /// Rows of all chains.
    public var rows = 0
    /// Rows that became quotes of the snapshot.
    public var quotes = 0
    /// Quotes without a bid.
    public var withoutBid = 0
    /// Quotes without an ask.
    public var withoutAsk = 0
    /// Quotes that have a mark but neither bid nor ask.
    public var markedWithoutQuotes = 0
    /// Rows that came without a forward.
    public var rowsWithoutForward = 0
    /// Rows dropped, by reason, in words a reader of the report understands.
    public var dropped: [DroppedRows] = []
    /// Expiries whose forward was not quoted, with what replaced it.
    public var solvedForwards: [SolvedForward] = []
    /// Underlyings without any spot price, whose spot is the forward of the nearest expiry that quotes one.
    public var spotsFromForwards: [Underlying] = []

    /// Creates empty diagnostics.
    public init() {}

    /// A number of rows dropped for one reason.
    public struct DroppedRows: Hashable, Sendable {
      /// Why they were dropped.
      public let reason: String
      /// How many.
      public let count: Int

      /// Creates a count; see the properties.
      public init(reason: String, count: Int) {
        self.reason = reason
        self.count = count
      }
    }

    /// A forward that the venue did not give.
    public struct SolvedForward: Hashable, Sendable {
      /// The underlying.
      public let underlying: Underlying
      /// The expiry.
      public let expiry: Timestamp
      /// The forward that was found.
      public let forward: Double
      /// How it was found.
      public let source: ExpiryMarket.ForwardSource
      /// How many rows needed it.
      public let rows: Int

      /// Creates a record; see the properties.
      public init(
        underlying: Underlying, expiry: Timestamp, forward: Double, source: ExpiryMarket.ForwardSource, rows: Int
      ) {
        self.underlying = underlying
        self.expiry = expiry
        self.forward = forward
        self.source = source
        self.rows = rows
      }
    }
  }
}
