import TailpoolEvents
import TailpoolLedger

extension ConstantProductTerms: VenueTerms {
  /// The pool.
  public typealias Venue = ConstantProductPool

  /// `constant-product`.
  public static var kind: String { "constant-product" }

  /// The fields, the version left out.
  public static let fields = [
    VenueField("token0", "a name other than that of token1"), VenueField("token1", "a name that is not empty"),
    VenueField("feeMillionths", "a whole number from 0 to 999,999"),
    VenueField("protocolFee", "none or sixth"),
    VenueField("opening", VenueField.time),
  ]
}

extension ConstantProductEvent: VenueOrder {
  /// The names of what can be asked for.
  public static var actions: [String] { ConstantProductAction.Kind.allCases.map(\.rawValue) }

  /// The fields of all actions, the version left out.
  public static let fields =
    [
      VenueField("time", VenueField.time),
      VenueField("action", "one of \(actions.joined(separator: ", "))"), VenueField("owner", "the name of an owner"),
      VenueField("trader", "the name of a trader"), VenueField("pays", "token0 or token1"),
    ]
    + ["amount0", "amount1", "leastShares", "shares", "least0", "least1", "paidIn", "least", "received", "most"]
    .map { VenueField($0, "a whole number in digits") }

  /// What is asked for.
  public var name: String { action.name }

  /// The owner of shares, or the trader.
  public var party: VenueParty {
    switch action {
    case .mint(let owner, _, _, _), .burn(let owner, _, _, _): .owner(owner)
    case .sell(let trader, _, _, _), .buy(let trader, _, _, _): .trader(trader)
    }
  }
}

extension ConstantProductPool: TradingVenue {
  /// What was agreed on.
  public typealias Terms = ConstantProductTerms
  /// What can be asked for.
  public typealias Order = ConstantProductEvent

  /// reserve1 / reserve0; nil where the pool is empty.
  public var priceOfUnits: Double? {
    reserve0 > 0 && reserve1 > 0 ? Double(reserve1) / Double(reserve0) : nil
  }

  /// The reserves.
  public var inventory: TokenAmounts { TokenAmounts(UInt256(reserve0), UInt256(reserve1)) }

  /// Takes an order as `settle` does an event, and says its fee.
  ///
  ///     ⌊paid in × feeMillionths / 10⁶⌋
  ///
  /// The pool itself never rounds its fee: it counts on the rest of a million times the amount.
  public mutating func take(_ order: ConstantProductEvent) throws(VenueRefusal) -> VenueFill {
    let flow = try settle(order)
    guard case .trader = order.party else { return VenueFill(flow) }
    let rate = UInt256(UInt128(terms.feeMillionths))
    func fee(_ paid: UInt256) -> UInt256 { (try? mulDiv(paid, rate, 1_000_000, rounding: .down)) ?? .zero }
    return VenueFill(flow, fee: TokenAmounts(fee(flow.in0), fee(flow.in1)))
  }

  /// What each owner's shares would be paid, before the protocol's part of the growth.
  ///
  /// - Complexity: O(owners).
  public func claims() -> [String: TokenAmounts] {
    Dictionary(
      uniqueKeysWithValues: shares.keys.map { owner in
        let claim = claim(of: owner)
        return (owner, TokenAmounts(UInt256(claim.amount0), UInt256(claim.amount1)))
      })
  }

  /// Reserves and shares, by owner.
  public var stateValue: EventValue {
    let owners = shares.sorted { $0.key < $1.key }.map { owner, held in
      EventValue.fields([EventField("owner", owner), EventField("shares", held)])
    }
    return .fields([
      EventField("reserve0", reserve0), EventField("reserve1", reserve1), EventField("supply", supply),
      EventField("protocolShares", protocolShares), EventField("lastProduct", lastProduct),
      EventField("owners", EventValue.list(owners)),
    ])
  }
}
