#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// `tailpool verify`: checks a proof from its file alone.
  struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Checks a proof: 0 where it holds, 65 with the reason where it does not, 76 for an unknown version.",
      discussion: """
        What holds is what is printed. That the root and the commitments are those which the pool has published is for the reader to compare.
        """)

    @Argument(help: ArgumentHelp("The proof, JSON.", valueName: "file"))
    var proof: String
    @Option(
      name: .long, help: ArgumentHelp("The earliest instant that still counts, in UTC.", valueName: "instant"),
      transform: PoolMarkCommand.instant)
    var since: Timestamp?

    func run() async throws {
      try await reportingFailures {
        let document = try ProofDocumentReader.read(InputFile(path: proof))
        try document.verify(
          notBefore: since?.secondsSinceEpoch, entropy: .ofSystem())
        print(document.words)
      }
    }
  }

  extension ProofDocument {
    /// What the proof shows.
    fileprivate var words: String {
      switch self {
      case .range(let claim):
        let count = claim.statement.commitments.count
        return """
          holds: \(count == 1 ? "1 committed amount lies" : "\(count) committed amounts lie") in [0, 2^\(claim.statement.bits)), for \
          \(claim.statement.context.domain)
          """
      case .inclusion(let claim):
        return """
          holds: the member is owed \(Self.list(claim.assets, claim.entry.balances)) as of \(claim.instant), in the root
          \(Self.hexadecimal(claim.root.bytes)) of \(Self.list(claim.assets, claim.root.totals))
          """
      case .solvency(let claim):
        let statement = claim.statement
        return """
          holds: \(statement.pool) has at least what it owes as of \(statement.instant): \
          \(Self.list(statement.assets, statement.liabilities.totals)), by the root
          \(Self.hexadecimal(statement.liabilities.bytes))
          """
      }
    }

    private static func list(_ assets: [String], _ amounts: [Int128]) -> String {
      zip(assets, amounts).map { "\($1) \($0)" }.joined(separator: ", ")
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
      bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
  }
#endif
