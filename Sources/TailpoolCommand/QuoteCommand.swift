#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// `tailpool quote`: what a pool asks and bids for its own contracts.
  struct QuoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "quote",
      abstract: "Bid and ask of a pool for its own contracts, by parts, under its budget of expected shortfall.",
      discussion: """
        The pool is that of the journal, marked off the chain. Each size has an ask, at which the pool sells, and a bid, at which \
        it buys; a size that the pool does not quote says which bound stands against it, and by how much. The journal is not \
        changed. `tailpool sample` writes pool-year.jsonl, chain.csv and pool-year-history.csv to try.
        """)

    @Option(name: .long, help: ArgumentHelp("The pool's journal, or - for standard input.", valueName: "file"))
    var pool: String
    @Option(name: .long, help: ArgumentHelp("The SHA-256 that the last line must have.", valueName: "hex"))
    var digest: String?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "When the quotes are made.", discussion: "Without it: the chain's own time.", valueName: "time"),
      transform: PoolMarkCommand.instant)
    var asOf: Timestamp?
    @Option(
      name: .long,
      help: ArgumentHelp("Contracts that the pool lists, by their names, parted by commas.", valueName: "names"),
      transform: QuoteCommand.names)
    var instrument: Names
    @Option(
      name: .long, help: ArgumentHelp("Numbers of contracts, parted by commas.", valueName: "n"),
      transform: QuoteCommand.sizes)
    var size: Sizes
    @Flag(name: .long, help: "Print JSON instead of tables.")
    var json = false
    @Option(
      name: .long,
      help: ArgumentHelp("Seals the quotes for this auction: only the seal is printed.", valueName: "name"))
    var sealFor: String?
    @Option(name: .long, help: ArgumentHelp("The seal, JSON: to be published before the reveals.", valueName: "file"))
    var seal: String?
    @Option(name: .long, help: ArgumentHelp("What opens it, JSON: to be published with them.", valueName: "file"))
    var reveal: String?
    @OptionGroup var quoting: QuotingArguments
    @OptionGroup var market: MarketArguments
    @OptionGroup var poolBook: PoolBookArguments

    struct Names { let values: [String] }
    struct Sizes { let values: [Int128] }

    static func names(_ text: String) throws -> Names {
      let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard !names.contains(""), Set(names).count == names.count else {
        throw ValidationError("expected names of contracts parted by commas, each once")
      }
      return Names(values: names)
    }

    static func sizes(_ text: String) throws -> Sizes {
      let sizes = text.split(separator: ",", omittingEmptySubsequences: false).map { UInt32($0) ?? 0 }
      guard !sizes.contains(0) else {
        throw ValidationError("expected whole numbers of contracts, 1 to \(UInt32.max), parted by commas")
      }
      return Sizes(values: sizes.map { Int128($0) })
    }

    func validate() throws {
      if market.chain.isEmpty {
        throw ValidationError("--chain is missing; expected a chain that lists the instruments")
      }
      try market.check(otherFiles: [pool])
      let count = [sealFor, seal, reveal].count { $0 != nil }
      if count != 0, count != 3 { throw ValidationError("--seal-for, --seal and --reveal go together") }
    }

    func run() async throws {
      try await reportingFailures {
        let replay = try PoolJournal.replay(path: pool, digest: digest)
        let inputs = try InputSet(market).read()
        let run = try await untilInterrupted { [self] in
          try await QuoteRun(
            replay.pool, inputs, settings: market.settings(openInterestShare: 0), poolBook: try poolBook.inputs(),
            names: instrument.values, sizes: size.values, at: asOf, quoting: quoting)
        }
        let text = json ? try run.document() : run.text()
        guard let sealFor, let seal, let reveal else { return print(text) }
        // What was sealed is bound to the journal that it was quoted from.
        let nonce = SecretScalar(from: try Entropy.ofSystem(), purpose: "nonce of a seal").bytes
        let claim = try RevealClaim(text, domain: "quotes of \(replay.digest) for \(sealFor)", nonce: nonce)
        try PrivateFile.write(ProofDocument.reveal(claim).value, to: reveal)
        try ProofDocument.seal(claim.seal).write(to: seal)
        print(ProofDocument.seal(claim.seal).words)
      }
    }
  }
#endif
