import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

/// A costly contract as piecewise polynomials of its spot and volatility, made once a run.
///
/// The contract is priced at the Chebyshev nodes of panels over the extent of the scenarios, by the same machinery and with
/// the same bound on the error as a book's proxy. Scenarios beyond the panels are priced by the contract itself.
struct SampledContract: Sendable {
  private let contract: BookRevaluation.OtherLine
  private let polynomials: ProxyPolynomials
  /// The bound on the error of its value, in dollars, and what it took.
  let part: SampledPart

  /// Error bound that is accepted, as a part of how far the value moves over the nodes.
  private static let tolerance = 1e-8
  private static let attempts = 6
  /// What the error seen at the checked points is multiplied by.
  private static let checkFactor = 8.0

  /// The costly contracts of a group for which sampling takes fewer prices than there are scenarios.
  ///
  /// A contract on several underlyings, or one that rates move, is priced in every scenario.
  static func all(
    in group: BookRevaluation.Group, _ sample: ScenarioSample, _ columns: BlockColumns, elapsedYears: Double
  ) -> [Int: SampledContract] {
    var result: [Int: SampledContract] = [:]
    guard columns.own.isPlain else { return result }
    for (index, other) in group.others.enumerated() where other.repricer.isCostly && other.inputs.count == 1 {
      let own = columns.own.paid(after: other.payDay(elapsedYears: elapsedYears))
      result[index] = SampledContract(other, group, sample, own, elapsedYears: elapsedYears)
    }
    return result
  }

  /// Samples a contract; nil when its bound stays above the tolerance, or that would take as many prices as scenarios.
  private init?(
    _ other: BookRevaluation.OtherLine, _ group: BookRevaluation.Group, _ sample: ScenarioSample,
    _ columns: UnderlyingColumns, elapsedYears: Double
  ) {
    let box = ScenarioBox(sample.block, columns).covering(whole: sample.isWhole)
    func add(_ spots: [Double], _ volatilities: [Double], to values: inout [Double]) {
      let moves = MoveColumns(logSpots: spots, logVolatilities: volatilities)
      let market = BlockMarket(
        moves, of: group.underlying, rule: group.rule, volatilityMoves: group.volatilityMoves)
      other.addValues(under: market, elapsedYears: elapsedYears, to: &values)
    }
    var (spotPanels, volatilityPanels) = (1, 1)
    var spent = GroupProxy.checkedPoints
    let checks = CheckPoints(today: 0, box: box, sample: sample.block, columns) { block, values in
      add(Array(block.column(0)), Array(block.column(1)), to: &values)
    }
    for _ in 0..<Self.attempts {
      let x = PanelAxis(low: box.x.lowerBound, high: box.x.upperBound, panels: spotPanels)
      let y = PanelAxis(low: box.y.lowerBound, high: box.y.upperBound, panels: volatilityPanels)
      var values = PanelValues(x: x, y: y)
      spent += values.values.count
      guard spent < sample.count else { return nil }
      let yNodes = (0..<volatilityPanels).flatMap { y.nodes(of: $0, PanelNodes.y) }
      let xNodes = (0..<spotPanels).flatMap { x.nodes(of: $0, PanelNodes.x) }
      add(
        xNodes.flatMap { [Double](repeating: $0, count: yNodes.count) }, xNodes.flatMap { _ in yNodes },
        to: &values.values)
      guard let least = values.values.min(), let most = values.values.max(), (most - least).isFinite else { return nil }
      let allowed = Self.tolerance * (most - least)
      let made = ProxyPolynomials(values, tolerance: allowed)
      let bound = made.error.x + made.error.y + Self.checkFactor * checks.largestError(of: made)
      if bound <= allowed {
        (contract, polynomials) = (other, made)
        part = SampledPart(contract: other.contract.name, errorBound: bound, prices: spent)
        return
      }
      let (refineX, refineY) = (made.error.x > 0.3 * allowed, made.error.y > 0.3 * allowed)
      if refineX || !refineY { spotPanels *= 2 }
      if refineY || !refineX { volatilityPanels *= 2 }
    }
    return nil
  }

  /// Adds its value in dollars, one element a scenario.
  func addValues(
    under block: ScenarioBlock, _ columns: UnderlyingColumns, _ market: BlockMarket, elapsedYears: Double,
    to values: inout [Double]
  ) {
    var scratch = ProxyScratch()
    let outside = polynomials.addValues(under: block, columns, scratch: &scratch, to: &values)
    guard !outside.isEmpty else { return }
    let spots = outside.map { market.own.logSpotFactors[$0] }
    let volatilities = block.column(columns.volatility)
    let moves = MoveColumns(
      logSpots: spots, logVolatilities: outside.map { volatilities[volatilities.startIndex + $0] })
    var own = [Double](repeating: 0, count: outside.count)
    contract.addValues(
      under: BlockMarket(
        moves, of: contract.contract.underlying, rule: market.rule, volatilityMoves: market.volatilityMoves),
      elapsedYears: elapsedYears,
      to: &own)
    for (scenario, value) in zip(outside, own) { values[scenario] += value }
  }
}
