import Foundation
import Tailpool

/// Times revaluation, proxy and contributions on the peers' portfolio, and draws the curve of the cost.
///
///     RiskComparison [exact] [proxy] [million] [accuracy] [threads N] [repeats N] [options N] [underlyings N] [scenarios N]
///     RiskComparison curve FILE.svg [threads N]
///
/// Without a word for what to run it runs all but the curve. Run it between the peers, in one go: only ratios inside one
/// run count.
@main struct RiskComparison {
  static func main() async {
    do {
      let arguments = try Arguments(CommandLine.arguments.dropFirst())
      if let file = arguments.curveFile {
        try await CostCurve(threads: arguments.threads).draw(to: file)
      } else {
        try await run(arguments)
      }
    } catch {
      FileHandle.standardError.write(Data("RiskComparison: \(error)\n".utf8))
      exit(2)
    }
  }

  private static func run(_ arguments: Arguments) async throws {
    if arguments.wants("million") { try await Million(arguments).run() }
    let portfolio = try PeerPortfolio(options: arguments.options, underlyings: arguments.underlyings)
    if arguments.wants("exact") { try await exact(portfolio, arguments) }
    if arguments.wants("proxy") { try await proxy(portfolio, arguments) }
    if arguments.wants("accuracy") { try await accuracy(portfolio, arguments) }
  }

  static func scenarios(_ portfolio: PeerPortfolio, _ count: Int) throws -> GaussianScenarios {
    try GaussianScenarios(
      covariance: portfolio.covariance, count: count, seed: 7, horizonInDays: PeerPortfolio.horizonInDays)
  }

  /// Full revaluation, random numbers and quantiles included, and the contributions of all positions.
  private static func exact(_ portfolio: PeerPortfolio, _ arguments: Arguments) async throws {
    let (time, result) = try await Measurement.least(of: arguments.repeats) {
      let revaluation = try BookRevaluation(portfolio.holdings, horizonInDays: PeerPortfolio.horizonInDays)
      let scenarios = try Self.scenarios(portfolio, arguments.scenarios)
      let distribution = try ProfitAndLossDistribution(
        await revaluation.profitAndLoss(over: scenarios, threads: arguments.threads))
      return (
        revaluation.value, distribution, distribution.valueAtRisk(.percent99),
        distribution.expectedShortfall(.percent97Point5)
      )
    }
    let prices = Double(arguments.options * arguments.scenarios)
    print(
      "ours_exact", time,
      "ns_per_price \(rounded(time.wall / prices * 1e9, 3)) VaR99 \(rounded(result.2.value, 2)) ES975 \(rounded(result.3.value, 2)) base \(rounded(result.0, 4))"
    )
    let (contributions, parts) = try await Measurement.least(of: arguments.repeats) {
      try await result.1.contributions(
        .percent97Point5,
        of: PositionRevaluation(portfolio.holdings, horizonInDays: PeerPortfolio.horizonInDays),
        over: Self.scenarios(portfolio, arguments.scenarios), threads: arguments.threads)
    }
    print(
      "ours_contributions", contributions,
      "share_of_exact \(rounded(contributions.processor / time.processor, 4)) sum \(rounded(parts.expectedShortfall.reduce(0, +), 6)) ES975 \(rounded(result.3.value, 6)) scenarios \(parts.scenarios)"
    )
  }

  /// The proxy, building, random numbers and quantiles included.
  private static func proxy(_ portfolio: PeerPortfolio, _ arguments: Arguments) async throws {
    var building = Double.infinity
    let (time, result) = try await Measurement.least(of: arguments.repeats) {
      let revaluation = try BookRevaluation(portfolio.holdings, horizonInDays: PeerPortfolio.horizonInDays)
      let scenarios = try Self.scenarios(portfolio, arguments.scenarios)
      let used = Measurement.processorSeconds()
      let proxy = try await RevaluationProxy(revaluation, over: scenarios, threads: arguments.threads)
      building = min(building, Measurement.processorSeconds() - used)
      let distribution = try ProfitAndLossDistribution(
        await proxy.profitAndLoss(over: scenarios, threads: arguments.threads))
      return (
        proxy.certificate, distribution.valueAtRisk(.percent99), distribution.expectedShortfall(.percent97Point5)
      )
    }
    let certificate = result.0
    print(
      "ours_proxy", time,
      "building_processor_s \(rounded(building, 4)) VaR99 \(rounded(result.1.value, 2)) ES975 \(rounded(result.2.value, 2)) bound_dollars \(certificate.errorBound) bound_of_gross \(certificate.errorBound / certificate.grossRange)"
    )
  }

  /// The greatest difference of proxy and full revaluation over all scenarios.
  private static func accuracy(_ portfolio: PeerPortfolio, _ arguments: Arguments) async throws {
    let revaluation = try BookRevaluation(portfolio.holdings, horizonInDays: PeerPortfolio.horizonInDays)
    let scenarios = try Self.scenarios(portfolio, arguments.scenarios)
    let exact = try await revaluation.profitAndLoss(over: scenarios, threads: arguments.threads)
    let proxy = try await RevaluationProxy(revaluation, over: scenarios, threads: arguments.threads)
    let values = try await proxy.profitAndLoss(over: scenarios, threads: arguments.threads)
    let worst = zip(exact, values).reduce(0) { max($0, abs($1.0 - $1.1)) }
    let certificate = proxy.certificate
    print(
      "ours_accuracy error_dollars \(worst) error_of_gross \(worst / certificate.grossRange) bound_dollars \(certificate.errorBound) gross_dollars \(certificate.grossRange) panels \(certificate.parts.map(\.spotPanels).max() ?? 0) x \(certificate.parts.map(\.volatilityPanels).max() ?? 0)"
    )
  }
}

/// The words of the command line.
struct Arguments {
  var options = 10_000
  var underlyings = 50
  var scenarios = 100_000
  var threads = 2
  var repeats = 3
  var curveFile: String?
  private var words: Set<String> = []

  struct Wrong: Error, CustomStringConvertible { let description: String }

  init(_ words: ArraySlice<String>) throws {
    var words = words
    while let word = words.popFirst() {
      switch word {
      case "threads": threads = try Self.count(words.popFirst(), word)
      case "repeats": repeats = try Self.count(words.popFirst(), word)
      case "options": options = try Self.count(words.popFirst(), word)
      case "underlyings": underlyings = try Self.count(words.popFirst(), word)
      case "scenarios": scenarios = try Self.count(words.popFirst(), word)
      case "curve":
        guard let file = words.popFirst() else { throw Wrong(description: "curve wants a file") }
        curveFile = file
      case "exact", "proxy", "million", "accuracy": self.words.insert(word)
      default: throw Wrong(description: "what is \(word)?")
      }
    }
  }

  func wants(_ word: String) -> Bool { words.isEmpty || words.contains(word) }

  private static func count(_ word: String?, _ option: String) throws -> Int {
    guard let count = word.flatMap(Int.init), count >= 1 else { throw Wrong(description: "\(option) wants a count") }
    return count
  }
}
