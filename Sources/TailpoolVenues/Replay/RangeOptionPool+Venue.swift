import TailpoolEvents
import TailpoolLedger
import TailpoolMarket

extension RangeOptionTerms: VenueTerms {
  /// The pool.
  public typealias Venue = RangeOptionPool

  /// `range-options`.
  public static var kind: String { "range-options" }

  /// The fields of the pool of liquidity and those of liquidation, the version left out.
  public static let fields =
    ConcentratedPoolTerms.fields
    + ["penaltyBasisPoints", "liquidatorBasisPoints"].map { VenueField($0, "a whole number from 0 to 10,000") }

  /// The square root of the price.
  public static var priceField: String? { ConcentratedPoolTerms.priceField }

  /// As of the pool of liquidity.
  public static func priceText(_ price: Double, scale: TokenScale) -> String? {
    ConcentratedPoolTerms.priceText(price, scale: scale)
  }

  /// The token whose price the pool makes.
  public var token0: String { pool.token0 }
  /// The token that prices are in.
  public var token1: String { pool.token1 }
  /// When the pool opens.
  public var opening: Timestamp { pool.opening }
}

extension RangeOptionEvent: VenueOrder {
  /// The names of what can be asked for.
  public static var actions: [String] { RangeOptionAction.Kind.allCases.map(\.rawValue) }

  /// The fields of all actions, the version left out.
  public static let fields =
    ConcentratedPoolEvent.fields.map {
      $0.name == "action" ? VenueField("action", "one of \(actions.joined(separator: ", "))") : $0
    } + [
      VenueField("type", "put or call"), VenueField("side", "short or long"),
      VenueField("liquidator", "the name of an account"),
    ] + ["amount0", "amount1", "bound0", "bound1"].map { VenueField($0, "a whole number in digits") }

  /// What is asked for.
  public var name: String { action.name }

  /// The account, the owner of liquidity, the trader, or the protocol; of a liquidation the account that is taken over.
  public var party: VenueParty {
    switch action {
    case .pool(let action): ConcentratedPoolEvent(at: time, action).party
    case .deposit(let owner, _, _), .withdraw(let owner, _, _), .liquidate(let owner, _): .owner(owner)
    case .open(let key, _, _, _), .close(let key, _, _): .owner(key.owner)
    }
  }
}

extension RangeOptionPool: TradingVenue {
  /// What was agreed on.
  public typealias Terms = RangeOptionTerms
  /// What can be asked for.
  public typealias Order = RangeOptionEvent

  /// That of the pool of liquidity.
  public var priceOfUnits: Double? { pool.priceOfUnits }

  /// What the pool of liquidity and the vault hold.
  public var inventory: TokenAmounts {
    pool.inventory + TokenAmounts(UInt256(vault.token0), UInt256(vault.token1))
  }

  /// Takes an order as `apply` does an event, and says its fee.
  public mutating func take(_ order: RangeOptionEvent) throws(VenueRefusal) -> VenueFill { try fill(order) }

  /// What each owner of liquidity and each account would be paid, premium included.
  ///
  /// Where an account owes of one token more than it has, that is taken off the other at the pool's price; one that owes more in all has
  /// nothing.
  ///
  /// - Throws: `VenueRefusal.overflow`.
  /// - Complexity: O(accounts × options + positions × log ticks).
  public func claims() throws(VenueRefusal) -> [String: TokenAmounts] {
    var now = self
    for range in chunks.keys.sorted() { try now.touch(range) }
    var claims = try now.pool.claims()
    claims[Self.vaultName] = nil
    for owner in Set(now.cash.keys).union(now.options.keys.map(\.owner)) {
      claims[owner, default: .zero] += try now.claim(ofAccount: owner)
    }
    return claims
  }

  private func claim(ofAccount owner: String) throws(VenueRefusal) -> TokenAmounts {
    var (assets, debts) = try balance(of: owner)
    return try VenueRefusal.wrapping { () throws(LedgerError) in
      for (key, option) in options where key.owner == owner && key.side == .short {
        let premium = try premium(of: option, key)
        assets = TokenPair(
          try assets.token0.adding(UInt256(premium.token0)), try assets.token1.adding(UInt256(premium.token1)))
      }
      func rest(_ a: UInt256, _ b: UInt256) -> UInt256 { a > b ? a &- b : .zero }
      let lacking = TokenPair(rest(debts.token0, assets.token0), rest(debts.token1, assets.token1))
      let (left0, left1) = (rest(assets.token0, debts.token0), rest(assets.token1, debts.token1))
      if lacking.token0 > .zero {
        return TokenAmounts(.zero, rest(left1, try value(.init(lacking.token0, .zero), .up)))
      }
      if lacking.token1 == .zero { return TokenAmounts(left0, left1) }
      let unit = UInt256(UInt128(1) << 96)
      let once = try mulDiv(lacking.token1, unit, pool.sqrtPriceX96, rounding: .up)
      return TokenAmounts(rest(left0, try mulDiv(once, unit, pool.sqrtPriceX96, rounding: .up)), .zero)
    }
  }

  /// The pool of liquidity, the vault, ranges, accounts and options, in order.
  public var stateValue: EventValue {
    .fields([
      EventField("pool", pool.stateValue), EventField("vault0", vault.token0), EventField("vault1", vault.token1),
      EventField("lent0", lent.token0), EventField("lent1", lent.token1), EventField("fund", fund),
      EventField(
        "accounts",
        EventValue.list(
          cash.sorted { $0.key < $1.key }.map { owner, cash in
            .fields([
              EventField("owner", owner), EventField("cash0", cash.token0), EventField("cash1", cash.token1),
            ])
          })),
      EventField("ranges", EventValue.list(chunks.sorted { $0.key < $1.key }.map { $1.stateValue(at: $0) })),
      EventField("options", EventValue.list(options.sorted { $0.key < $1.key }.map { $1.stateValue(at: $0) })),
    ])
  }
}

extension RangeOptionPool.Chunk {
  fileprivate func stateValue(at range: RangeOptionPool.Range) -> EventValue {
    .fields([
      EventField("lower", range.lower), EventField("upper", range.upper), EventField("net", net),
      EventField("removed", removed), EventField("owed0X64", premium.token0.owedX64),
      EventField("owed1X64", premium.token1.owedX64), EventField("gross0X64", premium.token0.grossX64),
      EventField("gross1X64", premium.token1.grossX64), EventField("settled0", settled.token0),
      EventField("settled1", settled.token1),
    ])
  }
}

extension RangeOptionPool.Option {
  fileprivate func stateValue(at key: RangeOptionPool.OptionKey) -> EventValue {
    .fields([
      EventField("owner", key.owner), EventField("lower", key.range.lower), EventField("upper", key.range.upper),
      EventField("type", key.type), EventField("side", key.side), EventField("liquidity", liquidity),
      EventField("moved0", moved.token0), EventField("moved1", moved.token1),
    ])
  }
}
