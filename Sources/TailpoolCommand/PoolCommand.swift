#if Journal
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool pool`: a pool replayed from its journal.
  struct PoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pool",
      abstract: "Replays a pool from its journal: state, claims and digest.",
      discussion:
        "Every line is checked against the SHA-256 of the line before and applied; the first that is not taken is named."
    )

    @Option(name: .long, help: ArgumentHelp("The journal, or - for standard input.", valueName: "file"))
    var events: String

    @Option(name: .long, help: ArgumentHelp("Where to write the state as JSON.", valueName: "file"))
    var out: String?

    @Option(name: .long, help: ArgumentHelp("The SHA-256 that the last line must have.", valueName: "hex"))
    var digest: String?

    func run() async throws {
      try await reportingFailures {
        let replay = try PoolJournal.replay(path: events, digest: digest)
        let (pool, state) = (replay.pool, replay.pool.eventValue)
        let findings = pool.audit()
        print("lines            \(replay.lines)")
        print("time             \(pool.time)")
        for account in PoolAccount.allCases where account != .outside {
          print("\(account)".padding(17) + "\(pool.books.balance(of: account, in: pool.terms.asset))")
        }
        if let value = try? pool.value(at: pool.time) {
          print("value, low side  \(Amount(units: value.low, of: pool.terms.asset))")
          print(
            "value, high side \(Amount(units: value.high, of: pool.terms.asset))\(value.isStale ? "  (stale marks)" : "")"
          )
        }
        print("open contracts   \(pool.open.count), tickets waiting \(pool.tickets.count)")
        for name in pool.register.holdings.keys.sorted() {
          let claim = try? pool.claim(of: name, at: pool.time)
          let text = claim.flatMap { Int128(exactly: $0) }.map { "\(Amount(units: $0, of: pool.terms.asset))" } ?? "-"
          print("claim of \(name): \(text) for \(pool.register.shares(of: name)) shares")
        }
        print("audit            \(findings.isEmpty ? "every law holds" : "\(findings)")")
        print("last line        \(replay.digest)")
        print("state            \(PoolJournal.digest(of: state))")
        if let out { try OutputFile.write(state.canonicalJSON + "\n", to: out) }
      }
    }
  }

  extension String {
    /// The text with spaces up to a width.
    fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  }
#endif
