import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// What cover would cost.
public struct CoverQuote: Hashable, Sendable {
  /// The premium in base units, fee included.
  public let premium: UInt128
  /// The fee in it.
  public let fee: UInt128
  /// The price a year, in basis points, before the purchase.
  public let basisPoints: Int
  /// The price a year after it.
  public let basisPointsAfter: Int
  /// Cover that could be bought, in base units.
  public let available: UInt128
}

extension CoverPool {
  /// What cover would cost, and why it would not be sold.
  ///
  /// - Parameters:
  ///   - amount: Cover in base units.
  ///   - product: The product's name.
  ///   - seconds: How long.
  ///   - now: When, not before the last event.
  /// - Throws: `CoverRefusal` as `.buy` would, but for the buyer's name and maximum.
  /// - Complexity: O(funds); O(covers) where something is due before that time.
  public func quote(
    _ amount: UInt128, of product: String, for seconds: Int64, at now: Timestamp
  ) throws(CoverRefusal) -> CoverQuote {
    try checkTime(now)
    var pool = self
    _ = pool.advance(to: now)
    let place = try pool.product(product)
    let offer = try pool.offer(amount, of: place, for: seconds, at: now, as: UInt64(covers.count) + 1)
    return CoverQuote(
      premium: offer.premium, fee: offer.fee, basisPoints: offer.basisPoints,
      basisPointsAfter: offer.price.bumped, available: offer.available)
  }

  /// A purchase that has been checked.
  private struct Offer {
    let premium: UInt128
    let fee: UInt128
    let basisPoints: Int
    let price: CoverPrice
    let available: UInt128
    let backings: [Backing]
    /// Stakes in tranches after it.
    let stakes: [(place: Int, stake: TrancheStake)]
  }

  mutating func buy(
    _ amount: UInt128, of product: String, for seconds: Int64, by holder: String, maximum: UInt128, at now: Timestamp
  ) throws(CoverRefusal) {
    if holder.isEmpty { throw .emptyName }
    let place = try self.product(product)
    let offer = try offer(amount, of: place, for: seconds, at: now, as: UInt64(covers.count) + 1)
    if offer.premium > maximum { throw .premiumAboveMaximum(premium: offer.premium, maximum: maximum) }

    let end = now.advanced(bySeconds: seconds)
    let cover = Cover(
      holder: holder, product: place, amount: amount, start: now, end: end,
      release: end.advanced(bySeconds: products[place].terms.graceSeconds), earnedFrom: now, written: offer.premium,
      backings: offer.backings)
    products[place].price = offer.price
    put(offer.stakes)
    covers.append(cover)
    expose(covers.count - 1, isExposed: true)
    write(offer.premium, fee: offer.fee, place: covers.count - 1)
  }

  mutating func renew(
    _ number: UInt64, of holder: String, for seconds: Int64, maximum: UInt128, at now: Timestamp
  ) throws(CoverRefusal) {
    let place = try cover(number, of: holder)
    let old = covers[place]
    try checkRunning(old, at: now)
    let offer = try offer(old.amount, of: old.product, for: seconds, at: now, as: number)
    let refunds = try refunds(of: old, at: now)
    let back = refunds.reduce(0, +)
    let paid = offer.premium > back ? offer.premium - back : 0
    if paid > maximum { throw .premiumAboveMaximum(premium: paid, maximum: maximum) }

    put(offer.stakes)
    close(place, refunds)
    expose(place, isExposed: false)
    let grace = products[old.product].terms.graceSeconds
    products[old.product].price = offer.price
    covers[place].end = now.advanced(bySeconds: seconds)
    covers[place].release = covers[place].end.advanced(bySeconds: grace)
    covers[place].earnedFrom = now
    covers[place].backings = offer.backings
    covers[place].written += offer.premium
    covers[place].version += 1
    expose(place, isExposed: true)
    write(offer.premium, fee: offer.fee, place: place)
  }

  mutating func cancel(_ number: UInt64, of holder: String, at now: Timestamp) throws(CoverRefusal) {
    let place = try cover(number, of: holder)
    try checkRunning(covers[place], at: now)
    let refunds = try refunds(of: covers[place], at: now)
    let release = now.advanced(bySeconds: products[covers[place].product].terms.graceSeconds)
    let stakes = try moved(covers[place].backings.map(\.fund), at: now) { ladder throws(StakeError) in
      try ladder.shorten(String(number), until: release.secondsSinceEpoch, at: now.secondsSinceEpoch)
    }

    put(stakes)
    close(place, refunds)
    for index in covers[place].backings.indices { covers[place].backings[index].premium = 0 }
    covers[place].end = now
    covers[place].release = release
    covers[place].version += 1
    agenda.push(entry(.release, place))
    if covers[place].release == now { _ = releaseIfFree(place) }
  }

  // MARK: - Steps

  /// The place of a holder's cover.
  func cover(_ number: UInt64, of holder: String) throws(CoverRefusal) -> Int {
    guard number > 0, number <= UInt64(covers.count), covers[Int(number) - 1].holder == holder else {
      throw .unknownCover(number)
    }
    return Int(number) - 1
  }

  private func checkRunning(_ cover: Cover, at now: Timestamp) throws(CoverRefusal) {
    if now >= cover.end { throw .coverEnded(cover.end) }
    if cover.claimed > 0 { throw .claimsOpen(units: cover.claimed) }
  }

  private func entry(_ kind: CoverAgenda.Kind, _ place: Int) -> CoverAgenda.Entry {
    let time = kind == .end ? covers[place].end : covers[place].release
    return CoverAgenda.Entry(
      time: time.secondsSinceEpoch, kind: kind, version: covers[place].version, place: place)
  }

  /// Books a premium that a cover has been given.
  private mutating func write(_ premium: UInt128, fee: UInt128, place: Int) {
    totals.cash += Int128(premium - fee)
    totals.written += Int128(premium)
    totals.fees += Int128(fee)
    let period = covers[place].earning
    for backing in covers[place].backings { funds[backing.fund].stream.add(backing.premium, over: period) }
    agenda.push(entry(.end, place))
    agenda.push(entry(.release, place))
  }

  /// Of each backing's premium, what is not earned at a time, rounded down: against who is given it back.
  private func refunds(of cover: Cover, at now: Timestamp) throws(CoverRefusal) -> [UInt128] {
    let period = cover.earning
    let left = UInt128(max(period.upperBound - now.secondsSinceEpoch, 0))
    return try covering { () throws(LedgerError) in
      var parts: [UInt128] = []
      for backing in cover.backings {
        parts.append(try mulDiv(backing.premium, left, UInt128(period.count), rounding: .down))
      }
      return parts
    }
  }

  /// Ends the running period of a cover: what is not refunded is earned.
  private mutating func close(_ place: Int, _ refunds: [UInt128]) {
    let (cover, period) = (covers[place], covers[place].earning)
    for (backing, refund) in zip(cover.backings, refunds) {
      funds[backing.fund].stream.close(backing.premium, over: period, earned: backing.premium - refund)
    }
    let back = refunds.reduce(0, +)
    covers[place].earlier += cover.premium - back
    covers[place].refunded += back
    totals.refunded += Int128(back)
    totals.cash -= Int128(back)
  }

  /// Checks a purchase and says what it costs.
  ///
  /// - Parameter number: The cover's number: the next, or that of a cover which is renewed.
  private func offer(
    _ amount: UInt128, of place: Int, for seconds: Int64, at now: Timestamp, as number: UInt64
  ) throws(CoverRefusal) -> Offer {
    let old = number <= UInt64(covers.count) ? covers[Int(number) - 1] : nil
    if products[place].isClosed { throw .closedProduct(products[place].terms.name) }
    if let pausedUntil, now < pausedUntil { throw .paused(until: pausedUntil) }
    if amount < terms.leastCover { throw .coverBelowMinimum(least: terms.leastCover) }
    guard amount < PoolBounds.units else { throw .invalidQuantity(field: "amount") }
    guard terms.shortestPeriod...terms.longestPeriod ~= seconds,
      PoolTerms.times.contains(now.secondsSinceEpoch + seconds + products[place].terms.graceSeconds)
    else { throw .periodOutOfRange(least: terms.shortestPeriod, greatest: terms.longestPeriod) }
    let release = now.advanced(bySeconds: seconds + products[place].terms.graceSeconds)
    let room = try room(of: place, until: release, at: now, as: number, instead: old)
    let available = try covering { () throws(LedgerError) in try checkedSum(room.free) }
    if amount > available { throw .capacityExceeded(available: available) }
    try checkCapital(adding: amount, instead: old, at: now)

    var price = products[place].price
    let quote: CoverPrice.Quote
    do {
      quote = try price.buy(
        cover: Int128(amount), capacity: Int128(room.capacity), period: seconds, at: now.secondsSinceEpoch)
    } catch { throw .overflow }
    if quote.premium <= 0 { throw .noPremium }
    guard quote.premium < Int128(PoolBounds.units), totals.net + quote.premium < 1 << 94 else { throw .overflow }
    let premium = UInt128(quote.premium)
    try checkRoom(premium)
    let (fee, backings) = try covering { () throws(LedgerError) in
      let fee = try mulDiv(premium, UInt128(terms.feeBasisPoints), 10_000, rounding: .down)
      return (fee, try back(amount, premium - fee, by: room.free))
    }
    return Offer(
      premium: premium, fee: fee, basisPoints: quote.basisPoints, price: price, available: available,
      backings: backings,
      stakes: try allocate(backings, of: place, as: number, until: release, in: room.stakes, at: now))
  }

  /// The members' capital bears so much more cover.
  private func checkCapital(adding amount: UInt128, instead old: Cover?, at now: Timestamp) throws(CoverRefusal) {
    let held = self.held(CoverPool.capital, at: now)
    let required = desiredRequirement(exposure: totals.exposure - (old?.amount ?? 0) + amount)
    if held < required {
      throw .insufficientCapital(held: UInt128(max(held, 0)), required: UInt128(required))
    }
  }
}
