import TailpoolEvents
import TailpoolLedger
import TailpoolMarket

/// Orders run through a venue, one after the other, with a record of each.
///
/// An order that the venue refuses is a record with its refusal, and the replay goes on. Equal terms and equal orders make equal
/// replays: there is no clock and no other input.
public struct VenueReplay<Venue: TradingVenue>: Sendable {
  /// Decimals of the tokens, for prices and values in whole tokens.
  public let scale: TokenScale
  /// The venue after the last order.
  public private(set) var venue: Venue
  /// What came of each order, in order.
  public private(set) var records: [VenueRecord] = []
  /// The orders that were taken, in order.
  public private(set) var taken: [Venue.Order] = []
  /// What has come together.
  public private(set) var totals = VenueTotals()
  private var owners: [String: Account] = [:]
  private var traders: [String: Account] = [:]

  /// What one party paid and was paid.
  private struct Account {
    var trades = 0
    var into = TokenAmounts.zero
    var out = TokenAmounts.zero
    var fees = TokenAmounts.zero
  }

  /// A replay before its first order.
  ///
  /// - Parameters:
  ///   - terms: What the venue has agreed on.
  ///   - scale: Decimals of the tokens.
  /// - Throws: `VenueRefusal.invalidTerms` naming a field.
  public init(_ terms: Venue.Terms, scale: TokenScale) throws(VenueRefusal) {
    venue = try Venue(terms)
    self.scale = scale
  }

  /// A replay of orders.
  ///
  /// - Parameters:
  ///   - terms: What the venue has agreed on.
  ///   - scale: Decimals of the tokens.
  ///   - orders: The orders in the order in which they come.
  /// - Throws: `VenueRefusal.invalidTerms` naming a field.
  /// - Complexity: That of the orders; memory O(orders + venue).
  public init(
    _ terms: Venue.Terms, scale: TokenScale, orders: some Sequence<Venue.Order>
  ) throws(VenueRefusal) {
    try self.init(terms, scale: scale)
    for order in orders { run(order) }
  }

  /// Whole tokens 1 for a whole token 0 now; nil where there is no price.
  public var price: Double? { venue.priceOfUnits.map(scale.price(ofUnits:)) }

  /// Runs one more order.
  ///
  /// - Parameter order: The order; one that is refused leaves the venue as it is.
  /// - Complexity: That of the order.
  public mutating func run(_ order: Venue.Order) { run(order, of: .order, row: records.count + 1) }

  /// Runs one more order of a list.
  mutating func run(_ order: Venue.Order, of source: VenueRecord.Source, row: Int) {
    let outcome: VenueRecord.Outcome
    do throws(VenueRefusal) {
      let fill = try venue.take(order)
      outcome = .taken(fill)
      taken.append(order)
      totals.taken += 1
      book(fill, of: order.party)
    } catch {
      outcome = .refused(error)
      totals.refused += 1
    }
    records.append(
      VenueRecord(
        index: records.count + 1, source: source, row: row, time: order.time, action: order.name, party: order.party,
        outcome: outcome,
        price: price, inventory: venue.inventory, worth: venue.worth, totals: totals))
  }

  /// Books what left the venue to those it was for.
  private mutating func book(_ payments: [VenueFill.Payment]) {
    for payment in payments {
      switch payment.party {
      case .owner(let name):
        totals.paid += payment.amounts
        owners[name, default: Account()].out += payment.amounts
      case .trader(let name):
        totals.payoffs += payment.amounts
        traders[name, default: Account()].out += payment.amounts
      case .protocolFees: totals.paid += payment.amounts
      }
    }
  }

  private mutating func book(_ fill: VenueFill, of party: VenueParty) {
    let (into, out) = (
      TokenAmounts(fill.flow.in0, fill.flow.in1), TokenAmounts(fill.flow.out0, fill.flow.out1)
    )
    switch party {
    case .owner(let name):
      totals.brought += into
      totals.paid += out
      owners[name, default: Account()].into += into
      owners[name, default: Account()].out += out
    case .trader(let name):
      totals.add(trade: fill, at: price, scale: scale, exchangesTokens: Venue.exchangesTokens)
      traders[name, default: Account()].trades += 1
      traders[name, default: Account()].into += into
      traders[name, default: Account()].out += out
      traders[name, default: Account()].fees += fill.fee
    case .protocolFees where fill.payments.isEmpty: totals.paid += out
    case .protocolFees: book(fill.payments)
    }
  }
}

extension VenueReplay {
  /// What came of each owner of liquidity, by name.
  ///
  /// - Throws: `VenueRefusal.overflow`.
  /// - Complexity: O(positions × log ticks + owners × log owners).
  public func ownerStatements() throws(VenueRefusal) -> [VenueOwnerStatement] {
    let claims = try venue.claims()
    let names = Set(owners.keys).union(claims.keys).sorted()
    return names.map { name in
      let account = owners[name] ?? Account()
      return VenueOwnerStatement(
        owner: name, brought: account.into, paid: account.out, claim: claims[name] ?? .zero, price: price, scale: scale)
    }
  }

  /// What came of each trader, by name.
  ///
  /// - Complexity: O(traders × log traders).
  public func traderStatements() -> [VenueTraderStatement] {
    traders.sorted { $0.key < $1.key }.map { name, account in
      VenueTraderStatement(
        trader: name, trades: account.trades, paid: account.into, received: account.out, fees: account.fees)
    }
  }
}
