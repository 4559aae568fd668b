import Foundation
import TailpoolAnalysis
import TailpoolFiles
import TailpoolMarket
import TailpoolScenarios
import _TailpoolTestSupport

@testable import TailpoolReport

/// A report that a program of another hand expects, number by number: `Tests/SecondHand` makes what is read, and what is to come
/// of it.
struct SecondHandReport {
  enum Case: String, CaseIterable, Sendable {
    /// Cash-settled options on two underlyings, a pool in dollars that holds coins, valued at the venue's own volatilities.
    case cash
    /// Coin-settled options on the same underlyings, a pool that counts in one and holds both and dollars.
    case coin
    /// Digitals, barriers and futures without expiry beside cash-settled options.
    case contracts
  }

  let report: PoolRiskReport
  let expected: ReadJSON

  /// Makes the report of a case once.
  static func of(_ own: Case) async throws -> SecondHandReport { try await made.value(of: own) }

  private static let made = Made()

  private actor Made {
    private var tasks: [Case: Task<SecondHandReport, any Error>] = [:]

    func value(of own: Case) async throws -> SecondHandReport {
      let task = tasks[own] ?? Task { try await SecondHandReport(own) }
      tasks[own] = task
      return try await task.value
    }
  }

  private init(_ own: Case) async throws {
    func url(_ name: String) throws -> URL { try References.url("second-hand/\(own.rawValue)/\(name)") }
    expected = try ReadJSON(Data(contentsOf: url("expected.json")))
    let snapshot = try MarketSnapshot(chains: [try ChainReader.read(path: url("chain.csv").path)])
    let inputs = ReportInputs(
      snapshot: snapshot, history: try HistoryReader.read(path: url("history.csv").path),
      volatilityHistory: try HistoryReader.read(path: url("volatility-history.csv").path),
      book: try BookReader.read(path: url("book.csv").path, in: snapshot),
      pool: try PoolReader.read(path: url("pool.json").path, units: snapshot.units),
      stress: try StressReader.read(path: url("stress.json").path),
      names: [
        ("chain", "chain.csv"), ("history", "history.csv"), ("volatility history", "volatility-history.csv"),
        ("book", "book.csv"), ("pool", "pool.json"), ("stress set", "stress.json"),
      ].map { RunSection.Input(role: $0.0, name: $0.1) })
    let settings = AnalysisSettings(
      threads: 2, returns: 200, record: .days(110), marks: .quotes, model: .filteredHistory)
    report = try await PoolRiskReport.make(from: inputs, settings: settings).report
  }

  /// What is expected of one form.
  func expected(_ form: String) -> ReadJSON? {
    if case .object(let forms) = expected { forms[form] } else { nil }
  }
}
