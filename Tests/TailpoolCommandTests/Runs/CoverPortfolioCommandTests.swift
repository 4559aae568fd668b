#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @Suite("The command tailpool cover")
  struct CoverPortfolioCommandTests {
    private static let guide = Result {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      return try String(contentsOf: root.appendingPathComponent("Docs/Guides/CoverPortfolio.md"), encoding: .utf8)
    }

    private func blocks(_ language: String) throws -> [String] {
      try Self.guide.get().components(separatedBy: "```\(language)\n").dropFirst().map {
        $0.components(separatedBy: "```")[0]
      }
    }

    private func numbers(_ text: String) throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("Without a portfolio it is the sample, whose numbers the library gives")
    func sample() throws {
      let folder = try TemporaryFolder()
      let run = try CommandRun(all: ["cover", "--threads", "2", "--out", folder.path("out")])
      try #require(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(run.printed.contains("the embedded, made-up one"))
      let portfolio = try CoverPortfolioReader.read(
        InputFile(name: "sample", text: Sample.coverPortfolioJSON()))
      let analysis = try CoverAnalysis(of: portfolio)
      let text = try folder.read("out/cover.json")
      // As text, to the last bit.
      #expect(text.contains("\"capitalRequired\" : \(analysis.requirement),"), "\(analysis.requirement)")
      #expect(text.contains("\"expectedLoss\" : \(analysis.meanLoss),"), "\(analysis.meanLoss)")
      let json = try numbers(text)
      let lines = try #require(json["lines"] as? [[String: Any]])
      #expect(lines.map { $0["name"] as? String } == portfolio.lines.map(\.name))
      for (line, expected) in zip(lines, analysis.lines.map(\.tailContribution)) {
        let found = try #require(line["tailContribution"] as? Double)
        #expect(abs(found - expected) <= 1e-14 * expected, "\(found), \(expected)")
      }
      try checkDoors(json, analysis)
      let table = PlainTable(try folder.read("out/losses.csv"))
      let probabilities = table["probability"].compactMap(Double.init)
      #expect(probabilities == analysis.aggregate.distribution.probabilities.filter { $0 > 0 })
      let page = try folder.read("out/cover.html")
      #expect(page.hasPrefix("<!DOCTYPE html>"))
    }

    /// Reserves, layers of claims, credibilities and shared results are the library's.
    private func checkDoors(_ json: [String: Any], _ analysis: CoverAnalysis) throws {
      func close(_ found: Any?, _ expected: Double, _ what: String) throws {
        let found = try #require(found as? Double, "\(what)")
        #expect(abs(found - expected) <= 1e-13 * abs(expected), "\(what): \(found), \(expected)")
      }
      let held = try #require(analysis.technicalReserves).get()
      let reserves = try #require(json["technicalReserves"] as? [String: Any])
      #expect(reserves["asOf"] as? String == "2026-07-01T00:00:00Z")
      // 2.6M for 184 of 365 days, 3.1M for 243 of 365, 0.8M for 167 of 183, and a year that is over.
      let unearned = 2_600_000 * 184.0 / 365 + 3_100_000 * 243.0 / 365 + 800_000 * 167.0 / 183
      let found = try #require(reserves["unearnedPremium"] as? Double)
      #expect(found >= unearned && found <= unearned + 0.03, "\(found) for \(unearned)")
      try close(reserves["outstandingClaims"], 424_999.5 + 90_000, "outstanding claims")
      try close(reserves["total"], Double(held.total) / 100, "technical reserves")
      let ofTriangle = try #require(analysis.reserves).get()
      let rows = try #require(json["reserves"] as? [[String: Any]])
      for (row, error) in zip(rows, try ofTriangle.withinOnePeriod.get().standardErrors) {
        try close(row["standardErrorWithinOnePeriod"], error, "error within one period")
      }
      let effect = try #require(json["calendarEffect"] as? [String: Any])
      try close(effect["mean"], try ofTriangle.calendarEffect.get().mean, "calendar effect")
      let layer = try #require(analysis.excessOfLoss.first)
      let layers = try #require(json["excessOfLoss"] as? [[String: Any]])
      try close(layers.first?["initialPremium"], layer.initialPremium, "premium at first")
      try close(layers.first?["reinstatementPremium"], layer.reinstatementPremium, "premium of reinstatements")
      for (key, fit) in [
        ("credibility", analysis.credibility), ("unweightedCredibility", analysis.unweightedCredibility),
      ] {
        let rows = try #require(json[key] as? [[String: Any]])
        for (row, premium) in zip(rows, try #require(fit).get().premiums) { try close(row["premium"], premium, key) }
      }
      let results = try #require(analysis.results).get()
      let shared = try #require(json["results"] as? [[String: Any]])
      #expect(shared.count == results.surpluses.count)
      for (row, surplus) in zip(shared, results.surpluses) { try close(row["meanSurplus"], surplus, "mean surplus") }
    }

    @Test("Assets of a table are measured with the claims, in one capital")
    func assets() throws {
      let folder = try TemporaryFolder()
      let outcomes = (0..<2_000).map { Double(($0 * 7_919) % 2_000 - 1_000) * 4_000 }
      _ = try folder.write("pnl.csv", "scenario,pnl\n" + outcomes.enumerated().map { "\($0),\($1)\n" }.joined())
      let run = try CommandRun(
        all: ["cover", "--assets", folder.path("pnl.csv"), "--column", "pnl", "--out", folder.path("out")])
      try #require(run.status == 0, "\(run.errors)")
      let json = try numbers(try folder.read("out/cover.json"))
      let parts = try #require(json["combined"] as? [[String: Any]])
      #expect(parts.map { $0["name"] as? String } == ["independent claims", "assets"])
      let required = try #require(json["capitalRequired"] as? Double)
      let contributions = parts.compactMap { $0["contribution"] as? Double }.reduce(0, +)
      #expect(abs(contributions - required) <= 1e-9 * required, "\(contributions) of \(required)")
      let alone = parts.compactMap { $0["standalone"] as? Double }
      #expect(required < alone.reduce(0, +) && required > (alone.max() ?? 0), "\(required) of \(alone)")
    }

    @Test("The file of the guide is read, and it names every law, rule and member")
    func guideFile() throws {
      let folder = try TemporaryFolder()
      let path = try folder.write("portfolio.json", try #require(try blocks("json").first))
      let run = try CommandRun(all: ["cover", "--portfolio", path])
      #expect(run.status == 0 && run.printed.contains("Harbour Mutual"), "\(run.errors)")
      let guide = try Self.guide.get()
      for name in CoverPortfolioReader.documentedNames { #expect(guide.contains("`\(name)`"), "\(name)") }
    }

    @Test("What is wrong is said with its place, and nothing is written")
    func wrong() throws {
      let folder = try TemporaryFolder()
      let text = Sample.coverPortfolioJSON().replacingOccurrences(of: "\"lognormal\"", with: "\"logormal\"")
      let path = try folder.write("portfolio.json", text)
      let run = try CommandRun(all: ["cover", "--portfolio", path, "--out", folder.path("out")])
      #expect(run.status == 65)
      #expect(
        run.errors.contains("portfolio.json:17:23: ") && run.errors.contains("law is \"logormal\"; expected one of"),
        "\(run.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
      #expect(try CommandRun(all: ["cover", "--assets", path]).status == 64)
      let coarse = Sample.coverPortfolioJSON().replacingOccurrences(
        of: "\"levels\"", with: "\"grid\": {\"step\": 0.5, \"points\": 1024}, \"levels\"")
      let short = try CommandRun(all: ["cover", "--portfolio", try folder.write("coarse.json", coarse)])
      #expect(short.status == 65 && short.errors.contains("the tail beyond the grid is off by"), "\(short.errors)")
    }
  }
#endif
