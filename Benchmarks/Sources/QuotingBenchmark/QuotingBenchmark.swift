import Foundation
import Tailpool

/// Times a pool's quotes and prints `name value` lines.
///
///     QuotingBenchmark [SCENARIOS] [THREADS] [ROUNDS]
///
/// A ladder of 20 sizes, ten bids and ten asks, and one of 20 bids and 20 asks, for each of 500 options on two underlyings;
/// the instruments' own revaluation in the tail is in the time. Prepared before: the book's profit and loss, its worst 5 %,
/// and what each contract is worth today. Wall time, the least over the rounds. Then the expected shortfalls of some trades
/// are held against full runs.
@main struct QuotingBenchmark {
  struct Wrong: Error, CustomStringConvertible { let description: String }

  static func main() async {
    do {
      let numbers = CommandLine.arguments.dropFirst().map { Int($0) ?? 0 }
      guard numbers.allSatisfy({ $0 > 0 }), numbers.count <= 3 else { throw Wrong(description: "expected counts") }
      func number(_ index: Int, _ other: Int) -> Int { index < numbers.count ? numbers[index] : other }
      try await run(scenarios: number(0, 100_000), threads: number(1, 2), rounds: number(2, 40))
    } catch {
      FileHandle.standardError.write(Data("QuotingBenchmark: \(error)\n".utf8))
      exit(2)
    }
  }

  private static func run(scenarios: Int, threads: Int, rounds: Int) async throws {
    let market = try QuotedMarket(scenarios: scenarios)
    let clock = ContinuousClock()
    let start = clock.now
    let quoter = try PoolQuoter(market.risk, of: market.pool, by: try QuotedMarket.policy())
    print("scenarios \(quoter.tail.scenarioCount)")
    print("kept \(quoter.tail.keptCount)")
    print("instruments \(quoter.contracts.count)")
    print("prepare_milliseconds \((clock.now - start) / .milliseconds(1))")
    print("book_shortfall_dollars \(quoter.tail.shortfall)")
    let side: [Int128] = [1, 2, 3, 5, 7, 10, 15, 22, 33, 50]
    for (name, sizes) in [
      ("both_sides_10", side.map { -$0 } + side),
      ("both_sides_20", (side + [4, 6, 9, 12, 18, 27, 40, 45, 55, 60]).flatMap { [-$0, $0] }),
    ] {
      var (best, processor, ladders) = (Double.infinity, Double.infinity, [QuoteLadder]())
      for _ in 0..<rounds {
        let (start, used) = (clock.now, processorMilliseconds())
        ladders = try await quoter.ladders(of: quoter.contracts, sizes: sizes, at: QuotedMarket.asOf, threads: threads)
        best = min(best, (clock.now - start) / .milliseconds(1))
        processor = min(processor, processorMilliseconds() - used)
      }
      let rungs = ladders.flatMap(\.rungs)
      print("\(name)_milliseconds \(best)")
      print("\(name)_processor_milliseconds \(processor)")
      print("\(name)_rungs \(rungs.count)")
      print("\(name)_quoted \(rungs.count { $0.quote != nil })")
      print("\(name)_widened \(rungs.count { ($0.quote?.scenarios ?? 0) > quoter.tail.keptCount })")
      print("\(name)_most_scenarios \(rungs.compactMap { $0.quote?.scenarios }.max() ?? 0)")
    }
    try await compare(market, quoter)
  }

  /// Processor time of this process, all threads together.
  private static func processorMilliseconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) * 1e3 }

  /// The greatest difference of the shortfall after a trade from that of a full run, over some instruments and sizes.
  private static func compare(_ market: QuotedMarket, _ quoter: PoolQuoter) async throws {
    var (worst, number) = (0.0, 0)
    for (index, contract) in quoter.contracts.enumerated() where index % 61 == 0 {
      for size in [-100, -7, 5, 64] as [Int128] {
        let ladder = quoter.ladder(of: contract, sizes: [size], at: QuotedMarket.asOf)
        guard let rung = ladder.rungs.first?.quote else { continue }
        let full = try market.risk.trade(of: contract, quantity: size, in: market.pool, premium: rung.premium)
        worst = max(worst, abs(Double(full.shortfallAfter) - Double(rung.shortfallAfter)) / 1e6)
        number += 1
      }
    }
    print("compared \(number)")
    print("greatest_difference_dollars \(worst)")
  }
}
