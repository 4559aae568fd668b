import TailpoolAnalysis
import TailpoolScenarios
import Testing

@testable import TailpoolReport

@Suite("What the simulated outcomes are called")
struct SimulationNameTests {
  private static func report(_ model: String) throws -> PoolRiskReport {
    var report = try MadeUpReport().build()
    report.run.model = model
    return report
  }

  @Test(
    "The name follows the model in every chart, legend and table",
    arguments: [
      ("gaussian", "Monte Carlo"), ("gaussian:sobol", "Monte Carlo (gaussian:sobol)"),
      ("student-t:5", "Monte Carlo (student-t:5)"), ("t-copula:4:antithetic", "Monte Carlo (t-copula:4:antithetic)"),
      ("gaussian-copula", "Monte Carlo (gaussian-copula)"), ("importance", "Monte Carlo (importance)"),
      ("historical", "Historical simulation"), ("filtered-history", "Filtered history"),
      ("filtered-ewma:0.94", "Filtered history (filtered-ewma:0.94)"), ("my own jumps", "my own jumps"),
    ])
  func name(model: String, name: String) throws {
    let report = try Self.report(model)
    let (page, text) = (report.html(), report.text(width: 120))
    #expect(page.contains("\(name): profit and loss of"), "the histogram")
    #expect(page.contains(">\(name)<"), "a legend or a title")
    #expect(text.contains(name))
    if name != "Monte Carlo" {
      #expect(!page.contains("Monte Carlo:") && !page.contains(">Monte Carlo<"))
    }
  }

  @Test("Past moves are called so")
  func outcomes() throws {
    #expect(try Self.report("historical").run.simulatedOutcomes == RunSection.pastOutcomes)
    #expect(try Self.report("student-t:4").run.simulatedOutcomes == "simulated scenarios")
  }

  @Test("The keys of the JSON do not depend on the model")
  func keys() throws {
    for model in ["student-t:5", "historical", "<own>"] {
      let json = try Self.report(model).document.json
      #expect(json.at(["risk", "monteCarlo", "mean"]) != nil, "\(model)")
    }
  }
}
