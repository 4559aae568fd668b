import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Exception tests against the reference")
struct ExceptionReferenceTests {
  @Test("Kupiec's ratio, its p-value and the traffic light agree")
  func kupiec() throws {
    let rows = try References.table("kupiec_traffic_light.csv").rows
    try #require(rows.count == 44)
    var failures: [String] = []
    for row in rows {
      let exceptions = try #require(Int(row[text: "exceptions"]))
      let count = try #require(Int(row[text: "n"]))
      let level = try #require(ConfidenceLevel(percent: 100 * (1 - row["p"])))
      let sequence = try ExceptionSequence(hits: (0..<count).map { $0 < exceptions }, level: level)
      let result = sequence.test(.kupiec)
      let light = TrafficLight(sequence)
      failures += [
        mismatch("ratio", result.statistic, row["LR_POF"] + 0, within: .absolute(1e-10), inputs: "\(row)"),
        mismatch("p", result.pValue, row["pvalue_chi2_1"], within: .relative(1e-10), inputs: "\(row)"),
        mismatch(
          "cumulative", light.cumulativeProbability, row["binom_cdf_le_x"], within: .relative(1e-10), inputs: "\(row)"),
        mismatch("tail", light.tailProbability, row["binom_prob_ge_x"], within: .relative(1e-10), inputs: "\(row)"),
        light.zone.rawValue == row[text: "zone_by_cum_prob_95_9999"] ? nil : "zone \(light.zone): \(row)",
      ].compactMap(\.self)
    }
    #expect(failures.isEmpty, "\(failures)")
  }

  @Test("Christoffersen's ratios agree")
  func christoffersen() throws { try checkChristoffersen(References.madeUpCases("christoffersen.json")) }

  @Test("Christoffersen's ratios of real forecasts agree", .enabled(if: References.hasShared, "real data are absent"))
  func realChristoffersen() throws {
    try checkChristoffersen(References.sharedCases("reference/risk/christoffersen.json"))
  }

  private func checkChristoffersen(_ cases: [[String: Any]]) throws {
    try #require(cases.count == 4)
    var failures: [String] = []
    for entry in cases {
      let rate = try #require(entry["p"] as? Double)
      let sequence = try ExceptionSequence(
        hits: #require(entry["hits"] as? [Int]).map { $0 == 1 },
        level: level(1 - rate))
      let inputs = "\(entry["tag"] ?? "")"
      func check(_ name: String, _ actual: Double, _ key: String) throws {
        let expected = try #require(entry[key] as? Double)
        if let failure = mismatch(name, actual, expected, within: .absolute(1e-10), inputs: inputs) {
          failures.append(failure)
        }
      }
      try check("Kupiec", sequence.test(.kupiec).statistic, "LR_pof")
      try check("independence", sequence.test(.independence).statistic, "LR_ind")
      try check("its p-value", sequence.test(.independence).pValue, "p_ind")
      try check("conditional coverage", sequence.test(.conditionalCoverage).statistic, "LR_cc")
      try check("its p-value", sequence.test(.conditionalCoverage).pValue, "p_cc")
      if let first = sequence.timeUntilFirstException() {
        try check("first exception", first.statistic, "LR_tuff")
      } else {
        #expect(entry["LR_tuff"] is NSNull)
      }
    }
    #expect(failures.isEmpty, "\(failures)")
  }

  @Test("Acerbi–Szekely statistics agree")
  func acerbiSzekely() throws { try checkAcerbiSzekely(References.madeUpCases("acerbi_szekely.json")) }

  @Test("Acerbi–Szekely statistics of real losses agree", .enabled(if: References.hasShared, "real data are absent"))
  func realAcerbiSzekely() throws {
    try checkAcerbiSzekely(References.sharedCases("reference/risk/acerbi_szekely.json"))
  }

  private func checkAcerbiSzekely(_ cases: [[String: Any]]) throws {
    try #require(cases.count == 2)
    for entry in cases {
      let record = try BacktestRecord(
        level: level(entry["alpha"]),
        losses: #require(entry["loss"] as? [Double]), valuesAtRisk: #require(entry["VaR"] as? [Double]),
        expectedShortfalls: #require(entry["ES"] as? [Double]))
      let inputs = "\(entry["tag"] ?? "")"
      let failures = [
        mismatch(
          "Z1", record.statistic(of: .acerbiSzekely1), try #require(entry["Z1"] as? Double), within: .absolute(1e-10),
          inputs: inputs),
        mismatch(
          "Z2", record.statistic(of: .acerbiSzekely2), try #require(entry["Z2"] as? Double), within: .absolute(1e-10),
          inputs: inputs),
        mismatch(
          "minimally biased", record.minimallyBiasedStatistic,
          try #require(entry["Z_minimally_biased_ratio"] as? Double), within: .absolute(1e-10), inputs: inputs),
      ].compactMap(\.self)
      #expect(failures.isEmpty && record.exceptions.exceptions == entry["exceptions"] as? Int, "\(failures)")
    }
  }
}
