import TailpoolLedger
import TailpoolMarket

extension PoolContract {
  /// Takes a contract from the market.
  ///
  ///     let digital = try DigitalContract(underlying: "BTC", payoff: .cash, type: .call, strike: 90_000, expiry: expiry)
  ///     try pool.apply(PoolEvent(at: now, .list(PoolContract(Contract(digital), collateral: 1_000_000, in: usdc))))
  ///
  /// A kind that the ledger does not know gets terms `.valued`: it is paid at a value, and `PoolBookInputs.contracts` says
  /// what it is. A listed option that settles in coin is linear in a pool that counts dollars: the coins paid at expiry
  /// are worth max(±(S − K), 0).
  ///
  /// - Parameters:
  ///   - contract: The contract.
  ///   - id: Its name in the journal; nil for its own.
  ///   - collateral: Base units that the pool locks for each contract it has sold.
  ///   - asset: What the pool counts in.
  /// - Throws: `PoolBridgeError.notWhole` for a number with more decimals than the ledger keeps, `.futureAsContract` for a
  ///   future, which the pool holds as a hedge, `.markedTerms` for a perpetual contract that states its own volatility or
  ///   rates, which are the market's to say.
  public init(_ contract: Contract, id: String? = nil, collateral: UInt128, in asset: Asset) throws(PoolBridgeError) {
    let id = id ?? contract.name
    func whole(_ value: Double, _ field: String, over scale: UInt128 = PoolContract.scale) throws(PoolBridgeError)
      -> UInt128
    {
      let units = (value * Double(scale)).rounded()
      guard units >= 0, units <= 0x1p53, units / Double(scale) == value else {
        throw .notWhole(contract: id, field: field, value: value)
      }
      return UInt128(units)
    }
    let terms: Terms
    switch contract.terms {
    case let option as OptionContract:
      terms = .european(
        option.type, strike: try whole(option.strike, "strike"),
        settlement: option.underlying.name == asset.symbol ? option.settlement : .cash)
    case let digital as DigitalContract:
      terms = .digital(digital.payoff, digital.type, strike: try whole(digital.strike, "strike"))
    case let option as BarrierContract:
      terms = .barrier(
        option.kind, option.type, strike: try whole(option.strike, "strike"),
        barrier: try whole(option.barrier, "barrier"), rebate: try whole(option.rebate, "rebate"))
    case let option as ExchangeContract:
      terms = .exchange(delivering: option.delivered.name, ratio: try whole(option.ratio, "ratio"))
    case let perpetual as PerpetualContract:
      guard perpetual.marking == PerpetualContract.Marking() else { throw .markedTerms(contract: id) }
      func seconds(_ years: Double) throws(PoolBridgeError) -> Int64 {
        Int64(try whole(years, "fundingPeriod", over: UInt128(DayCount.secondsPerYear)))
      }
      switch perpetual.terms {
      case .everlastingOption(let type, let strike, let period, let funding):
        terms = .everlasting(
          type, strike: try whole(strike, "strike"), fundingSeconds: try seconds(period), funding)
      case .powerPerpetual(let power, let period, let funding):
        let magnitude = Int64(try whole(abs(power), "power"))
        terms = .power(power: power < 0 ? -magnitude : magnitude, fundingSeconds: try seconds(period), funding)
      case .perpetualAmerican(let type, let strike):
        terms = .perpetualAmerican(type, strike: try whole(strike, "strike"))
      case .linearFuture, .inverseFuture: throw .futureAsContract(contract: id)
      }
    default: terms = .valued
    }
    self.init(
      id: id, underlying: contract.underlying.name, expiry: contract.expiry, terms: terms,
      size: try whole(contract.contractSize, "contractSize", over: UInt128(asset.unitsPerWhole)),
      collateral: collateral)
  }

  /// The contract as the market has it.
  ///
  /// - Parameters:
  ///   - snapshot: What is listed, to choose an option's class and settlement by; nil takes the underlying's own class.
  ///   - asset: What the pool counts in.
  ///   - inputs: The terms of contracts of the user's own kinds.
  /// - Throws: `PoolBridgeError.inexact`, `.foreignPayoff`, `.unknownTerms`, `.mismatchedTerms` or `.market`.
  public func contract(
    in snapshot: MarketSnapshot? = nil, asset: Asset, inputs: PoolBookInputs = PoolBookInputs()
  ) throws(PoolBridgeError) -> Contract {
    if case .european(let type, let strike, let settlement) = terms, let expiry {
      return Contract(try option(type, strike, settlement, expiry, in: snapshot, asset: asset))
    }
    if underlyings.contains(asset.symbol) { throw .foreignPayoff(contract: id, settlement: .cash, asset: asset.symbol) }
    let size = try exact(size, over: UInt128(asset.unitsPerWhole), "size")
    if terms == .valued { return try own(inputs.contracts[id], size: size) }
    return if let expiry { try dated(expiry, size) } else { try perpetual(size) }
  }

  /// A contract that expires, but for the European option and an own kind.
  private func dated(_ expiry: Timestamp, _ size: Double) throws(PoolBridgeError) -> Contract {
    let name = Underlying(underlying)
    switch terms {
    case .digital(let payoff, let type, let strike):
      let strike = try price(strike, "strike")
      return Contract(
        try bridging { () throws(MarketError) in
          try DigitalContract(
            underlying: name, payoff: payoff, type: type, strike: strike, expiry: expiry, contractSize: size)
        })
    case .barrier(let kind, let type, let strike, let level, let rebate):
      let (strike, level) = (try price(strike, "strike"), try price(level, "barrier"))
      let rebate = try price(rebate, "rebate")
      return Contract(
        try bridging { () throws(MarketError) in
          try BarrierContract(
            underlying: name, kind: kind, type: type, strike: strike, barrier: level, rebate: rebate, expiry: expiry,
            contractSize: size)
        })
    case .exchange(let delivered, let ratio):
      let ratio = try price(ratio, "ratio")
      return Contract(
        try bridging { () throws(MarketError) in
          try ExchangeContract(
            receive: name, deliver: Underlying(delivered), ratio: ratio, expiry: expiry, contractSize: size)
        })
    case .european, .everlasting, .power, .perpetualAmerican, .valued: throw .unknownTerms(contract: id)
    }
  }

  /// A contract that does not expire, but for an own kind.
  private func perpetual(_ size: Double) throws(PoolBridgeError) -> Contract {
    let perpetual: PerpetualContract.Terms
    switch terms {
    case .everlasting(let type, let strike, let seconds, let funding):
      perpetual = .everlastingOption(
        type, strike: try price(strike, "strike"), fundingPeriod: Self.years(seconds), funding: funding)
    case .power(let power, let seconds, let funding):
      let magnitude = try price(UInt128(power.magnitude), "power")
      perpetual = .powerPerpetual(
        power: power < 0 ? -magnitude : magnitude, fundingPeriod: Self.years(seconds), funding: funding)
    case .perpetualAmerican(let type, let strike):
      perpetual = .perpetualAmerican(type, strike: try price(strike, "strike"))
    case .european, .digital, .barrier, .exchange, .valued: throw .unknownTerms(contract: id)
    }
    return Contract(
      try bridging { () throws(MarketError) in
        try PerpetualContract(underlying: Underlying(underlying), terms: perpetual, contractSize: size)
      })
  }

  private func price(_ units: UInt128, _ field: String) throws(PoolBridgeError) -> Double {
    try exact(units, over: Self.scale, field)
  }

  private static func years(_ seconds: Int64) -> Double { Double(seconds) / Double(DayCount.secondsPerYear) }

  /// A contract of the user's own kind, which must be what was listed.
  private func own(_ contract: Contract?, size: Double) throws(PoolBridgeError) -> Contract {
    guard let contract else { throw .unknownTerms(contract: id) }
    if contract.underlying.name != underlying { throw .mismatchedTerms(contract: id, field: "underlying") }
    if contract.expiry != expiry { throw .mismatchedTerms(contract: id, field: "expiry") }
    if contract.contractSize != size { throw .mismatchedTerms(contract: id, field: "contractSize") }
    if contract.settlement != .cash { throw .mismatchedTerms(contract: id, field: "settlement") }
    return contract
  }

  private func option(
    _ type: OptionType, _ strike: UInt128, _ settlement: Settlement, _ expiry: Timestamp,
    in snapshot: MarketSnapshot?, asset: Asset
  ) throws(PoolBridgeError) -> OptionContract {
    let isInverse = settlement == .coin
    guard isInverse == (underlying == asset.symbol) else {
      throw .foreignPayoff(contract: id, settlement: settlement, asset: asset.symbol)
    }
    let strike = try exact(strike, over: Self.scale, "strike")
    let contractSize = try exact(size, over: UInt128(asset.unitsPerWhole), "size")
    let listed = snapshot.flatMap { listing(type, strike, expiry, mustBeCoin: isInverse, in: $0) }
    return try bridging { () throws(MarketError) in
      try OptionContract(
        underlying: Underlying(underlying), root: listed?.root, type: type, strike: strike, expiry: expiry,
        settlement: listed?.settlement ?? (isInverse ? .coin : .cash), contractSize: contractSize)
    }
  }

  /// The listed option with these terms: in cash before coin, the underlying's own class before others.
  private func listing(
    _ type: OptionType, _ strike: Double, _ expiry: Timestamp, mustBeCoin: Bool, in snapshot: MarketSnapshot
  ) -> OptionContract? {
    let markets = (snapshot[Underlying(underlying)]?.expiries ?? []).filter { $0.expiry == expiry }
    let listed = markets.flatMap(\.quotes).map(\.contract).filter {
      $0.type == type && $0.strike == strike && !(mustBeCoin && $0.settlement == .cash)
    }
    func rank(_ contract: OptionContract) -> Int {
      (contract.settlement == .cash ? 0 : 2) + (contract.root == underlying ? 0 : 1)
    }
    return listed.min { (rank($0), $0.root) < (rank($1), $1.root) }
  }

  /// The quotient as a `Double` that gives the units back, or an error.
  private func exact(_ units: UInt128, over scale: UInt128, _ field: String) throws(PoolBridgeError) -> Double {
    guard units <= 1 << 53, scale <= 1 << 53 else { throw .inexact(contract: id, field: field, units: units) }
    let value = Double(units) / Double(scale)
    guard (value * Double(scale)).rounded() == Double(units) else {
      throw .inexact(contract: id, field: field, units: units)
    }
    return value
  }
}
