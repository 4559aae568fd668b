import Foundation
import TailpoolAnalysis
import TailpoolFiles
import TailpoolLedger
import TailpoolLibc
import TailpoolMarket
import TailpoolPools
import TailpoolRisk
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolReport

@Suite("Pools that count in coin, and reports without a pool")
struct PoolUnitTests {
  private static let settings = AnalysisSettings(
    scenarios: 400, threads: 2, record: .none, marks: .quotes, model: .gaussian)

  private static func report(
    pool: PoolDescription?, book: Book? = nil
  ) async throws -> ReportResult {
    var inputs = try ReportInputs.sample()
    (inputs.mutualPool, inputs.pool) = (nil, pool)
    if let book { inputs.book = book }
    return try await PoolRiskReport.make(from: inputs, settings: settings)
  }

  private static func coinPool(assets: Holdings? = nil) throws -> PoolDescription {
    try PoolDescription(
      unit: "BTC", participants: [Participant(id: "a", contribution: 60), Participant(id: "b", contribution: 40)],
      assets: assets, limits: PoolDescription.Limits(maximumExpectedShortfallOverCapital: 0.5))
  }

  @Test("What it costs to close is a part of the capital in coin, shown where it is more than a twentieth of it")
  func closingCost() async throws {
    let report = try await Self.report(pool: Self.coinPool()).report
    let cost = try #require(report.analysis?.liquidity.first?.total)
    let part = cost / report.unit.price / 100
    // The capital for which it is an eighth, and one for which it is a hundredth.
    for (share, isShown) in [(0.125, true), (0.01, false)] {
      let capital = 100 * part / share
      let pool = try PoolDescription(unit: "BTC", participants: [Participant(id: "a", contribution: capital)])
      let page = try await Self.report(pool: pool).report.html()
      #expect(page.contains("at today’s quotes") == isShown, "\(share)")
      #expect(!isShown || page.contains("\(NumberText.percent(share)) of capital"), "\(share)")
    }
  }

  @Test("Capital, risk, limits and shares are in coin, with dollars beside, in text, page and JSON")
  func inCoin() async throws {
    let report = try await Self.report(pool: Self.coinPool()).report
    let pool = try #require(report.pool)
    let shortfall = report.monteCarlo.headlineShortfall.value
    #expect(pool.capital == 100 && pool.unit == "BTC" && shortfall > 0)
    #expect(pool.expectedShortfallOverCapital == shortfall / 100)
    #expect(pool.participants.map(\.expectedShortfall) == [0.6 * shortfall, 0.4 * shortfall])
    let json = report.document.json
    #expect(json.at("headline", "unit") == .string("BTC") && json.at("headline", "capital") == .number(100))
    #expect(json.at("headline", "expectedShortfall") == .number(shortfall))
    let counted = try #require(json.elements("risk", "counted"))
    #expect(counted.count == 6 && counted[0].at("unit") == .string("BTC"))
    let dollars = try #require(counted.first { $0.at("unit") == .string("USD") }?.at("expectedShortfall"))
    let row = try #require(report.counted.first { $0.unit == .dollars })
    #expect(dollars == .number(row.expectedShortfall.value) && row.expectedShortfall.value > 1_000 * shortfall)
    for text in [report.text(), report.html()] {
      #expect(text.contains(NumberText.amount(shortfall, unit: "BTC")))
      #expect(text.contains(NumberText.money(row.expectedShortfall.value)))
    }
    // The stress scenarios over the spot that each has moved to.
    let spot = report.unit.price
    let worst = report.stressResults.map {
      -$0.profitAndLoss / (spot * (1 + ($0.scenario.move["BTC"].spotReturn ?? 0)))
    }
    let shown = try #require(json.elements("stress", "scenarios")).map { $0.at("unitProfitAndLoss") }
    #expect(shown == report.stressResults.map { .number(report.amount(of: $0)) })
    let most = try #require(worst.max())
    #expect(abs(report.amount(of: try #require(report.worstStress)) + most) < 1e-12 * most)
    let reverse = try #require(report.analysis).reverse
    #expect(reverse.map(\.loss) == [10, 25, 50, 100])
  }

  @Test("Stated coins change the risk of a pool in dollars, and the report says so")
  func statedCoins() async throws {
    let members = [Participant(id: "a", contribution: 1e6)]
    let plain = try await Self.report(pool: PoolDescription(unit: "USD", participants: members)).report
    let pool = try PoolDescription(unit: "USD", participants: members, assets: Holdings(["USD": 1e6, "BTC": 40]))
    let report = try await Self.report(pool: pool).report
    let spot = try #require(report.markets.first { $0.underlying == "BTC" }).spot
    #expect(report.pool?.assets == 1e6 + 40 * spot)
    #expect(report.monteCarlo.headlineShortfall != plain.monteCarlo.headlineShortfall)
    #expect(report.book.value == plain.book.value && report.book.byUnderlying == plain.book.byUnderlying)
    #expect(report.run.assumptions.contains { $0.contains("its BTC at the price of each scenario") })
    #expect(plain.run.assumptions.contains { $0.contains("positions it owes, in dollars") })
    #expect(report.counted.allSatisfy { $0.collateral == .stated })
  }

  @Test("Without a pool nothing is said of capital, members and limits; JSON has null")
  func noPool() async throws {
    let report = try await Self.report(pool: nil).report
    #expect(report.pool == nil && report.brokenLimits.isEmpty)
    let json = report.document.json
    for key in ["capital", "utilization", "expectedShortfallOverCapital"] {
      #expect(json.at("headline", key) == .null, "\(key)")
      #expect(json.at("pool", key) == .null, "\(key)")
    }
    #expect(json.at("headline", "unit") == .string("USD"))
    #expect(json.elements("pool", "participants")?.isEmpty == true && json.elements("pool", "limits")?.isEmpty == true)
    #expect(json.elements("analysis", "reverseStress")?.isEmpty == true)
    #expect(json.at("headline", "expectedShortfall") == .number(report.monteCarlo.headlineShortfall.value))
    for text in [report.text(), report.html()] {
      #expect(text.contains("No pool was given"))
      for word in ["of capital", "over capital", "of the capital", "Utilization", "no capital left"] {
        #expect(!text.contains(word), "\(word)")
      }
    }
  }

  @Test(
    "A book that was bought needs no pool and gets no assets; with one its capital is not below what was contributed")
  func longBook() async throws {
    let bought = try Book(
      positions: Sample.book().positions.map {
        Position(id: $0.id, contract: $0.contract, quantity: abs($0.quantity))
      })
    let report = try await Self.report(pool: nil, book: bought).report
    #expect(report.pool == nil && report.book.value > 0)
    let value = report.book.value
    for (contributed, assets) in [(2 * value, value), (0.5 * value, 0)] {
      let pool = try PoolDescription(unit: "USD", participants: [Participant(id: "a", contribution: contributed)])
      let status = try #require(try await Self.report(pool: pool, book: bought).report.pool)
      #expect(abs(status.assets - assets) < 1e-9 * value && status.capital == max(contributed, value))
    }
  }

  @Test("A running pool that counts in coin is reported in coin, as its own risk engine has it")
  func running() async throws {
    var inputs = try ReportInputs.sample()
    let asset = try Asset("BTC", decimals: 8)
    let opening = inputs.snapshot.asOf
    var pool = try MutualPool(PoolTerms(asset: asset, opening: opening))
    func apply(_ action: PoolAction) throws { try pool.apply(PoolEvent(at: opening, action)) }
    try apply(.deposit(participant: "one", assets: 10_000_000_000, minimumShares: 0))
    let sold = try #require(Sample.book().positions.first { $0.contract.underlying == "BTC" && $0.quantity < 0 })
    try apply(.list(PoolContract(sold.contract, id: "sold", collateral: 1, in: asset)))
    let mark = ContractMark(contract: "sold", bid: 1_000_000, ask: 2_000_000)
    try apply(.trade(PoolTrade(mark: mark, quantity: -50, premium: 50_000_000)))
    (inputs.mutualPool, inputs.pool, inputs.book) = (pool, nil, nil)
    let analysis = try await BookAnalysis.run(inputs.analysis(), settings: Self.settings)
    let report = try PoolRiskReport(analysis, inputs: inputs)
    let value = try pool.value(at: opening).low
    let status = try #require(report.pool)
    #expect(status.unit == "BTC" && report.unit.unit == "BTC" && status.capital == Double(value) / 1e8)
    let shortfall = report.monteCarlo.headlineShortfall.value
    let own = try PoolRisk(analysis).expectedShortfall(of: pool)
    #expect(shortfall > 0 && abs(shortfall - own) < 1e-9 * own, "\(shortfall), \(own)")
    #expect(status.expectedShortfallOverCapital == shortfall / status.capital)
  }

  @Test("Who waits to leave is told what it would get at the low side, who waits to enter what it brings")
  func tickets() throws {
    let asset = try Asset("BTC", decimals: 8)
    let opening = Timestamp(secondsSinceEpoch: 1_767_225_600)
    var pool = try MutualPool(PoolTerms(asset: asset, opening: opening))
    func apply(_ action: PoolAction) throws { try pool.apply(PoolEvent(at: opening, action)) }
    try apply(.deposit(participant: "one", assets: 10_000_000_000, minimumShares: 0))
    let sold = try #require(Sample.book().positions.first { $0.contract.underlying == "BTC" && $0.quantity < 0 })
    try apply(.list(PoolContract(sold.contract, id: "sold", collateral: 1, in: asset)))
    let mark = ContractMark(contract: "sold", bid: 1_000_000, ask: 20_000_000)
    try apply(.trade(PoolTrade(mark: mark, quantity: -50, premium: 50_000_000)))
    let shares = try #require(try pool.statements(at: opening).first).shares
    try apply(.requestExit(participant: "one", shares: shares / 4, minimumAssets: 0))
    try apply(.requestEntry(participant: "two", assets: 250_000_000, minimumShares: 0))
    let books = try PoolBooksSection(pool) { _ in .nan }
    let value = try pool.value(at: opening)
    #expect(books.tickets.map(\.isExit) == [true, false] && value.high > value.low)
    // A quarter of the shares of the only member is a quarter of the low value.
    #expect(abs(books.tickets[0].amount / (Double(value.low) / 4e8) - 1) < 1e-6, "\(books.tickets) \(value)")
    #expect(books.tickets[1].amount == 2.5)
  }

  @Test("A layer is exhausted by the least fall and the least rise that lose so much, in coin")
  func exhaustingMoves() async throws {
    var inputs = try ReportInputs.sample()
    let asset = try Asset("BTC", decimals: 8)
    let opening = inputs.snapshot.asOf
    var pool = try MutualPool(PoolTerms(asset: asset, opening: opening))
    func apply(_ action: PoolAction) throws { try pool.apply(PoolEvent(at: opening, action)) }
    try apply(.deposit(participant: "one", assets: 10_000_000_000, minimumShares: 0))
    // A call and a put are sold, so that it loses on both sides.
    for type in OptionType.allCases {
      let quote = try #require(inputs.snapshot["BTC"]?.expiries.last?.quotes.first { $0.contract.type == type })
      try apply(.list(PoolContract(Contract(quote.contract), id: "\(type)", collateral: 1, in: asset)))
      let mark = ContractMark(contract: "\(type)", bid: 1_000_000, ask: 2_000_000)
      try apply(.trade(PoolTrade(mark: mark, quantity: -800, premium: 50_000_000)))
    }
    (inputs.mutualPool, inputs.pool, inputs.book) = (pool, nil, nil)
    let analysis = try await BookAnalysis.run(inputs.analysis(), settings: Self.settings)
    let report = try PoolRiskReport(analysis, inputs: inputs)
    let layer = try #require(report.books?.layers.last)
    let (fall, rise) = (try #require(layer.fall), try #require(layer.rise))
    #expect(fall > 0.02 && rise > 0.02 && abs(fall - rise) > 0.02, "\(fall), \(rise)")
    for move in [-fall, rise] {
      let loss = -analysis.amount(whenAllSpotsMoveBy: move)
      #expect(
        abs(loss - layer.exhaustingLoss) < 1e-3 * layer.exhaustingLoss, "\(move): \(loss), \(layer.exhaustingLoss)")
      for part in 1..<50 {
        #expect(-analysis.amount(whenAllSpotsMoveBy: move * Double(part) / 50) < layer.exhaustingLoss)
      }
    }
  }

  private static let fieldModels = [
    ScenarioModel.filteredHistory, .gaussian, ScenarioModel(.filteredEWMA(decay: 0.94)),
  ]

  @Test("A pool in BTC on a made-up chain, recomputed", arguments: fieldModels)
  func madeUp(model: ScenarioModel) async throws {
    let inputs = ReportInputs(
      snapshot: try MarketSnapshot(chains: [
        ChainReader.read(path: References.url("made-up/chain_coin.csv").path)
      ]),
      history: try HistoryReader.read(path: References.url("made-up/history_long.csv").path),
      pool: try Self.coinPool())
    let shortfall = try await recompute(inputs, model, scenarios: model.description == "gaussian" ? 2_000 : nil)
    #expect(shortfall > 0)
  }

  @Test(
    "The pool in BTC of the field, recomputed", .enabled(if: References.hasShared, "real data are absent"),
    arguments: fieldModels)
  func field(model: ScenarioModel) async throws {
    let snapshot = try MarketSnapshot(
      chains: [ChainReader.read(path: References.shared("field/chain_btc_20260228.json").path)])
    let inputs = ReportInputs(
      snapshot: snapshot,
      history: try HistoryReader.read(path: References.shared("data/crypto_daily_ohlc_binance_10.csv").path),
      pool: try PoolReader.read(path: References.shared("field/pool_btc.json").path, units: snapshot.units))
    let shortfall = try await recompute(inputs, model, scenarios: nil)
    // Our own values, unchanged since 2026-11-30; the recomputation stands beside them. Exponential weights remember the crash
    // three weeks before: 11.
    let isExponential = model.description.hasPrefix("filtered-ewma")
    #expect((4.0...9).contains(shortfall) != isExponential, "\(model): \(shortfall)")
  }

  /// The expected shortfall in coin, held against each scenario's dollars over its spot.
  private func recompute(_ inputs: ReportInputs, _ model: ScenarioModel, scenarios: Int?) async throws -> Double {
    let snapshot = inputs.snapshot
    let settings = AnalysisSettings(scenarios: scenarios, threads: 2, record: .none, model: model)
    let analysis = try await BookAnalysis.run(inputs.analysis(), settings: settings)
    let report = try PoolRiskReport(analysis, inputs: inputs)
    // Each scenario's dollars over its spot.
    let source = analysis.scenarios.source
    let column = try #require(source.factors.firstIndex(of: .spot("BTC")))
    let returns = source.block(of: Array(0..<source.count)).column(column).map { exp($0) - 1 }
    let spot = try #require(snapshot.spots["BTC"])
    let coins = zip(analysis.profitAndLoss, returns).map { $0 / (spot * (1 + $1)) }
    let expected = try ProfitAndLossDistribution(coins).expectedShortfall(.percent97Point5).value
    let shortfall = report.monteCarlo.headlineShortfall.value
    #expect(abs(shortfall - expected) < 1e-10 * expected, "\(model)")
    let pool = try #require(report.pool)
    #expect(pool.capital == 100 && pool.unit == "BTC")
    #expect(pool.limits.map(\.isBroken) == [false])
    #expect(abs(pool.participants[0].expectedShortfall - 0.6 * shortfall) < 1e-12)
    return shortfall
  }
}
