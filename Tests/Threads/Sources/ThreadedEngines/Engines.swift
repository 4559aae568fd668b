import Foundation
import Tailpool

/// A made-up book of options on two underlyings, its scenarios, and columns of options for the batches.
struct Engines: Sendable {
  let revaluation: BookRevaluation
  let positions: PositionRevaluation
  let scenarios: GaussianScenarios
  let columns: OptionColumns
  let forwards: ForwardOptionColumns

  init() throws {
    var state: UInt64 = 3
    func uniform(_ low: Double, _ high: Double) -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return low + (high - low) * Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }
    let holdings = [Underlying("A"), Underlying("B"), Underlying("C")].map { (name: Underlying) -> OptionHoldings in
      let strikes = (0..<12).map { _ in uniform(70, 130) }
      return OptionHoldings(
        underlying: name, spot: 97,
        options: ForwardOptionColumns(
          types: strikes.map { $0 < 100 ? .put : .call }, forwards: strikes.map { _ in 99 }, strikes: strikes,
          years: strikes.map { _ in uniform(0.01, 0.5) }, volatilities: strikes.map { _ in uniform(0.3, 0.9) },
          discountFactors: strikes.map { _ in 0.99 }),
        quantities: strikes.map { _ in uniform(-10, 5) })
    }
    revaluation = try BookRevaluation(holdings)
    positions = try PositionRevaluation(holdings)
    scenarios = try GaussianScenarios(
      covariance: Covariance(
        factors: [.spot("A"), .spot("B"), .spot("C"), .volatility("A"), .volatility("B"), .volatility("C")],
        matrix: Matrix(rows: [
          [0.0016, 0.001, 0.0002, -0.0004, 0, 0], [0.001, 0.0012, 0.0001, 0, -0.0003, 0],
          [0.0002, 0.0001, 0.0009, 0, 0, -0.0002], [-0.0004, 0, 0, 0.002, 0.001, 0],
          [0, -0.0003, 0, 0.001, 0.0025, 0], [0, 0, -0.0002, 0, 0, 0.0018],
        ]), observations: 500), count: 5_001, seed: 5)

    // More than one block of work, and now and then an element that the scalar formula has to take.
    let count = 34_003
    func column(_ low: Double, _ high: Double) -> [Double] {
      (0..<count).map { $0 % 97 == 13 ? -1 : uniform(low, high) }
    }
    let types = (0..<count).map { _ in uniform(0, 1) < 0.5 ? OptionType.call : .put }
    columns = OptionColumns(
      types: types, spots: column(50, 150), strikes: column(30, 250), years: column(0.002, 3),
      volatilities: column(0.05, 1.5), rates: column(-0.01, 0.06), dividendYields: column(0, 0.04))
    forwards = ForwardOptionColumns(
      types: types, forwards: column(50, 150), strikes: column(30, 250), years: column(0.002, 3),
      volatilities: column(0.05, 1.5), discountFactors: column(0.8, 1))
  }

  func batches(threads: Int) -> [UInt64] {
    var all: [UInt64] = []
    func filled(_ count: Int, _ body: (inout MutableSpan<Double>) -> BatchOutcome) -> [Double] {
      var values = [Double](repeating: 0, count: count)
      var span = values.mutableSpan
      let outcome = body(&span)
      all += [UInt64(outcome.invalidCount), UInt64(outcome.scalarCount)]
      return values
    }
    let prices = filled(columns.count) { BlackScholesMerton.prices(of: columns, into: &$0, threads: threads) }
    let others = filled(forwards.count) { Black76.prices(of: forwards, into: &$0, threads: threads) }
    let volatilities = filled(forwards.count) {
      ImpliedVolatility.black76(of: forwards, prices: others.span, into: &$0, threads: threads)
    }
    var greeks = GreekColumns(count: columns.count, set: .thirdOrder)
    BlackScholesMerton.greeks(of: columns, into: &greeks, threads: threads)
    for greek in GreekSet.thirdOrder.greeks { all += greeks[greek].map(\.bitPattern) }
    for values in [prices, others, volatilities] { all += values.map(\.bitPattern) }
    return all
  }

  func profitAndLoss(threads: Int) async throws -> [UInt64] {
    let counter = Counter()
    let values = try await revaluation.profitAndLoss(over: scenarios, threads: threads) { done, _ in
      counter.raise(to: done)
    }
    guard counter.greatest == scenarios.count else { return [] }
    return values.map(\.bitPattern)
  }

  func parts(threads: Int) async throws -> [UInt64] {
    let some = Array(stride(from: 0, to: scenarios.count, by: 2))
    let whole = try await revaluation.profitAndLoss(at: some, of: scenarios, threads: threads)
    let parts = try await revaluation.profitAndLossByUnderlying(at: some, of: scenarios, threads: threads)
    let named = parts.sorted { $0.key.name < $1.key.name }.flatMap { $0.value }
    return (whole + named).map(\.bitPattern)
  }

  func proxy(threads: Int) async throws -> [UInt64] {
    let proxy = try await RevaluationProxy(revaluation, over: scenarios, threads: threads)
    let values = try await proxy.profitAndLoss(over: scenarios, threads: threads)
    return values.map(\.bitPattern) + [proxy.certificate.errorBound.bitPattern]
  }

  func shards(threads: Int) async throws -> [UInt64] {
    let plan = try ShardPlan(revaluation, over: scenarios, shards: 3, levels: [.percent95, .percent99])
    var parts: [PartialRisk] = []
    for shard in plan.shards.indices {
      parts.append(try await plan.run(shard, of: revaluation, over: scenarios, threads: threads))
    }
    let risk = try parts.dropFirst().reduce(parts[0]) { try $0.merged(with: $1) }.finish()
    return risk.valuesAtRisk.map(\.value.bitPattern) + risk.expectedShortfalls.map(\.value.bitPattern)
      + [risk.mean.bitPattern, risk.standardDeviation.bitPattern]
  }

  func contributions(threads: Int) async throws -> [UInt64] {
    let distribution = try ProfitAndLossDistribution(revaluation.profitAndLoss(over: scenarios))
    let found = try await distribution.contributions(.percent95, of: positions, over: scenarios, threads: threads)
    return (found.expectedShortfall + found.valueAtRisk).map(\.bitPattern)
  }
}

/// The greatest number seen, from any thread.
final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var value = 0
  var greatest: Int { lock.withLock { value } }
  func raise(to new: Int) { lock.withLock { value = max(value, new) } }
}
