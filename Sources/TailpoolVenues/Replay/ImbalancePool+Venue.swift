import TailpoolEvents
import TailpoolLedger

extension ImbalancePoolTerms: VenueTerms {
  /// The pool.
  public typealias Venue = ImbalancePool

  /// `imbalance-impact`.
  public static var kind: String { "imbalance-impact" }

  /// The fields, the version left out.
  public static let fields = [
    VenueField("token0", "a name other than that of token1"), VenueField("token1", "a name that is not empty"),
    VenueField("feeMillionths", "a whole number from 0 to 100,000"),
    VenueField("positiveDepth", "units of token 1, not below negativeDepth and below 2^112, in digits"),
    VenueField("negativeDepth", "units of token 1, above 0 and below 2^112, in digits"),
    VenueField("exponentMillionths", "a whole number from 1,000,001 to 4,000,000"),
    VenueField("greatestAge", "a whole number of seconds, 0 or more"),
    VenueField("opening", VenueField.time),
  ]
}

extension ImbalancePoolEvent: VenueOrder {
  /// The names of what can be asked for.
  public static var actions: [String] { ImbalancePoolAction.Kind.allCases.map(\.rawValue) }

  /// The fields of all actions, the version left out.
  public static let fields =
    [
      VenueField("time", VenueField.time),
      VenueField("action", "one of \(actions.joined(separator: ", "))"), VenueField("owner", "the name of an owner"),
      VenueField("trader", "the name of a trader"),
      VenueField("low", "units of token 1 for 10^30 units of token 0, in digits"),
      VenueField("high", "units of token 1 for 10^30 units of token 0, in digits"),
    ]
    + ["amount0", "amount1", "leastShares", "shares", "least0", "least1", "least", "most"]
    .map { VenueField($0, "a whole number in digits") }

  /// What is asked for.
  public var name: String { action.name }

  /// The owner of shares, the trader, or the protocol.
  public var party: VenueParty {
    switch action {
    case .index: .protocolFees
    case .mint(let owner, _, _, _), .burn(let owner, _, _, _): .owner(owner)
    case .sell(let trader, _, _), .buy(let trader, _, _): .trader(trader)
    }
  }
}

extension ImbalancePool: TradingVenue {
  /// What was agreed on.
  public typealias Terms = ImbalancePoolTerms
  /// What can be asked for.
  public typealias Order = ImbalancePoolEvent

  /// The middle of the index; nil before the first.
  public var priceOfUnits: Double? {
    index.map { $0.middle.approximation / Self.priceUnit.approximation }
  }

  /// What is held, the impact pool included.
  public var inventory: TokenAmounts { TokenAmounts(UInt256(held0), UInt256(held1)) }

  /// Takes an order as `settle` does an event, and says its fee, which is in token 1.
  public mutating func take(_ order: ImbalancePoolEvent) throws(VenueRefusal) -> VenueFill { try fill(order) }

  /// What each owner's shares would be paid.
  ///
  /// - Complexity: O(owners).
  public func claims() -> [String: TokenAmounts] {
    Dictionary(
      uniqueKeysWithValues: shares.keys.map { owner in
        let claim = claim(of: owner)
        return (owner, TokenAmounts(UInt256(claim.amount0), UInt256(claim.amount1)))
      })
  }

  /// What is held, the impact pool, the index and shares by owner.
  public var stateValue: EventValue {
    let owners = shares.sorted { $0.key < $1.key }.map { owner, held in
      EventValue.fields([EventField("owner", owner), EventField("shares", held)])
    }
    let index: [EventField] =
      index.map {
        [EventField("low", $0.low), EventField("high", $0.high), EventField("indexTime", "\($0.time)")]
      } ?? []
    return .fields(
      [EventField("held0", held0), EventField("held1", held1), EventField("impactPool", impactPool)] + index
        + [EventField("supply", supply), EventField("owners", EventValue.list(owners))])
  }
}
