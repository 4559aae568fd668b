import TailpoolEvents
import TailpoolMarket

extension AuctionVenueTerms {
  /// The terms as fields.
  public var eventValue: EventValue { EventFieldWriter.value(of: self) }

  /// Reads terms.
  ///
  /// - Parameter value: Their fields, in any order.
  /// - Throws: `EventFormatError` naming what is absent, wrong or unknown.
  public init(_ value: EventValue) throws(EventFormatError) {
    self = try EventFieldReader.record(in: value)
    if let field = invalidField { throw .invalid(field: field) }
  }
}

extension AuctionVenueTerms: EventRecord {
  @usableFromInline package static var blank: AuctionVenueTerms {
    AuctionVenueTerms(
      base: .blank, quote: .blank, auction: .usual, opening: .blank, intervalSeconds: .blank, priceGuard: .usual)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ terms: AuctionVenueTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> AuctionVenueTerms {
    try coder.version(AuctionVenueEvent.version)
    let (base, quote) = (try coder.field("base", terms.base), try coder.field("quote", terms.quote))
    let tick = try coder.field("tick", terms.auction.tick)
    let allocation = try coder.field("allocation", terms.auction.allocation)
    let selfMatch = try coder.field("selfMatch", terms.auction.selfMatch)
    let auction = try coder.made("tick", terms.auction) {
      try? CallAuction(tick: tick, allocation: allocation, selfMatch: selfMatch)
    }
    let opening = try coder.field("opening", terms.opening)
    let interval = try coder.field("intervalSeconds", terms.intervalSeconds)
    let reveal = try coder.field("revealSeconds", terms.revealSeconds)
    let bond = try coder.field("bondMillionths", terms.bondMillionths)
    let fee = try coder.field("feeMillionths", terms.feeMillionths)
    let age = try coder.field("greatestAge", terms.priceGuard.greatestAge)
    let deviation = try coder.field("greatestDeviationMillionths", terms.priceGuard.greatestDeviationMillionths)
    let quorum = try coder.field("quorum", terms.priceGuard.quorum)
    let priceGuard = try coder.made("greatestDeviationMillionths", terms.priceGuard) {
      try? ReferencePriceGuard(greatestAge: age, greatestDeviationMillionths: deviation, quorum: quorum)
    }
    return AuctionVenueTerms(
      base: base, quote: quote, auction: auction, opening: opening, intervalSeconds: interval, revealSeconds: reveal,
      bondMillionths: bond, feeMillionths: fee, priceGuard: priceGuard)
  }
}

extension CallAuction.Allocation: EventPart {
  @usableFromInline package static var blank: CallAuction.Allocation { .proRata }
}

extension SelfMatchPrevention: EventPart {
  @usableFromInline package static var blank: SelfMatchPrevention { .none }
}

extension OrderSide: EventPart {
  @usableFromInline package static var blank: OrderSide { .buy }
}

extension AuctionVenueEvent {
  /// The version of the format.
  static let version = 1

  /// The event as fields: version, time in seconds, action, and what the action carries.
  public var eventValue: EventValue { EventFieldWriter.value(of: self) }

  /// Reads an event.
  ///
  /// - Parameter value: Its fields, in any order.
  /// - Throws: `EventFormatError` naming what is absent, wrong or unknown.
  public init(_ value: EventValue) throws(EventFormatError) { self = try EventFieldReader.record(in: value) }
}

extension AuctionVenueEvent: EventRecord {
  @usableFromInline package static var blank: AuctionVenueEvent {
    AuctionVenueEvent(at: .blank, AuctionVenueAction.Kind.auction.blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ event: AuctionVenueEvent, by coder: inout Coder
  ) throws(Coder.Failure) -> AuctionVenueEvent {
    try coder.version(version)
    let time = try coder.field("time", event.time)
    let kind = try coder.action(event.action.kind, of: AuctionVenueAction.Kind.byName)
    let action = kind == event.action.kind ? event.action : kind.blank
    return AuctionVenueEvent(at: time, try AuctionVenueAction.coded(action, by: &coder))
  }
}

extension AuctionVenueAction {
  enum Kind: String, CaseIterable {
    case deposit, withdraw, price, place, cancel, commit, reveal, auction

    static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// An action of the kind, which a reader fills.
    var blank: AuctionVenueAction {
      switch self {
      case .deposit: .deposit(participant: "", base: 0, quote: 0)
      case .withdraw: .withdraw(participant: "", base: 0, quote: 0)
      case .price: .price(source: "", price: 0)
      case .place: .place(.blank)
      case .cancel: .cancel(participant: "", order: 0)
      case .commit: .commit(participant: "", order: 0, commitment: "", bond: 0)
      case .reveal: .reveal(.blank, nonce: "")
      case .auction: .auction
      }
    }
  }

  /// The name of the action in a journal.
  public var name: String { kind.rawValue }

  var kind: Kind {
    switch self {
    case .deposit: .deposit
    case .withdraw: .withdraw
    case .price: .price
    case .place: .place
    case .cancel: .cancel
    case .commit: .commit
    case .reveal: .reveal
    case .auction: .auction
    }
  }

  fileprivate static func coded<Coder: EventFieldCoder>(
    _ action: AuctionVenueAction, by coder: inout Coder
  ) throws(Coder.Failure) -> AuctionVenueAction {
    switch action {
    case .deposit(let participant, let base, let quote):
      return .deposit(
        participant: try coder.field("participant", participant), base: try coder.field("base", base),
        quote: try coder.field("quote", quote))
    case .withdraw(let participant, let base, let quote):
      return .withdraw(
        participant: try coder.field("participant", participant), base: try coder.field("base", base),
        quote: try coder.field("quote", quote))
    case .price(let source, let price):
      return .price(source: try coder.field("source", source), price: try coder.field("price", price))
    case .place(let order): return .place(try AuctionOrder.coded(order, by: &coder))
    case .cancel(let participant, let order):
      return .cancel(
        participant: try coder.field("participant", participant), order: try coder.field("order", order))
    case .commit(let participant, let order, let commitment, let bond):
      return .commit(
        participant: try coder.field("participant", participant), order: try coder.field("order", order),
        commitment: try coder.field("commitment", commitment), bond: try coder.field("bond", bond))
    case .reveal(let order, let nonce):
      return .reveal(try AuctionOrder.coded(order, by: &coder), nonce: try coder.field("nonce", nonce))
    case .auction: return .auction
    }
  }
}

/// An order without its time, which is that of the event that brings it.
extension AuctionOrder: EventRecord {
  @usableFromInline package static var blank: AuctionOrder {
    AuctionOrder(id: 0, participant: "", side: .buy, pricing: .market, quantity: 0, time: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ order: AuctionOrder, by coder: inout Coder
  ) throws(Coder.Failure) -> AuctionOrder {
    let id = try coder.field("order", order.id)
    let participant = try coder.field("participant", order.participant)
    let side = try coder.field("side", order.side)
    let pricing = try OrderPricing.coded(order.pricing, by: &coder)
    return AuctionOrder(
      id: id, participant: participant, side: side, pricing: pricing,
      quantity: try coder.field("quantity", order.quantity),
      minimumQuantity: try coder.field("minimumQuantity", order.minimumQuantity, unless: 0), time: order.time,
      goodTill: try coder.field("goodTill", optional: order.goodTill))
  }

  /// What a commitment to the order is made to: the canonical JSON of its fields, the time left out.
  public var commitmentPayload: [UInt8] { Array(EventFieldWriter.value(of: self).canonicalJSON.utf8) }
}

extension OrderPricing {
  /// A limit has a price, a peg an offset, a market order neither.
  fileprivate static func coded<Coder: EventFieldCoder>(
    _ pricing: OrderPricing, by coder: inout Coder
  ) throws(Coder.Failure) -> OrderPricing {
    var (price, offset): (UInt64?, Int64?)
    switch pricing {
    case .market: break
    case .limit(let limit): price = limit
    case .pegged(let distance): offset = distance
    }
    price = try coder.field("limit", optional: price)
    offset = try coder.field("offset", optional: offset)
    return try coder.made("offset", pricing) {
      switch (price, offset) {
      case (nil, nil): .market
      case (let price?, nil): .limit(price)
      case (nil, let offset?): .pegged(offset: offset)
      default: nil
      }
    }
  }
}
