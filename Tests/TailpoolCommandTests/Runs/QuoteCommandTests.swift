#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("The command tailpool quote")
  struct QuoteCommandTests {
    private static let put = "BTC-30JAN26-86000-P"

    /// The files of the sample, written once.
    private static let sample = Result {
      let folder = try TemporaryFolder()
      _ = try CommandRun(all: ["sample", "--out", folder.path("sample")])
      return folder
    }

    /// Runs the command on the files of the sample.
    private func run(
      _ options: [String], instrument: String = put, size: String = "1,10,100",
      model: [String] = ["--model", "gaussian"]
    ) throws -> CommandRun {
      let sample = try Self.sample.get().path("sample")
      return try CommandRun(
        all: [
          "quote", "--pool", sample + "/pool-year.jsonl", "--chain", sample + "/chain.csv", "--history",
          sample + "/history.csv", "--volatility-history", sample + "/volatility-history.csv", "--scenarios", "4000",
          "--instrument", instrument, "--size", size,
        ] + model + options)
    }

    private func json(_ run: CommandRun) throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(run.printed.utf8)) as? [String: Any], "\(run.errors)")
    }

    @Test("Prints a table a contract under what the quotes are made by; a refused size has both numbers")
    func tables() throws {
      let run = try run([], instrument: Self.put + ",BTC-23JAN26-96000-C")
      try #require(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      let lines = run.printed.split(separator: "\n").map(String.init)
      #expect(lines[0] == "Quotes of the pool at 2026-01-16T09:30:00Z, off the chain of 2026-01-16T09:30:00Z")
      #expect(lines[1].hasPrefix("4000 scenarios of gaussian; expected shortfall 97.5% is "))
      for word in [
        "risk aversion 1e-06, held for 7 days", "BTC at 0.0005 of what is traded", "a quote holds 30 seconds",
      ] {
        #expect(run.printed.contains(word), "\(run.printed)")
      }
      let rows = lines.filter { $0.hasPrefix("  ask") || $0.hasPrefix("  bid") }
      #expect(
        rows.count == 12 && run.printed.contains("\(Self.put), worth ") && run.printed.contains("96000-C, worth "))
      // A hundred more puts lock 8,600 × 3 / 10 dollars each, more than there is cash.
      let refused = try #require(rows.first { $0.contains("ask    100") })
      #expect(refused.contains("cash would be") && refused.contains("collateral 4630400.00 USDC"), "\(refused)")
      // What stands between adds up to the premium, in the last cent.
      for row in rows where !row.contains("would be") {
        let cells = row.split(separator: " ").dropFirst(3).map { Decimal(string: String($0)) ?? .nan }
        #expect(cells.count == 8 && cells[1...6].reduce(0, +) == cells[0], "\(row)")
      }
    }

    @Test("JSON has the same quotes in base units, each adding up, with where it holds and for how long")
    func document() throws {
      let document = try json(try run(["--json", "--valid-seconds", "45"]))
      #expect(document["asset"] as? String == "USDC" && document["decimals"] as? Int == 2)
      #expect(document["scenarios"] as? Int == 4_000 && document["model"] as? String == "gaussian")
      let ladders = try #require(document["ladders"] as? [[String: Any]])
      let rungs = try #require(ladders.first?["rungs"] as? [[String: Any]])
      #expect(
        ladders.count == 1 && rungs.compactMap { $0["side"] as? String } == ["ask", "bid", "ask", "bid", "ask", "bid"])
      #expect(rungs.compactMap { $0["size"] as? String } == ["1", "1", "10", "10", "100", "100"])
      var quoted = 0
      for rung in rungs {
        guard let premium = (rung["premium"] as? String).flatMap({ Int($0) }) else {
          #expect((rung["refused"] as? String)?.hasPrefix("cash would be") == true, "\(rung)")
          continue
        }
        let parts = try #require(rung["parts"] as? [String: String])
        #expect(parts.count == 6 && parts.values.compactMap { Int($0) }.reduce(0, +) == premium, "\(rung)")
        #expect(rung["validUntil"] as? String == "2026-01-16T09:30:45Z")
        #expect((rung["spots"] as? [Double])?.count == 2 && (rung["volatilities"] as? [Double])?.count == 2)
        #expect((rung["scenarios"] as? Int ?? 0) >= 200)
        quoted += 1
      }
      #expect(quoted == 5)
      let policy = try #require(document["policy"] as? [String: Any])
      #expect(policy["validSeconds"] as? Int == 45 && policy["hurdle"] as? Double == 0.2)
    }

    @Test("--arrivals finds the days that a maker would hold, and without a volatility that moves there are none")
    func arrivals() throws {
      let document = try json(try run(["--json", "--arrivals", "50000"], size: "1"))
      let policy = try #require(document["policy"] as? [String: Any])
      let days = try #require(policy["holdingDays"] as? Double)
      #expect(days > 0.5 && days < 500 && days != 7, "\(days)")
      let none = try run(["--arrivals", "50000", "--risk-aversion", "0"], size: "1")
      #expect(none.status == 65 && none.errors.contains("no horizon can be found from --arrivals"), "\(none.errors)")
    }

    @Test("A chain that is too old for the instant is a refusal of every size")
    func stale() throws {
      let run = try run(["--as-of", "2026-01-16T09:35:01Z"], size: "3")
      #expect(run.status == 0 && run.printed.contains("the chain is 301 seconds old; at most 300"), "\(run.printed)")
      let early = try self.run(["--as-of", "2026-01-16T09:29:59Z"], size: "3")
      #expect(early.status == 0 && early.printed.contains("the chain is of 1 seconds later"), "\(early.printed)")
    }

    @Test("Wrong use is 64, an instrument that is not listed 65, a journal that is not there 66")
    func exitCodes() throws {
      for (options, size) in [
        ([], "0"), ([], "1,x"), ([], "4294967296"), (["--hurdle=-1"], "1"), (["--least-delta", "2"], "1"),
      ]
        as [([String], String)]
      {
        #expect(try run(options, size: size).status == 64, "\(options) \(size)")
      }
      let unlisted = try run([], instrument: "BTC-1JAN27-1-P")
      #expect(
        unlisted.status == 65 && unlisted.errors.contains("the pool refuses: BTC-1JAN27-1-P is not listed"),
        "\(unlisted.errors)")
      let absent = try CommandRun(all: [
        "quote", "--pool", "/absent.jsonl", "--chain", "c", "--history", "h", "--instrument", "I", "--size", "1",
      ])
      #expect(absent.status == 66 && absent.printed.isEmpty)
      let unpriced = try CommandRun(all: ["quote", "--pool", "p", "--history", "h", "--instrument", "I", "--size", "1"])
      #expect(unpriced.status == 64)
    }

    @Test("Every refusal says its bound in words")
    func words() throws {
      let asset = try Asset("USDC", decimals: 2)
      let market = Timestamp(secondsSinceEpoch: 1_768_555_800)
      let cases: [(QuoteRefusal, String)] = [
        (.volatility(contract: "P", value: .nan), "the volatility of P is nan"),
        (.noHedgeCost("BTC"), "no cost of a hedge in BTC is known"),
        (.expiry(seconds: 3_600, allowed: 86_400...864_000), "0.0416667 days to expiry; 1 to 10 are quoted"),
        (.delta(value: 0.005, allowed: 0.01...0.99), "|delta| 0.005; 0.01 to 0.99 is quoted"),
        (.pool(.halted(until: market)), "the pool refuses: it is halted until \(market)"),
        (.worthless(bid: -1.25), "the bid would be -1.25 a contract"),
        (.notFinite(part: "risk", value: .infinity), "the part risk is inf"),
        (.worseThanLimit(premium: 7, limit: 6), "the premium is 7 base units, the limit 6"),
        (.unpriced(.notListed(contract: "Q")), PoolBridgeError.notListed(contract: "Q").words),
      ]
      for (refusal, words) in cases { #expect(refusal.words(in: asset) == words) }
      #expect(
        QuoteRefusal.spotMoved(spot: 3, allowed: 1...2).words(in: asset).contains("spotMoved"))
    }
  }
#endif
