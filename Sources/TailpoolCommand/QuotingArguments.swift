#if Command
  import ArgumentParser
  import Tailpool

  /// By what a pool quotes: `QuotingPolicy` as options. Each is printed with the quotes.
  struct QuotingArguments: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Risk aversion, per whole unit of the pool's asset.", valueName: "x"))
    var riskAversion = 1e-6
    @Option(
      name: .long, help: ArgumentHelp("Days for which the pool expects to hold what it takes on.", valueName: "d"))
    var holdingDays = 7.0
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Trades a year of one contract on each side of an instrument quoted without markup; the days of holding are then those "
          + "of a maker that quotes the instruments asked for forever.", valueName: "n"))
    var arrivals: Double?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "By how much the log of arrivals falls per 1.00 of volatility of markup: at 100 the half spread is a point.",
        valueName: "x"))
    var fillDecay = 100.0
    @Option(name: .long, help: ArgumentHelp("Hours between two changes of the hedge.", valueName: "h"))
    var rehedgeHours = 24.0
    @Option(name: .long, help: ArgumentHelp("Cost of a hedge, as a part of what is traded.", valueName: "x"))
    var hedgeCost = 0.000_5
    @Option(name: .long, help: ArgumentHelp("What a long hedge pays a year, as a part of its value.", valueName: "r"))
    var hedgeFunding = 0.0
    @Option(
      name: .long, help: ArgumentHelp("What capital at risk is to earn a year, as a part of it.", valueName: "r"))
    var hurdle = 0.2
    @Option(name: .long, help: ArgumentHelp("Seconds for which a quote holds.", valueName: "n"))
    var validSeconds: Int64 = 30
    @Option(name: .long, help: ArgumentHelp("How far the spot may move meanwhile, as a part of it.", valueName: "x"))
    var spotBand = 0.002
    @Option(
      name: .long, help: ArgumentHelp("How far the volatility may move meanwhile: 0.01 is a point.", valueName: "v"))
    var volatilityBand = 0.005
    @Option(name: .long, help: ArgumentHelp("Least |delta| of one unit that is quoted.", valueName: "x"))
    var leastDelta = 0.01
    @Option(name: .long, help: ArgumentHelp("Greatest |delta| of one unit that is quoted.", valueName: "x"))
    var greatestDelta = 0.99
    @Option(name: .long, help: ArgumentHelp("Least days to expiry that are quoted.", valueName: "d"))
    var leastDays = 0.25
    @Option(name: .long, help: ArgumentHelp("Greatest days to expiry that are quoted.", valueName: "d"))
    var greatestDays = 400.0
    @Option(name: .long, help: ArgumentHelp("Greatest age in seconds of the chain at the quote.", valueName: "n"))
    var greatestChainAge: Int64 = 300

    func validate() throws { _ = try policy(holdingDays: holdingDays, hedging: []) }

    /// How takers come; by one a year where nobody says, which only the holding of `arrivals` would depend on.
    func fills() throws -> FillIntensity {
      guard let fills = FillIntensity(arrivals: arrivals ?? 1, decay: fillDecay) else {
        throw ValidationError("--arrivals and --fill-decay are numbers greater than 0")
      }
      return fills
    }

    /// The policy.
    ///
    /// - Parameters:
    ///   - holdingDays: Days that the pool expects to hold.
    ///   - underlyings: What is hedged at the cost.
    func policy(holdingDays: Double, hedging underlyings: [Underlying]) throws -> QuotingPolicy {
      guard let cost = HedgeCost(proportional: hedgeCost, fundingRate: hedgeFunding) else {
        throw ValidationError(
          "--hedge-cost is \(hedgeCost), --hedge-funding \(hedgeFunding); expected 0 to 1, and a number")
      }
      guard let validity = QuoteValidity(seconds: validSeconds, spot: spotBand, volatility: volatilityBand) else {
        throw ValidationError(
          "--valid-seconds is \(validSeconds), --spot-band \(spotBand), --volatility-band \(volatilityBand); expected 1 or "
            + "more seconds up to a year, from 0 to below 1, and 0 or more")
      }
      guard leastDelta <= greatestDelta, leastDays <= greatestDays, leastDays >= 0, greatestDays <= 36_500,
        let bounds = QuotingBounds(
          delta: leastDelta...greatestDelta, secondsToExpiry: Self.seconds(leastDays)...Self.seconds(greatestDays),
          greatestMarketAge: greatestChainAge)
      else {
        throw ValidationError(
          "--least-delta \(leastDelta), --greatest-delta \(greatestDelta), --least-days \(leastDays), --greatest-days "
            + "\(greatestDays), --greatest-chain-age \(greatestChainAge); expected numbers from 0 on, the least no more than the "
            + "greatest, and at most 36500 days")
      }
      guard
        let policy = QuotingPolicy(
          riskAversion: riskAversion, holdingYears: holdingDays / DayCount.daysPerYear,
          rehedgingYears: rehedgeHours / 24 / DayCount.daysPerYear,
          hedgeCosts: Dictionary(underlyings.map { ($0, cost) }, uniquingKeysWith: { first, _ in first }),
          hurdle: hurdle,
          fills: try fills(), validity: validity, bounds: bounds)
      else {
        throw ValidationError(
          "--risk-aversion is \(riskAversion), --holding-days \(holdingDays), --rehedge-hours \(rehedgeHours), --hurdle \(hurdle); "
            + "expected 0 or more, more than 0, more than 0, and 0 or more")
      }
      return policy
    }

    private static func seconds(_ days: Double) -> Int64 { Int64((days * 86_400).rounded()) }
  }
#endif
