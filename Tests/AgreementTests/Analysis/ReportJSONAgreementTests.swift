import Foundation
import TailpoolAnalysis
import TailpoolReport
import TailpoolRisk
import TailpoolScenarios
import Testing

/// What is read back of a report's JSON, by its keys.
private struct ReadReport: Decodable {
  struct Headline: Decodable {
    let expectedShortfall: Double
  }

  struct Value: Decodable {
    let level, value, low, high, standardError: Double
  }

  struct Shortfall: Decodable {
    let level, value, standardError: Double
  }

  struct Part: Decodable {
    let underlying: String
    let expectedShortfall, share: Double
  }

  struct Tail: Decodable {
    let valueAtRisk: [Value]
    let expectedShortfalls: [Shortfall]
    let mean, standardDeviation, worst: Double
    let contributions: [Part]
  }

  struct Risk: Decodable {
    let monteCarlo, historical: Tail
  }

  struct Profit: Decodable {
    let name: String
    let profitAndLoss: Double
  }

  struct Stress: Decodable {
    let scenarios: [Profit]
  }

  struct WorstCase: Decodable {
    let deltaGamma, full: Double
  }

  struct Analysis: Decodable {
    let twists: [Profit]
    let plausibleWorstCase: WorstCase
  }

  let headline: Headline
  let risk: Risk
  let stress: Stress
  let analysis: Analysis
}

@Suite("The JSON of a report and the analysis that it tells of")
struct ReportJSONAgreementTests {
  @Test("Every number that is read back has the bits of the analysis of the same inputs")
  func numbers() async throws {
    let inputs = try ReportInputs.sample()
    let settings = AnalysisSettings(scenarios: 1_500, threads: 2, record: .none, marks: .quotes)
    let analysis = try await BookAnalysis.run(inputs.analysis(), settings: settings)
    let report = try PoolRiskReport(analysis, inputs: inputs)
    // Foundation's decoder of types reads every digit; JSONSerialization does not everywhere.
    let read = try JSONDecoder().decode(ReadReport.self, from: report.json())

    #expect(read.headline.expectedShortfall == analysis.headline.headlineShortfall.value)
    let historical = try #require(analysis.historical)
    for (tail, risk) in [(read.risk.monteCarlo, analysis.headline), (read.risk.historical, historical)] {
      #expect(tail.valueAtRisk.map(\.level) == risk.valuesAtRisk.map(\.level.fraction))
      #expect(tail.valueAtRisk.map(\.value) == risk.valuesAtRisk.map(\.value) && !tail.valueAtRisk.isEmpty)
      #expect(tail.valueAtRisk.map(\.low) == risk.valuesAtRisk.map(\.low))
      #expect(tail.valueAtRisk.map(\.high) == risk.valuesAtRisk.map(\.high))
      #expect(tail.valueAtRisk.map(\.standardError) == risk.valuesAtRisk.map(\.standardError))
      #expect(tail.expectedShortfalls.map(\.value) == risk.expectedShortfalls.map(\.value))
      #expect(tail.expectedShortfalls.map(\.standardError) == risk.expectedShortfalls.map(\.standardError))
      #expect(tail.mean == risk.mean && tail.standardDeviation == risk.standardDeviation && tail.worst == risk.worst)
      #expect(tail.contributions.map(\.underlying) == risk.contributions.map(\.underlying.name))
      #expect(tail.contributions.map(\.expectedShortfall) == risk.contributions.map(\.expectedShortfall))
      #expect(tail.contributions.map(\.share) == risk.contributions.map(\.share))
    }
    let table = try #require(analysis.stress.table)
    #expect(read.stress.scenarios.map(\.name) == table.results.map(\.scenario.name) && !table.results.isEmpty)
    #expect(read.stress.scenarios.map(\.profitAndLoss) == table.results.map(\.profitAndLoss))
    #expect(read.analysis.twists.map(\.name) == analysis.twists.map(\.name))
    #expect(read.analysis.twists.map(\.profitAndLoss) == analysis.twists.map(\.profitAndLoss))
    let worst = try #require(analysis.worstCase)
    #expect(read.analysis.plausibleWorstCase.full == worst.full)
    #expect(read.analysis.plausibleWorstCase.deltaGamma == worst.deltaGamma)
  }
}
