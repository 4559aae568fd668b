import TailpoolEvents
import TailpoolLedger
import TailpoolMarket

/// A venue that holds a call auction at the end of every interval, of open orders and of sealed ones, with the participants' assets.
///
/// Open orders are backed by what their participant has when the auction is held: in the order in which they came, each is cut to what is
/// left, a buy at its limit or the end of the guard. Sealed orders are committed to with a bond and revealed in a window before the
/// auction, which locks all that they can cost; who does not reveal, or makes a revealed order void by one of its own on the other side,
/// loses the bond. No trade leaves the band around the price that sources agree on; where they do not, an auction passes without trades.
///
/// - Note: The digest of commitments is handed in as the type `Digest`.
public struct AuctionVenue<Digest: CommitmentDigest>: Hashable, Sendable {
  /// What commitments to orders are for.
  public static var domain: String { "Tailpool/AuctionOrder/v1" }

  /// How far the number of an order may be above all before.
  public static var greatestStep: UInt64 { 1 << 20 }

  /// An order that was committed to.
  public struct SealedOrder: Hashable, Sendable {
    /// Who committed to it.
    public let participant: String
    /// The digest.
    public let commitment: String
    /// The bond in quote.
    public let bond: UInt128
    /// The auction that it is for.
    public internal(set) var auction: Timestamp
    /// The order, once it is revealed; its time is that of the commitment.
    public internal(set) var order: AuctionOrder?
    /// When it was committed to.
    let committed: Timestamp
    /// What is locked for the order: base of a sell, quote of a buy.
    var locked: TokenPair<UInt128> { order.map(AuctionVenue.cost) ?? TokenPair(0, 0) }
  }

  /// What was agreed on.
  public let terms: AuctionVenueTerms
  /// When the last event was.
  public internal(set) var time: Timestamp
  /// What participants have and may take out: token 0 is the base, token 1 the quote.
  public internal(set) var accounts: [String: TokenPair<UInt128>] = [:]
  /// All that the venue holds.
  public internal(set) var held = TokenPair<UInt128>(0, 0)
  /// Quote that bonds and fees have brought, which is nobody's account.
  public internal(set) var fund: UInt128 = 0
  /// Open orders, or what is left of them, by rising numbers.
  public internal(set) var orders: [AuctionOrder] = []
  /// Sealed orders by their numbers.
  public internal(set) var sealed: [UInt64: SealedOrder] = [:]
  /// What sources last said.
  public internal(set) var prices: [String: ReferenceQuote] = [:]
  /// The greatest number of an order.
  public internal(set) var lastOrder: UInt64?
  /// When the next auction is due.
  public internal(set) var nextAuction: Timestamp

  /// A venue before its first event.
  ///
  /// - Throws: `AuctionRefusal.invalidTerms` naming a field, `.overflow` where the first auction would be beyond the end of time.
  public init(_ terms: AuctionVenueTerms) throws(AuctionRefusal) {
    if let field = terms.invalidField { throw .invalidTerms(field: field) }
    (self.terms, time, nextAuction) = (terms, terms.opening, terms.opening)
    nextAuction = try auctionTime(after: terms.opening)
  }

  /// Applies an event whole, or throws and stays what it was.
  ///
  /// - Throws: `AuctionRefusal` naming what stands against it.
  public mutating func apply(_ event: AuctionVenueEvent) throws(AuctionRefusal) { _ = try settle(event) }

  /// Applies an event as `apply`, and says what came of an auction.
  ///
  /// - Returns: The report of an auction; nil for every other event.
  /// - Throws: As `apply`.
  /// - Complexity: O(orders) for an auction, a cancellation or a reveal; else O(1).
  public mutating func settle(_ event: AuctionVenueEvent) throws(AuctionRefusal) -> AuctionReport? {
    if event.time < time { throw .timeRunsBack(time: event.time, last: time) }
    var report: AuctionReport?
    switch event.action {
    case .deposit(let participant, let base, let quote): try deposit(participant, TokenPair(base, quote))
    case .withdraw(let participant, let base, let quote): try withdraw(participant, TokenPair(base, quote))
    case .price(let source, let price): try note(price, of: source, at: event.time)
    case .auction:
      if event.time < nextAuction { throw .notDue(nextAuction) }
      report = try holdAuction(at: event.time)
    case .reveal(let order, let nonce): try reveal(order, nonce: nonce, at: event.time)
    case .place(let order): try place(order, at: event.time)
    case .cancel(let participant, let id): try cancel(id, of: participant, at: event.time)
    case .commit(let participant, let id, let commitment, let bond):
      try commit(participant, id, commitment, bond: bond, at: event.time)
    }
    time = event.time
    return report
  }

  /// The laws that the state does not keep; none, unless there is a fault.
  ///
  /// - Complexity: O(participants + orders).
  public func audit() -> [VenueFinding] {
    let locked = sealed.values.map(\.locked)
    guard let base = try? checkedSum(accounts.values.map(\.token0) + locked.map(\.token0)),
      let quote = try? checkedSum(
        accounts.values.map(\.token1) + locked.map(\.token1) + sealed.values.map(\.bond) + [fund])
    else { return [.overflow] }
    var findings: [VenueFinding] = []
    if base != held.token0 { findings.append(.vault(token: 0)) }
    if quote != held.token1 { findings.append(.vault(token: 1)) }
    return findings
  }

  /// The end of the interval after a time.
  func auctionTime(after time: Timestamp) throws(AuctionRefusal) -> Timestamp {
    let passed = time.secondsSinceEpoch.subtractingReportingOverflow(terms.opening.secondsSinceEpoch)
    if passed.overflow { throw .overflow }
    let left = terms.intervalSeconds - passed.partialValue % terms.intervalSeconds
    let end = time.secondsSinceEpoch.addingReportingOverflow(left)
    if end.overflow { throw .overflow }
    return Timestamp(secondsSinceEpoch: end.partialValue)
  }

  /// What an order can cost at its limit; nothing for one without.
  static func cost(_ order: AuctionOrder) -> TokenPair<UInt128> {
    switch (order.side, order.pricing) {
    case (.sell, _): TokenPair(UInt128(order.quantity), 0)
    case (.buy, .limit(let price)): TokenPair(0, UInt128(price) * UInt128(order.quantity))
    case (.buy, _): TokenPair(0, 0)
    }
  }
}

extension AuctionVenue: EventMachine {}
