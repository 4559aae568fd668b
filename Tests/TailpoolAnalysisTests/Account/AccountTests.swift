import TailpoolLibc
import TailpoolMarket
import TailpoolPricing
import TailpoolReport
import TailpoolRisk
import TailpoolScenarios
import Testing

@testable import TailpoolAnalysis

@Suite("Profit and loss in a pool's unit")
struct AccountTests {
  static func run(
    _ account: Account, book: Book? = nil, model: ScenarioModel = .gaussian, shards: Int? = nil
  ) async throws -> BookAnalysis {
    var inputs = try ReportInputs.sample().analysis()
    inputs.account = account
    if let book { inputs.book = book }
    return try await BookAnalysis.run(
      inputs,
      settings: AnalysisSettings(
        scenarios: 1_500, threads: 2, record: .none, marks: .quotes, model: model, shards: shards))
  }

  static let shared = Task { try await run(Account()) }

  static func book(of underlying: Underlying) throws -> Book {
    try Book(positions: Sample.book().positions.filter { $0.contract.underlying == underlying })
  }

  /// The spot of an underlying in each scenario, from the log returns of the source.
  private static func spots(_ underlying: Underlying, _ analysis: BookAnalysis) throws -> [Double] {
    let source = analysis.scenarios.source
    let column = try #require(source.factors.firstIndex(of: .spot(underlying.name)))
    let today = try #require(analysis.snapshot.spots[underlying])
    return source.block(of: Array(0..<source.count)).column(column).map { today * exp($0) }
  }

  private static func largest(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).map { abs($0 - $1) }.max() ?? .infinity
  }

  @Test(
    "Without stated assets a pool in coin gains the dollars of its book over each scenario's spot, in every measure")
  func unstated() async throws {
    let analysis = try await Self.run(Account(unit: "BTC", contributed: 100))
    let plain = try await Self.run(Account())
    #expect(analysis.profitAndLoss == plain.profitAndLoss && analysis.holding.exposed == analysis.holding.valuation)
    let expected = zip(plain.profitAndLoss, try Self.spots("BTC", plain)).map { $0 / $1 }
    #expect(Self.largest(analysis.unitProfitAndLoss, expected) < 1e-12)
    let distribution = try ProfitAndLossDistribution(expected)
    let shortfall = analysis.headline.headlineShortfall.value
    #expect(abs(shortfall - distribution.expectedShortfall(.percent97Point5).value) < 1e-12)
    #expect(abs(analysis.headline.headlineRisk.value - distribution.valueAtRisk(.percent99).value) < 1e-12)
    #expect(abs(analysis.headline.mean - distribution.mean) < 1e-12)
    #expect(analysis.dollars == plain.headline)
    let parts = [
      analysis.headline.contributions.map(\.expectedShortfall), analysis.attribution.positionLosses,
      analysis.attribution.byExpiry.map(\.expectedShortfall),
    ]
    for part in parts { #expect(abs(part.reduce(0, +) - shortfall) < 1e-10 * shortfall, "\(part)") }
    let history = try #require(analysis.historical)
    let past = try await Self.run(Account(unit: "BTC"), model: .historical)
    #expect(past.headline.headlineShortfall == history.headlineShortfall)
    let sharded = try await Self.run(Account(unit: "BTC"), shards: 3)
    #expect(sharded.headline.headlineShortfall == analysis.headline.headlineShortfall)
  }

  static let accounts = [
    Account(unit: "USD", assets: Holdings(["USD": 1e6, "BTC": 40])),
    Account(unit: "BTC", assets: Holdings(["USD": 1e6, "BTC": 40])),
    Account(unit: "BTC", assets: Holdings(["ETH": 900])),
    Account(unit: "ETH", assets: Holdings(["USD": 5e6])), Account(unit: "BTC", assets: Holdings(["BTC": 100])),
  ]

  @Test("With stated assets the gain is the change of the net asset value in the unit", arguments: accounts)
  func stated(account: Account) async throws {
    let (analysis, plain) = (try await Self.run(account), try await Self.run(Account()))
    let assets = try #require(account.assets)
    let today = plain.snapshot.spots
    let (btc, eth) = (try Self.spots("BTC", plain), try Self.spots("ETH", plain))
    func worth(_ book: Double, _ spots: [Underlying: Double]) -> Double {
      (book + assets.value(in: .dollars, at: spots)) / account.unit.price(at: spots)
    }
    let value = plain.holding.valuation.value
    let before = worth(value, today)
    let expected = plain.profitAndLoss.indices.map {
      worth(value + plain.profitAndLoss[$0], ["BTC": btc[$0], "ETH": eth[$0]]) - before
    }
    // Rounding of the net asset value, some 1e8 dollars at most.
    let tolerance = 1e-7 / account.unit.price(at: today)
    #expect(Self.largest(analysis.unitProfitAndLoss, expected) < tolerance, "\(account)")
    let distribution = try ProfitAndLossDistribution(expected)
    #expect(
      abs(analysis.headline.headlineShortfall.value - distribution.expectedShortfall(.percent97Point5).value)
        < tolerance)
    #expect(analysis.counted.map(\.collateral).allSatisfy { $0 == .stated })
    // Stress scenarios, too.
    for result in try #require(analysis.stress.table).results {
      let alone = try #require(plain.stress.table?.results.first { $0.scenario == result.scenario })
      let moved = Dictionary(
        uniqueKeysWithValues: today.map { ($0, $1 * (1 + (result.scenario.move[$0].spotReturn ?? 0))) })
      let gain = worth(value + alone.profitAndLoss, moved) - before
      #expect(
        abs(analysis.unit.amount(result.profitAndLoss, under: result.scenario.move) - gain) < tolerance,
        "\(account) in \(result.scenario.name)")
    }
  }

  @Test("A pool whose coins are all its own gains what its coin-settled options do in coin")
  func ownCoin() async throws {
    let analysis = try await Self.run(
      Account(unit: "BTC", assets: Holdings(["BTC": 100])), book: Self.book(of: "BTC"))
    let coins = try #require(analysis.revaluation.coinProfitAndLoss(over: analysis.scenarios.source)["BTC"])
    #expect(Self.largest(analysis.unitProfitAndLoss, coins) < 1e-11)
  }

  @Test("A book without the unit's underlying is counted in it, too")
  func otherUnderlying() async throws {
    let analysis = try await Self.run(Account(unit: "BTC"), book: Self.book(of: "ETH"))
    let expected = zip(analysis.profitAndLoss, try Self.spots("BTC", analysis)).map { $0 / $1 }
    #expect(Self.largest(analysis.unitProfitAndLoss, expected) < 1e-12)
    #expect(analysis.revaluation.underlyings == ["BTC", "ETH"])
  }

  @Test("Where nobody said what stands against the positions, dollars and their own coins are both shown")
  func collateral() async throws {
    let analysis = try await Self.run(Account(contributed: 1e6))
    let rows = analysis.counted
    #expect(rows.map(\.unit) == ["USD", "USD", "BTC", "BTC", "ETH", "ETH"])
    #expect(rows.map(\.collateral) == Array(repeating: [.dollars, .coins(["BTC"])], count: 3).flatMap(\.self))
    #expect(rows[0].expectedShortfall == analysis.headline.headlineShortfall)
    // The sample owes BTC and holds ETH: all that is taken to be there, a million and what is owed, in BTC.
    let (book, spot) = (analysis.holding.valuation, try #require(analysis.snapshot.spots["BTC"]))
    #expect((book.coinByUnderlying["ETH"]?.value ?? -1) > 0 && book.value < 0)
    let coins = (1e6 - book.value) / spot
    let btc = try Self.spots("BTC", analysis)
    let expected = zip(analysis.profitAndLoss, btc).map { $0 + coins * ($1 - spot) }
    let shortfall = try ProfitAndLossDistribution(expected).expectedShortfall(.percent97Point5).value
    #expect(abs(rows[1].expectedShortfall.value - shortfall) < 1e-6, "\(rows[1].expectedShortfall.value), \(shortfall)")
    let inCoin = try ProfitAndLossDistribution(zip(expected, btc).map { $0 / $1 }).valueAtRisk(.percent99).value
    #expect(abs(rows[3].valueAtRisk.value - inCoin) < 1e-12, "\(rows[3].valueAtRisk.value), \(inCoin)")
  }

  @Test("Dollars that stand against several coins are in proportion to what is owed in each; none against what is held")
  func proportions() async throws {
    let analysis = try await Self.shared.value
    let spots: [Underlying: Double] = ["BTC": 50_000, "ETH": 2_000]
    let book = analysis.holding.valuation
    let mirrored = PricedBook(
      asOf: book.asOf,
      positions: book.positions.map { entry in
        let position = entry.position
        return PricedPosition(
          Position(id: position.id, contract: position.contract, quantity: -abs(position.quantity)), entry.repricer)
      })
    let owed = mirrored.coinByUnderlying.mapValues { -$0.value }
    let coins = Account(contributed: 5e6).coinCollateral(of: mirrored, at: spots)
    #expect(coins.count == 2)
    let ratios = try coins.map { $1 / (try #require(owed[$0])) }
    #expect(abs(ratios[0] - ratios[1]) < 1e-12 * ratios[0])
    let worth = Holdings(["BTC": coins["BTC"] ?? 0, "ETH": coins["ETH"] ?? 0]).value(in: .dollars, at: spots)
    #expect(abs(worth - (5e6 - mirrored.value)) < 1e-6)
    #expect(Account(assets: Holdings([:])).coinCollateral(of: mirrored, at: spots).isEmpty)
    // A pool in coin has its capital in coin already.
    let own = Account(unit: "BTC", contributed: 100).coinCollateral(of: mirrored, at: spots)
    #expect(
      abs(Holdings(["BTC": own["BTC"] ?? 0, "ETH": own["ETH"] ?? 0]).value(in: .dollars, at: spots) + mirrored.value)
        < 1e-6)
  }

  @Test("The most plausible move loses its amount in coin")
  func reverseStress() async throws {
    let analysis = try await Self.run(Account(unit: "BTC"))
    for row in try analysis.reverseStress([("a little", 5), ("more", 20)]) {
      let move = try #require(row.result).move
      let dollars = try analysis.instant.profitAndLoss(under: move).values.reduce(0, +)
      #expect(abs(analysis.unit.amount(dollars, under: move) + row.loss) < 1e-7 * row.loss, "\(row.name)")
      #expect(abs(row.profitAndLoss + row.loss) < 1e-7 * row.loss, "\(row.name): \(row.profitAndLoss)")
    }
  }

  @Test("A unit and a kind of assets that no market prices are errors that name it and those that there are")
  func unknown() async throws {
    for account in [Account(unit: "EUR"), Account(assets: Holdings(["USD": 1, "EUR": 0]))] {
      await #expect(throws: AnalysisError.unknownUnit("EUR", known: ["USD", "BTC", "ETH"])) {
        try await Self.run(account)
      }
    }
  }
}
