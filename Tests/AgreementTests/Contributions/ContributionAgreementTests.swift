import TailpoolLinearAlgebra
import TailpoolMarket
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@Suite("Contributions and the slopes that they are")
struct ContributionAgreementTests {
  private static let matrix = Matrix(rows: [
    [0.0016, 0.001, -0.0004, 0], [0.001, 0.0012, 0, -0.0003], [-0.0004, 0, 0.002, 0.001],
    [0, -0.0003, 0.001, 0.0025],
  ])

  private static func scenarios(_ count: Int) throws -> GaussianScenarios {
    try GaussianScenarios(
      covariance: Covariance(factors: EveryKindBook.moves, matrix: matrix, observations: 500), count: count, seed: 61)
  }

  @Test("A position's part of the expected shortfall is its slope when the position grows")
  func positions() async throws {
    let kinds = try EveryKindBook.kinds()
    let scenarios = try Self.scenarios(2_000)
    func book(growing index: Int? = nil, by factor: Double = 1) -> PricedBook {
      PricedBook(
        asOf: EveryKindBook.asOf,
        positions: kinds.enumerated().map { place, kind in
          let (position, repricer) = (kind.priced.position, kind.priced.repricer)
          let quantity = position.quantity * (place == index ? factor : 1)
          return PricedPosition(
            Position(id: position.id, contract: position.contract, quantity: quantity), repricer)
        })
    }
    func shortfall(_ book: PricedBook) throws -> Double {
      try ProfitAndLossDistribution(BookRevaluation(book).profitAndLoss(over: scenarios))
        .expectedShortfall(.percent97Point5).value
    }
    let whole = try ProfitAndLossDistribution(BookRevaluation(book()).profitAndLoss(over: scenarios))
    let parts = try await whole.contributions(
      .percent97Point5, of: PositionRevaluation(book()), over: scenarios, threads: 2
    ).expectedShortfall
    let scale = parts.reduce(0) { $0 + abs($1) }
    let step = 1e-6
    for index in kinds.indices {
      let grown = try shortfall(book(growing: index, by: 1 + step))
      let shrunk = try shortfall(book(growing: index, by: 1 - step))
      // Linear in the quantity while the tail holds the same scenarios; rounding of the measure over the step.
      #expect(
        abs((grown - shrunk) / (2 * step) - parts[index]) <= 1e-8 * scale,
        "\(kinds[index].priced.position.id): \((grown - shrunk) / (2 * step)), \(parts[index])")
    }
  }

  @Test("Components of a normal position are slopes of its measures, and those of a simulation within its error")
  func elliptical() async throws {
    let positions = [3_000.0, -2_000, 500, 800]
    let risk = try EllipticalRisk(positions: positions, mean: [0, 0, 0, 0], covariance: Self.matrix)
    let analytic = risk.expectedShortfall(.percent97Point5)
    for index in positions.indices {
      let slope =
        try [1.0, -1].reduce(0.0) { sum, sign in
          var moved = positions
          moved[index] += sign * 1e-3 * abs(positions[index])
          let total = try EllipticalRisk(positions: moved, mean: [0, 0, 0, 0], covariance: Self.matrix)
            .expectedShortfall(.percent97Point5).total
          return sum + sign * total
        } / (2e-3 * abs(positions[index]))
      #expect(abs(slope - analytic.marginal[index]) <= 1e-5 * abs(analytic.total / positions[index]), "\(index)")
    }
    let scenarios = try Self.scenarios(40_000)
    let rows = scenarios.block(of: Array(0..<40_000))
    let vectors = positions.enumerated().map { place, amount in rows.column(place).map { $0 * amount } }
    let whole = try ProfitAndLossDistribution(
      (0..<40_000).map { row in vectors.reduce(0) { $0 + $1[row] } })
    let measured = whole.expectedShortfall(.percent97Point5)
    #expect(abs(measured.value - analytic.total) <= 4 * measured.standardError, "\(measured), \(analytic.total)")
    let components = whole.expectedShortfallComponents(.percent97Point5, parts: vectors)
    // 1,000 scenarios of the tail: the mean of each part errs by its deviation over their root.
    for (index, component) in components.enumerated() {
      let deviation = abs(positions[index]) * Self.matrix[index, index].squareRoot()
      #expect(
        abs(component - analytic.components[index]) <= 4 * deviation / 1_000.0.squareRoot(),
        "\(index): \(component), \(analytic.components[index])")
    }
  }
}
