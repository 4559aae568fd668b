import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios
import TailpoolSurfaces
import Testing

@testable import TailpoolReport

@Suite("Reports off calibrated surfaces")
struct SurfacesSectionTests {
  private static func report(
    _ inputs: ReportInputs? = nil, marks: MarkSource = .surface(.lognormalMixture),
    dynamics: SmileDynamics = .stickyStrike, threads: Int = 2
  ) async throws -> PoolRiskReport {
    try await PoolRiskReport.make(
      from: inputs ?? .sample(),
      settings: AnalysisSettings(scenarios: 200, threads: threads, record: .none, marks: marks, smileDynamics: dynamics)
    ).report
  }

  /// The report of the sample with its defaults, made once.
  private static let shared = Task { try await report() }

  @Test("An expiry to which nothing was added and no parameter of which is at a bound says none, twice")
  func nothingAdded() throws {
    let report = try MadeUpReport().build()
    let expiries = try #require(report.surfaces).surfaces.map(\.expiries)
    let page = report.html()
    #expect(expiries.count == 2 && page.components(separatedBy: ">none<").count - 1 == 2 * expiries[0].count)
    #expect(page.components(separatedBy: ">rho<").count - 1 == expiries[1].count)
  }

  @Test("The sample's book is valued off surfaces, near its marks, and all three forms show them")
  func sample() async throws {
    let report = try await Self.shared.value
    let section = try #require(report.surfaces)
    #expect(section.surfaces.map(\.root) == ["BTC", "ETH"] && section.unfitted.isEmpty)
    for surface in section.surfaces {
      #expect(surface.arbitrage.isFree && surface.arbitrage.points == 50_000, "\(surface.root)")
      #expect(surface.inside == surface.quotes && surface.quotes > 100, "\(surface.root)")
      #expect(surface.leastDensity > 0 && surface.largestIntegralError < 1e-8, "\(surface.root)")
      let difference = try #require(surface.differenceToMarks)
      #expect(difference.medianPrice < 1e-4 && difference.medianVolatility < 0.002, "\(difference)")
    }
    let atQuotes = try #require(section.bookValueAtQuotes)
    #expect(atQuotes != report.book.value && abs(report.book.value / atQuotes - 1) < 0.01)
    #expect(report.smiles.allSatisfy { smile in smile.points.allSatisfy { $0.source == .surface } })
    // The venue's own check stays what it was.
    #expect(try #require(report.dataQuality.medianMarkError) < 1e-6)

    let surfaces = try #require(report.document.json.elements("surfaces", "surfaces"))
    #expect(surfaces.map { $0.at("family") } == [.string("lognormal-mixture"), .string("lognormal-mixture")])
    let expiries = try #require(surfaces[0].elements("expiries"))
    #expect(!expiries.isEmpty && expiries.allSatisfy { $0.elements("density", "values")?.count == 101 })
    let (text, page) = (report.text(width: 100), report.html())
    #expect(text.contains("How the surfaces meet") && text.contains("no arbitrage at 50,000 points"))
    #expect(page.contains("id=\"surfaces\"") && page.contains("class=\"density\""))
    #expect(page.contains("price convexity") && page.contains("least density"))
  }

  @Test("At the quotes there is no surface, and every option has the venue's volatility or the mark's")
  func quotes() async throws {
    let report = try await Self.report(marks: .quotes)
    #expect(report.surfaces == nil && report.document.json.at("surfaces") == .null)
    #expect(report.smiles.allSatisfy { smile in smile.points.allSatisfy { $0.source != .surface } })
    #expect(report.book.value == (try await Self.shared.value).surfaces?.bookValueAtQuotes)
    #expect(!report.text().contains("How the surfaces meet") && !report.html().contains("id=\"surfaces\""))
  }

  @Test("Options of an expiry that cannot be calibrated keep their quotes' volatilities, and the report names them")
  func unfitted() async throws {
    var inputs = try ReportInputs.sample()
    let lost = Sample.expiries[1]
    let markets = inputs.snapshot.markets.map { market in
      UnderlyingMarket(
        underlying: market.underlying, spot: market.spot,
        expiries: market.expiries.map { expiry in
          guard market.underlying == "BTC", expiry.expiry == lost else { return expiry }
          return ExpiryMarket(
            expiry: expiry.expiry, years: expiry.years, forward: expiry.forward,
            discountFactor: expiry.discountFactor, forwardSource: expiry.forwardSource,
            quotes: expiry.quotes.map {
              OptionQuote(
                contract: $0.contract, bid: nil, ask: $0.ask, mark: $0.mark, markVolatility: $0.markVolatility,
                openInterest: $0.openInterest)
            })
        })
    }
    inputs.snapshot = MarketSnapshot(asOf: inputs.snapshot.asOf, markets: markets)
    let report = try await Self.report(inputs)
    let section = try #require(report.surfaces)
    #expect(section.unfitted.count == 1 && section.unfitted[0].expiry == lost && section.unfitted[0].root == "BTC")
    let smile = try #require(report.smiles.first { $0.underlying == "BTC" && $0.market.expiry == lost })
    #expect(smile.points.count == section.unfitted[0].options && smile.curve.isEmpty)
    #expect(smile.points.allSatisfy { $0.source != .surface })
    #expect(report.text().contains("Without a surface") && report.html().contains("no surface, quotes’ own"))
    #expect(report.run.assumptions.contains { $0.contains("of expiries without one keep the volatilities") })
  }

  @Test("The rule for volatilities is the one asked for")
  func dynamics() async throws {
    let strike = try await Self.shared.value
    let delta = try await Self.report(dynamics: .stickyDelta)
    let level = try await Self.report(dynamics: .surfaceShift(slope: 0))
    let shift = try await Self.report(dynamics: .surfaceShift(slope: -0.5))
    #expect(delta.monteCarlo != strike.monteCarlo && shift.monteCarlo != strike.monteCarlo)
    let (levelRisk, strikeRisk) = (level.monteCarlo.headlineRisk.value, strike.monteCarlo.headlineRisk.value)
    #expect(abs(levelRisk - strikeRisk) < 1e-9 * strikeRisk)
    #expect(delta.book == strike.book)
    #expect(delta.run.assumptions.contains { $0.contains("sticky delta") })
    let inputs = try ReportInputs.sample()
    let marks = inputs.snapshot.volatilityMarks(
      off: try inputs.snapshot.surfaceQuotes().map { try FittedSurface($0) })
    let valuation = try #require(inputs.book).valuation(in: inputs.snapshot, volatilities: marks)
    let book = try BookRevaluation(valuation, volatilityRule: .stickyDelta(marks))
    let fall = MarketMove(spotReturns: ["BTC": -0.2, "ETH": -0.2])
    let expected = try book.profitAndLoss(under: fall).values.reduce(0, +)
    let grid = try #require(delta.stressGrids.first)
    let column = try #require(grid.spotReturns.firstIndex(of: -0.2))
    let row = try #require(grid.volatilityChanges.firstIndex(of: 0))
    #expect(abs(grid.profitAndLoss[row][column] - expected) < 1e-6 * abs(expected))
  }

  @Test("Arbitrage that was found is said in words, with its worst place")
  func arbitrage() throws {
    let report = try MadeUpReport().build()
    let sentences = try #require(report.surfaces).sentences
    #expect(sentences.count { $0.contains("ARBITRAGE") } == 4, "\(sentences)")
    #expect(sentences.contains { $0.contains("Durrleman's g is worst, -0.400, at log-moneyness -1.200 and 91.3 days") })
    #expect(sentences.contains { $0.contains("was raised to remove arbitrage, by 0.010 at most") })
    #expect(sentences.contains { $0.hasPrefix("BTC: no arbitrage") })
    #expect(report.text().contains("ARBITRAGE") && report.html().contains("ARBITRAGE"))
  }

  @Test("The numbers do not depend on the threads")
  func threads() async throws {
    let (one, two) = (try await Self.report(threads: 1), try await Self.shared.value)
    #expect(one.surfaces == two.surfaces && one.book == two.book && one.smiles == two.smiles)
  }
}
