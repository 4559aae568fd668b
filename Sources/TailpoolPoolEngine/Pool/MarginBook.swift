import TailpoolLedger

/// What one participant has posted, and what it must have.
public struct MarginAccount: Hashable, Sendable {
  /// Cash in the pool's asset, in base units.
  public internal(set) var cash: UInt128 = 0
  /// Base units of each asset of the terms.
  public internal(set) var units: [UInt128]
  /// What the account must be worth for new risk and withdrawals, in base units of the pool's asset.
  public internal(set) var initial: UInt128 = 0
  /// What it must be worth to be left alone.
  public internal(set) var maintenance: UInt128 = 0

  var isEmpty: Bool { cash == 0 && initial == 0 && maintenance == 0 && units.allSatisfy { $0 == 0 } }
}

/// Participants' margin: cash in the pool's asset and other assets after their haircuts, against what the scenarios ask.
public struct MarginBook: Hashable, Sendable {
  /// The other assets.
  public let assets: [PoolControls.MarginAsset]
  /// Price of each asset: base units of the pool's asset for so many of its own; nil until it is priced.
  var prices: [Price]
  /// The accounts by place.
  var accounts: [Int: MarginAccount] = [:]
  /// Base units of each asset that are here: what has come in and not gone out.
  package internal(set) var held: [Int128]
  /// What accounts lack of their maintenance margin, together.
  public internal(set) var exposure: UInt128 = 0

  struct Price: Hashable, Sendable {
    var price: UInt128 = 0
    var units: UInt128 = 1
  }

  init(_ assets: [PoolControls.MarginAsset]) {
    self.assets = assets
    prices = assets.map { _ in Price() }
    held = assets.map { _ in 0 }
  }

  func index(of asset: String) -> Int? { assets.firstIndex { $0.asset.symbol == asset } }

  func account(_ place: Int) -> MarginAccount { accounts[place] ?? MarginAccount(units: assets.map { _ in 0 }) }

  mutating func set(_ account: MarginAccount, _ place: Int) {
    accounts[place] = account.isEmpty ? nil : account
  }

  mutating func addCash(_ units: UInt128, to place: Int) {
    var account = account(place)
    account.cash += units
    set(account, place)
  }

  /// What an account counts for: cash, and each asset at its price after its haircut, at most its cap.
  func value(of account: MarginAccount) throws(PoolRefusal) -> UInt128 {
    var sum = account.cash
    for (index, item) in assets.enumerated() where account.units[index] > 0 {
      do {
        let accepted = try AcceptedCollateral(
          asset: item.asset.symbol, priceUnits: Int128(prices[index].price), assetUnits: Int128(prices[index].units),
          haircutBasisPoints: item.haircutBasisPoints, cap: item.cap.map { Int128($0) })
        sum += UInt128(try accepted.value(of: Int128(account.units[index])))
      } catch { throw .overflow }
      if sum >= PoolBounds.shares { throw .overflow }
    }
    return sum
  }

  /// Finds what accounts lack of their maintenance margin.
  mutating func findExposure() throws(PoolRefusal) {
    var sum: UInt128 = 0
    for account in accounts.values where account.maintenance > 0 {
      let value = try value(of: account)
      if value < account.maintenance { sum += account.maintenance - value }
      if sum >= PoolBounds.shares { throw .overflow }
    }
    exposure = sum
  }

  /// Whether what accounts have of each asset is what is here, and the exposure is what it is when found again.
  var isConsistent: Bool {
    var sums = held.map { _ in Int128(0) }
    for account in accounts.values {
      for (index, units) in account.units.enumerated() { sums[index] += Int128(units) }
    }
    var again = self
    return sums == held && (try? again.findExposure()) != nil && again.exposure == exposure
  }

  var cash: UInt128 { accounts.values.reduce(0) { $0 + $1.cash } }
}

extension MutualPool {
  /// The margin account of a participant.
  ///
  /// - Parameter participant: Whose.
  public func marginAccount(of participant: String) -> MarginAccount {
    register.place(of: participant).map { margin.account($0) } ?? margin.account(-1)
  }

  /// What a participant's margin counts for, in base units of the pool's asset.
  ///
  /// - Parameter participant: Whose.
  /// - Throws: `PoolRefusal.overflow`.
  public func marginValue(of participant: String) throws(PoolRefusal) -> UInt128 {
    try margin.value(of: marginAccount(of: participant))
  }

  mutating func postMargin(_ units: UInt128, of asset: String, by participant: String) throws(PoolRefusal) {
    if participant.isEmpty { throw .emptyName }
    try check(units: units, "units")
    let index = try marginIndex(of: asset)
    var account = register.place(of: participant).map { margin.account($0) } ?? margin.account(-1)
    var after = margin
    if let index {
      guard account.units[index] + units < PoolBounds.units, after.held[index] + Int128(units) < PoolBounds.cash else {
        throw .overflow
      }
      account.units[index] += units
      after.held[index] += Int128(units)
    } else {
      try checkPayment(units, from: .outside)
      account.cash += units
    }
    // A new participant's place is the next one; it is made once nothing can be refused any more.
    let place = register.place(of: participant) ?? register.holders.count
    after.set(account, place)
    try after.findExposure()
    if index == nil { accounts.move(Int128(units), from: .outside, to: .margin) }
    _ = register.makePlace(for: participant)
    margin = after
  }

  mutating func withdrawMargin(_ units: UInt128, of asset: String, by participant: String) throws(PoolRefusal) {
    try check(units: units, "units")
    let index = try marginIndex(of: asset)
    guard let place = register.place(of: participant) else { throw .unknownParticipant(participant) }
    if register.holders[place].due > 0 { throw .assessmentDue(register.holders[place].due) }
    var account = margin.account(place)
    let has = index.map { account.units[$0] } ?? account.cash
    guard has >= units else { throw .insufficientMargin(held: has, required: units) }
    var after = margin
    if let index {
      account.units[index] -= units
      after.held[index] -= Int128(units)
    } else {
      account.cash -= units
    }
    let value = try margin.value(of: account)
    guard value >= account.initial else { throw .insufficientMargin(held: value, required: account.initial) }
    after.set(account, place)
    try after.findExposure()
    if index == nil { try pay(units, from: .margin, to: .outside) }
    margin = after
  }

  mutating func priceMargin(_ asset: String, _ price: UInt128, _ units: UInt128) throws(PoolRefusal) {
    guard let index = margin.index(of: asset) else { throw .unknownMarginAsset(asset) }
    guard price < PoolBounds.units, units > 0, units < PoolBounds.units else { throw .invalidQuantity(field: "price") }
    var after = margin
    after.prices[index] = MarginBook.Price(price: price, units: units)
    try after.findExposure()
    margin = after
  }

  mutating func requireMargin(_ requirements: [MarginRequirement]) throws(PoolRefusal) {
    for item in requirements {
      guard let place = register.place(of: item.participant) else { throw .unknownParticipant(item.participant) }
      guard item.maintenance <= item.initial, item.initial < PoolBounds.units else {
        throw .invalidQuantity(field: "initial")
      }
      var account = margin.account(place)
      (account.initial, account.maintenance) = (item.initial, item.maintenance)
      margin.set(account, place)
    }
    try margin.findExposure()
  }

  /// Sells lots of an account that is below its maintenance margin: no more than bring it back, and not below the
  /// auction's floor.
  mutating func liquidate(
    _ participant: String, lots: UInt128, sold: UInt128, paid: UInt128
  ) throws(PoolRefusal) {
    guard let place = register.place(of: participant) else { throw .unknownParticipant(participant) }
    guard lots > 0, lots < PoolBounds.contracts, sold > 0, sold <= lots, paid < PoolBounds.units else {
      throw .invalidQuantity(field: "lots")
    }
    var account = margin.account(place)
    let value = try margin.value(of: account)
    guard value < account.maintenance else { throw .notLiquidatable(participant) }
    let floor = UInt128(terms.controls.auctionBasisPoints)
    let (least, income) = try refusing { () throws(LedgerError) in
      let part = try mulDiv(value, sold, lots, rounding: .down)
      return (
        try mulDiv(part, floor, 10_000, rounding: .up), try mulDiv(paid, lots, sold, rounding: .down)
      )
    }
    guard paid >= least else { throw .belowAuctionPrice(least: least) }
    let plan: PartialLiquidation
    do {
      plan = try PartialLiquidation(
        lots: Int128(lots), bufferedMargin: Int128(value) - Int128(account.maintenance), income: Int128(income))
    } catch { throw .overflow }
    guard Int128(sold) <= plan.sold else { throw .overLiquidation(greatest: UInt128(plan.sold)) }

    let left = lots - sold
    func part(_ units: UInt128, _ rounding: Rounding) throws(PoolRefusal) -> UInt128 {
      try refusing { () throws(LedgerError) in try mulDiv(units, left, lots, rounding: rounding) }
    }
    for index in account.units.indices {
      let stays = try part(account.units[index], .up)
      margin.held[index] -= Int128(account.units[index] - stays)
      account.units[index] = stays
    }
    let stays = try part(account.cash, .up)
    try pay(account.cash - stays, from: .margin, to: .outside)
    try pay(paid, from: .outside, to: .margin)
    account.cash = stays + paid
    account.initial = try part(account.initial, .up)
    account.maintenance = try part(account.maintenance, .up)
    margin.set(account, place)
    try margin.findExposure()
  }

  /// The number of a margin asset; nil for the pool's own.
  private func marginIndex(of asset: String) throws(PoolRefusal) -> Int? {
    if asset == terms.asset.symbol { return nil }
    guard let index = margin.index(of: asset) else { throw .unknownMarginAsset(asset) }
    return index
  }
}
