import TailpoolEvents
import TailpoolLedger

extension ConcentratedPoolTerms: VenueTerms {
  /// The pool.
  public typealias Venue = ConcentratedPool

  /// `concentrated-liquidity`.
  public static var kind: String { "concentrated-liquidity" }

  /// The fields, the version left out.
  public static let fields = [
    VenueField("token0", "a name other than that of token1"), VenueField("token1", "a name that is not empty"),
    VenueField("feeMillionths", "a whole number from 0 to 999,999"),
    VenueField("tickSpacing", "a whole number from 1 to 16,383"),
    VenueField("sqrtPriceX96", "the square root of the price times 2^96, 4295128739 or more, in digits; or a price"),
    VenueField("opening", VenueField.time),
  ]

  /// The square root of the price.
  public static var priceField: String? { "sqrtPriceX96" }

  /// ⌊√price × 2⁹⁶⌋ of the price in base units, to double precision; nil beyond the prices that there are.
  public static func priceText(_ price: Double, scale: TokenScale) -> String? {
    let root = scale.priceOfUnits(price).squareRoot()
    guard root.isNormal, root > 0, root < 0x1p64 else { return nil }
    // The root is its significand of 53 bits times a power of two, so that nothing is rounded again.
    let significand = UInt256(UInt128(root.significandBitPattern | 1 << 52))
    let shift = Int(root.exponent) - 52 + 96
    let units = shift >= 0 ? significand << shift : shift > -64 ? significand >> -shift : .zero
    guard units >= TickPrice.lowestSqrtPriceX96, units < TickPrice.highestSqrtPriceX96 else { return nil }
    return units.description
  }
}

extension ConcentratedPoolEvent: VenueOrder {
  /// The names of what can be asked for.
  public static var actions: [String] { ConcentratedPoolAction.Kind.allCases.map(\.rawValue) }

  /// The fields of all actions, the version left out.
  public static let fields =
    [
      VenueField("time", VenueField.time),
      VenueField("action", "one of \(actions.joined(separator: ", "))"), VenueField("owner", "the name of an owner"),
      VenueField("lower", "a tick in digits"), VenueField("upper", "a tick in digits"),
      VenueField("trader", "the name of a trader"), VenueField("pays", "token0 or token1"),
      VenueField("exact", "paidIn or received"), VenueField("token0", "0, or a whole number from 4 to 10, in digits"),
      VenueField("token1", "0, or a whole number from 4 to 10, in digits"),
    ]
    + ["liquidity", "most0", "most1", "least0", "least1", "units", "sqrtPriceLimitX96", "allowed"]
    .map { VenueField($0, "a whole number in digits") }

  /// What is asked for.
  public var name: String { action.name }

  /// The owner of a position, the trader, or the protocol.
  public var party: VenueParty {
    switch action {
    case .mint(let key, _, _, _), .burn(let key, _, _, _), .collect(let key, _, _): .owner(key.owner)
    case .swap(let trader, _, _): .trader(trader)
    case .setProtocolFee, .collectProtocol: .protocolFees
    }
  }
}

extension ConcentratedPool: TradingVenue {
  /// What was agreed on.
  public typealias Terms = ConcentratedPoolTerms
  /// What can be asked for.
  public typealias Order = ConcentratedPoolEvent

  /// The square of the root that the pool keeps.
  public var priceOfUnits: Double? { TickPrice.price(sqrtPriceX96) }

  /// The balances: what is owed and not collected included.
  public var inventory: TokenAmounts { TokenAmounts(balance0, balance1) }

  /// Takes an order as `settle` does an event, and says its fee.
  public mutating func take(_ order: ConcentratedPoolEvent) throws(VenueRefusal) -> VenueFill {
    try fill(order)
  }

  /// What each owner's positions would be paid in all.
  ///
  /// - Throws: `VenueRefusal.overflow`.
  /// - Complexity: O(positions × log ticks).
  public func claims() throws(VenueRefusal) -> [String: TokenAmounts] {
    var claims: [String: TokenAmounts] = [:]
    for key in positions.keys {
      let claim = try claim(of: key)
      claims[key.owner, default: .zero] += TokenAmounts(claim.amount0, claim.amount1)
    }
    return claims
  }

  /// Price, liquidity, balances, growth of fees, ticks and positions, in order.
  public var stateValue: EventValue {
    .fields([
      EventField("sqrtPriceX96", sqrtPriceX96), EventField("tick", tick), EventField("liquidity", liquidity),
      EventField("balance0", balance0), EventField("balance1", balance1),
      EventField("feeGrowthGlobal0X128", feeGrowthGlobal0X128),
      EventField("feeGrowthGlobal1X128", feeGrowthGlobal1X128), EventField("protocolFee0", protocolFee0),
      EventField("protocolFee1", protocolFee1), EventField("protocolOwed0", protocolOwed0),
      EventField("protocolOwed1", protocolOwed1),
      EventField("ticks", EventValue.list(ticks.map(\.stateValue))),
      EventField(
        "positions", EventValue.list(positions.sorted { $0.key < $1.key }.map { $1.stateValue(at: $0) })),
    ])
  }
}

extension TickState {
  fileprivate var stateValue: EventValue {
    .fields([
      EventField("tick", tick), EventField("liquidityGross", liquidityGross), EventField("liquidityNet", liquidityNet),
      EventField("feeGrowthOutside0X128", feeGrowthOutside0X128),
      EventField("feeGrowthOutside1X128", feeGrowthOutside1X128),
    ])
  }
}

extension ConcentratedPool.Position {
  fileprivate func stateValue(at key: ConcentratedPool.PositionKey) -> EventValue {
    .fields([
      EventField("owner", key.owner), EventField("lower", key.lower), EventField("upper", key.upper),
      EventField("liquidity", liquidity), EventField("feeGrowthInside0LastX128", feeGrowthInside0LastX128),
      EventField("feeGrowthInside1LastX128", feeGrowthInside1LastX128), EventField("owed0", owed0),
      EventField("owed1", owed1),
    ])
  }
}
