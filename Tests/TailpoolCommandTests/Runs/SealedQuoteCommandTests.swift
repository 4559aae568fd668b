#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs
  import Testing
  import _TailpoolTestSupport

  @Suite("Sealed quotes")
  struct SealedQuoteCommandTests {
    @Test("Quotes are sealed for an auction and opened after it")
    func quotes() throws {
      let folder = try TemporaryFolder()
      let sample = try CommandRun(all: ["sample", "--out", folder.path("sample")])
      try #require(sample.status == 0)
      let name = "BTC-30JAN26-86000-P"
      let files = [
        "--chain", "chain.csv", "--history", "history.csv", "--volatility-history", "volatility-history.csv",
      ]
      let arguments =
        ["quote", "--pool", folder.path("sample/pool-year.jsonl"), "--instrument", name, "--size", "1"]
        + ["--model", "gaussian", "--scenarios", "500"]
        + files.map { $0.hasPrefix("--") ? $0 : folder.path("sample/\($0)") }
      let plain = try CommandRun(all: arguments)
      try #require(plain.status == 0, "\(plain.errors)")
      let (seal, reveal) = (folder.path("seal.json"), folder.path("reveal.json"))
      let sealed = try CommandRun(all: arguments + ["--seal-for", "auction 7", "--seal", seal, "--reveal", reveal])
      try #require(sealed.status == 0, "\(sealed.errors)")
      #expect(sealed.printed.hasPrefix("sealed for quotes of ") && sealed.printed.contains("for auction 7: "))
      let published = try folder.read("seal.json")
      #expect(!sealed.printed.contains(name) && !published.contains(name))
      let alone = try CommandRun(all: ["verify", seal])
      #expect(alone.status == 65 && alone.errors.contains("before it is opened"), "\(alone.errors)")
      let opened = try CommandRun(all: ["verify", reveal, "--sealed", seal])
      #expect(opened.status == 0 && opened.printed.contains(plain.printed), "\(opened.printed)")
      let other = try CommandRun(
        all: arguments + ["--seal-for", "auction 7", "--seal", seal, "--reveal", folder.path("r")])
      try #require(other.status == 0)
      let swapped = try CommandRun(all: ["verify", reveal, "--sealed", seal])
      #expect(swapped.status == 65 && swapped.errors.contains("the seal is not that"), "\(swapped.errors)")
    }

    @Test("A seal is the commitment that a venue takes")
    func commitment() throws {
      let nonce = (0..<32).map { UInt8($0) }
      let seal = try SealClaim("bid 7", domain: "quotes for auction 7", nonce: nonce)
      let order = try OrderCommitment(
        to: Array("bid 7".utf8), domain: "quotes for auction 7", nonce: nonce, digest: CommitmentSHA256.self)
      #expect(seal.commitment.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == order.digits)
    }
  }
#endif
