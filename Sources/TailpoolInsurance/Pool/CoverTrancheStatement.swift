import TailpoolEvents
import TailpoolLedger
import TailpoolMarket

/// One tranche of a cover pool's stake, in base units.
public struct CoverTrancheStatement: Hashable, Sendable {
  /// The fund.
  public let fund: String
  /// The tranche's number.
  public let tranche: Int64
  /// When it ends, or ended.
  public let end: Timestamp
  /// All that is in it.
  public let stake: Int128
  /// Its shares.
  public let shares: Int128
  /// Cover that stands on it, of all products, by what it was given for.
  public let allocated: Int128
  /// Claims and incidents for which it stays at risk, once it has ended.
  public let holds: Int
  /// What each member has of it, in order of name.
  public let members: [Part]

  /// What one member has of a tranche.
  public struct Part: Hashable, Sendable {
    /// Who.
    public let member: String
    /// Base units, rounded down.
    public let stake: Int128
  }

  /// The statement as fields; amounts are decimal digits, times are seconds.
  public var eventValue: EventValue {
    .fields([
      EventField("fund", fund), EventField("tranche", tranche), EventField("end", end.secondsSinceEpoch),
      EventField("stake", stake), EventField("shares", shares), EventField("allocated", allocated),
      EventField("holds", holds),
      EventField(
        "members",
        .list(members.map { .fields([EventField("member", $0.member), EventField("stake", $0.stake)]) })),
    ])
  }
}

extension CoverPool {
  /// A statement for every tranche of every fund that has stake in it.
  ///
  /// - Parameter now: When, not before the last event.
  /// - Returns: By fund and tranche.
  /// - Throws: `CoverRefusal.outOfOrder`, `.stake` or `.overflow` where an amount does not fit.
  /// - Complexity: O(members × tranches + covers in force), and as `assets(of:at:)`.
  public func trancheStatements(at now: Timestamp) throws(CoverRefusal) -> [CoverTrancheStatement] {
    let pool = try passed(to: now)
    let stakes = try pool.stakes(at: now)
    var statements: [CoverTrancheStatement] = []
    for (place, stake) in stakes.sorted(by: { $0.key < $1.key }) {
      let (ladder, fund) = (stake.ladder, pool.funds[place])
      for tranche in Set(ladder.trancheShares.keys).union(ladder.ended.keys).sorted() {
        statements.append(try pool.statement(of: tranche, ladder, fund))
      }
    }
    return statements
  }

  private func statement(
    of tranche: Int64, _ ladder: StakeLadder, _ fund: Fund
  ) throws(CoverRefusal) -> CoverTrancheStatement {
    let (past, end) = (ladder.ended[tranche], ladder.terms.ladder.end(ofTranche: tranche))
    return try staking { () throws(StakeError) in
      var members: [CoverTrancheStatement.Part] = []
      for holder in fund.register.holders where ladder.shares(of: holder.name, inTranche: tranche) > 0 {
        members.append(
          CoverTrancheStatement.Part(
            member: holder.name, stake: try ladder.stake(of: holder.name, inTranche: tranche)))
      }
      let stake: Int128
      if let past { stake = past.stake } else { stake = try ladder.stake(ofTranche: tranche) }
      return CoverTrancheStatement(
        fund: fund.name, tranche: tranche, end: Timestamp(secondsSinceEpoch: end),
        stake: stake,
        shares: past?.shares ?? ladder.trancheShares[tranche] ?? 0,
        allocated: ladder.terms.unit * ladder.allocated.values.reduce(0) { $0 + ($1[tranche] ?? 0) },
        holds: past?.heldBy.count ?? 0, members: members.sorted { $0.member < $1.member })
    }
  }

  /// Stakes in tranches as they are at a time at which all that is due has happened.
  func stakes(at now: Timestamp) throws(CoverRefusal) -> [Int: TrancheStake] {
    var stakes: [Int: TrancheStake] = [:]
    for place in funds.indices { stakes[place] = try stake(of: place, at: now) }
    return stakes
  }

  /// What each member has in the tranches of a fund.
  func statements(of ladder: StakeLadder, in fund: Fund) throws(LedgerError) -> [CoverMemberStatement] {
    var statements: [CoverMemberStatement] = []
    for holder in fund.register.holders {
      var (shares, claim): (Int128, Int128) = (0, 0)
      for tranche in ladder.tranches(of: holder.name) {
        shares += ladder.shares(of: holder.name, inTranche: tranche)
        do { claim += try ladder.stake(of: holder.name, inTranche: tranche) } catch { throw .overflow }
      }
      statements.append(
        CoverMemberStatement(
          member: holder.name, fund: fund.name, shares: UInt128(shares), leaving: 0, claim: UInt128(claim),
          paidIn: holder.paidIn, paidOut: holder.paidOut))
    }
    return statements
  }
}
