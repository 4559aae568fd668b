import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolScenarios
import _TailpoolTestSupport

/// A small book on two underlyings with its scenarios.
struct MadeUpRun {
  let holdings: [OptionHoldings]
  let revaluation: BookRevaluation
  let scenarios: GaussianScenarios

  init(seed: UInt64 = 1, options: Int = 30, scenarios: Int = 3_001) throws {
    var generator = SeededGenerator(seed: seed)
    holdings = [Underlying("A"), Underlying("B")].map { (name: Underlying) -> OptionHoldings in
      let strikes = (0..<options).map { _ in generator.uniform(70, 130) }
      return OptionHoldings(
        underlying: name, spot: 100,
        options: ForwardOptionColumns(
          types: strikes.map { $0 < 100 ? .put : .call }, forwards: strikes.map { _ in 100 }, strikes: strikes,
          years: strikes.map { _ in generator.uniform(0.001, 0.5) },
          volatilities: strikes.map { _ in generator.uniform(0.3, 0.9) }, discountFactors: strikes.map { _ in 0.99 }),
        quantities: strikes.map { _ in generator.uniform(-10, 5) })
    }
    revaluation = try BookRevaluation(holdings)
    self.scenarios = try GaussianScenarios(
      covariance: Covariance(
        factors: [.spot("A"), .spot("B"), .volatility("A"), .volatility("B")],
        matrix: Matrix(rows: [
          [0.0016, 0.001, -0.0004, 0], [0.001, 0.0012, 0, -0.0003], [-0.0004, 0, 0.002, 0.001],
          [0, -0.0003, 0.001, 0.0025],
        ]), observations: 500), count: scenarios, seed: seed)
  }
}
