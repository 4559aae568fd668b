import Foundation
import TailpoolAnalysis
import TailpoolFiles
import TailpoolMarket
import TailpoolPools
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolReport

/// Every number of the JSON that is also shown is read out of the text and the page of six reports, written by another hand.
@Suite("Six reports in three forms")
struct ThreeFormsTests {
  enum Case: String, CaseIterable, Sendable {
    case sample, withoutPool, madeUpCoin, madeUpIndex, crash, calm, spx, poolInBTC

    var isReal: Bool { [.crash, .calm, .spx, .poolInBTC].contains(self) }

    func inputs() throws -> ReportInputs {
      func chain(_ name: String) throws -> MarketSnapshot {
        try MarketSnapshot(chains: [try ChainReader.read(path: References.shared(name).path)])
      }
      func history(_ name: String) throws -> PriceHistory {
        try HistoryReader.read(path: References.shared("data/\(name).csv").path)
      }
      func madeUpChain(_ name: String) throws -> MarketSnapshot {
        try MarketSnapshot(chains: [try ChainReader.read(path: References.url("made-up/\(name).csv").path)])
      }
      func madeUpHistory(_ name: String, of asset: String? = nil) throws -> PriceHistory {
        let history = try HistoryReader.read(path: References.url("made-up/\(name).csv").path)
        guard let asset else { return history }
        return PriceHistory(assets: [asset], dates: history.dates, prices: history.prices)
      }
      let stress = isReal ? try StressReader.read(path: References.shared("data/stress_scenarios.json").path) : nil
      switch self {
      case .sample: return try .sample()
      case .withoutPool:
        var inputs = try ReportInputs.sample()
        (inputs.pool, inputs.mutualPool) = (nil, nil)
        return inputs
      case .madeUpCoin:
        return ReportInputs(
          snapshot: try madeUpChain("chain_coin"), history: try madeUpHistory("history_long"),
          volatilityHistory: try madeUpHistory("volatility_index"),
          pool: try PoolDescription(
            unit: "BTC",
            participants: [Participant(id: "a", contribution: 60), Participant(id: "b", contribution: 40)]))
      case .madeUpIndex:
        return ReportInputs(
          snapshot: try madeUpChain("chain_index"), history: try madeUpHistory("history_index", of: "SPX"),
          volatilityHistory: try madeUpHistory("volatility_of_index", of: "SPX"))
      case .crash:
        return ReportInputs(
          snapshot: try chain("data/deribit_chain_20260205T212937Z.csv"),
          history: try history("crypto_daily_ohlc_binance_10"),
          volatilityHistory: try history("dvol_daily_ohlc_btc_eth"), stress: stress)
      case .calm:
        return ReportInputs(
          snapshot: try chain("data/deribit_chain_20260515T112731Z.csv"),
          history: try history("crypto_daily_close_yahoo_17"), stress: stress)
      case .spx:
        return ReportInputs(
          snapshot: try chain("data/spx_chain_20220712.csv"), history: try history("spx_daily_close_1950"),
          volatilityHistory: try history("vix_daily_ohlc_1990"), stress: stress)
      case .poolInBTC:
        let snapshot = try chain("field/chain_btc_20260228.json")
        return ReportInputs(
          snapshot: snapshot, history: try history("crypto_daily_ohlc_binance_10"),
          pool: try PoolReader.read(path: References.shared("field/pool_btc.json").path, units: snapshot.units))
      }
    }
  }

  @Test("Made-up reports", arguments: Case.allCases.filter { !$0.isReal })
  func madeUp(_ own: Case) async throws { try await compare(own) }

  @Test(
    "Reports on real chains", .enabled(if: References.hasShared, "real data are absent"),
    .enabled(if: isLongRun, "not a long run"),
    arguments: Case.allCases.filter(\.isReal))
  func real(_ own: Case) async throws { try await compare(own) }

  private func compare(_ own: Case) async throws {
    let report = try await PoolRiskReport.make(
      from: try own.inputs(), settings: AnalysisSettings(threads: 2, record: .days(120))
    ).report
    let read = try #require(try JSONSerialization.jsonObject(with: Data(report.json())) as? [String: Any])
    let unit = try #require((read["headline"] as? [String: Any])?["unit"] as? String)
    let forms = [("text", Self.words(report.text(width: 400))), ("page", Self.words(Self.plain(report.html())))]
    let numbers = Self.shown(in: read, unit: unit)
    #expect(numbers.count > 30, "\(own): \(numbers.count) numbers")
    for (place, number) in numbers {
      for (name, words) in forms {
        #expect(words.contains(number), "\(own), \(name): \(place) is \(number)")
      }
    }
  }

  /// What text and page must show, by places of the JSON.
  private static func shown(in report: [String: Any], unit: String) -> [(place: String, number: String)] {
    var result: [(String, String)] = []
    func value(_ path: String) -> Any? {
      path.split(separator: ".").reduce(Optional(report as Any)) { ($0 as? [String: Any])?[String($1)] }
    }
    func rows(_ path: String) -> [[String: Any]] { value(path) as? [[String: Any]] ?? [] }
    func add(_ place: String, _ value: Any?, in unit: String) {
      if let number = value as? Double, let text = amount(number, unit) { result.append((place, text)) }
    }
    for key in ["capital", "expectedShortfall", "valueAtRisk99"] { add(key, value("headline." + key), in: unit) }
    add("value", value("headline.value"), in: "USD")
    for model in ["monteCarlo", "historical", "gaussian"] {
      for row in rows("risk.\(model).valueAtRisk") + rows("risk.\(model).expectedShortfalls") {
        add("\(model) at \(row["level"] ?? "")", row["value"], in: unit)
      }
      for key in ["mean", "standardDeviation", "worst"] {
        add("\(model) \(key)", value("risk.\(model).\(key)"), in: unit)
      }
    }
    for row in rows("risk.counted") {
      let own = row["unit"] as? String ?? ""
      add("counted in \(own)", row["expectedShortfall"], in: own)
    }
    for row in rows("stress.scenarios") { add("stress \(row["name"] ?? "")", row["profitAndLoss"], in: "USD") }
    for row in rows("analysis.reverseStress") { add("reverse \(row["name"] ?? "")", row["loss"], in: unit) }
    for row in rows("analysis.twists") { add("twist \(row["name"] ?? "")", row["profitAndLoss"], in: "USD") }
    for row in rows("analysis.correlations") {
      add("correlation \(row["name"] ?? "")", row["expectedShortfall"], in: "USD")
    }
    for row in rows("risk.volatilities") {
      for key in ["scenarios", "implied30Days", "implied7Days"] {
        if let number = row[key] as? Double {
          result.append(("volatility \(key)", String(format: "%.1f%%", 100 * number)))
        }
      }
    }
    for row in rows("record.models") {
      if let count = row["exceptions"] as? Int { result.append(("exceptions", "\(count)")) }
    }
    for row in rows("pool.limits") {
      if let number = row["value"] as? Double { result.append(("limit", String(format: "%.1f%%", 100 * number))) }
    }
    return result
  }

  /// An amount as a reader expects it; nil for one that is shown with fewer digits than are worth comparing.
  private static func amount(_ value: Double, _ unit: String) -> String? {
    guard abs(value) >= 1_000 || unit != "USD" else { return nil }
    guard unit == "USD" else {
      // Five significant digits.
      let digits = max(0, 4 - Int(log10(abs(value)).rounded(.down)))
      return abs(value) >= 999.5 ? nil : String(format: "%.\(digits)f", value)
    }
    var digits = Array(String(format: "%.0f", abs(value)))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return (value < 0 ? "-$" : "$") + String(digits)
  }

  /// A page without its tags, with plain signs.
  private static func plain(_ page: String) -> String {
    page.replacing(#/<[^>]*>/#, with: " ").replacing("−", with: "-").replacing("&amp;", with: "&")
  }

  private static func words(_ text: String) -> Set<String> {
    Set(
      text.split { $0.isWhitespace || $0 == "│" || $0 == "(" || $0 == ")" || $0 == ";" }.map { word in
        String(word.hasSuffix(".") || word.hasSuffix(",") || word.hasSuffix("*") ? word.dropLast() : word)
      })
  }
}
