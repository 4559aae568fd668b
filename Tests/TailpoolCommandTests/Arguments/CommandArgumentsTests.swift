#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("Arguments of the other commands")
  struct CommandArgumentsTests {
    @Test("Tables: each option lands in its own field")
    func tables() throws {
      let price = try parsed("price --model bachelier --in i --out o --greeks none", as: PriceCommand.self)
      #expect(price.model == .bachelier && price.input == "i" && price.out == "o" && price.greeks == .none)
      #expect(try parsed("price --model black76 --in i --out o", as: PriceCommand.self).greeks == .all)
      let implied = try parsed("implied-volatility --model black76 --in i --out o", as: ImpliedVolatilityCommand.self)
      #expect(implied.model == .black76 && implied.input == "i" && implied.out == "o")
      let measure = try parsed("measure --in i --column c --level 0.9,0.95 --out o", as: MeasureCommand.self)
      #expect(measure.input == "i" && measure.column == "c" && measure.out == "o" && measure.level.levels.count == 2)
      #expect(try parsed("sample --out o", as: SampleCommand.self).out == "o")
    }

    @Test("Matrices: each option lands in its own field")
    func matrices() throws {
      let line = "covariance --history h --estimator oas --returns simple --assets A,B --span 5 --json --out o"
      let covariance = try parsed(line, as: CovarianceCommand.self)
      #expect(covariance.history == "h" && covariance.estimator.name == "oas" && covariance.returns == .simple)
      #expect(covariance.assets == "A,B" && covariance.span == 5 && covariance.json && covariance.out == "o")
      let plain = try parsed("covariance --history h --estimator oas --out o", as: CovarianceCommand.self)
      #expect(plain.returns == .log && plain.assets == nil && plain.span == 1 && !plain.json)
      let nearest = try parsed(
        "nearest-correlation --in i --minimum-eigenvalue 0.125 --out o", as: NearestCorrelationCommand.self)
      #expect(nearest.input == "i" && nearest.minimumEigenvalue == 0.125 && nearest.out == "o")
      #expect(
        try parsed("nearest-correlation --in i --out o", as: NearestCorrelationCommand.self).minimumEigenvalue == 0)
    }

    @Test("Surfaces: each option lands in its own field")
    func surfaces() throws {
      let line = "surface --chain a --chain b --family essvi --quotes q --grid g --out o"
      let surface = try parsed(line, as: SurfaceCommand.self)
      #expect(surface.chain == ["a", "b"] && surface.family == .extendedSSVI)
      #expect(surface.quotes == "q" && surface.grid == "g" && surface.out == "o")
      #expect(try parsed("surface --chain a --out o", as: SurfaceCommand.self).family == .lognormalMixture)
    }

    @Test("Backtests: each option lands in its own field")
    func backtests() throws {
      let line =
        "backtest --history h --volatility-history v --assets A --window 60 --estimator oas --models historical "
        + "--every 3 --from 2024-01-02 --to 2025-03-04 --days-per-year 252 --threads 2 --out o"
      let walk = try parsed(line, as: BacktestCommand.self)
      #expect(walk.history == "h" && walk.models.volatilityHistory == "v" && walk.assets == "A" && walk.window == 60)
      #expect(walk.estimator.name == "oas" && walk.models.models == "historical" && walk.models.every == 3)
      #expect(walk.models.from == "2024-01-02" && walk.models.to == "2025-03-04" && walk.models.daysPerYear == 252)
      #expect(walk.models.threads == 2 && walk.out == "o" && walk.input == nil && walk.level == nil)
      let table = try parsed("backtest --in i --level 0.975 --out o", as: BacktestCommand.self)
      #expect(table.input == "i" && table.level?.levels.map(\.text) == ["0.975"] && table.history == nil)
      #expect(table.estimator.name == "ledoit-wolf" && table.window == nil)
      #expect(table.models.every == 1 && table.models.daysPerYear == 365)
    }

    @Test("Quotes of a pool: each option lands in its own field of the policy")
    func quotes() throws {
      let line =
        "quote --pool p --chain a --history h --digest d --as-of 2026-01-16T09:30:00Z --instrument A,B --size 3,1 --json "
        + "--risk-aversion 0.25 --holding-days 73 --arrivals 12 --fill-decay 80 --rehedge-hours 8760 --hedge-cost 0.125 "
        + "--hedge-funding=-0.5 --hurdle 0.75 --valid-seconds 9 --spot-band 0.0625 --volatility-band 0.03125 --least-delta 0.2 "
        + "--greatest-delta 0.8 --least-days 2 --greatest-days 4 --greatest-chain-age 7 --seed 5"
      let quote = try parsed(line, as: QuoteCommand.self)
      #expect(quote.pool == "p" && quote.digest == "d" && quote.json && quote.market.seed == 5)
      #expect(quote.asOf?.secondsSinceEpoch == 1_768_555_800)
      #expect(quote.instrument.values == ["A", "B"] && quote.size.values == [3, 1])
      let policy = try quote.quoting.policy(holdingDays: quote.quoting.holdingDays, hedging: ["BTC"])
      #expect(policy.riskAversion == 0.25 && policy.holdingYears == 0.2 && policy.rehedgingYears == 1)
      #expect(policy.hedgeCosts == ["BTC": HedgeCost(proportional: 0.125, fundingRate: -0.5)])
      #expect(policy.hurdle == 0.75 && policy.fills == FillIntensity(arrivals: 12, decay: 80))
      #expect(policy.validity == QuoteValidity(seconds: 9, spot: 0.0625, volatility: 0.03125))
      #expect(
        policy.bounds == QuotingBounds(delta: 0.2...0.8, secondsToExpiry: 172_800...345_600, greatestMarketAge: 7))
      for bad in ["A,,B", "A,A", ""] { #expect(throws: (any Error).self, "\(bad)") { try QuoteCommand.names(bad) } }
      for bad in ["", "0", "-1", "1.5", "1,,2"] {
        #expect(throws: (any Error).self, "\(bad)") { try QuoteCommand.sizes(bad) }
      }
    }

    @Test("Marks of a pool: each option lands in its own field")
    func marks() throws {
      let line =
        "pool mark --events e --chain a --chain b --out o --as-of 2026-01-16T09:30:00Z --digest d --source s "
        + "--half-spread 0.25 --hedge-half-spread 0.125 --hedge-entry BTC=5 --marks quotes --threads 4"
      let mark = try parsed(line, as: PoolMarkCommand.self)
      #expect(mark.events == "e" && mark.chain == ["a", "b"] && mark.out == "o")
      #expect(mark.asOf?.secondsSinceEpoch == 1_768_555_800 && mark.digest == "d" && mark.source == "s")
      #expect(mark.halfSpread == 0.25 && mark.hedgeHalfSpread == 0.125 && mark.threads == 4)
      #expect(mark.marks == .quotes && mark.poolBook.hedgeEntry.map(\.price) == [5])
      let plain = try parsed("pool mark --events e --chain a --out o", as: PoolMarkCommand.self)
      #expect(
        plain.halfSpread == 0.01 && plain.hedgeHalfSpread == 0.0005 && plain.source == "chain" && plain.asOf == nil)
      #expect(plain.marks == .surface(.lognormalMixture))
    }

    static let (matrix, nearest) = (
      "covariance --history h --estimator oas --out o ", "nearest-correlation --in i --out o "
    )
    static let (rolling, walk) = (
      "backtest --history h --level 0.99 --out o ", "backtest --history h --volatility-history v --out o "
    )
    static let (mark, surface) = ("pool mark --events e --chain c --out o ", "surface --chain c --out o ")

    /// A command, options that it takes, neighbors that it does not, and what it says of those.
    static let neighbors: [(command: String, taken: String, refused: String, words: String)] = [
      (matrix, "--span 1", "--span 0", "--span is 0; expected 1 to 10000"),
      (matrix, "--span 10000", "--span 10001", "--span is 10001; expected 1 to 10000"),
      (matrix, "--returns log", "--returns square", "--returns"),
      (
        nearest, "--minimum-eigenvalue 0", "--minimum-eigenvalue=-0.5",
        "--minimum-eigenvalue is -0.5; expected 0 or more, and below 1"
      ),
      (
        nearest, "--minimum-eigenvalue 0.99", "--minimum-eigenvalue 1",
        "--minimum-eigenvalue is 1.0; expected 0 or more, and below 1"
      ),
      (rolling, "--window 100", "--window 99", "--window is 99; expected 100 to 100000"),
      (rolling, "--window 100000", "--window 100001", "--window is 100001; expected 100 to 100000"),
      (walk, "--window 30", "--window 29", "--window is 29; expected 30 to 100000"),
      (walk, "--every 1", "--every 0", "--every is 0; expected 1 or more"),
      (walk, "--days-per-year 1", "--days-per-year 0.5", "--days-per-year is 0.5; expected 1 to 366"),
      (walk, "--days-per-year 366", "--days-per-year 366.5", "--days-per-year is 366.5; expected 1 to 366"),
      (walk, "--threads 1", "--threads 0", "--threads is 0; expected 1 to 1024"),
      (walk, "--threads 1024", "--threads 1025", "--threads is 1025; expected 1 to 1024"),
      (walk, "--from 2024-02-29", "--from 2023-02-29", "--from is 2023-02-29; expected a date such as 1990-01-02"),
      (walk, "--to 2024-02-29", "--to 2024-02", "--to is 2024-02; expected a date such as 1990-01-02"),
      (
        walk, "--from 2024-01-02 --to 2024-01-02", "--from 2024-01-03 --to 2024-01-02", "--from is after --to"
      ),
      (
        walk, "--models historical,gaussian@60", "--models historical,importance",
        "--models has 'importance'; expected one of \(ScenarioModel.formsText); not importance"
      ),
      (mark, "--half-spread 0", "--half-spread=-0.01", "--half-spread is -0.01; expected 0 to 10"),
      (mark, "--half-spread 10", "--half-spread 10.5", "--half-spread is 10.5; expected 0 to 10"),
      (
        mark, "--hedge-half-spread 0", "--hedge-half-spread=-0.5",
        "--hedge-half-spread is -0.5; expected 0 or more and less than 1"
      ),
      (
        mark, "--hedge-half-spread 0.99", "--hedge-half-spread 1",
        "--hedge-half-spread is 1.0; expected 0 or more and less than 1"
      ),
      (mark, "--threads 1", "--threads 0", "--threads is 0; expected 1 to 1024"),
      (mark, "--threads 1024", "--threads 1025", "--threads is 1025; expected 1 to 1024"),
      (mark, "--as-of 2026-01-16T09:30:00Z", "--as-of noon", "expected a time such as 2026-01-16T09:30:00Z"),
      (mark, "--chain -", "--chain - --chain -", "only one file can be standard input"),
      (surface, "--chain -", "--chain - --chain -", "only one file can be standard input"),
      (surface, "--quotes -", "--quotes - --grid -", "only one file can be standard output"),
      (surface, "--grid -", "--grid - --out -", "only one file can be standard output"),
      (surface, "--family grid", "--family quotes", "--family"),
    ]

    @Test("Bounds hold from both sides, and what is beyond is said", arguments: neighbors.indices)
    func bounds(index: Int) throws {
      let (command, taken, refused, words) = Self.neighbors[index]
      #expect(refusal(command + taken) == nil, "\(command + taken): \(refusal(command + taken)?.message ?? "")")
      let answer = try #require(refusal(command + refused), "\(command + refused) was taken")
      #expect(answer.status == 64 && answer.message.contains(words), "\(command + refused): \(answer)")
    }

    /// Lines that lack something or say too much, and what is said.
    static let refusedLines: [(line: String, words: String)] = [
      ("backtest --in i --out o", "expected --level, that of the forecasts"),
      ("backtest --in i --level 0.05 --out o", "--level has 0.05; was 0.95 meant? expected fractions of 0.5 and more"),
      ("measure --in i --column c --level 0.9,0.025 --out o", "--level has 0.025; was 0.975 meant?"),
      ("nearest-correlation --in i --covariance --as-is --out o", "--covariance does not go with --as-is"),
      ("covariance --history h --estimator oas --columns date --out o", "expected ours=theirs"),
      ("covariance --history h --estimator oas --columns day=x --out o", "expected one of date, symbol, close"),
      ("covariance --history h --estimator oas --columns date=x,date=y --out o", "twice"),
      ("backtest --history h --out o", "expected --level, that of the forecasts"),
      ("backtest --in i --level 0.9,0.99 --out o", "--level names several levels; expected one"),
      (
        walk + "--level 0.99", "--level does not go with --volatility-history, whose levels are 0.975 and 0.99"
      ),
      ("backtest --volatility-history v --out o", "--volatility-history needs --history"),
      (
        "backtest --level 0.99 --out o", "expected one of --in, a table of forecasts, and --history, a price history"
      ),
      (
        "backtest --in i --history h --level 0.99 --out o",
        "expected one of --in, a table of forecasts, and --history, a price history"
      ),
      ("backtest --in i --level 0.99 --assets A --out o", "--assets needs --history"),
      (rolling + "--models historical", "--models needs --volatility-history"),
      ("pool mark --events e --out o", "--chain is missing; expected a chain that lists what is open"),
      ("pool mark --events - --chain - --out o", "only one file can be standard input"),
      ("replay --venue - --orders - --out o", "only one file can be standard input"),
      ("replay --venue v --out o", "--orders"), ("replay --orders o --out o", "--venue"),
      ("replay --venue v --orders o", "--out"),
      ("surface --out o", "--chain"), ("price --model magic --in i --out o", "magic"),
      ("price --in i --out o", "--model"), ("implied-volatility --model digital --in i --out o", "digital"),
      ("measure --in i --level 0.9 --out o", "--column"), ("measure --in i --column c --level 1 --out o", "--level"),
      ("sample", "--out"), ("magic", "magic"),
    ]

    @Test("What lacks or does not go together is refused by name", arguments: refusedLines.indices)
    func combinations(index: Int) throws {
      let (line, words) = Self.refusedLines[index]
      let answer = try #require(refusal(line), "\(line) was taken")
      #expect(answer.status == 64 && answer.message.contains(words), "\(line): \(answer)")
    }

    @Test("Files may be told apart from standard output by all but one")
    func standardOutput() {
      #expect(refusal("surface --chain - --out -") == nil)
      #expect(refusal("pool mark --events - --chain c --out -") == nil)
    }

    @Test("Auctions: each option lands in its own field, and is refused where the rule does not take it")
    func auctions() throws {
      let line =
        "auction --rule call --orders o --out d --reference 7 --tick 2 --allocation time --self-match cancel-older "
        + "--interval 60 --guard 5-9"
      let call = try parsed(line, as: AuctionMatchCommand.self)
      #expect(call.rule == .call && call.orders == "o" && call.out == "d" && call.reference == 7 && call.tick == 2)
      #expect(call.allocation == .time && call.selfMatch == .cancelOlder && call.interval == 60)
      #expect(call.guarded == "5-9")
      let midpoint = try parsed(
        "auction --rule midpoint --orders o --out d --price 7 --lot 3", as: AuctionMatchCommand.self)
      #expect(midpoint.price == 7 && midpoint.lot == 3)
      let batch = try parsed(
        "auction --rule batch --orders o --out d --received 1,2 --unfilled 3,4", as: AuctionMatchCommand.self)
      #expect(batch.received == "1,2" && batch.unfilled == "3,4")
      for (rest, part) in [
        ("call", "needs --reference"), ("call --reference 7 --price 5", "--price is not for --rule call"),
        ("call --reference -7", "--reference"), ("call --reference 7 --guard 9-5", "where two prices such as"),
        ("midpoint", "needs --price"), ("midpoint --price x", "x stands where"),
        ("midpoint --price 7 --tick 2", "--tick is not for --rule midpoint"),
        ("batch", "needs --price, or"), ("batch --price 7 --received 1,2", "needs --price, or"),
        ("batch --received 1,2", "goes with --unfilled"), ("batch --received 1 --unfilled 1,2", "where two whole"),
        ("batch --price 7 --guard 5-9", "--guard is not for --rule batch"), ("magic", "magic"),
      ] {
        let found = refusal("auction --orders o --out d --rule \(rest)")?.message ?? ""
        #expect(found.contains(part), "\(rest): \(found)")
      }
    }

    @Test("Venues, leaks and blocks of auctions: each option lands in its own field")
    func auctionCommands() throws {
      #expect(
        try RootCommand.parseAsRoot(
          "auction --rule midpoint --orders o --out d --price 7".split(separator: " ").map(String.init))
          is AuctionMatchCommand)
      let venue = try parsed(
        "auction venue --events e --digest x --horizon-seconds 9 --out d", as: AuctionVenueCommand.self)
      #expect(venue.events == "e" && venue.digest == "x" && venue.horizonSeconds == 9 && venue.out == "d")
      let leakage = try parsed(
        "auction leakage --venue v --orders o --trades t --capital 1,2 --refund-millionths 3 --out d",
        as: AuctionLeakageCommand.self)
      #expect(leakage.venue == "v" && leakage.orders == "o" && leakage.trades == "t" && leakage.out == "d")
      #expect(leakage.capital == "1,2" && leakage.refundMillionths == 3)
      let blocks = try parsed(
        "auction blocks --pool p --packages b --chain c --history h --as-of 2026-01-16T09:30:00Z --digest x --out d",
        as: AuctionBlocksCommand.self)
      #expect(blocks.pool == "p" && blocks.packages == "b" && blocks.out == "d" && blocks.digest == "x")
      #expect(blocks.asOf?.secondsSinceEpoch == 1_768_555_800)
      for line in [
        "auction leakage --venue - --orders - --trades t --capital 1,2 --out d",
        "auction leakage --venue v --orders o --trades t --capital 1 --out d",
        "auction leakage --venue v --orders o --trades t --capital 1,-2 --out d",
        "auction blocks --pool - --packages - --chain c --history h --out d", "auction venue --out d",
      ] { #expect(refusal(line)?.status == 64, "\(line)") }
    }

    @Test("The root names the commands of its help, and replays a pool that is given no subcommand")
    func root() throws {
      let names = RootCommand.configuration.subcommands.map { $0.configuration.commandName ?? "" }
      #expect(
        names == [
          "report", "sample", "price", "implied-volatility", "surface", "covariance", "nearest-correlation", "measure",
          "backtest", "pool", "quote", "replay", "compare-venues", "auction", "cover", "prove", "verify",
        ])
      #expect(try RootCommand.parseAsRoot(["pool", "--events", "e"]) is PoolReplayCommand)
      #expect(try RootCommand.parseAsRoot(["pool", "replay", "--events", "e"]) is PoolReplayCommand)
      let mark = try RootCommand.parseAsRoot(["pool", "mark", "--events", "e", "--chain", "c", "--out", "o"])
      #expect(mark is PoolMarkCommand)
      #expect(try RootCommand.parseAsRoot(["cover", "pool", "--events", "e"]) is CoverPoolCommand)
      #expect(try RootCommand.parseAsRoot(["report"]) is ReportCommand)
      let replay = try RootCommand.parseAsRoot(["replay", "--venue", "v", "--orders", "-", "--out", "o"])
      let command = try #require(replay as? ReplayCommand)
      #expect(command.venue == "v" && command.orders == "-" && command.out == "o")
    }
  }
#endif
