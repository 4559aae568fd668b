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
        + "--out gets all of it as one line of JSON.")

    @Option(name: .long, help: ArgumentHelp("The journal, or - for standard input.", valueName: "file"))
    var events: String

    @Option(name: .long, help: ArgumentHelp("Where to write state, statements and audit as JSON.", valueName: "path"))
    var out: String?

    @Option(name: .long, help: ArgumentHelp("The SHA-256 that the last line must have.", valueName: "hex"))
    var digest: String?

    func run() async throws {
      try await reportingFailures {
        let replay = try CoverJournal.replay(path: events, digest: digest)
        let pool = replay.pool
        let account = try pool.account()
        if out != "-" { try report(replay) }
        if let out { try OutputFile.write(account.canonicalJSON + "\n", to: out) }
      }
    }

    private func report(_ replay: CoverJournal.Replay) throws {
      let (pool, findings) = (replay.pool, replay.pool.audit())
      let totals = pool.totals
      print("lines            \(replay.lines)")
      print("time             \(pool.time)")
      for fund in pool.funds {
        let assets = try pool.assets(of: fund.name, at: pool.time)
        print("fund             \(fund.name) \(text(assets, pool)), losses borne \(text(fund.borne, pool))")
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
      print("audit            \(findings.isEmpty ? "every law holds" : "\(findings)")")
      print("last line        \(replay.digest)")
      print("state            \(CoverJournal.digest(of: pool.eventValue))")
    }

    private func text(_ units: Int128, _ pool: CoverPool) -> String {
      "\(Amount(units: units, of: pool.terms.asset))"
    }
  }
#endif
