import Foundation
import Tailpool
import TailpoolFiles

/// Times the mutual pool and prints `name value` lines.
///
///     PoolBenchmark apply [EVENTS] [ROUNDS]     deposits, redemptions and trades of 1,000 participants, on one core
///     PoolBenchmark mark [ROUNDS]               10,000 positions marked, and the claims of 1,000 participants
///     PoolBenchmark write FILE [EVENTS]         the journal of the events of `apply`
///     PoolBenchmark replay FILE                 the journal replayed, its chain of digests checked
///
/// Seconds are processor time of this process, the least over the rounds.
@main struct PoolBenchmark {
  static func main() {
    do {
      let words = Array(CommandLine.arguments.dropFirst())
      switch words.first {
      case "apply": try apply(events: number(words, 1) ?? 1_000_000, rounds: number(words, 2) ?? 5)
      case "mark": try mark(rounds: number(words, 1) ?? 20)
      case "write" where words.count > 1: try write(words[1], events: number(words, 2) ?? 1_000_000)
      case "replay" where words.count > 1: try replay(words[1])
      default: throw Wrong(description: "expected apply, mark, write FILE or replay FILE")
      }
    } catch {
      FileHandle.standardError.write(Data("PoolBenchmark: \(error)\n".utf8))
      exit(2)
    }
  }

  struct Wrong: Error, CustomStringConvertible { let description: String }

  private static func number(_ words: [String], _ index: Int) throws -> Int? {
    guard words.count > index else { return nil }
    guard let number = Int(words[index]), number > 0 else { throw Wrong(description: "\(words[index]) is no count") }
    return number
  }

  private static func apply(events count: Int, rounds: Int) throws {
    let traffic = try PoolTraffic(events: count)
    var (opened, best) = (try MutualPool(traffic.terms), Double.infinity)
    for event in traffic.opening { try opened.apply(event) }
    var last = opened
    for _ in 0..<rounds {
      var pool = opened
      let start = processorSeconds()
      for event in traffic.events { try pool.apply(event) }
      best = min(best, processorSeconds() - start)
      last = pool
    }
    guard last.audit().isEmpty else { throw Wrong(description: "\(last.audit())") }
    print("events \(count)")
    print("participants \(last.register.names.count)")
    print("apply_seconds \(best)")
    print("apply_events_per_second \(Double(count) / best)")
    print("apply_ns_per_event \(best / Double(count) * 1e9)")
    for kind in ["deposit", "redeem", "trade"] {
      var (pool, seconds, number) = (opened, 0.0, 0)
      // Runs of one kind between clock reads, so that the clock costs nothing beside them.
      var index = 0
      while index < traffic.events.count {
        let end = min(index + PoolTraffic.run, traffic.events.count)
        let start = processorSeconds()
        for event in traffic.events[index..<end] { try pool.apply(event) }
        if traffic.events[index].action.name == kind {
          seconds += processorSeconds() - start
          number += end - index
        }
        index = end
      }
      print("\(kind)_ns \(seconds / Double(max(number, 1)) * 1e9)")
    }
    var replayed = Double.infinity
    for _ in 0..<rounds {
      let start = processorSeconds()
      let pool = try MutualPool(traffic.terms, replaying: traffic.opening + traffic.events)
      replayed = min(replayed, processorSeconds() - start)
      guard pool == last else { throw Wrong(description: "the replayed pool differs") }
    }
    print("replay_from_memory_seconds \(replayed)")
  }

  private static func mark(rounds: Int) throws {
    let (terms, positions, participants) = (try PoolTraffic.terms(), 10_000, 1_000)
    var pool = try MutualPool(terms)
    for index in 0..<participants {
      let deposit = PoolAction.deposit(participant: "participant-\(index)", assets: 1 << 50, minimumShares: 0)
      try pool.apply(PoolEvent(at: terms.opening, deposit))
    }
    var marks: [ContractMark] = []
    for index in 0..<positions {
      let contract = PoolTraffic.contract(index, expiries: 12)
      try pool.apply(PoolEvent(at: terms.opening, .list(contract)))
      let mark = ContractMark(contract: contract.id, bid: 900_000, ask: 1_000_000, deltaMillionths: 200, vega: 300)
      let sale = PoolTrade(mark: mark, quantity: -1, premium: 950_000, spread: 10_000)
      try pool.apply(PoolEvent(at: terms.opening, .trade(sale)))
      marks.append(mark)
    }
    var (best, claimed): (Double, UInt128) = (.infinity, 0)
    for round in 1...rounds {
      let now = terms.opening.advanced(bySeconds: Int64(round))
      let event = PoolEvent(at: now, .mark(contracts: marks, hedges: [], source: "benchmark", confidence: 10_000))
      let start = processorSeconds()
      try pool.apply(event)
      claimed = try pool.claims(at: now).reduce(0, +)
      best = min(best, processorSeconds() - start)
    }
    print("positions \(pool.open.count)")
    print("claimed \(claimed)")
    print("mark_milliseconds \(best * 1e3)")
  }

  private static func write(_ path: String, events count: Int) throws {
    let traffic = try PoolTraffic(events: count)
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
    else { throw Wrong(description: "\(path) cannot be written") }
    var writer = PoolJournalWriter()
    var text = writer.line(traffic.terms)
    for event in traffic.opening + traffic.events {
      text += writer.line(event)
      if text.utf8.count > 1 << 20 {
        try file.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
    print("digest \(writer.digest)")
  }

  private static func replay(_ path: String) throws {
    let start = processorSeconds()
    let replay = try PoolJournal.replay(path: path)
    print("replay_from_file_seconds \(processorSeconds() - start)")
    print("lines \(replay.lines)")
    print("digest \(replay.digest)")
    print("resident_megabytes \(residentMegabytes())")
  }

  /// Processor time of this process.
  private static func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  /// The greatest resident memory so far.
  private static func residentMegabytes() -> Double {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Double(usage.ru_maxrss) / 1_024
    #else
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1_048_576
    #endif
  }
}
