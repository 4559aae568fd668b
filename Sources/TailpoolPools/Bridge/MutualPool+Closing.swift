import TailpoolLedger
import TailpoolMarket

extension MutualPool {
  /// The event that closes all that is open in a contract at a value which a model or a venue says.
  ///
  /// The value of one contract is rounded to base units in favor of the pool, as a settlement is: down where the pool
  /// owes, up where it holds. Contracts whose terms give an exact payoff are settled instead.
  ///
  /// - Parameters:
  ///   - contract: The name of a listed contract.
  ///   - value: What one contract is worth, in whole units of the pool's asset, finite and ≥ 0.
  ///   - source: Who or what says so.
  /// - Throws: `PoolBridgeError.refused` with `.unknownContract`, `.exactPayoff`, or `.amount` for a value that is negative,
  ///   not finite or too great.
  public func closing(
    _ contract: String, at value: Double, source: String
  ) throws(PoolBridgeError) -> PoolAction {
    let line = try line(contract)
    if line.contract.terms.hasExactPayoff { throw .exactPayoff(contract: contract) }
    let units = try money(
      value, of: terms.asset, moving: line.quantity < 0 ? .outOfPool : .intoPool, favoring: .pool, contract)
    return .close(contract: contract, value: units, source: source)
  }

  /// The event that books the funding of all that is open in a perpetual contract.
  ///
  ///     cash = −quantity · (what the holder of one contract pays)
  ///
  /// The whole is rounded to base units in favor of the pool: what it pays down, what it receives up.
  ///
  /// - Parameters:
  ///   - contract: The name of a listed contract.
  ///   - payment: What the holder of one contract pays, in whole units of the pool's asset: (mark − payoff) for each
  ///     funding period that has passed; below zero where the holder receives.
  /// - Throws: `PoolBridgeError.refused` with `.unknownContract`, `.notFunded`, or `.amount`.
  public func funding(of contract: String, holderPays payment: Double) throws(PoolBridgeError) -> PoolAction {
    let line = try line(contract)
    guard line.contract.terms.isFunded, line.quantity != 0 else { throw .refused(.notFunded(contract)) }
    let cash = -Double(line.quantity) * payment
    let units = Int128(
      try money(
        abs(cash), of: terms.asset, moving: cash < 0 ? .outOfPool : .intoPool, favoring: .pool, contract))
    return .funding(contract: contract, cash: cash < 0 ? -units : units)
  }

  private func line(_ contract: String) throws(PoolBridgeError) -> ContractLine {
    guard let place = book.place(of: contract) else { throw .refused(.unknownContract(contract)) }
    return book.lines[place]
  }
}

extension PoolRisk {
  /// The event that closes all that is open in a contract at the value that this market's model has.
  ///
  /// - Parameters:
  ///   - contract: The name of a contract that is open and whose terms give no exact payoff.
  ///   - pool: The pool.
  /// - Throws: `PoolBridgeError.notListed` where nothing of it is open, or what valuing and `closing(_:at:source:)` throw.
  public func closing(_ contract: String, in pool: MutualPool) throws(PoolBridgeError) -> PoolAction {
    let book = try pricedBook(of: pool)
    guard let priced = book.positions.first(where: { $0.position.id == contract }) else {
      throw .notListed(contract: contract)
    }
    return try pool.closing(
      contract, at: priced.greeks.value / priced.position.quantity, source: "model, \(snapshot.asOf)")
  }
}
