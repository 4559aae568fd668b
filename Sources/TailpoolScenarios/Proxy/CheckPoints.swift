import TailpoolMarket
import TailpoolNumerics

/// Points at which a proxy is compared with full revaluation.
struct CheckPoints {
  private let block: ScenarioBlock
  private let exact: [Double]

  /// Chooses the points, half of them scenarios and half anywhere in a box, and values them in full.
  ///
  /// - Parameters:
  ///   - today: What is taken from the values.
  ///   - box: Where the points lie.
  ///   - sample: The scenarios.
  ///   - columns: The columns of the sample that count.
  ///   - addValues: Adds the values at a block whose columns are those of one plain underlying alone.
  init(
    today: Double, box: ScenarioBox, sample: ScenarioBlock, _ columns: UnderlyingColumns,
    addValues: (ScenarioBlock, inout [Double]) -> Void
  ) {
    let count = GroupProxy.checkedPoints
    let field = RandomField(seed: 0x7461_696C_706F_6F6C, purpose: .proxyChecks)
    var block = ScenarioBlock(
      scenarios: Array(0..<count), factors: RiskFactor.spotsAndVolatilities(of: [Underlying("")]))
    let n = sample.scenarios.count
    let (spots, volatilities) = (Array(sample.column(columns.spot)), Array(sample.column(columns.volatility)))
    for index in 0..<count {
      let (u, v) = (field.uniform(scenario: index, factor: 0), field.uniform(scenario: index, factor: 1))
      if index % 2 == 0, n > 0 {
        let place = min(Int(u * Double(n)), n - 1)
        block.values[index] = spots[place]
        block.values[count + index] = volatilities[place]
      } else {
        block.values[index] = box.x.lowerBound + u * (box.x.upperBound - box.x.lowerBound)
        block.values[count + index] = box.y.lowerBound + v * (box.y.upperBound - box.y.lowerBound)
      }
    }
    var exact = [Double](repeating: 0, count: count)
    addValues(block, &exact)
    self.block = block
    self.exact = exact.map { $0 - today }
  }

  /// The greatest difference; infinite when a point has no value.
  func largestError(of polynomials: ProxyPolynomials) -> Double {
    var scratch = ProxyScratch()
    var values = [Double](repeating: 0, count: exact.count)
    let outside = Set(polynomials.addValues(under: block, .alone, scratch: &scratch, to: &values))
    var worst = 0.0
    for index in exact.indices where !outside.contains(index) {
      let error = abs(values[index] - exact[index])
      worst = error <= worst ? worst : (error.isNaN ? .infinity : error)
    }
    return worst
  }
}
