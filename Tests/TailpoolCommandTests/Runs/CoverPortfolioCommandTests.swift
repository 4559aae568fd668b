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
      let table = PlainTable(try folder.read("out/losses.csv"))
      let probabilities = table["probability"].compactMap(Double.init)
      #expect(probabilities == analysis.aggregate.distribution.probabilities.filter { $0 > 0 })
      let page = try folder.read("out/cover.html")
      #expect(page.hasPrefix("<!DOCTYPE html>"))
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
