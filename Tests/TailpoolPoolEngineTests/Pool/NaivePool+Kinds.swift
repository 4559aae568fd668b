import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// The kinds of contracts, written a second time: payoffs by the standard library's wide division.
extension NaivePool {
  private static let one: UInt128 = 100_000_000

  /// What so many contracts pay; nil where the terms do not say.
  func payoff(
    _ contract: PoolContract, _ count: UInt128, price: UInt128, delivered: UInt128?, isOwed: Bool
  ) throws(PoolRefusal) -> UInt128? {
    let all = contract.size * count
    func option(_ type: OptionType, _ strike: UInt128, over divisor: UInt128) throws(PoolRefusal) -> UInt128 {
      let inside = type == .call ? price > strike : strike > price
      return inside ? try naiveQuotient(all, max(price, strike) - min(price, strike), divisor, up: !isOwed) : 0
    }
    switch contract.terms {
    case .european(let type, let strike, let settlement):
      return try option(type, strike, over: settlement == .coin ? price : Self.one)
    case .digital(let payoff, let type, let strike):
      if price == strike || (price > strike) != (type == .call) { return 0 }
      return payoff == .cash ? all : try naiveQuotient(all, price, Self.one, up: !isOwed)
    case .barrier(let kind, let type, let strike, _, let rebate):
      switch (kind, hit.contains(contract.id)) {
      case (.upAndIn, true), (.downAndIn, true), (.upAndOut, false), (.downAndOut, false):
        return try option(type, strike, over: Self.one)
      case (.upAndIn, false), (.downAndIn, false): return try naiveQuotient(all, rebate, Self.one, up: !isOwed)
      case (.upAndOut, true), (.downAndOut, true): return 0
      }
    case .exchange(_, let ratio):
      guard let delivered else { return nil }
      if price * Self.one <= ratio * delivered { return 0 }
      return try naiveQuotient(all, price * Self.one - ratio * delivered, Self.one * Self.one, up: !isOwed)
    case .everlasting, .power, .perpetualAmerican, .valued: return nil
    }
  }

  /// What a listed contract needs besides its own expiry: the other one's, for an exchange option.
  func otherKey(_ contract: PoolContract) -> MutualPool.ExpiryKey? {
    guard case .exchange(let name, _) = contract.terms, let expiry = contract.expiry else { return nil }
    return MutualPool.ExpiryKey(underlying: name, expiry: expiry)
  }

  func hasValidNumbers(_ contract: PoolContract, _ time: Int64) -> Bool {
    func isPrice(_ number: UInt128) -> Bool { number != 0 && number >> 64 == 0 }
    var isValid =
      contract.size > 0 && contract.size >> 80 == 0 && contract.collateral > 0 && contract.collateral >> 80 == 0
    if let expiry = contract.expiry?.secondsSinceEpoch {
      isValid = isValid && expiry > time && expiry <= 253_402_300_799
    }
    let mustExpire: Bool?
    switch contract.terms {
    case .european(_, let strike, _), .digital(_, _, let strike):
      (mustExpire, isValid) = (true, isValid && isPrice(strike))
    case .barrier(_, _, let strike, let barrier, let rebate):
      (mustExpire, isValid) = (true, isValid && isPrice(strike) && isPrice(barrier) && rebate >> 64 == 0)
    case .exchange(let name, let ratio):
      (mustExpire, isValid) = (true, isValid && isPrice(ratio) && name != "" && name != contract.underlying)
    case .everlasting(_, let strike, let seconds, _):
      (mustExpire, isValid) = (false, isValid && isPrice(strike) && seconds > 0)
    case .power(let power, let seconds, _): (mustExpire, isValid) = (false, isValid && power != 0 && seconds > 0)
    case .perpetualAmerican(_, let strike): (mustExpire, isValid) = (false, isValid && isPrice(strike))
    case .valued: mustExpire = nil
    }
    return isValid && (mustExpire == nil || mustExpire == (contract.expiry != nil))
  }

  /// Money for what is due comes in, then what is owed goes out, the reserve behind the capital.
  mutating func payContracts(owed: UInt128, due: UInt128) throws(PoolRefusal) {
    try pay(due, .outside, .capital)
    let (capital, reserve) = (held(.capital), held(.reserve))
    if Int128(owed) > capital && reserve > 0 {
      if Int128(owed) > capital + reserve { throw .insufficientCash(held: capital + reserve, required: owed) }
      try pay(UInt128(Int128(owed) - capital), .reserve, .capital)
    }
    try pay(owed, .capital, .outside)
  }

  /// Notes the barriers on an underlying that a price reaches; what is knocked out is gone, and its rebate is paid.
  mutating func reach(_ name: String, _ price: UInt128, _ time: Int64) throws(PoolRefusal) {
    var (owed, due): (UInt128, UInt128) = (0, 0)
    for (id, contract) in listed where contract.underlying == name && !hit.contains(id) {
      guard case .barrier(let kind, _, _, let barrier, let rebate) = contract.terms,
        let expiry = contract.expiry?.secondsSinceEpoch, time <= expiry
      else { continue }
      let isReached = kind == .upAndIn || kind == .upAndOut ? price >= barrier : price <= barrier
      if !isReached { continue }
      hit.insert(id)
      if kind == .upAndIn || kind == .downAndIn { continue }
      guard let item = position.removeValue(forKey: id) else { continue }
      let all = contract.size * item.quantity.magnitude
      if item.quantity < 0 {
        owed += try naiveQuotient(all, rebate, Self.one)
      } else {
        due += try naiveQuotient(all, rebate, Self.one, up: true)
      }
    }
    try payContracts(owed: owed, due: due)
  }

  mutating func close(_ id: String, _ value: UInt128, _ time: Int64) throws(PoolRefusal) {
    guard let contract = listed[id] else { throw .unknownContract(id) }
    switch contract.terms {
    case .european, .digital, .barrier, .exchange: throw .exactPayoff(id)
    case .everlasting, .power, .perpetualAmerican, .valued: break
    }
    if let expiry = contract.expiry?.secondsSinceEpoch, time < expiry { throw .notExpired }
    if value >> 80 != 0 { throw .invalidQuantity(field: "value") }
    let quantity = position.removeValue(forKey: id)?.quantity ?? 0
    listed[id] = nil
    let units = value * quantity.magnitude
    try payContracts(owed: quantity < 0 ? units : 0, due: quantity < 0 ? 0 : units)
  }

  mutating func fund(_ id: String, _ paid: Int128) throws(PoolRefusal) {
    guard let contract = listed[id] else { throw .unknownContract(id) }
    let isFunded =
      switch contract.terms {
      case .everlasting, .power: true
      default: false
      }
    if !isFunded || position[id] == nil { throw .notFunded(id) }
    if paid == 0 || paid.magnitude >> 80 != 0 { throw .invalidQuantity(field: "cash") }
    try payContracts(owed: paid < 0 ? paid.magnitude : 0, due: paid > 0 ? paid.magnitude : 0)
  }
}
