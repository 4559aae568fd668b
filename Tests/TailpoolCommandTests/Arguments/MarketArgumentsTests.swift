#if Command
  import Foundation
  import Tailpool
  import Testing

  @testable import TailpoolCommand

  @Suite("Arguments of report and pool")
  struct MarketArgumentsTests {
    static let everything =
      "report --chain c1 --chain c2 --history h --volatility-history v --history-close 21:30 --oldest-history 6 --stress s "
      + "--scenarios 1234 --horizon-days 2.5 --estimator ewma:0.9 --marks svi --volatility-rule shift:-1.5 "
      + "--volatility-moves parallel --model student-t:4 --levels 0.9,0.95 --revaluation proxy --record 250 --seed 77 "
      + "--threads 3 --book b --open-interest-share 0.25 --pool p --hedge-entry BTC=91000 --correlation BTC,ETH=0.75 --out o"

    @Test("Each option of a report lands in its own field")
    func fields() throws {
      let command = try parsed(Self.everything, as: ReportCommand.self)
      let market = command.market
      #expect(market.chain == ["c1", "c2"])
      #expect(market.history == "h" && market.volatilityHistory == "v" && market.stress == "s")
      #expect(command.book == "b" && command.pool == "p" && command.out == "o" && command.poolEvents == nil)
      #expect(market.historyClose == 21 * 3_600 + 30 * 60 && market.oldestHistory == 6)
      #expect(market.scenarios == 1_234 && market.horizonDays == 2.5)
      #expect(market.seed == 77 && market.threads == 3)
      #expect(command.openInterestShare == 0.25)
      let inputs = try command.poolBook.inputs()
      #expect(inputs.hedgeEntries == ["BTC": 91_000])
      #expect(inputs.correlations.entries.map(\.value) == [0.75])
    }

    @Test("The analysis is asked for what the options say")
    func settings() throws {
      let settings = try parsed(Self.everything, as: ReportCommand.self).market.settings(openInterestShare: 0.125)
      #expect(settings.scenarios == 1_234 && settings.horizonInDays == 2.5)
      #expect(settings.estimator as? EWMACovariance == EWMACovariance(decay: 0.9))
      #expect(settings.estimatorName == "ewma:0.9")
      #expect(settings.seed == 77 && settings.threads == 3 && settings.openInterestShare == 0.125)
      #expect(settings.record == .days(250))
      #expect(settings.historyClose == 77_400 && settings.oldestHistory == 6)
      #expect(settings.marks == .surface(.svi))
      #expect(settings.smileDynamics == .surfaceShift(slope: -1.5) && settings.volatilityMoves == .parallel)
      #expect("\(settings.model)" == "student-t:4")
      #expect(settings.revaluation == .proxy())
      #expect(settings.levels.map(\.fraction) == [0.9, 0.95])
      #expect(settings.shortfallLevels.map(\.fraction) == [0.9, 0.95])
      // No option says these.
      #expect(settings.returns == 500 && settings.fewestReturns == 30 && settings.shards == nil)
    }

    @Test("Without options they are the defaults that help and guide name")
    func defaults() throws {
      let command = try parsed("report", as: ReportCommand.self)
      #expect(command.openInterestShare == 0.01 && command.out == nil)
      let settings = command.market.settings(openInterestShare: command.openInterestShare)
      #expect(settings.scenarios == nil && settings.horizonInDays == 1 && settings.seed == 1)
      #expect(settings.estimator is LedoitWolf && settings.estimatorName == "ledoit-wolf")
      #expect(settings.threads == ProcessInfo.processInfo.activeProcessorCount)
      #expect(settings.record == .days(500) && settings.historyClose == 86_400 && settings.oldestHistory == nil)
      #expect(settings.marks == .surface(.lognormalMixture))
      #expect(settings.smileDynamics == .stickyStrike && settings.volatilityMoves == .decay)
      #expect("\(settings.model)" == "filtered-history" && settings.revaluation == .full)
      #expect(settings.levels == [.percent95, .percent99] && settings.shortfallLevels == [.percent97Point5])
    }

    @Test("pool takes the same, and replays where it is given no subcommand")
    func pool() throws {
      let line = "pool --events e --chain c --history h --digest abc --out o --seed 5 --hedge-entry ETH=3000"
      let command = try parsed(line, as: PoolReplayCommand.self)
      #expect(command.events == "e" && command.out == "o" && command.digest == "abc")
      #expect(command.market.chain == ["c"] && command.market.history == "h" && command.market.seed == 5)
      #expect(try command.poolBook.inputs().hedgeEntries == ["ETH": 3_000])
      #expect(try parsed("pool replay --events f", as: PoolReplayCommand.self).events == "f")
    }

    /// A line that is taken, its neighbor that is not, and what is said of that.
    static let neighbors: [(taken: String, refused: String, words: String)] = [
      ("--scenarios 100", "--scenarios 99", "--scenarios is 99; expected 100 to 100000000"),
      ("--scenarios 100000000", "--scenarios 100000001", "--scenarios is 100000001; expected 100 to 100000000"),
      ("--oldest-history 0", "--oldest-history=-1", "--oldest-history is -1; expected 0 or more days"),
      ("--horizon-days 1e-9", "--horizon-days 0", "--horizon-days is 0.0; expected more than 0 and at most 3650"),
      (
        "--horizon-days 3650", "--horizon-days 3650.5",
        "--horizon-days is 3650.5; expected more than 0 and at most 3650"
      ),
      ("--horizon-days 1", "--horizon-days nan", "--horizon-days is nan; expected more than 0 and at most 3650"),
      ("--threads 1", "--threads 0", "--threads is 0; expected 1 to 1024"),
      ("--threads 1024", "--threads 1025", "--threads is 1025; expected 1 to 1024"),
      (
        "--open-interest-share 1e-9", "--open-interest-share 0",
        "--open-interest-share is 0.0; expected a number above 0"
      ),
      (
        "--open-interest-share 5", "--open-interest-share inf",
        "--open-interest-share is inf; expected a number above 0"
      ),
      (
        "--record 100", "--record 99",
        "'99' is no length of a record; expected a number of days from 100 on, all, or none"
      ),
      ("--record all", "--record some", "'some' is no length of a record"),
      (
        "--history-close 24:00", "--history-close 24:01",
        "'24:01' is no time of day; expected hh:mm, from 00:00 to 24:00"
      ),
      ("--history-close 00:00", "--history-close 25:00", "'25:00' is no time of day"),
      ("--history-close 23:59", "--history-close 23:60", "'23:60' is no time of day"),
      ("--history-close 09:30", "--history-close 9", "'9' is no time of day"),
      ("--history-close 09:30", "--history-close 09:30:00", "'09:30:00' is no time of day"),
      ("--levels 0.5", "--levels 1", "expected fractions between 0 and 1 parted by commas, such as 0.95,0.99,0.995"),
      ("--levels 0.5,0.6", "--levels 0.5,", "expected fractions between 0 and 1"),
      ("--model gaussian", "--model normal", "expected one of \(ScenarioModel.formsText)"),
      ("--revaluation full", "--revaluation half", "expected one of full, proxy, automatic"),
      ("--seed 18446744073709551615", "--seed=-1", "--seed"), ("--marks quotes", "--marks mids", "--marks"),
      ("--volatility-moves decay", "--volatility-moves none", "--volatility-moves"),
      ("--estimator sample", "--estimator magic", "magic"),
      ("--hedge-entry BTC=1", "--hedge-entry BTC=0", "--hedge-entry"),
      ("--correlation A,B=1", "--correlation A,B=1.5", "--correlation"),
    ]

    @Test("Bounds hold from both sides, and what is beyond is said", arguments: neighbors.indices)
    func bounds(index: Int) throws {
      let (taken, refused, words) = Self.neighbors[index]
      #expect(refusal("report " + taken) == nil, "\(taken): \(refusal("report " + taken)?.message ?? "")")
      let answer = try #require(refusal("report " + refused), "\(refused) was taken")
      #expect(answer.status == 64 && answer.message.contains(words), "\(refused): \(answer)")
    }

    @Test("Records and times of day are read")
    func values() throws {
      func market(_ line: String) throws -> MarketArguments {
        try parsed("report " + line, as: ReportCommand.self).market
      }
      #expect(try market("--record all").record == .all)
      #expect(try market("--record none").record == ModelRecord.Length.none)
      #expect(try market("--record 100").record == .days(100))
      for (text, seconds) in [("00:00", 0), ("00:01", 60), ("01:00", 3_600), ("23:59", 86_340), ("24:00", 86_400)] {
        #expect(try market("--history-close \(text)").historyClose == seconds, "\(text)")
      }
      #expect(try market("--revaluation automatic").revaluation == .automatic())
      #expect(try market("--levels 0.995").levels?.levels.map(\.fraction) == [0.995])
    }

    /// Options that do not go together, and what is said.
    static let refusedLines: [(line: String, words: String)] = [
      ("report --history h", "--history needs --chain; without a chain the embedded sample is used as a whole"),
      ("report --volatility-history v", "--volatility-history needs --chain; without a chain"),
      ("report --stress s", "--stress needs --chain; without a chain"),
      ("report --book b", "--book needs --chain; without a chain"),
      ("report --chain c", "--chain needs --history, a file of daily prices of its underlyings"),
      ("pool --events e --chain c", "--chain needs --history, a file of daily prices of its underlyings"),
      ("pool --events e --history h", "--history needs --chain"),
      (
        "report --pool-events e", "--pool-events needs --chain, in which the contracts of the pool are valued"
      ),
      (
        "report --chain c --history h --pool-events e --book b",
        "--book says what --pool-events says too; give one of them"
      ),
      (
        "report --chain c --history h --pool-events e --pool p",
        "--pool says what --pool-events says too; give one of them"
      ),
      ("report --chain - --history -", "only one file can be standard input"),
      ("report --chain - --chain - --history h", "only one file can be standard input"),
      ("report --chain c --history - --volatility-history -", "only one file can be standard input"),
      ("report --chain c --history - --stress -", "only one file can be standard input"),
      ("report --chain c --history - --book -", "only one file can be standard input"),
      ("report --chain c --history - --pool -", "only one file can be standard input"),
      ("report --chain c --history - --pool-events -", "only one file can be standard input"),
      ("pool --events - --chain c --history -", "only one file can be standard input"),
    ]

    @Test("Options that do not go together are refused by name", arguments: refusedLines.indices)
    func combinations(index: Int) throws {
      let (line, words) = Self.refusedLines[index]
      let answer = try #require(refusal(line), "\(line) was taken")
      #expect(answer.status == 64 && answer.message.contains(words), "\(line): \(answer)")
    }

    @Test(
      "What goes together is taken",
      arguments: [
        "report --pool p", "report --chain c --history h", "report --chain c --history h --book b --pool p",
        "report --chain c --history h --pool-events e", "report --chain - --history h --stress s",
        "pool --events -", "pool --events - --chain c --history h",
      ])
    func taken(line: String) { #expect(refusal(line) == nil, "\(refusal(line)?.message ?? "")") }
  }
#endif
