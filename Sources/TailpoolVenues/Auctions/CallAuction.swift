import TailpoolMarket

/// A call auction: all orders trade at one price, that of the most volume.
///
/// Among the ticks the price is chosen by four principles, each deciding between those that the one before leaves:
///
///     1  the greatest volume          min(demand, supply)
///     2  the least surplus            |demand − supply|
///     3  the pressure of the market   all of the surplus to buy: the highest; all to sell: the lowest
///     4  the reference price          moved to the nearest of them
///
/// The prices that can be chosen reach from the least to the greatest of the limits and the reference, or over the guard where there
/// is one. Every order with a better price than the marginal one is filled before it, market orders before limits at the same price;
/// at the margin the rest is allocated.
///
/// - Source: the algorithm of ASX's opening and closing auctions.
public struct CallAuction: Hashable, Sendable {
  /// How the last units are shared between orders of equal price.
  public enum Allocation: String, Hashable, Sendable, CaseIterable {
    /// By quantity, remainders to the largest, then to the lower number.
    case proRata
    /// In the order in which they came, then by number.
    case time
  }

  /// What all prices are multiples of, > 0.
  public let tick: UInt64
  /// How the last units are shared.
  public let allocation: Allocation
  /// What becomes of orders that could trade with their own participant's.
  public let selfMatch: SelfMatchPrevention

  /// Creates an auction.
  ///
  /// - Parameters:
  ///   - tick: What all prices are multiples of, > 0.
  ///   - allocation: How the last units are shared.
  ///   - selfMatch: What becomes of orders that could trade with their own participant's.
  /// - Throws: `AuctionRefusal.invalidTerms` for a tick of zero.
  public init(
    tick: UInt64 = 1, allocation: Allocation = .proRata, selfMatch: SelfMatchPrevention = .none
  ) throws(AuctionRefusal) {
    if tick == 0 { throw .invalidTerms(field: "tick") }
    (self.tick, self.allocation, self.selfMatch) = (tick, allocation, selfMatch)
  }

  /// By ticks of one, pro rata.
  static let usual = CallAuction()

  private init() { (tick, allocation, selfMatch) = (1, .proRata, .none) }

  /// Finds the price and the fills.
  ///
  /// An order that would be filled below its least quantity is left out, with all others that would be, and the auction is held
  /// again without them. What is left out for its own participant's sake is so for the prices that the orders state, whether or not
  /// the auction's price would reach both. The outcome is the same in whichever order the orders are given, but for the order of its
  /// fills.
  ///
  /// - Parameters:
  ///   - orders: The orders, each with a number of its own.
  ///   - reference: The price of the last principle and of pegged orders, > 0; it need not be a multiple of the tick.
  ///   - guarded: The prices outside of which nothing trades; nil for no guard.
  ///   - time: When the auction is held: orders that end before are left out; nil for none.
  /// - Returns: The price, the volume and what each order gets.
  /// - Throws: `AuctionRefusal` naming an order with a number used twice, a quantity of zero, a least quantity above it or a limit
  ///   out of range; `.invalidReference`, `.noPriceInGuard`.
  /// - Complexity: O(n log n), and O(n) for each time that orders are left out for their least quantity.
  public func clear(
    _ orders: [AuctionOrder], reference: UInt64, guarded: ClosedRange<UInt64>? = nil, at time: Timestamp? = nil
  ) throws(AuctionRefusal) -> AuctionOutcome {
    try checkNumbers(orders)
    let prices = try EffectivePrices(orders, of: self, reference: reference, guarded: guarded)
    var excluded: [Int: AuctionOutcome.Exclusion] = [:]
    for index in prices.unpriced { excluded[index] = .noPrice }
    if let time {
      for index in orders.indices { if let end = orders[index].goodTill, end < time { excluded[index] = .expired } }
    }
    selfMatch.exclude(from: orders, prices, into: &excluded)
    var sides = AuctionSides(orders, prices, without: excluded)
    while true {
      let ladder = PriceLadder(sides, orders)
      var outcome = AuctionOutcome(orders: orders.count, excluded: excluded)
      guard let choice = ladder.choice(in: prices.range, tick: tick, reference: reference) else { return outcome }
      outcome.record(choice)
      try fill(sides.buys, orders, atLeast: choice.price, choice.volume, of: choice.demand, into: &outcome.fills)
      try fill(sides.sells, orders, atMost: choice.price, choice.volume, of: choice.supply, into: &outcome.fills)
      let short = outcome.fills.indices.filter {
        outcome.fills[$0] > 0 && outcome.fills[$0] < orders[$0].minimumQuantity
      }
      if short.isEmpty { return outcome }
      for index in short { excluded[index] = .minimumQuantity }
      sides.remove(Set(short))
    }
  }

  private func checkNumbers(_ orders: [AuctionOrder]) throws(AuctionRefusal) {
    for order in orders {
      if order.quantity == 0 { throw .nothingToTrade(order: order.id) }
      if order.minimumQuantity > order.quantity { throw .minimumAboveQuantity(order: order.id) }
    }
    // Numbers mostly rise; a set is only made where they do not.
    if zip(orders, orders.dropFirst()).allSatisfy({ $0.id < $1.id }) { return }
    var seen = Set<UInt64>(minimumCapacity: orders.count)
    for order in orders where !seen.insert(order.id).inserted { throw .duplicateOrder(id: order.id) }
  }
}

/// What came of a call auction.
public struct AuctionOutcome: Hashable, Sendable {
  /// Why an order took no part.
  public enum Exclusion: String, Hashable, Sendable {
    /// It ended before the auction.
    case expired
    /// It could have traded with its own participant's.
    case selfMatch
    /// It would have been filled below its least quantity.
    case minimumQuantity
    /// Its peg leads to no price: to zero or below, or beyond what a price can be.
    case noPrice
  }

  /// What decided the price.
  public enum Principle: String, Hashable, Sendable {
    /// One price has the greatest volume.
    case volume
    /// One of them has the least surplus.
    case surplus
    /// The surplus stands on one side.
    case pressure
    /// The reference price, moved to the nearest of those left.
    case reference
  }

  /// The price of all fills; nil where nothing trades.
  public internal(set) var price: UInt64?
  /// Units that change hands.
  public internal(set) var volume: UInt128 = 0
  /// Units to buy at the price less those to sell.
  public internal(set) var surplus: Int128 = 0
  /// What decided the price; nil where nothing trades.
  public internal(set) var principle: Principle?
  /// The prices that volume and surplus leave; nil where nothing trades.
  public internal(set) var candidates: ClosedRange<UInt64>?
  /// Units of each order that are filled, in the order in which they were given.
  public internal(set) var fills: [UInt64]
  /// The orders that took no part, by their place, and why.
  public let excluded: [Int: Exclusion]

  init(orders: Int, excluded: [Int: Exclusion]) {
    fills = [UInt64](repeating: 0, count: orders)
    self.excluded = excluded
  }

  mutating func record(_ choice: PriceLadder.Choice) {
    (price, volume, principle, candidates) = (choice.price, choice.volume, choice.principle, choice.candidates)
    surplus = Int128(choice.demand) - Int128(choice.supply)
  }
}
