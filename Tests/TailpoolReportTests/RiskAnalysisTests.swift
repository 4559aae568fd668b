import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import TailpoolSurfaces
import Testing

@testable import TailpoolReport

@Suite("Analysis behind the risk numbers")
struct RiskAnalysisTests {
  /// The report that the tests look at, made once.
  private static let shared = Task { try await made(threads: 1) }

  private static func made(threads: Int) async throws -> PoolRiskReport {
    try await PoolRiskReport.make(
      from: .sample(), settings: AnalysisSettings(scenarios: 2_000, threads: threads, record: .none)
    )
    .report
  }

  private func report() async throws -> PoolRiskReport { try await Self.shared.value }

  @Test("Contributions by expiry, position and participant add up to the expected shortfall")
  func contributions() async throws {
    let report = try await report()
    let breakdown = try #require(report.analysis?.breakdown)
    let total = report.monteCarlo.headlineShortfall.value
    for parts in [breakdown.byExpiry, breakdown.byPosition, breakdown.byParticipant] {
      #expect(abs(parts.reduce(0) { $0 + $1.expectedShortfall } - total) < 1e-9 * total)
      #expect(abs(parts.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    }
    for part in report.monteCarlo.contributions {
      let sum = breakdown.byExpiry.filter { $0.name.hasPrefix(part.underlying.name) }
        .reduce(0) { $0 + $1.expectedShortfall }
      #expect(abs(sum - part.expectedShortfall) < 1e-9 * total, "\(part)")
    }
  }

  @Test("The reverse stress loses its amount when the book is revalued, where delta and gamma miss it")
  func reverse() async throws {
    let analysis = try #require(try await report().analysis)
    let inputs = try ReportInputs.sample()
    let valuation = try #require(inputs.book).valuation(
      in: inputs.snapshot,
      volatilities: inputs.snapshot.volatilityMarks(
        off: inputs.snapshot.surfaceQuotes().map { try FittedSurface($0) }))
    let book = try BookRevaluation(valuation, volatilityMoves: .decay)
    // Four parts of the capital, and the layers of the sample's pool up to each.
    #expect(analysis.reverse.count == 7 && analysis.reverse.map(\.loss) == analysis.reverse.map(\.loss).sorted())
    var misses: [Double] = []
    for row in analysis.reverse {
      let result = try #require(row.result, "\(row)")
      let again = try book.profitAndLoss(under: result.move).values.reduce(0, +)
      #expect(abs(again + row.loss) < 1e-9 * row.loss, "\(row.name): \(again)")
      misses.append(abs(row.deltaGamma + row.loss) / row.loss)
    }
    #expect(
      zip(analysis.reverse, analysis.reverse.dropFirst()).allSatisfy {
        // A layer may end where the capital does.
        $0.loss == $1.loss || ($0.result?.distance ?? 0) < ($1.result?.distance ?? 0)
      })
    #expect(misses.contains { $0 > 0.1 }, "\(misses)")
  }

  @Test("Wider quotes cost more, other correlations change the measures, and the worst case is priced in full beside")
  func stress() async throws {
    let analysis = try #require(try await report().analysis)
    #expect(analysis.liquidity.map(\.spreadMultiple) == [1, 2, 5])
    #expect(analysis.liquidity[0].total > 0 && analysis.liquidity[0].total < analysis.liquidity[2].total)
    #expect(analysis.twists.count == 6 && analysis.twists.contains { $0.profitAndLoss < 0 })
    #expect(
      Set(analysis.correlations.map { $0.loss(.expectedShortfall(.percent97Point5)) }).count
        == analysis.correlations.count)
    let worst = try #require(analysis.worstCase)
    #expect(worst.deltaGamma < 0 && worst.full < 0 && worst.radius > 2)
    let backtest = try #require(analysis.backtest)
    #expect(backtest.rows.count == 3 && backtest.days >= 100)
  }

  @Test("The numbers do not depend on the threads, and all three forms show them")
  func forms() async throws {
    let (one, three) = (try await report(), try await Self.made(threads: 3))
    #expect(one.analysis == three.analysis)
    let (text, page) = (one.text(width: 100), one.html())
    for word in ["Reverse stress", "Liquidity", "Backtest", "Correlation stress", "by position"] {
      #expect(text.contains(word) && page.contains(word), "\(word)")
    }
    #expect(one.document.json.elements("analysis", "reverseStress")?.count == 7)
  }

  @Test("A stress set that names no underlying of the book is an error; one that names another besides is not")
  func unknownAssets() async throws {
    var inputs = try ReportInputs.sample()
    let unknown = StressScenario(name: "x", move: MarketMove(spotReturns: ["NIX": -0.1]))
    inputs.stress = StressSet(scenarios: [unknown])
    let bad = inputs
    await #expect(throws: AnalysisError.unrelatedStress(named: ["NIX"], underlyings: bad.book?.underlyings ?? [])) {
      try await PoolRiskReport.make(from: bad, settings: AnalysisSettings(scenarios: 200, record: .none))
    }
    let known = try #require(inputs.book).underlyings[0]
    inputs.stress = StressSet(scenarios: [
      unknown,
      StressScenario(
        name: "skew", move: MarketMove([known: UnderlyingMove(spotReturn: -0.1, skewTwist: -0.2)])),
    ])
    let report = try await PoolRiskReport.make(from: inputs, settings: AnalysisSettings(scenarios: 200, record: .none))
      .report
    #expect(report.stressResults.count == 1)
  }
}
