import TailpoolLedger

/// A run on a mutual: members leave one after the other while a loss is known and not yet booked.
///
/// In a market of shares who leaves first sells before the loss and leaves it to the others, until exits close at the requirement,
/// at the day's limit or at a price below what is asked. Through a cooldown the claim holds all back until it is borne, so that who
/// leaves and who stays bear the same of it. No exit leaves the capital below the requirement.
public struct CapitalRun: Hashable, Sendable {
  /// The way out.
  public enum Exit: Hashable, Sendable {
    /// The ratchet market, as it stands.
    case ratchet(RatchetMarket)
    /// The bonding curve.
    case bondingCurve(BondingCurve)
    /// A notice, a cooldown and a window, held while the claim is open: from the first notice to the last.
    case cooldown(seconds: Int64, window: Int64)
  }

  /// One who wants to leave, with all shares at once.
  public struct Member: Hashable, Sendable {
    /// Who.
    public let name: String
    /// How many shares, > 0.
    public let shares: Int128

    /// Creates a member; see the properties for the meaning of each argument.
    public init(_ name: String, shares: Int128) { (self.name, self.shares) = (name, shares) }
  }

  /// What came of one member's attempt: a row of the table.
  public struct Departure: Hashable, Sendable {
    /// Who.
    public let member: Member
    /// When, in seconds.
    public let time: Int64
    /// What was paid, in base units; nil for who stays.
    public let paid: Int128?
    /// Why who stays could not leave.
    public let refusal: StakeError?
    /// The mutual's position after it.
    public let position: CapitalPosition

    /// What 10¹⁸ of shares brought, in base units, rounded down; nil for who stays, or where it does not fit.
    public var scaledPrice: Int128? {
      paid.flatMap { try? mulDiv($0, sharePriceScale, member.shares, rounding: .down) }
    }
  }

  /// The attempts, in their order.
  public let departures: [Departure]
  /// The position before anyone left, with the loss not booked.
  public let start: CapitalPosition
  /// The position of those who stay, after the loss.
  public let end: CapitalPosition
  /// The known loss, in base units.
  public let knownLoss: Int128

  /// What of the loss no capital was left for, in base units.
  public let uncovered: Int128
  /// What 10¹⁸ of shares would have if the loss had been booked before anyone left.
  public let fairPrice: Int128
  /// What 10¹⁸ of the shares have that stay; nil where none do.
  public let stayersPrice: Int128?
  /// What those who left got above the fair price in all, at the cost of those who stay, in base units; below zero where they
  /// got less.
  public let transfer: Int128

  /// Runs.
  ///
  /// - Parameters:
  ///   - exit: The way out.
  ///   - members: Those who want to leave, in their order; the other shares stay.
  ///   - position: The mutual's position before, with the loss not booked.
  ///   - knownLoss: What everyone knows that the mutual will lose, in base units, 0 to its capital.
  ///   - interval: Seconds between two attempts, ≥ 0.
  ///   - time: When the first is made, in seconds, ≥ 0.
  /// - Throws: `StakeError.invalid` for a number out of its range or, through the cooldown, shares worth less than a unit;
  ///   `.insufficient` for more shares than there are, `.duplicate` for a member that stands twice, `.unknown` for one without a
  ///   name, `.amount` on overflow. What refuses a member's exit is in its row.
  /// - Complexity: O(members).
  public init(
    _ exit: Exit, members: [Member], position: CapitalPosition, knownLoss: Int128, every interval: Int64,
    from time: Int64
  ) throws(StakeError) {
    try CapitalRun.check(members, position, knownLoss)
    try StakeError.check("interval", interval, in: 0...Int64.max)
    try StakeError.check("time", time, in: 0...Int64.max)
    let orders = members.enumerated().map { index, member in
      (member, time.addingClamped(Int64(clamping: Int128(index) * Int128(interval))))
    }
    let capital: Int128
    switch exit {
    case .ratchet(var market):
      departures = CapitalRun.departures(orders, position) { shares, position, now throws(StakeError) in
        try market.sell(shares, position: position, at: now)
      }
      capital = (departures.last?.position ?? position).capital - knownLoss
    case .bondingCurve(let curve):
      departures = CapitalRun.departures(orders, position) { shares, position, _ throws(StakeError) in
        try curve.sell(shares, position: position)
      }
      capital = (departures.last?.position ?? position).capital - knownLoss
    case .cooldown(let seconds, let window):
      let terms = try CooldownTerms(cooldownSeconds: seconds, windowSeconds: window)
      departures = try CapitalRun.departures(orders, position, knownLoss, CooldownStake(terms: terms, at: time))
      capital = departures.last?.position.capital ?? position.capital - knownLoss
    }
    start = position
    self.knownLoss = knownLoss
    uncovered = max(-capital, 0)
    let supply = (departures.last?.position ?? position).supply
    let end = try CapitalPosition(capital: max(capital, 0), supply: supply, requirement: position.requirement)
    self.end = end
    fairPrice = try position.scaledBookValue(after: knownLoss)
    stayersPrice = supply > 0 ? try end.scaledBookValue() : nil
    let fair = try StakeError.wrapping { () throws(LedgerError) in
      try mulDiv(position.capital - knownLoss, position.supply - supply, position.supply, rounding: .down)
    }
    transfer = departures.reduce(-fair) { $0 + ($1.paid ?? 0) }
  }

  /// Sells one member's shares after the other's.
  private static func departures(
    _ orders: [(member: Member, time: Int64)], _ start: CapitalPosition,
    sell: (Int128, CapitalPosition, Int64) throws(StakeError) -> ShareTrade
  ) -> [Departure] {
    var (position, rows): (CapitalPosition, [Departure]) = (start, [])
    for (member, time) in orders {
      do {
        let trade = try sell(member.shares, position, time)
        position = trade.position
        rows.append(Departure(member: member, time: time, paid: trade.cash, refusal: nil, position: position))
      } catch {
        rows.append(Departure(member: member, time: time, paid: nil, refusal: error, position: position))
      }
    }
    return rows
  }

  /// Gives every member's notice behind the claim, books the loss, and pays out as the windows open.
  private static func departures(
    _ orders: [(member: Member, time: Int64)], _ start: CapitalPosition, _ loss: Int128, _ empty: CooldownStake
  ) throws(StakeError) -> [Departure] {
    let staying = start.supply - orders.reduce(0) { $0 + $1.member.shares }
    let amounts = try StakeError.wrapping { () throws(LedgerError) in
      try largestRemainderSplit(units: start.capital, by: orders.map(\.member.shares) + [staying])
    }
    var (stake, supply, rows): (CooldownStake, Int128, [Departure]) = (empty, start.supply, [])
    // Those who stay have no name.
    if staying > 0 { try stake.deposit(amounts[orders.count], of: "", at: empty.time) }
    for (order, amount) in zip(orders, amounts) { try stake.deposit(amount, of: order.member.name, at: empty.time) }
    try stake.file(claim: "known loss", at: empty.time)
    for (member, time) in orders {
      try stake.giveNotice(for: stake.shares[member.name] ?? 0, of: member.name, at: time)
    }
    _ = try stake.slash(deficit: loss, deficitPrice: 1, stakePrice: 1, at: stake.time)
    try stake.close(claim: "known loss", at: stake.time)
    for (member, _) in orders {
      let time = stake.notices[member.name]?.opensAt ?? stake.time
      var (paid, refusal): (Int128?, StakeError?) = (nil, nil)
      do {
        paid = try stake.withdraw(
          stake.shares[member.name] ?? 0, of: member.name, keeping: start.requirement, at: time)
        supply -= member.shares
      } catch { refusal = error }
      let position = try CapitalPosition(capital: stake.assets, supply: supply, requirement: start.requirement)
      rows.append(Departure(member: member, time: time, paid: paid, refusal: refusal, position: position))
    }
    return rows
  }

  private static func check(_ members: [Member], _ position: CapitalPosition, _ loss: Int128) throws(StakeError) {
    try StakeError.check("known loss", loss, in: 0...position.capital)
    var (names, shares): (Set<String>, Int128) = ([], 0)
    for member in members {
      try StakeError.checkPositive("shares of \(member.name)", member.shares)
      guard !member.name.isEmpty else { throw .unknown("member", name: member.name) }
      guard names.insert(member.name).inserted else { throw .duplicate("member", name: member.name) }
      shares = try StakeError.wrapping { () throws(LedgerError) in try checkedSum(shares, member.shares) }
    }
    guard shares <= position.supply else {
      throw .insufficient("supply of shares", held: position.supply, required: shares)
    }
  }
}
