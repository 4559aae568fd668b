import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension NaivePool {
  /// Reserve, margin, defaults and assessments. The model has no breaker, outflow limit, price guard or bounded
  /// parameters: a pool without them refuses their events.
  mutating func actOnMembers(_ action: PoolAction, _ time: Int64) throws(PoolRefusal) {
    switch action {
    case .quote(let name, _): throw .unguardedPrice(name)
    case .signal, .endTrip: throw .noControl("breaker")
    case .setParameter(let name, _, _): throw .noControl(name.rawValue)
    case .fundReserve(_, let assets):
      try expectUnits(assets, "assets")
      try pay(assets, .outside, .reserve)
    case .releaseReserve(_, let assets):
      try expectUnits(assets, "assets")
      try expectRunning(time)
      if !position.isEmpty || !hedges.isEmpty || exposure > 0 { throw .reserveInUse }
      try pay(assets, .reserve, .outside)
    case .rewardRisk(_, let assets, let contributions): try rewardRisk(assets, contributions)
    case .postMargin(let who, let asset, let units):
      if who.isEmpty { throw .emptyName }
      try expectUnits(units, "units")
      if asset != terms.asset.symbol { throw .unknownMarginAsset(asset) }
      try pay(units, .outside, .margin)
      know(who)
      members[who, default: Member()].margin += units
    case .withdrawMargin(let who, let asset, let units): try withdrawMargin(who, asset, units)
    case .priceMargin(let asset, _, _): throw .unknownMarginAsset(asset)
    case .requireMargin(let requirements):
      for item in requirements {
        if !names.contains(item.participant) { throw .unknownParticipant(item.participant) }
        if item.maintenance > item.initial || item.initial >> 80 != 0 { throw .invalidQuantity(field: "initial") }
        members[item.participant, default: Member()].initial = item.initial
        members[item.participant, default: Member()].maintenance = item.maintenance
      }
    case .liquidate(let who, let lots, let sold, let paid): try liquidate(who, lots, sold, paid)
    case .memberDefault(let who, let loss): try memberDefault(who, loss, time)
    case .payAssessment(let who, let assets):
      try expectUnits(assets, "assets")
      if !names.contains(who) { throw .unknownParticipant(who) }
      let due = members[who]?.due ?? 0
      if due < assets { throw .assessmentDue(due) }
      members[who]?.due -= assets
    default: break
    }
  }

  private mutating func rewardRisk(_ assets: UInt128, _ contributions: [ShortfallContribution]) throws(PoolRefusal) {
    try expectUnits(assets, "assets")
    for item in contributions {
      if shares[item.participant] == nil { throw .unknownParticipant(item.participant) }
      if item.units >= 1 << 80 { throw .invalidQuantity(field: "contributions") }
    }
    let weights = contributions.map { $0.units > 0 ? UInt128($0.units) : 0 }
    if Set(contributions.map(\.participant)).count < contributions.count || weights.reduce(0, +) == 0 {
      throw .invalidQuantity(field: "contributions")
    }
    try pay(assets, .outside, .rewards)
    for (item, part) in zip(contributions, naiveSplit(assets, weights)) {
      rewards.earned[item.participant, default: 0] += part
    }
  }

  private mutating func withdrawMargin(_ who: String, _ asset: String, _ units: UInt128) throws(PoolRefusal) {
    try expectUnits(units, "units")
    if asset != terms.asset.symbol { throw .unknownMarginAsset(asset) }
    if !names.contains(who) { throw .unknownParticipant(who) }
    let member = members[who] ?? Member()
    if member.due > 0 { throw .assessmentDue(member.due) }
    if member.margin < units { throw .insufficientMargin(held: member.margin, required: units) }
    if member.margin - units < member.initial {
      throw .insufficientMargin(held: member.margin - units, required: member.initial)
    }
    try pay(units, .margin, .outside)
    members[who]?.margin -= units
  }

  private mutating func liquidate(
    _ who: String, _ lots: UInt128, _ sold: UInt128, _ paid: UInt128
  ) throws(PoolRefusal) {
    if !names.contains(who) { throw .unknownParticipant(who) }
    if lots == 0 || lots >> 36 != 0 || sold == 0 || sold > lots || paid >> 80 != 0 {
      throw .invalidQuantity(field: "lots")
    }
    var member = members[who] ?? Member()
    if member.margin >= member.maintenance { throw .notLiquidatable(who) }
    let least = try naiveQuotient(
      member.margin * sold / lots, UInt128(terms.controls.auctionBasisPoints), 10_000, up: true)
    if paid < least { throw .belowAuctionPrice(least: least) }
    // With m the margin lacking and i the income of all lots, k lots suffice when (lots - k) * m <= k * i.
    let (lacking, income) = (member.maintenance - member.margin, paid * lots / sold)
    let enough = (1...lots).first { (lots - $0) * lacking <= $0 * income } ?? lots
    if sold > enough { throw .overLiquidation(greatest: enough) }
    let stays = try naiveQuotient(member.margin, lots - sold, lots, up: true)
    try pay(member.margin - stays, .margin, .outside)
    try pay(paid, .outside, .margin)
    member.margin = stays + paid
    member.initial = try naiveQuotient(member.initial, lots - sold, lots, up: true)
    member.maintenance = try naiveQuotient(member.maintenance, lots - sold, lots, up: true)
    members[who] = member
  }

  private mutating func memberDefault(_ who: String, _ loss: UInt128, _ time: Int64) throws(PoolRefusal) {
    try expectUnits(loss, "loss")
    try expectFreshMark(time)
    if !names.contains(who) { throw .unknownParticipant(who) }
    for ticket in tickets where ticket.who == who && ticket.isEntry {
      try pay(ticket.quantity, .escrow, .margin)
      members[who, default: Member()].margin += ticket.quantity
    }
    tickets.removeAll { $0.who == who }
    let low = try value(at: time).low
    let fee = try fee(low, at: time)
    try credit([terms.manager], at: time)
    chargeFee(fee, at: time)
    try credit(names, at: time)

    var left = loss
    func bear(_ capacity: UInt128) -> UInt128 {
      let used = min(capacity, left)
      left -= used
      return used
    }
    var claims: [String: UInt128] = [:]
    for name in names { claims[name] = try claim(of: name, at: time) }
    let others = names.filter { $0 != who }
    let margin = bear(members[who]?.margin ?? 0)
    let own = bear(claims[who] ?? 0)
    let reserve = bear(UInt128(held(.reserve)))
    _ = bear(others.reduce(0) { $0 + (claims[$1] ?? 0) })
    let calls = others.map { name -> UInt128 in
      let member = members[name] ?? Member()
      let most = member.paidIn * UInt128(terms.controls.assessmentBasisPoints) / 10_000
      return shares[name] != nil && most > member.assessed ? most - member.assessed : 0
    }
    let assessed = bear(calls.reduce(0, +))
    let earned = others.map { rewards.earned[$0] ?? 0 }
    let unpaid = bear(earned.reduce(0, +))

    if own > 0 {
      let gone = try naiveQuotient(own, supply + virtualShares, UInt128(low) + 1, up: true)
      move(who, -Int128(min(gone, shares[who] ?? 0)))
    }
    try pay(margin, .margin, .capital)
    members[who, default: Member()].margin -= margin
    members[who]?.initial = 0
    members[who]?.maintenance = 0
    try pay(reserve, .reserve, .capital)
    try pay(unpaid, .rewards, .capital)
    for (name, part) in zip(others, naiveSplit(assessed, calls)) where part > 0 {
      members[name]?.due += part
      members[name]?.assessed += part
    }
    for (name, part) in zip(others, naiveSplit(unpaid, earned)) { rewards.earned[name, default: 0] -= part }
    try pay(loss - assessed - left, .capital, .outside)
  }
}
