import Foundation

/// Several pieces of work that are timed in turn, so that the machine's moods meet all of them alike.
struct Race {
  private struct Entry {
    let name: String
    /// What the time is divided by: 1 for a whole, or a number of elements.
    let count: Int
    let body: () throws -> Void
  }

  private var entries: [Entry] = []
  private let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  mutating func add(_ name: String, per count: Int = 1, _ body: @escaping () throws -> Void) {
    guard name.hasPrefix(arguments.only) else { return }
    entries.append(Entry(name: name, count: count, body: body))
  }

  /// Runs each once unmeasured, then all in turn; prints medians and minima in nanoseconds.
  func run() throws {
    var times = [[Double]](repeating: [], count: entries.count)
    for round in 0...arguments.repeats {
      for (index, entry) in entries.enumerated() {
        let clock = ContinuousClock()
        let elapsed = try clock.measure(entry.body).components
        let nanoseconds = Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) * 1e-9
        if round > 0 { times[index].append(nanoseconds / Double(entry.count)) }
      }
    }
    for (entry, times) in zip(entries, times) {
      let sorted = times.sorted()
      print("\(entry.name) ns_median \(rounded(sorted[sorted.count / 2]))")
      print("\(entry.name) ns_min \(rounded(sorted[0]))")
    }
  }

  private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
