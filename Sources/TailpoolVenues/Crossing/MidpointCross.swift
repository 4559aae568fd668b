import TailpoolLedger

/// An order that trades at a midpoint, with what its owner has to give.
public struct CrossOrder: Hashable, Sendable {
  /// The number of the order, which no other has; lower ones come first.
  public let id: UInt64
  /// Whose order it is.
  public let participant: String
  /// Which way it trades.
  public let side: OrderSide
  /// Units of the base asset; nothing matches zero.
  public let amount: UInt128
  /// The worst price: the most a buy pays for a lot, the least that a sell gets.
  public let limit: UInt128
  /// What the owner has: quote units for a buy, base units for a sell.
  public let balance: UInt128
  /// The least base units of a match.
  public let minimum: UInt128

  /// Creates an order; see the properties for the meaning of each argument.
  public init(
    id: UInt64, participant: String, side: OrderSide, amount: UInt128, limit: UInt128, balance: UInt128,
    minimum: UInt128 = 0
  ) {
    self.id = id
    self.participant = participant
    self.side = side
    self.amount = amount
    self.limit = limit
    self.balance = balance
    self.minimum = minimum
  }
}

/// Crosses orders at one price, the midpoint of a market elsewhere.
///
///     base  = min(amount of both, ⌊quote balance · lot / price⌋, base balance)
///     quote = ⌊price · base / lot⌋
///
/// Two orders match where the price keeps both limits and the base reaches both least amounts. The buyer pays what the seller gets,
/// rounded down to a whole unit; what comes to no unit is not exchanged. The size of what is not matched is never shown.
///
/// - Source: the matching engine of Renegade.
public struct MidpointCross: Hashable, Sendable {
  /// What two orders exchange.
  public struct Match: Hashable, Sendable {
    /// Base units, > 0.
    public let base: UInt128
    /// Quote units.
    public let quote: UInt128
  }

  /// A match of two orders of a book.
  public struct Trade: Hashable, Sendable {
    /// The buy, by its place among the orders given.
    public let buy: Int
    /// The sell, by its place.
    public let sell: Int
    /// What they exchange.
    public let match: Match
  }

  /// Quote units for a lot, > 0.
  public let price: UInt128
  /// Base units of a lot, > 0.
  public let lot: UInt128

  /// Creates a cross at a price.
  ///
  /// - Parameters:
  ///   - price: Quote units for a lot, > 0.
  ///   - lot: Base units of a lot, > 0.
  ///   - guarded: The prices that a guard allows; nil for none.
  /// - Throws: `AuctionRefusal.invalidReference` for a price of zero, `.invalidTerms` for a lot of zero, `.outsideGuard`.
  public init(price: UInt128, lot: UInt128 = 1, guarded: ClosedRange<UInt64>? = nil) throws(AuctionRefusal) {
    if price == 0 { throw .invalidReference }
    if lot == 0 { throw .invalidTerms(field: "lot") }
    if let guarded, !(UInt128(guarded.lowerBound)...UInt128(guarded.upperBound)).contains(price) {
      throw .outsideGuard(
        price: UInt64(clamping: price), lowest: guarded.lowerBound, highest: guarded.upperBound)
    }
    (self.price, self.lot) = (price, lot)
  }

  /// What a buy and a sell exchange.
  ///
  /// - Returns: The match; nil where the price breaks a limit, or less than a least amount, or nothing of either asset, would be
  ///   exchanged.
  /// - Throws: `AuctionRefusal.sameSide` unless the first buys and the second sells.
  /// - Complexity: O(1), no allocation.
  public func match(_ buy: CrossOrder, _ sell: CrossOrder) throws(AuctionRefusal) -> Match? {
    if buy.side != .buy || sell.side != .sell { throw .sameSide }
    guard price <= buy.limit, price >= sell.limit else { return nil }
    return try match(
      min(buy.amount, sell.amount), quoteBalance: buy.balance, baseBalance: sell.balance,
      least: max(buy.minimum, sell.minimum))
  }

  @inline(__always)
  private func match(
    _ amount: UInt128, quoteBalance: UInt128, baseBalance: UInt128, least: UInt128
  ) throws(AuctionRefusal) -> Match? {
    let base = min(amount, baseBalance, payable(quoteBalance))
    if base == 0 || base < least { return nil }
    let quote: UInt128
    // At most the balance.
    do throws(LedgerError) { quote = try mulDiv(price, base, lot, rounding: .down) } catch { throw .overflow }
    // What is worth less than a unit would be had for nothing.
    return quote == 0 ? nil : Match(base: base, quote: quote)
  }

  /// Base units that a balance of quote pays for; a quotient that does not fit is more than any amount.
  @inline(__always)
  private func payable(_ quoteBalance: UInt128) -> UInt128 {
    (try? mulDiv(quoteBalance, lot, price, rounding: .down)) ?? .max
  }

  /// Crosses a book: each buy in the order of numbers meets the sells in theirs, until it or what it can pay is used up.
  ///
  /// Orders of one participant do not match. Each balance is that of its order alone: who gives one balance to several orders parts it
  /// first. The trades are the same in whichever order the orders are given, but for the places.
  ///
  /// - Parameter orders: Orders of both sides, each with a number of its own.
  /// - Returns: The trades in the order in which they were found.
  /// - Throws: `AuctionRefusal.duplicateOrder`.
  /// - Complexity: O(n log n) where neighbors match; sells that a buy passes over for a least amount or a participant are looked at
  ///   again by the next, so that the worst is the product of both sides.
  public func cross(_ orders: [CrossOrder]) throws(AuctionRefusal) -> [Trade] {
    let sorted = orders.indices.sorted { orders[$0].id < orders[$1].id }
    for (first, second) in zip(sorted, sorted.dropFirst()) where orders[first].id == orders[second].id {
      throw .duplicateOrder(id: orders[first].id)
    }
    var left = orders.map { Left(amount: $0.amount, balance: $0.balance) }
    // What a side cannot reach its own least amount with meets nothing any more.
    func isUsedUp(_ place: Int) -> Bool {
      let most = orders[place].side == .buy ? payable(left[place].balance) : left[place].balance
      return min(left[place].amount, most) < max(1, orders[place].minimum)
    }
    var sells = sorted.filter { orders[$0].side == .sell && orders[$0].limit <= price }[...]
    var trades: [Trade] = []
    for buy in sorted where orders[buy].side == .buy && orders[buy].limit >= price {
      while let sell = sells.first, isUsedUp(sell) { sells = sells.dropFirst() }
      // What rounding leaves a buyer may pay for a unit that it could not when a sell was passed over: once more, until nothing is found.
      var isOpen = true
      while isOpen {
        isOpen = false
        for sell in sells where orders[sell].participant != orders[buy].participant {
          if isUsedUp(buy) { break }
          if isUsedUp(sell) { continue }
          let found = try match(
            min(left[buy].amount, left[sell].amount), quoteBalance: left[buy].balance, baseBalance: left[sell].balance,
            least: max(orders[buy].minimum, orders[sell].minimum))
          guard let found else { continue }
          trades.append(Trade(buy: buy, sell: sell, match: found))
          left[buy].take(found.base, balance: found.quote)
          left[sell].take(found.base, balance: found.base)
          isOpen = true
        }
      }
    }
    return trades
  }

  private struct Left {
    var amount: UInt128
    var balance: UInt128
    mutating func take(_ units: UInt128, balance paid: UInt128) { (amount, balance) = (amount - units, balance - paid) }
  }
}
