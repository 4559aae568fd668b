import TailpoolEvents
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

/// A digest that is quick and hides nothing, for what does not depend on which it is.
enum ToyDigest: CommitmentDigest {
  static let count = 8

  static func digest(_ bytes: [UInt8]) -> [UInt8] {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
  }
}

@Suite("Auction venues")
struct AuctionVenueTests {
  typealias Venue = AuctionVenue<ToyDigest>

  static let nonce = [UInt8](repeating: 0xAB, count: 32)

  static func terms(
    selfMatch: SelfMatchPrevention = .cancelNewer, interval: Int64 = 60, reveal: Int64 = 20, bond: UInt32 = 50_000,
    fee: UInt32 = 10_000
  ) throws -> AuctionVenueTerms {
    AuctionVenueTerms(
      base: "A", quote: "B", auction: try CallAuction(tick: 1, selfMatch: selfMatch),
      opening: Timestamp(secondsSinceEpoch: 0), intervalSeconds: interval, revealSeconds: reveal, bondMillionths: bond,
      feeMillionths: fee, priceGuard: try ReferencePriceGuard(greatestDeviationMillionths: 50_000))
  }

  static func event(_ time: Int64, _ action: AuctionVenueAction) -> AuctionVenueEvent {
    AuctionVenueEvent(at: Timestamp(secondsSinceEpoch: time), action)
  }

  static func commitment(_ order: AuctionOrder) throws -> String {
    try OrderCommitment(
      to: order.commitmentPayload, domain: Venue.domain, nonce: nonce, digest: ToyDigest.self
    ).digits
  }

  private func limit(_ id: UInt64, _ side: OrderSide, _ price: UInt64, _ quantity: UInt64, by name: String)
    -> AuctionOrder
  {
    CallAuctionTests.limit(id, side, price, quantity, by: name)
  }

  /// A venue in which Ada has 1,000 of quote, Bob 100 of base, and two sources say 100.
  private func funded(_ terms: AuctionVenueTerms) throws -> Venue {
    var venue = try Venue(terms)
    for action in [
      .deposit(participant: "Ada", base: 0, quote: 1_000), .deposit(participant: "Bob", base: 100, quote: 50),
    ] as [AuctionVenueAction] { try venue.apply(Self.event(1, action)) }
    return venue
  }

  @Test("Open orders trade at one price within the guard, cut to what backs them")
  func open() throws {
    var venue = try funded(Self.terms())
    try venue.apply(Self.event(5, .place(limit(1, .buy, 104, 20, by: "Ada"))))
    try venue.apply(Self.event(6, .place(limit(2, .sell, 90, 200, by: "Bob"))))
    try venue.apply(Self.event(7, .place(limit(3, .sell, 90, 5, by: "Bob"))))
    try venue.apply(Self.event(8, .cancel(participant: "Bob", order: 3)))
    try venue.apply(Self.event(55, .price(source: "x", price: 100)))
    let report = try #require(try venue.settle(Self.event(60, .auction)))
    // Ada can pay 9 at 104; 100 are offered: the pressure is to sell, and the lowest price is the guard's.
    #expect(report.price == 95 && report.volume == 9 && report.surplus == 9 - 100)
    #expect(report.band == ReferencePriceGuard.Band(reference: 100, prices: 95...105))
    #expect(report.fills.map(\.order) == [1, 2] && report.fills.allSatisfy { $0.quantity == 9 && $0.quote == 855 })
    #expect(venue.accounts == ["Ada": TokenPair(9, 145), "Bob": TokenPair(91, 905)])
    #expect(
      venue.orders.map(\.quantity) == [11, 191] && venue.audit().isEmpty && venue.nextAuction.secondsSinceEpoch == 120)
    // Without a price that is fresh nothing trades, and the venue goes on.
    let stale = try #require(try venue.settle(Self.event(130, .auction)))
    #expect(
      stale.band == nil && stale.price == nil && stale.fills.isEmpty && venue.nextAuction.secondsSinceEpoch == 180)
  }

  @Test("Sealed orders lock what they cost when revealed; who does not reveal loses the bond")
  func sealed() throws {
    var venue = try funded(Self.terms())
    let (buy, sell) = (limit(1, .buy, 101, 5, by: "Ada"), limit(2, .sell, 99, 7, by: "Bob"))
    try venue.apply(Self.event(5, .commit(participant: "Ada", order: 1, commitment: Self.commitment(buy), bond: 26)))
    try venue.apply(Self.event(6, .commit(participant: "Bob", order: 2, commitment: Self.commitment(sell), bond: 40)))
    try venue.apply(Self.event(45, .commit(participant: "Ada", order: 3, commitment: Self.commitment(buy), bond: 10)))
    // Fees of a hundredth, rounded up.
    #expect(venue.fund == 3 && venue.accounts["Bob"] == TokenPair(100, 9) && venue.audit().isEmpty)
    #expect(venue.sealed[3]?.auction.secondsSinceEpoch == 120)
    let nonce = OrderCommitment.digits(of: Self.nonce)
    try venue.apply(Self.event(45, .reveal(buy, nonce: nonce)))
    #expect(venue.accounts["Ada"] == TokenPair(0, 1_000 - 27 - 11 - 505) && venue.audit().isEmpty)
    try venue.apply(Self.event(50, .price(source: "x", price: 100)))
    var revealed = venue
    try revealed.apply(Self.event(50, .reveal(sell, nonce: nonce)))
    let report = try #require(try revealed.settle(Self.event(60, .auction)))
    #expect(report.price == 99 && report.volume == 5 && report.forfeited.isEmpty)
    let accounts: [String: TokenPair<UInt128>] = [
      "Ada": TokenPair(5, 1_000 - 1 - 11 - 495), "Bob": TokenPair(95, 49 + 495),
    ]
    #expect(revealed.accounts == accounts)
    #expect(revealed.sealed.keys.sorted() == [3] && revealed.audit().isEmpty)
    let alone = try #require(try venue.settle(Self.event(60, .auction)))
    #expect(alone.forfeited == [2] && alone.volume == 0 && venue.fund == 43 && venue.audit().isEmpty)
    #expect(venue.accounts == ["Ada": TokenPair(0, 988), "Bob": TokenPair(100, 9)])
  }

  @Test("An own order on the other side that makes a revealed one void costs the bond")
  func void() throws {
    for (rule, isVoid) in [(SelfMatchPrevention.cancelOlder, true), (.cancelNewer, false)] {
      var venue = try funded(Self.terms(selfMatch: rule))
      let sell = limit(1, .sell, 99, 7, by: "Bob")
      try venue.apply(Self.event(5, .commit(participant: "Bob", order: 1, commitment: Self.commitment(sell), bond: 40)))
      try venue.apply(Self.event(41, .reveal(sell, nonce: OrderCommitment.digits(of: Self.nonce))))
      try venue.apply(Self.event(42, .deposit(participant: "Bob", base: 0, quote: 500)))
      try venue.apply(Self.event(43, .place(limit(2, .buy, 100, 1, by: "Bob"))))
      try venue.apply(Self.event(44, .place(limit(3, .buy, 100, 3, by: "Ada"))))
      try venue.apply(Self.event(50, .price(source: "x", price: 100)))
      let report = try #require(try venue.settle(Self.event(60, .auction)))
      #expect(report.forfeited == (isVoid ? [1] : []) && report.volume == (isVoid ? 0 : 3), "\(rule) \(report)")
      #expect(venue.fund == (isVoid ? 41 : 1) && venue.audit().isEmpty, "\(rule)")
    }
  }

  @Test("An auction held late moves what was committed for a later one that has passed")
  func late() throws {
    var venue = try funded(Self.terms())
    let buy = limit(1, .buy, 101, 5, by: "Ada")
    try venue.apply(Self.event(45, .commit(participant: "Ada", order: 1, commitment: Self.commitment(buy), bond: 26)))
    #expect(try venue.settle(Self.event(125, .auction))?.forfeited == [])
    #expect(venue.nextAuction.secondsSinceEpoch == 180 && venue.sealed[1]?.auction.secondsSinceEpoch == 180)
    try venue.apply(Self.event(160, .reveal(buy, nonce: OrderCommitment.digits(of: Self.nonce))))
    #expect(try venue.settle(Self.event(180, .auction))?.forfeited == [] && venue.audit().isEmpty)
    #expect(venue.accounts["Ada"] == TokenPair(0, 999))
  }

  @Test("What is refused is named, and the venue stays what it was")
  func refusals() throws {
    var venue = try funded(Self.terms())
    let buy = limit(4, .buy, 101, 5, by: "Ada")
    let market = AuctionOrder(id: 5, participant: "Ada", side: .buy, pricing: .market, quantity: 5, time: venue.time)
    let ending = AuctionOrder(
      id: 6, participant: "Ada", side: .buy, pricing: .limit(100), quantity: 5, time: venue.time, goodTill: venue.time)
    let nonce = OrderCommitment.digits(of: Self.nonce)
    try venue.apply(Self.event(5, .place(limit(3, .sell, 101, 5, by: "Bob"))))
    for order in [buy, market, ending] {
      try venue.apply(
        Self.event(5, .commit(participant: "Ada", order: order.id, commitment: Self.commitment(order), bond: 25)))
    }
    let digits = try Self.commitment(buy)
    let cases: [(Int64, AuctionVenueAction, AuctionRefusal)] = [
      (4, .auction, .timeRunsBack(time: Timestamp(secondsSinceEpoch: 4), last: venue.time)),
      (6, .auction, .notDue(Timestamp(secondsSinceEpoch: 60))),
      (60, .place(limit(9, .buy, 101, 5, by: "Ada")), .auctionDue(Timestamp(secondsSinceEpoch: 60))),
      (61, .cancel(participant: "Bob", order: 3), .auctionDue(Timestamp(secondsSinceEpoch: 60))),
      (6, .deposit(participant: "Ada", base: 0, quote: 0), .nothingToMove),
      (6, .deposit(participant: "Ada", base: .max, quote: 0), .overflow),
      (6, .withdraw(participant: "Ada", base: 0, quote: 0), .nothingToMove),
      (6, .withdraw(participant: "Bob", base: 101, quote: 0), .insufficientBalance(found: 100, expected: 101)),
      (6, .withdraw(participant: "Eve", base: 0, quote: 1), .insufficientBalance(found: 0, expected: 1)),
      (6, .price(source: "x", price: 0), .invalidReference),
      (6, .place(limit(6, .buy, 101, 5, by: "Ada")), .duplicateOrder(id: 6)),
      (6, .place(limit(9, .buy, 101, 0, by: "Ada")), .nothingToTrade(order: 9)),
      (6, .place(limit(9, .buy, 0, 5, by: "Ada")), .invalidPrice(order: 9)),
      (
        6, .place(CallAuctionTests.limit(9, .buy, 5, 5, by: "Ada", minimum: 6)), .minimumAboveQuantity(order: 9)
      ),
      (6, .cancel(participant: "Ada", order: 3), .unknownOrder(id: 3)),
      (6, .cancel(participant: "Ada", order: 4), .unknownOrder(id: 4)),
      (6, .commit(participant: "Ada", order: 6, commitment: digits, bond: 1), .duplicateOrder(id: 6)),
      (6, .commit(participant: "Ada", order: 9, commitment: "AB", bond: 1), .invalidCommitment),
      (6, .commit(participant: "Ada", order: 9, commitment: digits + "00", bond: 1), .invalidCommitment),
      (
        6, .commit(participant: "Bob", order: 9, commitment: digits, bond: 50),
        .insufficientBalance(found: 50, expected: 51)
      ),
      (6, .commit(participant: "Bob", order: 9, commitment: digits, bond: .max), .overflow),
      (6, .reveal(buy, nonce: nonce), .earlyReveal(opens: Timestamp(secondsSinceEpoch: 40))),
      (60, .reveal(buy, nonce: nonce), .lateReveal(closed: Timestamp(secondsSinceEpoch: 60))),
      (45, .reveal(limit(4, .buy, 101, 5, by: "Bob"), nonce: nonce), .unknownOrder(id: 4)),
      (45, .reveal(limit(3, .sell, 101, 5, by: "Bob"), nonce: nonce), .unknownOrder(id: 3)),
      (45, .reveal(limit(4, .buy, 100, 5, by: "Ada"), nonce: nonce), .doesNotFit(id: 4)),
      (45, .reveal(buy, nonce: "00" + nonce.dropFirst(2)), .doesNotFit(id: 4)),
      (45, .reveal(buy, nonce: "00"), .invalidCommitment), (45, .reveal(buy, nonce: "zz"), .invalidCommitment),
      (45, .reveal(buy, nonce: nonce), .insufficientBond(found: 25, expected: 26)),
      (45, .reveal(market, nonce: nonce), .invalidPrice(order: 5)),
      (45, .reveal(ending, nonce: nonce), .doesNotFit(id: 6)),
    ]
    let before = venue
    for (time, action, refusal) in cases {
      #expect(throws: refusal, "\(action)") { try venue.apply(Self.event(time, action)) }
      #expect(venue == before, "\(action)")
    }
    var plain = try Venue(Self.terms(reveal: 0))
    #expect(throws: AuctionRefusal.noSealedOrders) {
      try plain.apply(Self.event(1, .commit(participant: "Ada", order: 1, commitment: digits, bond: 0)))
    }
    for (terms, field) in [
      (try Self.terms(interval: 0), "intervalSeconds"), (try Self.terms(reveal: 60), "revealSeconds"),
      (try Self.terms(reveal: -1), "revealSeconds"),
    ] {
      #expect(throws: AuctionRefusal.invalidTerms(field: field)) { try Venue(terms) }
      #expect(throws: EventFormatError.invalid(field: field)) { try AuctionVenueTerms(terms.eventValue) }
    }
  }

  @Test("The audit finds what is not held")
  func audit() throws {
    var venue = try funded(Self.terms())
    venue.fund = 1
    #expect(venue.audit() == [.vault(token: 1)])
    venue.held.token0 = 5
    #expect(venue.audit() == [.vault(token: 0), .vault(token: 1)])
    venue.fund = .max
    #expect(venue.audit() == [.overflow])
  }

  @Test(
    "VENUE-034: after every event the books add up, a refused one changes nothing, fills keep limits and the guard, statements add up, and the journal makes the same venue",
    arguments: [1, 2, 3, 4] as [UInt64])
  func laws(seed: UInt64) throws {
    let calls = isLongRun ? 32_000 : 1_000
    var traffic = AuctionTraffic(seed: seed)
    let rule = SelfMatchPrevention.allCases[Int(seed % 3)]
    var venue = try Venue(Self.terms(selfMatch: rule))
    var (time, id, events, taken, volume): (Int64, UInt64, [AuctionVenueEvent], Int, UInt128) = (0, 0, [], 0, 0)
    var (secrets, replay): ([UInt64: AuctionOrder], AuctionVenueReplay<ToyDigest>) = (
      [:], try AuctionVenueReplay(venue.terms)
    )
    for index in 0..<calls {
      time += Int64(traffic.integer(0...3))
      if time >= venue.nextAuction.secondsSinceEpoch, traffic.integer(0...3) > 0 {
        // Mostly the auction is held when it is due.
        let limits = Dictionary(
          uniqueKeysWithValues: (venue.orders + venue.sealed.values.compactMap(\.order)).map { ($0.id, $0) })
        let report = try #require(try venue.settle(Self.event(time, .auction)))
        events.append(Self.event(time, .auction))
        try replay.apply(Self.event(time, .auction))
        #expect(replay.venue == venue && replay.audit().isEmpty, "\(replay.audit()) \(report)")
        taken += 1
        volume += report.volume
        for fill in report.fills {
          let order = try #require(limits[fill.order])
          let (price, band) = (try #require(report.price), try #require(report.band))
          #expect(band.prices.contains(price) && fill.quantity <= order.quantity, "\(fill) \(report)")
          #expect(fill.quantity >= order.minimumQuantity, "\(fill) \(order)")
          if case .limit(let limit) = order.pricing {
            #expect(order.side == .buy ? price <= limit : price >= limit, "\(fill) \(order)")
          }
        }
        #expect(venue.audit().isEmpty, "\(venue.audit()) \(report)")
        continue
      }
      id += traffic.integer(0...9) == 0 ? 0 : 1
      let name = traffic.name()
      let units = UInt128(traffic.integer(0...4_000))
      var order = traffic.order(id, time: time)
      let action: AuctionVenueAction
      switch traffic.integer(0...11) {
      case 0, 1: action = .deposit(participant: name, base: units / 40, quote: units)
      case 2: action = .withdraw(participant: name, base: units / 400, quote: units / 20)
      case 3, 4: action = .price(source: "s\(traffic.integer(0...2))", price: UInt64(traffic.integer(98...102)))
      case 5: action = .cancel(participant: name, order: UInt64(traffic.integer(0...Int(id))))
      case 6, 7:
        if traffic.integer(0...4) > 0 { order = CallAuctionTests.limit(id, order.side, 100, order.quantity, by: name) }
        secrets[id] = order
        action = .commit(
          participant: order.participant, order: id, commitment: try Self.commitment(order), bond: units / 10)
      case 8, 9:
        let known = venue.sealed.keys.sorted().first { venue.sealed[$0]?.order == nil }
        order = known.flatMap { secrets[$0] } ?? order
        action = .reveal(order, nonce: OrderCommitment.digits(of: Self.nonce))
      default: action = .place(order)
      }
      let (event, before) = (Self.event(time, action), venue)
      do {
        try venue.apply(event)
        events.append(event)
        try replay.apply(event)
        taken += 1
      } catch { #expect(venue == before, "\(error) \(event)") }
      if index % 8 == 0 { #expect(venue.audit().isEmpty, "\(venue.audit()) \(event)") }
    }
    #expect(taken > calls / 3 && volume > UInt128(calls) / 10, "seed \(seed): \(taken) taken, volume \(volume)")
    var replayed = try Venue(AuctionVenueTerms(venue.terms.eventValue))
    for event in events { try replayed.apply(AuctionVenueEvent(event.eventValue)) }
    #expect(replayed == venue)
  }
}
