import TailpoolAnalysis
import Foundation
import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolReport

@Suite("Report of a book with contracts without expiry")
struct PerpetualReportTests {
  private static func result() async throws -> ReportResult {
    var inputs = try ReportInputs.sample()
    var positions = try Sample.book().positions.prefix(6).map { $0 }
    let terms: [(Underlying, PerpetualContract.Terms, Double, Double)] = [
      ("BTC", .everlastingOption(.put, strike: 90_000, fundingPeriod: 1.0 / 365, funding: .continuous), 1, -4),
      ("ETH", .powerPerpetual(power: 2, fundingPeriod: 17.5 / 365, funding: .discrete), 1e-4, -100),
      ("ETH", .perpetualAmerican(.put, strike: 3_000), 1, 5), ("BTC", .linearFuture(entry: 95_000), 1, 2.5),
      ("BTC", .inverseFuture(entry: nil), 10, -2_500),
    ]
    for (index, one) in terms.enumerated() {
      positions.append(
        Position(
          id: "p\(index)", contract: try PerpetualContract(underlying: one.0, terms: one.1, contractSize: one.2),
          quantity: one.3))
    }
    inputs.book = try Book(positions: positions)
    return try await PoolRiskReport.make(from: inputs, settings: AnalysisSettings(scenarios: 400, record: .none))
  }

  @Test("Shows them beside the expiries, in Greeks, contributions, liquidity and assumptions")
  func shows() async throws {
    let report = try await Self.result().report
    let rows = report.book.byExpiry.filter { $0.expiry == nil }
    #expect(rows.map(\.underlying) == ["BTC", "ETH"])
    for part in report.book.byUnderlying {
      let delta = report.book.byExpiry.filter { $0.underlying == part.underlying }.reduce(0) { $0 + $1.greeks.delta }
      #expect(Tolerance.relative(1e-12).accepts(delta, part.greeks.delta))
      let coins = part.coinValue ?? 0
      #expect(Tolerance.relative(1e-9).accepts(part.netDelta, part.greeks.delta - coins))
    }
    let analysis = try #require(report.analysis)
    let total = analysis.breakdown.byPosition.reduce(0) { $0 + $1.expectedShortfall }
    #expect(Tolerance.relative(1e-9).accepts(total, report.monteCarlo.headlineShortfall.value))
    #expect(analysis.breakdown.byExpiry.filter { $0.name.hasSuffix(" without expiry") }.count == 2)
    #expect(analysis.liquidity.allSatisfy { $0.atMark.positions == 5 && $0.atMark.cost == 0 })
    for row in analysis.reverse {
      if let found = row.result { #expect(abs(found.profitAndLoss + row.loss) < 1e-6 * row.loss) }
    }
    let text = report.text(width: 100)
    for piece in ["without expiry", "delta less value", "Perpetual futures are marked at the spot", "at mark"] {
      #expect(text.contains(piece), "\(piece)")
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let page = report.html()
    #expect(page.contains("delta less premium in coin") && page.contains("BTC without expiry"))
  }

  @Test("JSON keeps the expiries apart from what has none")
  func json() async throws {
    let data = try await Self.result().report.json()
    let root = try #require(JSONSerialization.jsonObject(with: Data(data)) as? [String: Any])
    let book = try #require(root["book"] as? [String: Any])
    let without = try #require(book["withoutExpiry"] as? [[String: Any]])
    #expect(without.compactMap { $0["underlying"] as? String } == ["BTC", "ETH"])
    let expiries = try #require(book["byExpiry"] as? [[String: Any]])
    #expect(!expiries.isEmpty && expiries.allSatisfy { $0["expiry"] is String })
    let parts = try #require(book["byUnderlying"] as? [[String: Any]])
    #expect(parts.allSatisfy { $0["netDelta"] is NSNumber })
  }
}
