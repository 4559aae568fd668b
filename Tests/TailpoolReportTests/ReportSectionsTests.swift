import TailpoolAnalysis
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolPricing
import TailpoolScenarios
import Testing

@testable import TailpoolReport

@Suite struct ReportSectionsTests {
  @Test func dollarGreeksFollowTheirDefinitions() {
    var greeks = NetGreeks()
    greeks.value = -12
    greeks.delta = 3
    greeks.gamma = 0.5
    greeks.vega = 250
    greeks.theta = -730
    let dollars = DollarGreeks(greeks, spot: 200)
    #expect(dollars.value == -12)
    #expect(dollars.delta == 600)
    #expect(dollars.gamma == 200)
    #expect(dollars.vega == 2.5)
    #expect(dollars.theta == -2)
  }

  @Test func theBookAddsUp() throws {
    let book = try MadeUpReport().build().book
    #expect(book.positions == 12)
    #expect(book.soldPositions == 9)
    #expect(abs(book.total.value - book.value) <= 1e-6)
    #expect(book.byUnderlying.map(\.underlying) == ["BTC", "ETH"])
    for part in book.byUnderlying {
      let sum = book.byExpiry.filter { $0.underlying == part.underlying }.reduce(0) { $0 + $1.greeks.delta }
      #expect(abs(sum - part.greeks.delta) <= 1e-9 * abs(part.greeks.delta))
      let coin = try #require(part.coinValue)
      #expect(abs(coin * part.spot - part.greeks.value) <= 1e-6)
    }
  }

  @Test func aMissingSpotIsShownAsUnknown() throws {
    let contract = try OptionContract(
      underlying: "X", type: .call, strike: 90, expiry: Sample.asOf.advanced(bySeconds: 86_400))
    let priced = EuropeanRepricer(
      contract, spot: 100, forward: 100, discountFactor: 1, years: 1.0 / 365, volatility: 0.5)
    let valuation = PricedBook(
      asOf: Sample.asOf, positions: [PricedPosition(Position(id: "x", contract: contract, quantity: 1), priced)])
    #expect(BookSection(valuation, spots: [:]).total.delta.isNaN)
  }

  @Test func covarianceSplitsIntoVolatilitiesAndCorrelations() throws {
    let section = CovarianceSection(try Self.covariance([[4, -3], [-3, 9]]))
    #expect(section.factors == ["A", "A volatility"])
    #expect(section.volatilities == [2, 3])
    #expect(section.correlations == [[1, -0.5], [-0.5, 1]])
  }

  @Test func aFactorThatDoesNotMoveHasNoCorrelation() throws {
    let section = CovarianceSection(try Self.covariance([[0, 0], [0, 9]]))
    #expect(section.correlations[0][1].isNaN)
    #expect(section.correlations[0][0] == 1)
  }

  @Test func covarianceSaysHowWellConditionedItIs() throws {
    let overlaps = [[9, 7], [7, 8]]
    let panel = ReturnPanel.Diagnostics(
      rowsInHistory: 12, rowsNotBefore: 1, incompleteRows: 4, returnsByFactor: [9, 8], overlaps: overlaps)
    let section = CovarianceSection(try Self.covariance([[4, -3], [-3, 9]]), panel: panel)
    #expect(section.effectiveObservations == 10)
    #expect(abs(section.smallestEigenvalue - (6.5 - 15.25.squareRoot())) < 1e-12)
    #expect(abs(section.smallestCorrelationEigenvalue - 0.5) < 1e-15)
    #expect(abs(section.correlationConditionNumber - 3) < 1e-14)
    #expect(section.weakestLoadings.map(\.factor) == ["A", "A volatility"])
    #expect(section.gaps?.overlaps == overlaps)
    let facts = section.sentences.joined(separator: "\n")
    for words in [
      "10 observations", "smallest eigenvalue 2.59", "condition number 4.01", "of the correlation 0.5",
      "A 0.71, A volatility 0.71", "4 history rows", "A and A volatility, 7",
    ] { #expect(facts.contains(words), "\(words) in \(facts)") }
    let still = CovarianceSection(try Self.covariance([[0, 0], [0, 9]]))
    #expect(still.motionless == ["A"] && still.gaps == nil)
    #expect(still.sentences.contains("without any movement: A"))
  }

  @Test func covarianceFactsAreInTextPageAndJSON() throws {
    let report = try MadeUpReport().build()
    let text = report.text()
    let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for fact in report.covariance.sentences {
      #expect(flat.contains("- " + fact), "\(fact)")
      #expect(report.html().contains("<li>" + fact + "</li>"), "\(fact)")
    }
    #expect(report.covariance.sentences.count == 5)
    #expect(report.html().contains("History rows in which both factors have a return"))
    let document = try #require(report.document.json.at("covariance"))
    #expect(document.elements("weakestLoadings")?.map { $0.at("factor") } == [.string("BTC"), .string("ETH")])
    #expect(document.elements("overlaps")?[1] == .array([500, 504, 503, 499].map(JSONValue.integer)))
    #expect(document.at("incompleteRows") == .integer(5) && document.at("effectiveObservations") == .number(33.3))
    #expect(document.at("smallestEigenvalue") == .number(1.1e-4))
    #expect(document.elements("correlations")?[0] == .array([1, 0.75, -0.21, -0.2].map(JSONValue.number)))
  }

  private static func covariance(_ rows: [[Double]]) throws -> Covariance {
    try Covariance(factors: [.spot("A"), .volatility("A")], matrix: Matrix(rows: rows), observations: 10)
  }

  @Test func theTimeIsNamedWhereTheDateIsNotEnough() {
    let morning = Timestamp(secondsSinceEpoch: 1_657_891_800)
    let evening = morning.advanced(bySeconds: 23_400)
    let later = morning.advanced(bySeconds: 86_400 * 7)
    let market = UnderlyingMarket(
      underlying: "SPX", spot: 1,
      expiries: [morning, evening, later].map {
        ExpiryMarket(expiry: $0, years: 1, forward: 1, discountFactor: 1, forwardSource: .parity, quotes: [])
      })
    let labels = ExpiryLabels([MarketSection(market)])
    #expect(labels.short(morning, of: "SPX") == "2022-07-15 13:30")
    #expect(labels.long(evening, of: "SPX") == "15 Jul 2022 20:00")
    #expect(labels.short(later, of: "SPX") == "2022-07-22")
    #expect(labels.short(morning, of: "NDX") == "2022-07-15")
  }

  @Test func theAgeOfTheHistoryIsInWholeDays() {
    let date = Sample.asOf.date
    let fresh = HistoryPanel.Summary(firstDate: date, lastDate: date, observations: 1, asOf: Sample.asOf)
    #expect(fresh.ageInDays == 0)
    let old = HistoryPanel.Summary(
      firstDate: date, lastDate: date.advanced(byDays: -9), observations: 1, asOf: Sample.asOf)
    #expect(old.ageInDays == 9)
  }

  @Test func whatDidNotOccurIsNotNoted() {
    var found = MarketSnapshot.Diagnostics()
    found.rows = 7
    found.quotes = 6
    found.withoutAsk = 2
    found.dropped = [.init(reason: "No forward", count: 1)]
    let marks = VolatilityMarks(smiles: [], sourceCounts: [.venue: 6], unusable: 0, medianMarkError: nil)
    let notes = DataQualitySection(snapshot: found, marks: marks).allNotes
    #expect(notes.map(\.label) == ["rows read", "rows dropped", "no ask", "volatilities"])
    #expect(notes.map(\.count) == [7, 1, 2, 6])
  }

  @Test func theWorstStressIsTheOneThatLosesMost() throws {
    var report = try MadeUpReport().build()
    let least = report.stressResults.map(\.profitAndLoss).min()
    #expect(report.worstStress?.profitAndLoss == least)
    report.stressResults = report.stressResults.filter { $0.profitAndLoss > 0 }
    #expect(report.worstStress == nil)
  }
}
