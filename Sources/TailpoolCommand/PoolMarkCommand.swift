#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles

  /// `tailpool pool mark`: the marks of a chain, booked in a journal.
  struct PoolMarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mark",
      abstract: "Appends marks of all that a pool has open to its journal, off a chain.",
      discussion: """
        Bid and ask are the chain's; where a side is absent it is the model's value less or plus a half spread. The event
        has the chain's time. The journal is written whole or not at all; --out may be the journal itself.
        """)

    @Option(name: .long, help: ArgumentHelp("The journal, or - for standard input.", valueName: "file"))
    var events: String
    @Option(name: .long, help: ArgumentHelp("Option chain, CSV or JSON; may be repeated.", valueName: "file"))
    var chain: [String] = []
    @Option(name: .long, help: ArgumentHelp("Where to write the journal, the new line included.", valueName: "file"))
    var out: String
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Now: a chain seen after it, or longer before than the pool's marks may be old, is refused.",
        discussion: "Without it: the chain's own time.", valueName: "time"),
      transform: PoolMarkCommand.instant)
    var asOf: Timestamp?
    @Option(name: .long, help: ArgumentHelp("The SHA-256 that the last line must have.", valueName: "hex"))
    var digest: String?
    @Option(name: .long, help: ArgumentHelp("Where the chain is from, as the journal says it.", valueName: "text"))
    var source = "chain"
    @Option(
      name: .long, help: ArgumentHelp("Half spread of an absent side, in volatility: 0.01 is a point.", valueName: "v"))
    var halfSpread = 0.01
    @Option(name: .long, help: ArgumentHelp("Half spread of a hedge, as a part of the spot.", valueName: "x"))
    var hedgeHalfSpread = 0.000_5
    @OptionGroup var poolBook: PoolBookArguments
    @Option(
      name: .long,
      help: ArgumentHelp("What options are valued at: \(MarkSource.names.joined(separator: ", ")).", valueName: "m"))
    var marks = MarkSource.surface(.lognormalMixture)
    @Option(name: .long, help: ArgumentHelp("Threads; the results do not depend on it.", valueName: "n"))
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    static func instant(_ text: String) throws -> Timestamp {
      guard let instant = Timestamp(text: text) else {
        throw ValidationError("expected a time such as 2026-01-16T09:30:00Z")
      }
      return instant
    }

    func validate() throws {
      if chain.isEmpty { throw ValidationError("--chain is missing; expected a chain that lists what is open") }
      guard halfSpread >= 0, halfSpread <= 10 else {
        throw ValidationError("--half-spread is \(halfSpread); expected 0 to 10")
      }
      guard hedgeHalfSpread >= 0, hedgeHalfSpread < 1 else {
        throw ValidationError("--hedge-half-spread is \(hedgeHalfSpread); expected 0 or more and less than 1")
      }
      guard (1...1024).contains(threads) else { throw ValidationError("--threads is \(threads); expected 1 to 1024") }
      guard (chain + [events]).count(where: { $0 == "-" }) <= 1 else {
        throw ValidationError("only one file can be standard input")
      }
    }

    func run() async throws {
      try await reportingFailures {
        let journal = try InputFile(path: events)
        let replay = try PoolJournal.replay(journal, digest: digest)
        let snapshot = try MarketSnapshot(chains: chain.map { try ChainReader.read(path: $0) })
        let marks = try await marks(of: replay.pool, in: snapshot)
        try marks.check(at: asOf ?? snapshot.asOf, of: replay.pool)
        let (lines, pool) = try replay.appending([PoolEvent(at: snapshot.asOf, marks.action(source: source))])
        try OutputFile.write(bytes: journal.bytes + Array(lines.utf8), to: out)
        try report(marks, before: replay.pool, after: pool)
      }
    }

    private func marks(of pool: MutualPool, in snapshot: MarketSnapshot) async throws -> PoolMarks {
      let inputs = try poolBook.inputs()
      let book = try pool.book(in: snapshot, inputs: inputs)
      let calibrated = try await CalibratedMarks(snapshot, source: self.marks, threads: threads)
      let priced: PricedBook
      do { priced = try book.valuation(in: snapshot, volatilities: calibrated.marks) } catch {
        throw PoolBridgeError(error, in: book)
      }
      return try pool.marks(
        priced, in: snapshot, inputs: inputs, spread: MarkSpread(volatility: halfSpread, spot: hedgeHalfSpread))
    }

    /// Says what was booked; nothing where the journal itself goes to standard output.
    private func report(_ marks: PoolMarks, before: MutualPool, after: MutualPool) throws {
      if out == "-" { return }
      func text(_ units: Int128) -> String { "\(Amount(units: units, of: after.terms.asset))" }
      print("Marked at \(marks.asOf): \(marks.contracts.count) contracts, \(marks.hedges.count) hedges")
      print("quoted both ways \(Double(marks.confidence) / 100)% of the value at the ask")
      print(
        "capital          \(text(try before.value(at: marks.asOf).low)) before, \(text(try after.value(at: marks.asOf).low)) after"
      )
      print("Written: \(out)")
    }
  }
#endif
