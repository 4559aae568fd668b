#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// `tailpool pool`: a pool of which a journal tells.
  struct PoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pool",
      abstract: "Replays a pool from its journal, reports its risk, books its marks, and explains its days.",
      subcommands: [PoolReplayCommand.self, PoolMarkCommand.self, PoolDaysCommand.self],
      defaultSubcommand: PoolReplayCommand.self)
  }

  /// `tailpool pool` without a subcommand: state, claims and digest; with a chain, the risk report of the pool.
  struct PoolReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "replay",
      abstract: "State, claims and digest of a pool; with --chain, its risk report.",
      discussion:
        "Every line is checked against the SHA-256 of the line before and applied; the first that is not taken is named. "
        + "With --chain and --history it is the report of that pool as of its last event, as report --pool-events.")

    @Option(name: .long, help: ArgumentHelp("The journal, or - for standard input.", valueName: "file"))
    var events: String

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Where to write the state as JSON; with --chain, folder for report.html, report.json and pnl.csv.",
        valueName: "path"))
    var out: String?

    @Option(name: .long, help: ArgumentHelp("The SHA-256 that the last line must have.", valueName: "hex"))
    var digest: String?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Folder for solvency.json, its opening and a statement with its inclusion proof for each member.",
        valueName: "folder"))
    var proveSolvency: String?

    @Option(name: .customLong("name"), help: ArgumentHelp("The pool's name in the proof.", valueName: "name"))
    var poolName: String?

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Secret of 64 hexadecimal digits that members' salts follow from; made where it is absent.", valueName: "file"))
    var saltSecret: String?

    @OptionGroup var market: MarketArguments
    @OptionGroup var chains: ChainArguments

    @OptionGroup var poolBook: PoolBookArguments

    func validate() throws {
      try market.check(otherFiles: [events])
      let count = [proveSolvency, poolName, saltSecret].count { $0 != nil }
      if count != 0, count != 3 { throw ValidationError("--prove-solvency, --name and --salt-secret go together") }
      if count == 3, !market.chain.isEmpty { throw ValidationError("--prove-solvency goes without --chain") }
    }

    func run() async throws {
      try await reportingFailures {
        if market.chain.isEmpty { return try replay() }
        var files = InputSet(market)
        files.chain = chains
        (files.poolEvents, files.digest, files.poolBook) = (events, digest, try poolBook.inputs())
        try await ReportRun(market: market, files: files, openInterestShare: 0.01, out: out).run()
      }
    }

    private func replay() throws {
      let replay = try PoolJournal.replay(path: events, digest: digest, watch: PoolWatch.usual())
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
      if let breaker = pool.breaker { print("breaker          \(breaker.state(at: pool.time.secondsSinceEpoch))") }
      try printStatements(of: pool)
      for loss in pool.losses {
        let layers = loss.layers.filter { $0.used > 0 }.map { "\($0.name) \(text($0.used, pool))" }
        print("loss of \(text(loss.loss, pool)) by \(loss.cause): \(layers.joined(separator: ", "))")
      }
      printAlerts(of: replay.watch)
      print("audit            \(findings.isEmpty ? "every law holds" : "\(findings)")")
      print("last line        \(replay.digest)")
      print("state            \(PoolJournal.digest(of: state))")
      if let out { try OutputFile.write(state.canonicalJSON + "\n", to: out) }
      if let proveSolvency, let poolName, let saltSecret {
        try PoolSolvencyRun(
          pool: pool, name: poolName, secret: PrivateFile.secret(at: saltSecret), folder: proveSolvency
        ).run()
      }
    }

    /// The last alerts and those that still stand.
    private func printAlerts(of watch: PoolWatch?) {
      guard let monitor = watch?.monitor else { return }
      let trail = monitor.trail
      if trail.count > 20 { print("alerts           \(trail.count), the last 20:") }
      for alert in trail.suffix(20) {
        print(
          "\(alert.kind == .raised ? "alert" : "clear")            \(Timestamp(secondsSinceEpoch: alert.time)) "
            + "\(alert.metric) \(alert.value.map { "\($0)" } ?? "unknown")")
      }
      let standing = monitor.raised.sorted()
      print("alerts standing  \(standing.isEmpty ? "none" : standing.joined(separator: ", "))")
    }

    /// One line a participant: what it has, and what came of what it paid in.
    private func printStatements(of pool: MutualPool) throws {
      for statement in try pool.statements(at: pool.time) {
        var parts = [
          "paid in \(text(Int128(statement.paidIn), pool))", "paid out \(text(Int128(statement.paidOut), pool))",
          "claim \(text(Int128(statement.claim), pool))", "result \(text(statement.result, pool))",
        ]
        if statement.reward > 0 { parts.append("reward \(text(Int128(statement.reward), pool))") }
        if statement.leaving > 0 { parts.append("\(statement.leaving) of \(statement.shares) shares wait to leave") }
        if statement.borne > 0 { parts.append("losses borne \(text(Int128(statement.borne), pool))") }
        if statement.assessmentDue > 0 { parts.append("assessed \(text(Int128(statement.assessmentDue), pool))") }
        print("\(statement.participant): \(parts.joined(separator: ", "))")
      }
    }

    private func text(_ units: Int128, _ pool: MutualPool) -> String {
      "\(Amount(units: units, of: pool.terms.asset))"
    }
  }

  extension String {
    /// The text with spaces up to a width.
    fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  }
#endif
