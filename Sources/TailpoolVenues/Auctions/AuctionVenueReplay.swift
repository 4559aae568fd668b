import TailpoolEvents
import TailpoolLedger
import TailpoolMarket

/// An auction venue with all that came of its events: auctions, orders, participants, and the prices that sources agreed on.
///
///     var replay = try AuctionVenueReplay<CommitmentSHA256>(terms)
///     for event in events { try replay.apply(event) }
///     let statements = replay.statements()
///
/// Equal terms and equal events make equal replays. The memory is that of the orders and auctions; of the auctions that traded the last
/// six keep the orders that took part, from which demand and supply are drawn.
public struct AuctionVenueReplay<Digest: CommitmentDigest>: Hashable, Sendable {
  /// What came of an order.
  public struct OrderRecord: Hashable, Sendable {
    /// How far it came.
    public enum Status: String, Hashable, Sendable {
      /// Committed to, and not revealed yet.
      case sealed
      /// Stands in the next auction.
      case standing
      /// All of it was filled.
      case filled
      /// Taken back, ended, or the one auction it was for has passed.
      case ended
      /// Sealed and not revealed, or void by an own order: its bond was lost.
      case forfeited
    }

    /// Whose it is.
    public let participant: String
    /// Whether it was committed to first.
    public let isSealed: Bool
    /// When it was placed or committed to.
    public let arrival: Timestamp
    /// When it was placed or revealed; nil while it is sealed.
    public internal(set) var known: Timestamp?
    /// What it wants; nil while it is sealed.
    public internal(set) var order: AuctionOrder?
    /// How far it came.
    public internal(set) var status: Status
    /// What was filled.
    public internal(set) var fills: [ExecutedOrder.Fill] = []
  }

  /// A price that sources agreed on, from a time on.
  public struct Reference: Hashable, Sendable {
    /// When.
    public let time: Timestamp
    /// The price.
    public let price: UInt64
  }

  /// How many of the auctions that traded keep their orders.
  public static var curves: Int { 6 }

  /// The venue after the last event.
  public private(set) var venue: AuctionVenue<Digest>
  /// Events taken.
  public private(set) var events = 0
  /// What came of the auctions, in order; the orders only of the last that traded.
  public private(set) var auctions: [AuctionReport] = []
  /// What came of each order, by its number.
  public private(set) var orders: [UInt64: OrderRecord] = [:]
  /// What sources agreed on, each time that it changed.
  public private(set) var references: [Reference] = []
  var flows: [String: ParticipantFlows] = [:]
  /// The auctions that keep their orders, by their place.
  private var drawn: [Int] = []

  /// A replay before the first event.
  ///
  /// - Throws: As `AuctionVenue.init`.
  public init(_ terms: AuctionVenueTerms) throws(AuctionRefusal) { venue = try AuctionVenue(terms) }

  /// Applies an event whole, or throws and stays what it was.
  ///
  /// - Throws: As `AuctionVenue.apply`.
  /// - Complexity: As `AuctionVenue.settle`; for a price O(sources).
  public mutating func apply(_ event: AuctionVenueEvent) throws(AuctionRefusal) {
    if case .auction = event.action { return try hold(event) }
    let fund = venue.fund
    try venue.apply(event)
    events += 1
    note(event, fee: venue.fund - fund)
  }

  private mutating func hold(_ event: AuctionVenueEvent) throws(AuctionRefusal) {
    let sealed = venue.sealed
    guard let report = try venue.settle(event) else { return }
    events += 1
    for id in report.forfeited {
      guard let record = sealed[id] else { continue }
      flows[record.participant, default: .init()].addForfeit(record.bond)
      orders[id]?.status = .forfeited
    }
    let open = Set(venue.orders.map(\.id))
    for fill in report.fills {
      flows[fill.participant, default: .init()].add(fill)
      orders[fill.order]?.fills.append(
        ExecutedOrder.Fill(at: event.time, quantity: fill.quantity, quote: fill.quote))
      if orders[fill.order]?.isFilled ?? false { orders[fill.order]?.status = .filled }
    }
    for (id, record) in orders where record.status == .standing && !open.contains(id) && venue.sealed[id] == nil {
      orders[id]?.status = .ended
    }
    keep(report)
  }

  private mutating func keep(_ report: AuctionReport) {
    auctions.append(report)
    if report.volume == 0 {
      auctions[auctions.count - 1].orders = []
      return
    }
    drawn.append(auctions.count - 1)
    if drawn.count > Self.curves { auctions[drawn.removeFirst()].orders = [] }
  }

  private mutating func note(_ event: AuctionVenueEvent, fee: UInt128) {
    switch event.action {
    case .deposit(let participant, let base, let quote):
      flows[participant, default: .init()].deposited.add(TokenPair(base, quote))
    case .withdraw(let participant, let base, let quote):
      flows[participant, default: .init()].withdrawn.add(TokenPair(base, quote))
    case .price: note(at: event.time)
    case .place(let order):
      orders[order.id] = OrderRecord(
        participant: order.participant, isSealed: false, arrival: event.time, known: event.time, order: order,
        status: .standing)
    case .cancel(_, let id): orders[id]?.status = .ended
    case .commit(let participant, let id, _, _):
      flows[participant, default: .init()].addFee(fee)
      orders[id] = OrderRecord(
        participant: participant, isSealed: true, arrival: event.time, known: nil, order: nil, status: .sealed)
    case .reveal(let order, _):
      orders[order.id]?.known = event.time
      orders[order.id]?.order = order
      orders[order.id]?.status = .standing
    case .auction: break
    }
  }

  /// Notes what sources agree on; where they do not the last price stays.
  private mutating func note(at time: Timestamp) {
    guard let band = try? venue.band(at: time), band.reference != references.last?.price else { return }
    if references.last?.time == time { references.removeLast() }
    if references.last?.price != band.reference { references.append(Reference(time: time, price: band.reference)) }
  }
}

extension AuctionVenueReplay: EventMachine {}

extension AuctionVenueReplay.OrderRecord {
  /// Units filled; below what a number of 64 bits holds, as those of the order are.
  public var filled: UInt64 { fills.reduce(0) { $0 &+ $1.quantity } }

  var isFilled: Bool { order.map { $0.quantity == filled } ?? false }
}
