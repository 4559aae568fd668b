#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("The command tailpool pool days, on files that tailpool sample wrote")
  struct PoolDaysCommandTests {
    private static let sample = Result {
      let folder = try TemporaryFolder()
      let run = try CommandRun(all: ["sample", "--out", folder.path("in")])
      try #require(run.status == 0, "\(run.errors)")
      return folder
    }

    private func run(_ chains: String, _ options: [String] = []) throws -> CommandRun {
      let folder = try Self.sample.get()
      return try CommandRun(
        ["pool", "days", "--events", folder.path("in/pool-year.jsonl"), "--chains", chains] + options)
    }

    @Test("Every day is a row whose parts add up to what it made, and the journal's cash says the same")
    func days() throws {
      let folder = try Self.sample.get()
      let run = try run(folder.path("in/pool-year-chains"))
      try #require(run.status == 0, "\(run.errors)")
      let header = try #require(run.lines.first).split(separator: ",").map(String.init)
      #expect(
        header == [
          "start", "end", "total", "premium", "theta", "delta", "charm", "gamma", "vega", "skew", "vanna", "carry",
          "hedgeCost", "funding", "rest",
        ])
      let rows = run.lines.dropFirst().map { $0.split(separator: ",").map(String.init) }
      #expect(rows.count == 365)
      var (made, rest, total) = (0.0, 0.0, 0.0)
      for (row, next) in zip(rows, rows.dropFirst()) { #expect(row[1] == next[0]) }
      for row in rows {
        let numbers = row.dropFirst(2).compactMap(Double.init)
        try #require(numbers.count == 13, "\(row)")
        #expect(abs(numbers[0] - numbers.dropFirst().reduce(0, +)) < 1e-6, "\(row)")
        total += numbers[0]
        made += abs(numbers[0])
        rest += abs(numbers[12])
      }
      #expect(rest <= 0.01 * made && rest > 0, "\(rest) of \(made)")
      let last = try #require(run.printed.split(separator: "\n").first)
      #expect(last.hasPrefix("365 days made \(Int(total)).") && run.printed.hasSuffix("result\n"), "\(run.printed)")
      let first = try #require(rows.first), end = try #require(rows.last)
      #expect(first[0] == "2025-01-17T08:00:00Z" && end[1] == "2026-01-16T09:30:00Z")
    }

    @Test("The rule of volatilities moves what it makes of spots to delta, and not the total")
    func rule() throws {
      let folder = try Self.sample.get()
      let strike = try run(folder.path("in/pool-year-chains"))
      let along = try run(folder.path("in/pool-year-chains"), ["--volatility-rule", "sticky-delta"])
      try #require(strike.status == 0 && along.status == 0, "\(along.errors)")
      for (one, other) in zip(strike.lines.dropFirst(), along.lines.dropFirst()) {
        let (a, b) = (one.split(separator: ","), other.split(separator: ","))
        #expect(a[2] == b[2] && a[3] == b[3] && a[12] == b[12], "\(one)\n\(other)")
      }
      #expect(strike.lines[5] != along.lines[5])
    }

    @Test("A day without a chain, chains of one instant, and a folder that is none end with their names")
    func refusals() throws {
      let source = try Self.sample.get()
      let folder = try TemporaryFolder()
      let manager = FileManager.default
      try manager.copyItem(atPath: source.path("in/pool-year-chains"), toPath: folder.path("chains"))
      try manager.removeItem(atPath: folder.path("chains/2025-03-17T080000Z.csv"))
      let gap = try run(folder.path("chains"))
      #expect(gap.status == 65 && gap.output.isEmpty, "\(gap.errors)")
      #expect(
        gap.errors.contains(
          "the journal marks the pool at 2025-03-17T08:00:00Z, with BTC open, and there is no market"),
        "\(gap.errors)")
      let none = try run(folder.path("absent"))
      #expect(none.status == 66 && none.errors.contains("absent"), "\(none.errors)")
      try manager.createDirectory(atPath: folder.path("empty"), withIntermediateDirectories: false)
      let empty = try run(folder.path("empty"))
      #expect(empty.status == 65 && empty.errors.contains("the chains are of 0 instants"), "\(empty.errors)")
      let digest = try run(source.path("in/pool-year-chains"), ["--digest", "00"])
      #expect(digest.status == 65 && digest.errors.contains("expected 00"), "\(digest.errors)")
    }
  }
#endif
