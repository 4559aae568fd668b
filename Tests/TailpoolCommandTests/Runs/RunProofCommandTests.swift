#if Command
  import Foundation
  import Testing
  import _TailpoolTestSupport

  @Suite("Runs that are run again")
  struct RunProofCommandTests {
    private static let table =
      "type,forward,strike,volatility,expiry,discountFactor\ncall,100,105,0.3,0.5,0.98\n"
      + String(repeating: "put,100,95,0.4,0.25,0.99\n", count: 60)

    private func prove(_ words: String, in folder: TemporaryFolder) throws -> CommandRun {
      try CommandRun(
        all: [
          "prove", "run", "--input", folder.write("t.csv", Self.table), "--results", folder.path("results"), "--out",
          folder.path("run.json"), "--",
        ] + words.split(separator: " ").map(String.init))
    }

    private func verify(_ name: String, _ others: [String] = [], in folder: TemporaryFolder) throws -> CommandRun {
      try CommandRun(all: ["verify", folder.path(name)] + others)
    }

    @Test("Prices are the same again, and any part of them can be asked for")
    func prices() throws {
      let folder = try TemporaryFolder()
      let made = try prove("price --model black76 --in t.csv --out p.csv", in: folder)
      try #require(made.status == 0, "\(made.errors)")
      let prices = try folder.read("results/p.csv")
      #expect(prices.split(separator: "\n").count == 62 && prices.utf8.count > 8_192)
      let files = ["--files", folder.url.path]
      let again = try verify("run.json", files, in: folder)
      #expect(again.status == 0 && again.printed.contains("price gives the same 2 results"), "\(again.errors)")
      let alone = try verify("run.json", in: folder)
      #expect(alone.status == 65 && alone.errors.contains("running it again"), "\(alone.errors)")

      let part = try CommandRun(
        all: [
          "prove", "part", "--run", folder.path("run.json"), "--results", folder.path("results"), "--file", "p.csv",
          "--offset", "5000", "--out", folder.path("part.json"),
        ])
      try #require(part.status == 0, "\(part.errors)")
      let run = ["--run", folder.path("run.json")]
      let held = try verify("part.json", run + files, in: folder)
      #expect(held.status == 0 && held.printed.contains("4096 bytes of p.csv from 4096 on"), "\(held.errors)")
      // The part with another digit of a price, and the run of another table.
      let text = try folder.read("part.json")
      let pieces = text.components(separatedBy: "\"bytes\":\"")
      let digit = pieces[1].hasPrefix("3") ? "2" : "3"
      try folder.write("part.json", pieces[0] + "\"bytes\":\"\(digit)\(pieces[1].dropFirst())")
      #expect(try verify("part.json", run, in: folder).status == 65)
      try folder.write("t.csv", Self.table.replacingOccurrences(of: "0.3,", with: "0.31,"))
      let other = try verify("run.json", files, in: folder)
      #expect(other.status == 65 && other.errors.contains("input t.csv is not that"), "\(other.errors)")
    }

    @Test("Results that were changed after the run are not those of the run")
    func changed() throws {
      let folder = try TemporaryFolder()
      let made = try prove("price --model black76 --in t.csv --out p.csv", in: folder)
      try #require(made.status == 0, "\(made.errors)")
      let document = try folder.read("run.json")
      let digest = try #require(document.components(separatedBy: "\"digest\":\"").dropFirst(2).first).prefix(64)
      try folder.write(
        "run.json", document.replacingOccurrences(of: String(digest), with: String(digest.reversed())))
      let refused = try verify("run.json", ["--files", folder.url.path], in: folder)
      #expect(refused.status == 65 && refused.errors.contains("result p.csv is not that"), "\(refused.errors)")
      try folder.write("run.json", document.replacingOccurrences(of: "tailpool 0", with: "tailpool 9"))
      let program = try verify("run.json", ["--files", folder.url.path], in: folder)
      #expect(program.status == 76 && program.errors.contains("the run is of tailpool 9"), "\(program.errors)")
    }

    @Test("A report is the same again, page and numbers")
    func report() throws {
      let folder = try TemporaryFolder()
      let made = try prove("report --scenarios 200 --out report", in: folder)
      try #require(made.status == 0, "\(made.errors)")
      #expect(try folder.read("run.json").contains("report/report.json"))
      let again = try verify("run.json", ["--files", folder.url.path], in: folder)
      #expect(again.status == 0 && again.printed.contains("the same 4 results"), "\(again.errors)")
    }

    @Test("No run reads or writes outside of its folder, and only what depends on its inputs is run")
    func folder() throws {
      let folder = try TemporaryFolder()
      for words in [
        "price --model black76 --in t.csv --out /tmp/p.csv", "price --model black76 --in ../t.csv --out p.csv",
        "price --model black76 --in=/etc/passwd --out p.csv", "verify t.csv", "prove note", "",
      ] {
        let refused = try prove(words, in: folder)
        #expect(refused.status == 65 && !refused.errors.contains("a bug"), "\(words): \(refused.errors)")
      }
      let failed = try prove("price --model black76 --in absent.csv --out p.csv", in: folder)
      #expect(failed.status == 65 && failed.errors.contains("the run ended with 66"), "\(failed.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.path("run.json")))
      // A document of another's that names a path.
      _ = try prove("price --model black76 --in t.csv --out p.csv", in: folder)
      let document = try folder.read("run.json")
      for (old, new) in [("\"p.csv\"]", "\"/tmp/p.csv\"]"), ("\"name\":\"t.csv\"", "\"name\":\"../t.csv\"")] {
        try folder.write("run.json", document.replacingOccurrences(of: old, with: new))
        let refused = try verify("run.json", ["--files", folder.url.path], in: folder)
        #expect(refused.status == 65 && refused.errors.contains("could lead out"), "\(refused.errors)")
      }
    }
  }
#endif
