#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// `tailpool cover pool`: state, statements and audit of a cover pool.
  struct CoverPoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pool",
      abstract: "State, statements and audit of a cover pool.",
      discussion:
        "Every line is checked against the SHA-256 of the line before and applied; the first that is not taken is named. "
        + "--out gets all of it as one line of JSON. With --margin a share is valued also after what is set aside for risk; with "
        + "--known-loss all members leave one after the other before a loss is booked, and what each gets is shown for every way out."
    )

    @Option(name: .long, help: ArgumentHelp("The journal, or - for standard input.", valueName: "file"))
    var events: String

    @Option(name: .long, help: ArgumentHelp("Where to write state, statements and audit as JSON.", valueName: "path"))
    var out: String?

    @Option(name: .long, help: ArgumentHelp("The SHA-256 that the last line must have.", valueName: "hex"))
    var digest: String?

    @OptionGroup var shares: CoverShareOptions

    func run() async throws {
      try await reportingFailures {
        let replay = try CoverJournal.replay(path: events, digest: digest)
        let pool = replay.pool
        let worth = try CoverShareReport(of: pool, shares)
        let account = try pool.account(valuation: worth.valuation, runs: worth.runs)
        if out != "-" { try report(replay, worth) }
        if let out { try OutputFile.write(account.canonicalJSON + "\n", to: out) }
      }
    }

    private func report(_ replay: CoverJournal.Replay, _ worth: CoverShareReport) throws {
      let (pool, findings) = (replay.pool, replay.pool.audit())
      let totals = pool.totals
      print("lines            \(replay.lines)")
      print("time             \(pool.time)")
      for fund in pool.funds {
        let assets = try pool.assets(of: fund.name, at: pool.time)
        let rewards = fund.rewards > 0 ? ", rewards not taken \(text(fund.rewards, pool))" : ""
        print("fund             \(fund.name) \(text(assets, pool)), losses borne \(text(fund.borne, pool))\(rewards)")
      }
      for tranche in try pool.trancheStatements(at: pool.time) {
        let holds = tranche.holds > 0 ? ", held by \(tranche.holds) losses" : ""
        print(
          "tranche          \(tranche.tranche) of \(tranche.fund), \(text(tranche.stake, pool)) until \(tranche.end), cover "
            + "\(text(tranche.allocated, pool))\(holds)")
      }
      let unearned = try pool.unearnedPremium(at: pool.time)
      print(
        "premium          written \(text(totals.written, pool)), fees \(text(totals.fees, pool)), refunded "
          + "\(text(totals.refunded, pool)), unearned \(text(unearned, pool))")
      print(
        "cover            \(text(Int128(totals.exposure), pool)) exposed, requirement \(text(totals.requirement, pool))"
      )
      print(
        "claims           \(text(Int128(totals.openClaims), pool)) open, paid \(text(totals.paid, pool)), recovered "
          + "\(text(totals.recovered, pool))")
      print("exits waiting    \(pool.exits.count)")
      for statement in try pool.memberStatements(at: pool.time) {
        print(
          "\(statement.member) in \(statement.fund): paid in \(text(Int128(statement.paidIn), pool)), paid out "
            + "\(text(Int128(statement.paidOut), pool)), claim \(text(Int128(statement.claim), pool)), result "
            + "\(text(statement.result, pool))")
      }
      for statement in try pool.coverStatements(at: pool.time) {
        print(
          "cover \(statement.number) of \(statement.holder), \(statement.product): \(statement.status.rawValue), "
            + "\(text(Int128(statement.amount), pool)) until \(statement.end), earned "
            + "\(text(Int128(statement.earned), pool)), paid \(text(Int128(statement.paid), pool))")
      }
      for line in worth.lines { print(line) }
      print("audit            \(findings.isEmpty ? "every law holds" : "\(findings)")")
      print("last line        \(replay.digest)")
      print("state            \(CoverJournal.digest(of: pool.eventValue))")
    }

    private func text(_ units: Int128, _ pool: CoverPool) -> String {
      "\(Amount(units: units, of: pool.terms.asset))"
    }
  }
#endif
