import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// What one member has in one fund of a cover pool, in base units.
public struct CoverMemberStatement: Hashable, Sendable {
  /// Whose.
  public let member: String
  /// The fund: the members' capital or a stake.
  public let fund: String
  /// Shares, those that wait to leave included.
  public let shares: UInt128
  /// Shares that wait to leave.
  public let leaving: UInt128
  /// What the shares are worth, rounded down; known losses that are not borne are not taken off.
  public let claim: UInt128
  /// Paid in for shares.
  public let paidIn: UInt128
  /// Paid out for shares.
  public let paidOut: UInt128

  /// Claim and payouts less what was paid in: what came of it so far.
  public var result: Int128 { Int128(claim) + Int128(paidOut) - Int128(paidIn) }
}

/// What has become of one cover, in base units.
public struct CoverStatement: Hashable, Sendable {
  /// Where a cover stands.
  public enum Status: String, Hashable, Sendable {
    /// It runs.
    case active
    /// It has ended; a loss before its end may still be claimed.
    case grace
    /// Nothing more can be claimed, but something is claimed that is neither denied nor paid.
    case pending
    /// Nothing more comes of it.
    case expired
  }

  /// The number.
  public let number: UInt64
  /// Whose.
  public let holder: String
  /// The product.
  public let product: String
  /// Where it stands.
  public let status: Status
  /// What may still be claimed or is claimed.
  public let amount: UInt128
  /// Of that, what is claimed and neither denied nor paid.
  public let claimed: UInt128
  /// Since when it runs.
  public let start: Timestamp
  /// When it ends, or ended.
  public let end: Timestamp
  /// Premium in all, fees included.
  public let written: UInt128
  /// Premium given back.
  public let refunded: UInt128
  /// Premium earned, without fees: of each fund's part ⌊premium · elapsed / period⌋.
  public let earned: UInt128
  /// Premium that is not earned, ⌈premium · left / period⌉ of each fund's part.
  public let unearned: UInt128
  /// Paid for claims.
  public let paid: UInt128
}

extension CoverPool {
  /// What each fund holds at a time, in base units.
  ///
  /// - Parameters:
  ///   - name: The fund's name.
  ///   - now: When, not before the last event.
  /// - Throws: `CoverRefusal.unknownFund`, `.outOfOrder`.
  /// - Complexity: O(1); O(covers) where something is due before that time.
  public func assets(of name: String, at now: Timestamp) throws(CoverRefusal) -> Int128 {
    let place = try fund(name)
    return try passed(to: now).held(place, at: now)
  }

  /// Premium that is not earned at a time, of all covers, in base units.
  ///
  /// - Parameter now: When, not before the last event.
  /// - Throws: `CoverRefusal.outOfOrder`.
  /// - Complexity: As `assets(of:at:)`.
  public func unearnedPremium(at now: Timestamp) throws(CoverRefusal) -> Int128 {
    let pool = try passed(to: now)
    return pool.totals.net - pool.earned(at: now)
  }

  /// Premium that is earned at a time, of all covers, fees apart, in base units.
  func earned(at now: Timestamp) -> Int128 {
    funds.reduce(0) { $0 + $1.stream.earned(at: now.secondsSinceEpoch) }
  }

  /// The pool as it is at a time at which nothing else happened.
  func passed(to now: Timestamp) throws(CoverRefusal) -> CoverPool {
    try checkTime(now)
    if agenda.next > now.secondsSinceEpoch { return self }
    var pool = self
    _ = pool.advance(to: now)
    return pool
  }

  /// A statement for every member of every fund that has, or had, anything there.
  ///
  /// - Parameter now: When, not before the last event.
  /// - Returns: By fund, and by member in the order of arrival.
  /// - Throws: `CoverRefusal.outOfOrder`, `.overflow`.
  /// - Complexity: O(members), and as `assets(of:at:)`.
  public func memberStatements(at now: Timestamp) throws(CoverRefusal) -> [CoverMemberStatement] {
    let pool = try passed(to: now)
    let stakes = try pool.stakes(at: now)
    return try covering { () throws(LedgerError) in
      var statements: [CoverMemberStatement] = []
      for (place, fund) in pool.funds.enumerated() {
        if let stake = stakes[place] {
          statements += try pool.statements(of: stake.ladder, in: fund)
          continue
        }
        let rate = try pool.rate(of: place, at: now)
        for holder in fund.register.holders {
          statements.append(
            CoverMemberStatement(
              member: holder.name, fund: fund.name, shares: holder.shares, leaving: holder.leaving,
              claim: try rate.assetsForRedemption(of: holder.shares), paidIn: holder.paidIn, paidOut: holder.paidOut))
        }
      }
      return statements
    }
  }

  /// A statement for every cover that was sold.
  ///
  /// - Parameter now: When, not before the last event.
  /// - Returns: By number.
  /// - Throws: `CoverRefusal.outOfOrder`, `.overflow`.
  /// - Complexity: O(covers).
  public func coverStatements(at now: Timestamp) throws(CoverRefusal) -> [CoverStatement] {
    let pool = try passed(to: now)
    var statements: [CoverStatement] = []
    statements.reserveCapacity(covers.count)
    for (place, cover) in pool.covers.enumerated() {
      let unearned = try cover.unearned(at: now)
      let status: CoverStatement.Status =
        now < cover.end ? .active : now < cover.release ? .grace : cover.claimed > 0 ? .pending : .expired
      statements.append(
        CoverStatement(
          number: UInt64(place) + 1, holder: cover.holder, product: products[cover.product].terms.name, status: status,
          amount: cover.amount, claimed: cover.claimed, start: cover.start, end: cover.end, written: cover.written,
          refunded: cover.refunded, earned: cover.earlier + cover.premium - unearned, unearned: unearned,
          paid: cover.paid))
    }
    return statements
  }
}

extension CoverPool.Cover {
  /// Premium that is not earned at a time: ⌈premium · left / period⌉ of each fund's part.
  func unearned(at now: Timestamp) throws(CoverRefusal) -> UInt128 {
    let period = earning
    if period.isEmpty { return 0 }
    var sum: Int128 = 0
    for backing in backings {
      do throws(InsuranceError) {
        sum += try PremiumPeriod(
          premium: Int128(backing.premium), start: period.lowerBound, period: Int64(period.count)
        ).unearned(at: now.secondsSinceEpoch)
      } catch { throw .overflow }
    }
    return UInt128(sum)
  }
}
