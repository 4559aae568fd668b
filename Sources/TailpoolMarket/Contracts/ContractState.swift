/// What a position's contract remembers of the time before the snapshot.
///
/// It belongs to the position: two positions in the same terms, one of whose barrier was hit, are two different things.
public struct ContractState: Hashable, Sendable {
  /// A price that was fixed for a contract.
  public struct Fixing: Hashable, Sendable {
    /// What was fixed.
    public let underlying: Underlying
    /// When.
    public let time: Timestamp
    /// The price, finite and > 0.
    public let price: Double

    /// Creates a fixing; see the properties for the meaning of each argument.
    public init(underlying: Underlying, time: Timestamp, price: Double) {
      self.underlying = underlying
      self.time = time
      self.price = price
    }
  }

  /// Tokens that a liquidity position has earned and was not paid yet, for one contract.
  public struct FeesOwed: Hashable, Sendable {
    /// Units of the base token, finite and ≥ 0.
    public let base: Double
    /// Units of the quote token, or of the quote currency, finite and ≥ 0.
    public let quote: Double

    /// Creates amounts; see the properties.
    public init(base: Double, quote: Double) { (self.base, self.quote) = (base, quote) }

    /// Nothing.
    public static let none = FeesOwed(base: 0, quote: 0)
  }

  /// Whether a barrier has been hit; nil where nobody has said.
  public var isBarrierHit: Bool?
  /// The prices fixed so far, in any order.
  public var fixings: [Fixing]
  /// What a liquidity position is owed in fees.
  public var feesOwed: FeesOwed
  /// Whether the event of a cover has happened; nil where nobody has said, which means that it has not.
  public var hasEventOccurred: Bool?

  /// The lowest or highest price that a lookback option has seen; nil where nobody has said.
  public var extremum: Double?

  /// Creates a state; by default one of which nothing is said.
  ///
  /// - Parameters:
  ///   - isBarrierHit: Whether a barrier has been hit; nil where nobody has said.
  ///   - fixings: The prices fixed so far, none after the snapshot.
  ///   - feesOwed: What a liquidity position is owed in fees.
  ///   - hasEventOccurred: Whether the event of a cover has happened; nil where nobody has said.
  ///   - extremum: The lowest or highest price that a lookback option has seen, finite and > 0; nil where nobody has said.
  public init(
    isBarrierHit: Bool? = nil, fixings: [Fixing] = [], feesOwed: FeesOwed = .none, hasEventOccurred: Bool? = nil,
    extremum: Double? = nil
  ) {
    self.isBarrierHit = isBarrierHit
    self.fixings = fixings
    self.feesOwed = feesOwed
    self.hasEventOccurred = hasEventOccurred
    self.extremum = extremum
  }
}
