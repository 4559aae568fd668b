import Foundation
import Tailpool

/// Runs everything of the library that takes a number of threads with 1, 2, 3 and 8 of them, and holds the bits of the
/// results against those of one thread. Built with the thread sanitizer it reports races as well (Scripts/check-threads).
@main
struct ThreadedEngines {
  static let counts = [1, 2, 3, 8]
  nonisolated(unsafe) static var failures = 0

  static func main() async throws {
    if CommandLine.arguments.dropFirst().first == "canary" {
      await race()
      return
    }
    let inputs = try ReportInputs.sample()
    let engines = try Engines()
    try await hold("prices, Greeks and implied volatilities of batches") { engines.batches(threads: $0) }
    try await hold("surfaces of a market") { try await calibration(threads: $0) }
    try await hold("profit and loss of a book") { try await engines.profitAndLoss(threads: $0) }
    try await hold("profit and loss by underlying and in some scenarios") { try await engines.parts(threads: $0) }
    try await hold("profit and loss by proxy") { try await engines.proxy(threads: $0) }
    try await hold("shards") { try await engines.shards(threads: $0) }
    try await hold("contributions of positions") { try await engines.contributions(threads: $0) }
    try await hold("report on the embedded sample") { try await report(inputs, threads: $0) }
    try await hold("walk of models through the past") { try await comparison(threads: $0) }
    say("threaded engines: 9, with \(counts) threads, \(failures) differences")
    if failures > 0 { exit(1) }
  }

  /// What an engine gives, as bits.
  static func hold(_ name: String, _ engine: @Sendable (Int) async throws -> [UInt64]) async throws {
    let start = Date()
    var first: [UInt64] = []
    for threads in counts {
      let bits = try await engine(threads)
      if threads == counts[0] { first = bits }
      if !bits.contains(where: { $0 != bits[0] }) {
        say("FAILED: \(name) gives \(bits.count) numbers, which say nothing")
        failures += 1
      }
      if bits != first {
        let place = zip(bits, first).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? first.count
        say("FAILED: \(name), \(threads) threads: other bits from number \(place) of \(first.count)")
        failures += 1
      }
    }
    say("\(name): \(first.count) numbers, \(String(format: "%.1f", Date().timeIntervalSince(start))) s")
  }

  /// Two tasks that add to one number without a lock.
  static func race() async {
    let number = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    number.initialize(to: 0)
    nonisolated(unsafe) let shared = number
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          // Slowly, so that the tasks do not follow each other on one thread.
          for _ in 0..<100 {
            shared.pointee += 1
            usleep(1_000)
          }
        }
      }
    }
    say("canary: nothing was reported, \(number.pointee)")
    number.deallocate()
  }

  static func calibration(threads: Int) async throws -> [UInt64] {
    let snapshot = try MarketSnapshot(chains: [Sample.chain()])
    let calibrated = try await CalibratedMarks(snapshot, source: .surface(.lognormalMixture), threads: threads)
    return calibrated.marks.smiles.flatMap { $0.points.map(\.volatility.bitPattern) }
  }

  /// The whole report as JSON, without what says how it was run.
  static func report(_ inputs: ReportInputs, threads: Int) async throws -> [UInt64] {
    let settings = AnalysisSettings(
      scenarios: 600, threads: threads, record: .none, marks: .quotes, model: .filteredHistory)
    let made = try await PoolRiskReport.make(from: inputs, settings: settings)
    return bits(made.report.text(width: 100))
  }

  static func comparison(threads: Int) async throws -> [UInt64] {
    let prices = Sample.priceHistory()
    let volatilities = Sample.volatilityHistory()
    let result = try await ModelComparison.run(
      [ForecastModel(.filteredHistory)], of: "BTC", prices: prices, volatilities: volatilities,
      books: [StandardBook.all[0]], settings: .init(window: 60, every: 8, threads: threads))
    return bits("\(result)")
  }

  static func bits(_ text: String) -> [UInt64] { text.utf8.map(UInt64.init) }

  /// Writes at once, so that what was running can be seen when a run is ended.
  static func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
}
