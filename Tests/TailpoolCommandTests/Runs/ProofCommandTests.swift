#if Command
  import Foundation
  import Testing
  import _TailpoolTestSupport

  @Suite("Proofs by command")
  struct ProofCommandTests {
    private static let liabilities = """
      member,salt,USDC
      Ada,000102030405060708090a0b0c0d0e0f,100
      Bob,101112131415161718191a1b1c1d1e1f,50
      """
    private static let pool = ["--pool", "Example Mutual", "--as-of", "2026-12-01T00:00:00Z"]

    private func verify(_ text: String, _ others: [String] = []) throws -> CommandRun {
      let folder = try TemporaryFolder()
      return try CommandRun(all: ["verify", folder.write("proof.json", text)] + others)
    }

    private func solvency(_ amount: String) throws -> CommandRun {
      let folder = try TemporaryFolder()
      return try CommandRun(
        ["prove", "solvency", "--liabilities", folder.write("l.csv", Self.liabilities), "--holdings"]
          + [folder.write("h.csv", "asset,amount\nUSDC,\(amount)\n"), "--opening", folder.path("o.json")] + Self.pool)
    }

    @Test("A member's proof holds, and one of another version or with another balance does not")
    func inclusion() throws {
      let folder = try TemporaryFolder()
      let run = try CommandRun(
        ["prove", "inclusion", "--liabilities", folder.write("l.csv", Self.liabilities), "--member", "Bob"] + Self.pool)
      #expect(run.status == 0, "\(run.errors)")
      let held = try verify(run.text)
      #expect(held.status == 0 && held.printed.contains("owed 50 USDC"), "\(held.errors)")
      let other = try verify(run.text.replacingOccurrences(of: "\"50\"", with: "\"49\""))
      #expect(other.status == 65 && other.errors.contains("inclusion"), "\(other.errors)")
      let version = try verify(run.text.replacingOccurrences(of: "\"version\":\"1\"", with: "\"version\":\"2\""))
      #expect(version.status == 76 && version.errors.contains("version is 2"), "\(version.errors)")
      let early = try verify(run.text, ["--since", "2026-12-02T00:00:00Z"])
      #expect(early.status == 65, "\(early.errors)")
      #expect(try verify("{\"format\":1}").status == 65)
    }

    @Test("A pool with less than it owes has no proof, and one with as much has")
    func solvency() throws {
      let run = try solvency("150")
      #expect(run.status == 0, "\(run.errors)")
      let held = try verify(run.text)
      #expect(held.status == 0 && held.printed.contains("150 USDC"), "\(held.errors)")
      let renamed = try verify(run.text.replacingOccurrences(of: "Example", with: "Sample"))
      #expect(renamed.status == 65 && renamed.errors.contains("does not hold"), "\(renamed.errors)")
      let short = try solvency("149")
      #expect(short.status == 65 && short.errors.contains("not true"), "\(short.errors)")
    }

    @Test("A range of amounts is proved without saying them, and its opening is its maker's alone")
    func range() throws {
      let folder = try TemporaryFolder()
      let opening = folder.path("o.json")
      let run = try CommandRun(
        [
          "prove", "range", "--amounts", folder.write("a.csv", "name,amount\na,200\nb,3\n"), "--bits", "8", "--domain",
          "d",
        ]
          + ["--opening", opening])
      #expect(run.status == 0, "\(run.errors)")
      #expect(try verify(run.text).status == 0)
      #expect(try folder.read("o.json").contains("\"amounts\":[\"200\",\"3\"]"))
      let attributes = try FileManager.default.attributesOfItem(atPath: opening)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      let great = try CommandRun(
        ["prove", "range", "--amounts", folder.write("b.csv", "name,amount\na,256\n"), "--bits", "8", "--domain", "d"]
          + ["--opening", opening])
      #expect(great.status == 65 && great.errors.contains("more than 8 bits"), "\(great.errors)")
      let negative = try CommandRun(
        [
          "prove", "range", "--amounts", folder.write("c.csv", "name,amount\na,-1\n"), "--domain", "d", "--opening",
          opening,
        ])
      #expect(negative.status == 65 && negative.errors.contains("c.csv:2:3"), "\(negative.errors)")
    }
  }
#endif
