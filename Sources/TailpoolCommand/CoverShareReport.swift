#if Command
  import ArgumentParser
  import Tailpool

  /// What is asked about shares of a cover pool's capital.
  struct CoverShareOptions: ParsableArguments {
    @Option(
      name: .long,
      help: ArgumentHelp(
        "What is set aside for risk before a share is valued: the tail value at risk that `tailpool cover` says, for one.",
        valueName: "amount"))
    var margin: String?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "A loss that is known and not booked while all members leave; with --every.", valueName: "amount"))
    var knownLoss: String?
    @Option(name: .long, help: ArgumentHelp("Seconds from one member's attempt to the next.", valueName: "seconds"))
    var every: Int64?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "A bonding curve to compare with: A and C of A + requirement / C · ratio⁴, and the spread of a sale in basis points.",
        valueName: "a,c,spread"))
    var curve: String?

    func validate() throws {
      if (knownLoss == nil) != (every == nil) { throw ValidationError("--known-loss and --every stand together") }
      if curve != nil, margin == nil, knownLoss == nil {
        throw ValidationError("--curve goes with --margin or --known-loss")
      }
    }
  }

  /// What a share of a cover pool's capital is worth, and what a run would pay, and as lines.
  struct CoverShareReport {
    private(set) var lines: [String] = []
    private(set) var valuation: ShareValuation?
    private(set) var runs: [(exit: CapitalRun.Exit, run: CapitalRun)] = []

    init(of pool: CoverPool, _ options: CoverShareOptions) throws {
      do {
        let curve = try options.curve.map { try Self.curve($0, of: pool) }
        try addValue(of: pool, try options.margin.map { try Self.units($0, "--margin", of: pool) }, curve)
        guard let loss = options.knownLoss, let every = options.every else { return }
        try addRuns(of: pool, try Self.units(loss, "--known-loss", of: pool), every: every, curve)
      } catch let error as CoverRefusal {
        if case .stake(let reason) = error { throw ValidationError("\(reason)") }
        throw ValidationError("the pool refuses: \(error)")
      }
    }

    private mutating func addValue(of pool: CoverPool, _ margin: UInt128?, _ curve: BondingCurve?) throws {
      let position = try pool.capitalPosition(at: pool.time)
      guard position.capital > 0, position.supply > 0 else { return }
      let value = try pool.shareValuation(riskMargin: margin ?? 0, curve: curve, at: pool.time)
      lines.append("share            book value \(try pool.amount(aShare: value.bookValue))")
      if let sells = value.marketBuy, let buys = value.marketSell {
        lines.append(
          "market           sells a share for \(try pool.amount(aShare: sells)), buys one for \(try pool.amount(aShare: buys))"
        )
      }
      guard margin != nil else { return }
      lines.append("after margin     \(try pool.amount(aShare: value.riskAdjustedBookValue)) a share")
      if let price = value.curve { lines.append("bonding curve    \(try pool.amount(aShare: price)) a share") }
      valuation = value
    }

    private mutating func addRuns(of pool: CoverPool, _ loss: UInt128, every: Int64, _ curve: BondingCurve?) throws {
      var exits = [pool.cooldown]
      if let market = pool.market { exits.append(.ratchet(market)) }
      if let curve { exits.append(.bondingCurve(curve)) }
      for exit in exits {
        let run = try pool.capitalRun(through: exit, knownLoss: loss, every: every, at: pool.time)
        runs.append((exit, run))
        let stays = try run.stayersPrice.map { "\(try pool.amount(aShare: $0))" } ?? "none stay"
        lines.append(
          "run              through the \(exit.name): fair \(try pool.amount(aShare: run.fairPrice)) a share, who stays \(stays), to "
            + "who leaves \(Amount(units: run.transfer, of: pool.terms.asset))")
        for departure in run.departures { lines.append("  " + (try Self.line(departure, pool))) }
      }
    }

    private static func line(_ departure: CapitalRun.Departure, _ pool: CoverPool) throws -> String {
      let time = Timestamp(secondsSinceEpoch: departure.time)
      guard let paid = departure.paid else {
        return "\(departure.member.name) stays at \(time): \(departure.refusal.map { "\($0)" } ?? "no way out")"
      }
      let price = try departure.scaledPrice.map { ", \(try pool.amount(aShare: $0)) a share" } ?? ""
      return "\(departure.member.name) leaves at \(time) with \(Amount(units: paid, of: pool.terms.asset))\(price)"
    }

    private static func units(_ text: String, _ option: String, of pool: CoverPool) throws -> UInt128 {
      guard let amount = try? Amount(text, of: pool.terms.asset), amount.units >= 0 else {
        throw ValidationError("\(option) is \(text); expected an amount of \(pool.terms.asset.symbol), 0 or more")
      }
      return UInt128(amount.units)
    }

    private static func curve(_ text: String, of pool: CoverPool) throws -> BondingCurve {
      let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      guard parts.count == 3, let floor = Double(parts[0]), let divisor = Double(parts[1]), let spread = Int(parts[2]),
        let curve = try? BondingCurve(
          floor: floor, divisor: divisor, sellSpreadBasisPoints: spread, cashDecimals: pool.terms.asset.decimals,
          shareDecimals: pool.shareDecimals)
      else {
        throw ValidationError(
          "--curve is \(text); expected two numbers above 0 and 0 to 5000 basis points: 0.01028,5800000,250")
      }
      return curve
    }
  }
#endif
