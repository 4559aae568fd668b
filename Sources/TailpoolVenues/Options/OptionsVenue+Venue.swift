import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension OptionsVenueTerms: VenueTerms {
  /// The venue.
  public typealias Venue = OptionsVenue<Curve>

  /// That of the curve.
  public static var kind: String { Curve.kind }

  /// The fields, the version left out: those of every options venue, then those of the curve.
  public static var fields: [VenueField] {
    [
      VenueField("token0", "a name other than that of token1"), VenueField("token1", "a name that is not empty"),
      VenueField("decimals0", "a whole number from 0 to 18"), VenueField("decimals1", "a whole number from 0 to 18"),
      VenueField("settlement", "cash (in token 1) or coin (in token 0)"),
      VenueField("rateMillionths", "a whole number from -1,000,000 to 10,000,000"),
      VenueField("greatestIndexAge", "a whole number of seconds above 0"),
      VenueField("markSpreadMillionths", "a whole number from 0 to 999,999"),
      VenueField("noticeSeconds", "a whole number of seconds, 0 or more"),
      VenueField("gateBasisPoints", "a whole number from 1 to 10,000"),
      VenueField("settlementWindow", "a whole number of seconds above 0"),
    ] + ShortTerms.fields + [VenueField("opening", VenueField.time)] + Curve.fields
  }
}

extension OptionsVenueEvent: VenueOrder {
  /// The names of what can be asked for.
  public static var actions: [String] { OptionsVenueAction.Kind.allCases.map(\.rawValue) }

  /// The fields of all actions, the version left out.
  public static let fields =
    [
      VenueField("time", VenueField.time), VenueField("action", "one of \(actions.joined(separator: ", "))"),
      VenueField("owner", "the name of an owner"), VenueField("trader", "the name of a trader"),
      VenueField("liquidator", "the name of who closes another's position"),
      VenueField("contract", "the name of a contract"), VenueField("id", "a name for the contract"),
      VenueField("underlying", "token 0"), VenueField("kind", "empty, everlasting or power"),
      VenueField("payoff", "linearCall, linearPut, inverseCall or inversePut"), VenueField("type", "call or put"),
      VenueField("funding", Funding.allCases.map(\.rawValue).joined(separator: " or ")),
      VenueField("expiry", VenueField.time),
      VenueField("deadline", VenueField.time),
    ]
    + [
      "price", "volatilityMillionths", "strike", "size", "collateral", "power", "fundingSeconds", "assets",
      "leastShares", "shares", "leastAssets", "ticket", "contracts", "most", "least",
    ].map { VenueField($0, "a whole number in digits") }

  /// What is asked for.
  public var name: String { action.name }

  /// The owner of liquidity, or the trader; the protocol for what concerns all.
  public var party: VenueParty {
    switch action {
    case .enter(let owner, _, _), .leave(let owner, _, _), .cancel(let owner, _): .owner(owner)
    case .buy(let trader, _, _, _, _), .sell(let trader, _, _, _, _), .write(let trader, _, _, _, _, _),
      .cover(let trader, _, _, _, _), .post(let trader, _, _), .release(let trader, _, _):
      .trader(trader)
    case .index, .list, .process, .liquidate, .fund, .settle: .protocolFees
    }
  }
}

extension OptionsVenue: TradingVenue {
  /// What was agreed on.
  public typealias Terms = OptionsVenueTerms<Curve>
  /// What can be asked for.
  public typealias Order = OptionsVenueEvent

  /// Options are traded, not one token for the other.
  public static var exchangesTokens: Bool { false }

  /// The index; nil before the first.
  public var priceOfUnits: Double? {
    guard let index, let scale = try? TokenScale(decimals0: terms.decimals0, decimals1: terms.decimals1) else {
      return nil
    }
    return scale.priceOfUnits(Double(index.price) / 1e8)
  }

  /// All money that the venue holds: the pool's cash, what waits to enter, and collateral of shorts.
  public var inventory: TokenAmounts { amounts((-pool.cash(.outside)).magnitude + collateral) }

  /// What owners could be paid of it at the low side of the last marks, and what waits to enter; zero where more is owed.
  public var worth: TokenAmounts {
    let low = (try? pool.value(at: time).low) ?? 0
    return amounts(UInt128(max(low, 0)) + UInt128(max(pool.cash(.escrow), 0)))
  }

  /// Takes an order as `settle` does an event.
  public mutating func take(_ order: OptionsVenueEvent) throws(VenueRefusal) -> VenueFill { try settle(order) }

  /// What each owner's shares would be paid at the low side, and what of it waits to enter.
  ///
  /// - Complexity: O(owners + tickets).
  public func claims() throws(VenueRefusal) -> [String: TokenAmounts] {
    var claims: [String: TokenAmounts] = [:]
    do {
      for (name, units) in zip(pool.register.names, try pool.claims(at: time)) { claims[name] = amounts(units) }
    } catch { throw .pool(error) }
    for ticket in pool.tickets {
      if case .entry(let assets, _) = ticket.kind {
        claims[ticket.participant, default: .zero] += amounts(assets)
      }
    }
    return claims
  }

  /// The laws of the pool's books, and that traders hold, less what they have written, what the pool has sold.
  ///
  /// - Complexity: O(owners + tickets + contracts + holdings).
  public func audit() -> [VenueFinding] {
    var held: [String: Int128] = [:]
    for (name, count) in holdings.values.joined() { held[name, default: 0] += Int128(count) }
    for (name, position) in shorts.values.joined() { held[name, default: 0] -= Int128(position.contracts) }
    var findings = pool.audit().map(VenueFinding.pool)
    for line in pool.book.lines {
      let (found, sold) = (held.removeValue(forKey: line.contract.id) ?? 0, -line.quantity)
      if found != sold {
        findings.append(.holdings(contract: line.contract.id, found: found, expected: sold))
      }
    }
    for (name, found) in held.sorted(by: { $0.key < $1.key }) {
      findings.append(.holdings(contract: name, found: found, expected: 0))
    }
    return findings
  }

  /// The pool's shares, cash and contracts, what traders hold, and where the curve stands.
  public var stateValue: EventValue {
    let owners = pool.register.holdings.sorted { $0.key < $1.key }.map { owner, shares in
      EventValue.fields([EventField("owner", owner), EventField("shares", shares)])
    }
    let contracts = pool.open.sorted { $0.key < $1.key }.map { name, open in
      EventValue.fields([
        EventField("contract", name), EventField("quantity", open.quantity), EventField("bid", open.mark.bid),
        EventField("ask", open.mark.ask),
      ])
    }
    let traders = holdings.sorted { $0.key < $1.key }.map { trader, held in
      EventValue.fields([
        EventField("trader", trader),
        EventField(
          "contracts",
          EventValue.fields(held.sorted { $0.key < $1.key }.map { EventField($0.key, $0.value) })),
      ])
    }
    let written = shorts.sorted { $0.key < $1.key }.flatMap { trader, positions in
      positions.sorted { $0.key < $1.key }.map { name, position in
        EventValue.fields([
          EventField("trader", trader), EventField("contract", name), EventField("contracts", position.contracts),
          EventField("collateral", position.collateral),
        ])
      }
    }
    let fractions = self.fractions.sorted { $0.key < $1.key }.flatMap { trader, parts in
      parts.sorted { $0.key < $1.key }.map { name, part in
        EventValue.fields([
          EventField("trader", trader), EventField("contract", name), EventField("fraction", "\(part)"),
        ])
      }
    }
    let value = try? pool.value(at: time)
    return .fields([
      EventField("cash", pool.cash()), EventField("escrow", pool.cash(.escrow)),
      EventField("locked", pool.lockedCollateral), EventField("lockedSpread", value?.lockedSpread ?? 0),
      EventField("valueLow", value?.low ?? 0), EventField("valueHigh", value?.high ?? 0),
      EventField("supply", pool.register.supply), EventField("owners", EventValue.list(owners)),
      EventField("contracts", EventValue.list(contracts)), EventField("traders", EventValue.list(traders)),
      EventField("fractions", EventValue.list(fractions)), EventField("shorts", EventValue.list(written)),
      EventField("curve", curve.stateValue),
    ])
  }
}
