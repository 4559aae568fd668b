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
        What holds is what is printed. That the root and the commitments are those which the pool has published is for the reader to compare: a member's \
        statement or inclusion against the pool's proof of solvency by --published. A run is checked by running it again with the inputs of --files; \
        one of another program or platform ends with 76. A spending is taken into --register, which refuses a second one.
        """)

    @Argument(help: ArgumentHelp("The proof, JSON.", valueName: "file"))
    var proof: String
    @Option(
      name: .long, help: ArgumentHelp("The earliest instant that still counts, in UTC.", valueName: "instant"),
      transform: PoolMarkCommand.instant)
    var since: Timestamp?
    @Option(
      name: .long,
      help: ArgumentHelp("The proof of solvency that an inclusion must belong to, JSON.", valueName: "file"))
    var published: String?
    @Option(name: .long, help: ArgumentHelp("What opens the commitments, JSON.", valueName: "file"))
    var opening: String?
    @Option(name: .long, help: ArgumentHelp("What has been spent; written where the proof holds.", valueName: "file"))
    var register: String?
    @Option(name: .long, help: ArgumentHelp("The notes that a spending must be of, CSV.", valueName: "file"))
    var notes: String?
    @Option(name: .long, help: ArgumentHelp("The seal that a reveal must open, JSON.", valueName: "file"))
    var sealed: String?
    @Option(name: .long, help: ArgumentHelp("Folder with the inputs of a run.", valueName: "folder"))
    var files: String?
    @Option(name: .customLong("run"), help: ArgumentHelp("The run that a part belongs to, JSON.", valueName: "file"))
    var document: String?

    func run() async throws {
      try await reportingFailures {
        let document = try ProofDocumentReader.read(InputFile(path: proof))
        try checkOptions(document)
        let earliest = since?.secondsSinceEpoch
        switch document {
        case .run(let claim):
          guard let files else { throw ProofError.needsRun }
          try claim.check(results: await claim.resultsAgain(inputs: files))
        case .part(let part):
          try document.verify(entropy: .ofSystem())
          if let path = self.document { try await check(part, of: RunClaim.read(path)) }
        default: try document.verify(notBefore: earliest, entropy: .ofSystem())
        }
        if let published { try document.check(published: published, notBefore: earliest) }
        if let opening {
          let openings = try OpeningDocument(ProofDocumentReader.value(InputFile(path: opening))).openings
          try document.check(openings)
          print("opens: \(openings.map { "\($0.amount)" }.joined(separator: ", "))")
        }
        if let sealed, case .reveal(let claim) = document {
          guard case .seal(let seal) = try ProofDocumentReader.read(InputFile(path: sealed)), seal == claim.seal else {
            throw ProofError.otherStatement("seal")
          }
        }
        if case .spend(let claim) = document {
          if let notes, try NoteTable.read(InputFile(path: notes)) != claim.statement.notes {
            throw ProofError.otherStatement("list of notes")
          }
          if let register { try NullifierRegister.take(claim, into: register) }
        }
        print(document.words)
      }
    }

    /// Options that say nothing of this kind of document.
    private func checkOptions(_ document: ProofDocument) throws {
      let isSpend = if case .spend = document { true } else { false }
      let isPart = if case .part = document { true } else { false }
      let isReveal = if case .reveal = document { true } else { false }
      let isRun = if case .run = document { true } else { false }
      let isOwed =
        switch document {
        case .inclusion, .member: true;
        default: false
        }
      let options: [(String, Bool, Bool)] = [
        ("--register", register != nil, isSpend), ("--notes", notes != nil, isSpend),
        ("--sealed", sealed != nil, isReveal),
        ("--run", self.document != nil, isPart), ("--files", files != nil, isRun || isPart && self.document != nil),
        ("--published", published != nil, isOwed), ("--opening", opening != nil, !document.commitments.isEmpty),
        ("--since", since != nil, document.instant != nil),
      ]
      if let option = options.first(where: { $0.1 && !$0.2 }) {
        throw ValidationError("\(option.0) is not for this kind of proof")
      }
    }

    private func check(_ part: RunPartClaim, of run: RunClaim) async throws {
      try part.verify(in: run)
      if let files { try part.check(results: await run.resultsAgain(inputs: files)) }
    }
  }

  extension ProofDocument {
    /// Checks that an inclusion is in the tree of a proof of solvency, which must hold.
    fileprivate func check(published path: String, notBefore earliest: Int64?) throws {
      let published = try ProofDocumentReader.read(InputFile(path: path))
      guard case .solvency(let solvency) = published else { throw ProofError.otherStatement("kind of \(path)") }
      try published.verify(notBefore: earliest, entropy: .ofSystem())
      let claim: InclusionClaim
      switch self {
      case .inclusion(let inclusion): claim = inclusion
      case .member(let member): claim = member.inclusion
      default: throw ProofError.otherStatement("kind")
      }
      let statement = solvency.statement
      for (name, isSame) in [
        ("root", claim.root == statement.liabilities), ("pool", claim.pool == statement.pool),
        ("instant", claim.instant == statement.instant), ("list of assets", claim.assets == statement.assets),
      ] where !isSame { throw ProofError.otherStatement(name) }
    }
  }
#endif
