import Foundation
import TailpoolAnalysis
import TailpoolFiles
import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import TailpoolScenarios
import Testing

@testable import TailpoolReport

@Suite("The report of a pool that runs")
struct PoolBridgeTests {
  /// The year's pool in the sample's market, both as files hold them.
  private func inputs() throws -> ReportInputs {
    let (terms, events) = try Sample.poolYear()
    let chain = try ChainReader.read(InputFile(name: "chain.csv", text: try Sample.chainCSV()))
    let history = try HistoryReader.read(InputFile(name: "history.csv", text: Sample.poolYearHistoryCSV()))
    return ReportInputs(
      snapshot: try MarketSnapshot(chains: [chain]), history: history,
      mutualPool: try MutualPool(terms, replaying: events))
  }

  private func report(_ inputs: ReportInputs) async throws -> PoolRiskReport {
    let settings = AnalysisSettings(scenarios: 200, threads: 2, record: .none, marks: .quotes)
    return try await PoolRiskReport.make(from: inputs, settings: settings).report
  }

  @Test("One capital and one utilization, the journal's to the unit; members, claims and layers too")
  func oneCapital() async throws {
    let inputs = try inputs()
    let pool = try #require(inputs.mutualPool)
    let report = try await report(inputs)
    let (books, status) = (try #require(report.books), try #require(report.pool))
    let value = try pool.value(at: pool.time)
    func cents(_ dollars: Double) -> Int128 { Int128((dollars * 100).rounded()) }
    #expect(cents(status.capital) == value.low && cents(books.low) == value.low && value.low > 0)
    #expect(status.capital == books.low && status.utilization == books.utilization)
    #expect(status.utilization == pool.utilization)
    #expect(
      cents(status.assets) + cents(status.optionAssets) - cents(status.optionLiabilities) == value.low)
    let claims = try pool.claims(at: pool.time)
    #expect(status.participants.map(\.participant.id) == pool.register.names)
    #expect(status.participants.map { UInt128(cents($0.value)) } == claims)
    let layers = try pool.lossLayers(at: pool.time)
    let exhausting = try layers.exhaustingLosses()
    let expected = zip(layers.layers, exhausting).filter { $0.0.capacity > 0 }.map(\.1)
    #expect(status.layers.map { cents($0.exhaustingLoss) } == expected)
    let reversed = try #require(report.analysis).reverse.map(\.name)
    #expect(reversed.filter { $0.hasPrefix("layers up to") } == status.layers.map { "layers up to \($0.name)" })
    // The book is the journal's, contract by contract.
    #expect(report.book.positions == pool.open.count + pool.hedges.count && pool.hedges.count == 1)
    // The engine's value at the mid lies between the journal's two sides.
    let mid = report.book.total.value
    let sides = (
      value.low - pool.cash() + Int128(value.lockedSpread), value.high - pool.cash() + Int128(value.lockedSpread)
    )
    #expect(Double(sides.0) / 100 <= mid && mid <= Double(sides.1) / 100, "\(sides) and \(mid)")
    let bears = status.participants.reduce(0) { $0 + $1.expectedShortfall }
    let shortfall = report.monteCarlo.headlineShortfall.value
    #expect(abs(bears - shortfall) < 1e-9 * shortfall, "\(bears) of \(shortfall)")
    #expect(report.run.assumptions.contains { $0.contains("pool's own books") })
  }

  @Test("A market that does not list a contract, or was seen too early, is refused with the contract's name")
  func refusals() async throws {
    var inputs = try inputs()
    let pool = try #require(inputs.mutualPool)
    let chain = try Sample.chain()
    let gone = try #require(pool.open.keys.min())
    inputs.snapshot = try MarketSnapshot(
      chains: [OptionChain(asOf: chain.asOf, quotes: chain.quotes.filter { $0.contract.name != gone })])
    await #expect(throws: PoolBridgeError.notListed(contract: gone)) { try await report(inputs) }
    let early = chain.asOf.advanced(bySeconds: -1)
    inputs.snapshot = try MarketSnapshot(chains: [OptionChain(asOf: early, quotes: chain.quotes)])
    await #expect(throws: PoolBridgeError.snapshotBeforeEvent(asOf: early, last: pool.time)) {
      try await report(inputs)
    }
  }

  @Test("The engine that books events says the expected shortfall that the report says, for any number of threads")
  func oneShortfall() async throws {
    let inputs = try inputs()
    let pool = try #require(inputs.mutualPool)
    for threads in [1, 3] {
      let analysis = try await BookAnalysis.run(
        try inputs.analysis(),
        settings: AnalysisSettings(scenarios: 300, threads: threads, record: .none, marks: .quotes))
      let engine = try PoolRisk(analysis)
      #expect(try engine.expectedShortfall(of: pool) == analysis.headline.headlineShortfall.value, "\(threads)")
    }
  }

  #if Command
    @Test("Marks appended to the journal are read back, and a refused event leaves no line")
    func appended() throws {
      let (terms, events) = try Sample.poolYear()
      let text = PoolJournal.text(terms, events)
      let replay = try PoolJournal.replay(InputFile(name: "year", text: text))
      let snapshot = try MarketSnapshot(chains: [try Sample.chain()])
      let priced = try replay.pool.book(in: snapshot).valuation(
        in: snapshot, volatilities: snapshot.volatilityMarks())
      let event = PoolEvent(
        at: snapshot.asOf, try replay.pool.marks(priced, in: snapshot).action(source: "again"))
      let (lines, pool) = try replay.appending([event])
      let again = try PoolJournal.replay(InputFile(name: "year", text: text + lines))
      #expect(again.pool == pool && again.lines == replay.lines + 1 && again.pool.audit().isEmpty)
      #expect(again.pool.lastMark?.source == "again")
      // The chain is that of the last mark, so that the value is what it was.
      #expect(try pool.value(at: pool.time).low == replay.pool.value(at: pool.time).low)
      let bad = PoolEvent(at: snapshot.asOf, .claimRewards(participant: "nobody"))
      #expect(throws: PoolRefusal.unknownParticipant("nobody")) { try replay.appending([event, bad]) }
    }
  #endif
}
