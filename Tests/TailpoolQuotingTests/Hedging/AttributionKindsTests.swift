import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing
import TailpoolQuoting
import Testing
import _TailpoolTestSupport

@Suite("What a day's profit came from, of contracts of every kind")
struct AttributionKindsTests {
  private static let kinds = [
    "option", "digital", "barrier", "exchange", "future", "inverse", "everlasting", "power", "spot",
  ]

  private static func contract(_ kind: String) throws -> (contract: Contract, state: ContractState) {
    let expiry = HedgedPool.expiry
    func perpetual(_ terms: PerpetualContract.Terms) throws -> Contract {
      Contract(try PerpetualContract(underlying: "BTC", terms: terms))
    }
    switch kind {
    case "option":
      return (
        Contract(
          try OptionContract(
            underlying: "BTC", type: .put, strike: HedgedPool.strike, expiry: expiry, settlement: .coin)),
        ContractState()
      )
    case "digital":
      return (
        Contract(
          try DigitalContract(underlying: "BTC", payoff: .cash, type: .call, strike: 82_000, expiry: expiry)),
        ContractState()
      )
    case "barrier":
      return (
        Contract(
          try BarrierContract(
            underlying: "BTC", kind: .downAndOut, type: .call, strike: 82_000, barrier: 60_000, expiry: expiry)),
        ContractState(isBarrierHit: false)
      )
    case "exchange":
      return (
        Contract(try ExchangeContract(receive: "BTC", deliver: "ETH", ratio: 20, expiry: expiry)), ContractState()
      )
    case "future": return (try perpetual(.linearFuture(entry: 79_000)), ContractState())
    case "inverse": return (try perpetual(.inverseFuture(entry: 79_000)), ContractState())
    case "everlasting":
      return (
        try perpetual(.everlastingOption(.call, strike: 82_000, fundingPeriod: 0.02, funding: .continuous)),
        ContractState()
      )
    case "power":
      return (try perpetual(.powerPerpetual(power: 2, fundingPeriod: 0.02, funding: .continuous)), ContractState())
    default: return (Contract(SpotHolding("BTC")), ContractState())
    }
  }

  /// BTC with another underlying whose quotes are those of BTC over twenty.
  private static func market(_ spot: Double, level: Double, at time: Timestamp) throws -> PricingMarket {
    let chain = try HedgedPool.chain(spot, level: level, at: time)
    let other = try chain.quotes.map { quote in
      let option = quote.contract
      return OptionChain.Quote(
        contract: try OptionContract(
          underlying: "ETH", type: option.type, strike: option.strike / 20, expiry: option.expiry,
          settlement: .coin),
        mark: quote.mark, markVolatility: (quote.markVolatility ?? 0) * 1.3, forward: quote.forward.map { $0 / 20.5 },
        spot: quote.spot.map { $0 / 20.5 })
    }
    let snapshot = try MarketSnapshot(chains: [OptionChain(asOf: time, quotes: chain.quotes + other)])
    return PricingMarket(
      snapshot: snapshot, volatilities: snapshot.volatilityMarks(),
      correlations: try CorrelationTable([AssetCorrelation("BTC", "ETH", value: 0.6, source: "test")]))
  }

  /// The parts are revaluations off the start, the value at the end is the pricer's own there: what the moves of spot,
  /// volatility, rates and time do not carry over is the rest.
  @Test("Little is left of a day of any kind", arguments: kinds)
  func rest(kind: String) throws {
    var generator = SeededGenerator(seed: 3)
    let (contract, state) = try Self.contract(kind)
    let from = try Self.market(80_000, level: 0.5, at: HedgedPool.opening)
    let book = try Book(
      positions: [Position(id: kind, contract: contract, quantity: -3, state: state)], correlations: from.correlations)
    var (rest, made) = (0.0, 0.0)
    for _ in 0..<50 {
      let to = try Self.market(
        80_000 * generator.uniform(0.85, 1.15), level: 0.5 * generator.uniform(0.8, 1.4), at: HedgedPool.day(1))
      for dynamics in [SmileDynamics.stickyStrike, .stickyDelta, .surfaceShift(slope: -0.3)] {
        let parts = try book.attribution(from: from, to: to, dynamics: dynamics)
        let values = try [from, to].map { market in
          try book.valuation(in: market.snapshot, volatilities: market.volatilities).value
        }
        let total = values[1] - values[0]
        #expect(abs(parts.total - total) <= 1e-9 * (abs(values[0]) + abs(values[1])), "\(parts.total), \(total)")
        rest += abs(parts.rest)
        made += abs(total)
      }
    }
    print(kind, "rest", rest / made)
    #expect(rest <= 1e-5 * made, "\(kind): \(rest) of \(made)")
  }
}
