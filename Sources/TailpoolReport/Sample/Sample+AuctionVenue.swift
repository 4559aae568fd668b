import TailpoolLedger
import TailpoolMarket
import TailpoolVenues

extension Sample {
  /// A made-up hour of an auction venue: terms, and every event that it took.
  ///
  /// Six participants trade a coin at an auction every five minutes; two sources say its price, which moves by normals of 0.4 % twice in
  /// each interval. Four place limit and pegged orders near the price, one commits to a large order and reveals it in the last minute,
  /// and one knows where the price goes next. Of the twelve sealed orders one is never revealed, and its bond is lost; in one interval the
  /// sources do not agree, and its auction passes.
  ///
  /// - Parameter digest: The digest of commitments.
  /// - Returns: The terms and the events; the same at every call.
  /// - Throws: Nothing for the sample as it is; the errors are those of terms and commitments.
  public static func auctionVenue<Digest: CommitmentDigest>(
    _ digest: Digest.Type
  ) throws -> (terms: AuctionVenueTerms, events: [AuctionVenueEvent]) {
    let hour = try AuctionHour<Digest>()
    return (hour.terms, hour.events)
  }

  /// Trades that wait for the sample's pool of a constant product, as CSV: one with much room below its price, one with little, and one
  /// that pays ether.
  public static func waitingTradesCSV() -> String {
    """
    trade,trader,pays,amount,least,commitment
    1,Dee,token1,60000000000,18000000000000000000,c1
    2,Eli,token1,60000000000,18780000000000000000,a4
    3,Fay,token0,12000000000000000000,33500000000,b7

    """
  }

  /// Blocks of options on contracts of the sample's pool and chain, as CSV: two that give what each other takes, and one for the pool.
  public static func blocksCSV() -> String {
    """
    block,participant,legs,packages,minimum,limit
    1,Ada,1 BTC-23JAN26-96000-C;-1 BTC-30JAN26-86000-P,6,,any
    2,Bob,-1 BTC-23JAN26-96000-C;1 BTC-30JAN26-86000-P,4,2,any
    3,Cyd,1 BTC-30JAN26-86000-P,1,,1

    """
  }
}

/// The hour of the sample's auction venue, event by event.
private struct AuctionHour<Digest: CommitmentDigest> {
  let terms: AuctionVenueTerms
  private(set) var events: [AuctionVenueEvent] = []
  private var random = SampleGenerator(seed: Sample.seed, stream: 41)
  /// The coin's price now, and after the next move.
  private var (price, next) = (3_000.0, 3_000.0)
  private var lastOrder: UInt64 = 0

  private static var intervals: Int { 12 }
  private static var seconds: Int64 { 300 }

  init() throws {
    terms = AuctionVenueTerms(
      base: "ETH", quote: "USDC", auction: try CallAuction(selfMatch: .cancelNewer),
      opening: Timestamp(CalendarDate(daysSinceEpoch: Sample.asOf.date.daysSinceEpoch - 1)),
      intervalSeconds: Self.seconds, revealSeconds: 60, bondMillionths: 20_000, feeMillionths: 10_000,
      priceGuard: try ReferencePriceGuard(greatestAge: 60, quorum: 2))
    for name in ["Ada", "Bob", "Cyd", "Dee", "Eli", "Fay"] {
      add(0, .deposit(participant: name, base: 400, quote: 1_200_000))
    }
    move()
    for interval in 0..<Self.intervals {
      let start = Int64(interval) * Self.seconds
      move()
      say(at: start + 10)
      trade(at: start + 20)
      let sealed = try commit(at: start + 60)
      move()
      say(at: start + 120)
      trade(at: start + 150)
      // The last but two commits and walks away.
      if interval != Self.intervals - 3 { add(start + 250, .reveal(sealed.order, nonce: sealed.nonce)) }
      say(at: start + 280, apart: interval == 5)
      add(start + Self.seconds, .auction)
    }
    add(Int64(Self.intervals) * Self.seconds + 60, .withdraw(participant: "Ada", base: 0, quote: 100_000))
  }

  private mutating func add(_ second: Int64, _ action: AuctionVenueAction) {
    events.append(AuctionVenueEvent(at: terms.opening.advanced(bySeconds: second), action))
  }

  private mutating func move() {
    price = next
    let move = 0.004 * random.normal()
    next = (price * (1 + move) * 100).rounded() / 100
  }

  /// Both sources say the price, to a whole unit; apart, one of them is a tenth off.
  private mutating func say(at second: Int64, apart: Bool = false) {
    let units = UInt64(price.rounded())
    add(second, .price(source: "harbor", price: units))
    add(second, .price(source: "meadow", price: apart ? units * 11 / 10 : units + 1))
  }

  /// Four orders near the price, and one in the direction of the next move.
  private mutating func trade(at second: Int64) {
    for (index, name) in ["Ada", "Bob", "Cyd", "Eli"].enumerated() {
      let side: OrderSide = random.uniform() < 0.5 ? .buy : .sell
      let pricing: OrderPricing =
        index == 3
        ? .pegged(offset: Int64((6 * random.normal()).rounded()))
        : .limit(UInt64((price * (1 + 0.002 * random.normal())).rounded()))
      place(at: second + Int64(index), name, side, pricing, 5 + random.next() % 20)
    }
    place(at: second + 6, "Fay", next > price ? .buy : .sell, .market, 4 + random.next() % 8)
  }

  private mutating func place(
    at second: Int64, _ name: String, _ side: OrderSide, _ pricing: OrderPricing, _ quantity: UInt64
  ) {
    lastOrder += 1
    add(
      second,
      .place(
        AuctionOrder(
          id: lastOrder, participant: name, side: side, pricing: pricing, quantity: quantity, time: terms.opening,
          goodTill: terms.opening.advanced(bySeconds: second + 2 * Self.seconds))))
  }

  /// Dee commits to forty at a limit half a percent beyond the price.
  private mutating func commit(at second: Int64) throws -> (order: AuctionOrder, nonce: String) {
    lastOrder += 1
    let isBuy = lastOrder % 2 == 0
    let limit = UInt64((price * (isBuy ? 1.005 : 0.995)).rounded())
    let order = AuctionOrder(
      id: lastOrder, participant: "Dee", side: isBuy ? .buy : .sell, pricing: .limit(limit), quantity: 40,
      time: terms.opening)
    let nonce = (0..<OrderCommitment.nonceCount).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let commitment = try OrderCommitment(
      to: order.commitmentPayload, domain: AuctionVenue<Digest>.domain, nonce: nonce, digest: Digest.self)
    add(
      second,
      .commit(
        participant: "Dee", order: order.id, commitment: commitment.digits,
        bond: UInt128(limit * order.quantity / 50 + 1)
      ))
    let digits = nonce.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return (order, digits)
  }
}
