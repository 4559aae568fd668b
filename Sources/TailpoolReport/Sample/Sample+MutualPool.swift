import TailpoolLedger
import TailpoolMarket
import TailpoolPools

extension Sample {
  /// The sample pool as one that runs: the participants of `pool()` with their contributions, the options of `book()` at
  /// the bid and ask of `chain()`, a reserve, rewards that stream, and two tickets that wait.
  ///
  /// - Returns: The pool at the time of the sample snapshot.
  /// - Throws: Nothing for the sample as it is; the errors are those of the pool and of the chain.
  public static func mutualPool() throws -> MutualPool {
    let opening = asOf.advanced(bySeconds: -30 * 86_400)
    var terms = PoolTerms(asset: try Asset("USD", decimals: 2), opening: opening)
    terms.manager = "sample-manager"
    terms.controls.breaker = PoolControls.Breaker()
    terms.controls.outflow = PoolControls.Outflow(
      window: 7 * 86_400, tick: 86_400, retainedBasisPoints: 8_000, threshold: 100_000_000)
    terms.controls.assessmentBasisPoints = 1_000
    var pool = try MutualPool(terms)
    let members = try Sample.pool().participants
    for member in members {
      let assets = UInt128(member.contribution) * 100
      try pool.apply(
        PoolEvent(at: opening, .deposit(participant: member.id, assets: assets, minimumShares: 0)))
    }
    try pool.apply(PoolEvent(at: opening, .fundReserve(from: "sample-sponsor", assets: 40_000_000)))
    try pool.apply(PoolEvent(at: opening, .fundRewards(from: "sample-sponsor", assets: 6_000_000, seconds: 5_184_000)))
    for (contract, trade) in try trades(terms.asset) {
      try pool.apply(PoolEvent(at: asOf, .list(contract)))
      try pool.apply(PoolEvent(at: asOf, .trade(trade)))
    }
    let leaver = members[1].id
    let shares = pool.register.shares(of: leaver) / 4
    try pool.apply(PoolEvent(at: asOf, .requestExit(participant: leaver, shares: shares, minimumAssets: 0)))
    try pool.apply(
      PoolEvent(at: asOf, .requestEntry(participant: "sample-newcomer", assets: 25_000_000, minimumShares: 0)))
    return pool
  }

  /// The positions of the sample book as trades at the quotes; one contract is a hundredth of a coin.
  ///
  /// Bids and what is received are rounded down, asks and what is paid up: both in favor of the other party.
  private static func trades(_ asset: Asset) throws -> [(PoolContract, PoolTrade)] {
    let quotes = try chain().quotes
    var trades: [(PoolContract, PoolTrade)] = []
    for position in try book().positions {
      guard let option = position.contract.option, let quote = quotes.first(where: { $0.contract == option })
      else { continue }
      let spot = spots.first { $0.underlying == option.underlying }?.spot ?? 0
      let mark = quote.mark ?? quote.bid ?? 0
      func cents(_ price: Double, _ flow: Flow) throws -> UInt128 {
        try Amount(max(price, 0) * spot / 100, of: asset, moving: flow, favoring: .counterparty).units.magnitude
      }
      let (bid, ask) = (try cents(quote.bid ?? mark, .intoPool), try cents(quote.ask ?? mark, .outOfPool))
      let contract = PoolContract(
        id: option.name, underlying: option.underlying.name, expiry: option.expiry,
        terms: .european(option.type, strike: UInt128(option.strike * 1e8), settlement: .cash), size: 1,
        collateral: try cents(0.05, .outOfPool))
      let count = Int128((position.quantity * 100).rounded())
      let each = try cents(mark, count < 0 ? .intoPool : .outOfPool)
      trades.append(
        (
          contract,
          PoolTrade(
            mark: ContractMark(contract: contract.id, bid: min(bid, ask), ask: max(bid, ask)), quantity: count,
            premium: each * UInt128(count.magnitude))
        ))
    }
    return trades
  }
}
