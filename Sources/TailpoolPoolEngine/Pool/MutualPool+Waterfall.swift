import TailpoolLedger
import TailpoolMarket

/// A loss that went through the layers of a pool.
public struct PoolLoss: Hashable, Sendable {
  /// What one layer bore.
  public struct Layer: Hashable, Sendable {
    /// Its name: one of `MutualPool`'s layers.
    public let name: String
    /// What it could bear, in base units.
    public let capacity: Int128
    /// What it bore.
    public let used: Int128
  }

  /// When it happened.
  public let time: Timestamp
  /// Who caused it, or why it was.
  public let cause: String
  /// The loss in base units: what the layers bore and what is uncovered.
  public let loss: Int128
  /// The layers, the first to bear first.
  public let layers: [Layer]
  /// What no layer bore.
  public let uncovered: Int128
}

extension MutualPool {
  /// Names of the layers, the first to bear first; the first two are those of a defaulter only.
  static let layerNames = [
    "margin of the defaulter", "shares of the defaulter", "reserve", "capital", "assessments", "unpaid rewards",
  ]

  mutating func fundReserve(_ assets: UInt128) throws(PoolRefusal) {
    try check(units: assets, "assets")
    try pay(assets, from: .outside, to: .reserve)
  }

  /// Pays reserve back: only while nothing that it stands for is open.
  mutating func releaseReserve(_ assets: UInt128, at now: Timestamp) throws(PoolRefusal) {
    try check(units: assets, "assets")
    try checkNotHalted(at: now)
    guard isFlat, margin.exposure == 0 else { throw .reserveInUse }
    try pay(assets, from: .reserve, to: .outside)
  }

  /// A loss outside the contracts: the reserve bears it first, then all by their shares.
  mutating func bookLoss(_ assets: UInt128, reason: String, at now: Timestamp) throws(PoolRefusal) {
    try check(units: assets, "assets")
    let loss = Int128(assets)
    let (reserve, capital) = (accounts[.reserve], accounts[.capital])
    let first = min(loss, reserve)
    guard loss - first <= capital else { throw .insufficientCash(held: capital + first, required: assets) }
    accounts.move(first, from: .reserve, to: .capital)
    accounts.move(loss, from: .capital, to: .outside)
    losses.append(
      PoolLoss(
        time: now, cause: reason, loss: loss,
        layers: [
          PoolLoss.Layer(name: MutualPool.layerNames[2], capacity: reserve, used: first),
          PoolLoss.Layer(name: MutualPool.layerNames[3], capacity: capital, used: loss - first),
        ], uncovered: 0))
  }

  /// Lets the reserve pay what contracts owe beyond the capital's cash; what even that does not cover is refused.
  mutating func coverPayment(_ owed: UInt128, cause: String, at now: Timestamp) throws(PoolRefusal) {
    let (capital, reserve) = (accounts[.capital], accounts[.reserve])
    let lacking = Int128(owed) - capital
    guard lacking > 0, reserve > 0 else { return }
    guard lacking <= reserve else { throw .insufficientCash(held: capital + reserve, required: owed) }
    accounts.move(lacking, from: .reserve, to: .capital)
    losses.append(
      PoolLoss(
        time: now, cause: cause, loss: lacking,
        layers: [PoolLoss.Layer(name: MutualPool.layerNames[2], capacity: reserve, used: lacking)], uncovered: 0))
  }

  /// The layers that stand behind a loss today, those of a defaulter first where there is one.
  ///
  /// Every layer names who bears it: the reserve itself, or participants by what they have in the layer.
  ///
  /// - Parameters:
  ///   - defaulter: Who causes the loss, or nil.
  ///   - now: An instant, not before the last event.
  /// - Returns: The layers of `LossWaterfall`, whose `allocate` and `exhaustingLosses` say who bears what.
  /// - Throws: `PoolRefusal.overflow`, `.unknownParticipant`.
  /// - Complexity: O(participants).
  public func lossLayers(defaulter: String? = nil, at now: Timestamp) throws(PoolRefusal) -> LossWaterfall {
    var place: Int?
    if let defaulter {
      guard let found = register.place(of: defaulter) else { throw .unknownParticipant(defaulter) }
      place = found
    }
    return try lossLayers(place, at: now)
  }

  private func lossLayers(_ defaulter: Int?, at now: Timestamp) throws(PoolRefusal) -> LossWaterfall {
    let value = try sides(at: now)
    let supply = register.supply
    let (holders, factor) = (register.holders, UInt128(terms.controls.assessmentBasisPoints))
    var rate: ShareRate?
    if value.low > 0 {
      rate = try refusing { () throws(LedgerError) in
        try ShareRate(supply: supply, assets: UInt128(value.low), offset: terms.shareOffset)
      }
    }
    var parts: [[LossLayer.Part]] = [[], [], [.init(bearer: "reserve", units: accounts[.reserve])], [], [], []]
    for (place, holder) in holders.enumerated() {
      let claim = try refusing { () throws(LedgerError) in try rate?.assetsForRedemption(of: holder.shares) ?? 0 }
      if place == defaulter {
        parts[0] = [.init(bearer: holder.name, units: Int128(margin.account(place).cash))]
        parts[1] = [.init(bearer: holder.name, units: Int128(claim))]
        continue
      }
      let most = try refusing { () throws(LedgerError) in
        try mulDiv(holder.paidIn, factor, 10_000, rounding: .down)
      }
      let call = holder.shares > 0 && most > holder.assessed ? most - holder.assessed : 0
      for (layer, units) in [(3, claim), (4, call), (5, holder.earned)] where units > 0 {
        guard units < PoolBounds.shares else { throw .overflow }
        parts[layer].append(.init(bearer: holder.name, units: Int128(units)))
      }
    }
    do {
      var layers: [LossLayer] = []
      for (name, parts) in zip(MutualPool.layerNames, parts).dropFirst(defaulter == nil ? 2 : 0) {
        layers.append(try LossLayer(name: name, parts: parts))
      }
      return try LossWaterfall(layers)
    } catch { throw .overflow }
  }

  /// A participant fails to pay what it owes through the pool: the layers bear it in order, exactly.
  mutating func memberDefault(_ participant: String, _ loss: UInt128, at now: Timestamp) throws(PoolRefusal) {
    try check(units: loss, "loss")
    try checkMark(at: now)
    guard let defaulter = register.place(of: participant) else { throw .unknownParticipant(participant) }
    try endTickets(of: defaulter)
    let charge = try feeCharge(try sides(at: now), at: now)
    try checkRoom(charge.shares, 0)
    take(try credit(nil, at: now), charge, at: now)
    for place in register.holders.indices { try touch(place, at: now) }
    let waterfall = try lossLayers(defaulter, at: now)
    let result: LossWaterfall.Outcome
    do { result = try waterfall.allocate(Int128(loss)) } catch { throw .overflow }
    let used = result.layers.map { UInt128($0.used) }

    // Shares go at the value that the layers were found at, before any of their money comes in.
    try cancelShares(worth: used[1], of: defaulter, at: now)
    try pay(used[0], from: .margin, to: .capital)
    var account = margin.account(defaulter)
    account.cash -= used[0]
    (account.initial, account.maintenance) = (0, 0)
    margin.set(account, defaulter)
    try margin.findExposure()
    try pay(used[2], from: .reserve, to: .capital)
    try pay(used[5], from: .rewards, to: .capital)
    earned -= used[5]
    for use in result.layers {
      for payment in use.payments where payment.units > 0 {
        guard let place = register.place(of: payment.bearer), use.name != MutualPool.layerNames[2] else { continue }
        let units = UInt128(payment.units)
        register.holders[place].borne += units
        if use.name == MutualPool.layerNames[4] {
          register.holders[place].due += units
          register.holders[place].assessed += units
        }
        if use.name == MutualPool.layerNames[5] { register.holders[place].earned -= units }
      }
    }
    // What is assessed goes from those assessed to whom the loss is owed; the rest leaves the pool now.
    try pay(loss - used[4] - UInt128(result.uncovered), from: .capital, to: .outside)
    losses.append(
      PoolLoss(
        time: now, cause: participant, loss: result.loss,
        layers: result.layers.map { PoolLoss.Layer(name: $0.name, capacity: $0.capacity, used: $0.used) },
        uncovered: result.uncovered))
  }

  /// Takes shares of that worth at the low side, rounded up against who loses them.
  private mutating func cancelShares(worth: UInt128, of place: Int, at now: Timestamp) throws(PoolRefusal) {
    if worth == 0 { return }
    let (supply, held) = (register.supply, register.holders[place].shares)
    let value = try sides(at: now)
    let shares = try refusing { () throws(LedgerError) in
      let rate = try ShareRate(supply: supply, assets: UInt128(max(value.low, 0)), offset: terms.shareOffset)
      return try rate.sharesToWithdraw(worth)
    }
    register.cancel(min(shares, held), of: place)
  }

  mutating func payAssessment(_ assets: UInt128, by participant: String) throws(PoolRefusal) {
    try check(units: assets, "assets")
    guard let place = register.place(of: participant) else { throw .unknownParticipant(participant) }
    guard register.holders[place].due >= assets else { throw .assessmentDue(register.holders[place].due) }
    register.holders[place].due -= assets
  }
}
