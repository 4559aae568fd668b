import Foundation
import Tailpool

/// Times a cover pool and prints `name ns_median value` lines: processor time an event, `apply` alone, in batches of 100,000.
///
/// 1,000 members, eight products, two stakes beside the members' capital, fees, a capital requirement that moves each hour. `deposit`
/// and `buy` are of one kind; `mixed` is purchases, deposits, renewals, cancellations, claims for incidents, their payment and recovery,
/// requests to leave and time that passes, a year in all, with cover that ends as it does; `million` is ten times as many in that year.
@main struct CoverPoolBenchmark {
  static let count = 100_000

  static func main() throws {
    let start = try CoverPoolTraffic.pool()
    try report("deposit", CoverPoolTraffic.deposits(count), from: start)
    try report("buy", CoverPoolTraffic.purchases(count), from: start)
    try report("mixed", try CoverPoolTraffic.mixed(count, every: 300, from: start), from: start)
    try report("million", try CoverPoolTraffic.mixed(10 * count, every: 30, from: start), rounds: 3, from: start)
  }

  private static func report(_ name: String, _ events: [CoverEvent], rounds: Int = 15, from start: CoverPool) throws {
    var times: [Double] = []
    var last = start
    for _ in 0..<rounds {
      var pool = start
      let begin = processorTime()
      for event in events { try pool.apply(event) }
      times.append((processorTime() - begin) / Double(events.count))
      last = pool
    }
    guard last.audit().isEmpty else { throw Wrong(description: "\(last.audit())") }
    times.sort()
    let median = times[times.count / 2]
    print(
      "\(name) ns_median \(rounded(median)) ns_min \(rounded(times[0])) events_per_second \(Int(1e9 / median)) covers \(last.covers.count) claims \(last.claims.count)"
    )
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

  /// Processor time of this thread in ns.
  private static func processorTime() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  private struct Wrong: Error { let description: String }
}
