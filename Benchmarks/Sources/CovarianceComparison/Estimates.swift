import CProvider
import Tailpool

/// Covariances and the repair of a correlation, beside the provider's routine that each rests on.
struct Estimates {
  let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  func run() throws {
    try linear()
    try nonlinear()
    try nearest()
  }

  private func linear() throws {
    let panel = Inputs.returns(observations: 2_500, assets: 500)
    let x = panel.returns.storage
    var product = [Double](repeating: 0, count: 500 * 500)
    var trace = 0.0
    var race = Race(arguments)
    race.add("provider_dsyrk_2500x500") { tp_provider_gram(2_500, 500, 1.0 / 2_499, x, &product) }
    race.add("sample_covariance_2500x500") { trace += try SampleCovariance().covariance(of: panel).matrix[0, 0] }
    race.add("ledoit_wolf_2500x500") { trace += try LedoitWolf().covariance(of: panel).matrix[0, 0] }
    race.add("oas_2500x500") {
      trace += try OracleApproximatingShrinkage().covariance(of: panel).matrix[0, 0]
    }
    race.add("constant_correlation_2500x500") {
      trace += try ConstantCorrelationShrinkage().covariance(of: panel).matrix[0, 0]
    }
    race.add("single_factor_2500x500") { trace += try SingleFactorShrinkage().covariance(of: panel).matrix[0, 0] }
    race.add("ewma_2500x500") { trace += try EWMACovariance(decay: 0.94).covariance(of: panel).matrix[0, 0] }
    try race.run()
    print("estimates_2500x500 check \(trace + product[0])")
  }

  private func nonlinear() throws {
    let panel = Inputs.returns(observations: 2_000, assets: 1_000)
    let sample = try SampleCovariance().covariance(of: panel).matrix.storage
    let (workSize, integerSize) = (1 + 6 * 1_000 + 2 * 1_000 * 1_000, 3 + 5 * 1_000)
    var matrix = sample
    var values = [Double](repeating: 0, count: 1_000)
    var work = [Double](repeating: 0, count: workSize)
    var integers = [Int32](repeating: 0, count: integerSize)
    var trace = 0.0
    var race = Race(arguments)
    race.add("provider_dsyevd_1000") {
      matrix = sample
      let info = tp_provider_eigenvectors(
        1_000, &matrix, &values, &work, Int32(workSize), &integers, Int32(integerSize))
      trace += Double(info)
    }
    race.add("nonlinear_shrinkage_2000x1000") {
      trace += try NonlinearShrinkage().covariance(of: panel).matrix[0, 0]
    }
    try race.run()
    print("nonlinear_2000x1000 check \(trace + values[0])")
  }

  private func nearest() throws {
    let broken = try Inputs.brokenCorrelation(order: 500)
    var repair: CorrelationRepair?
    var race = Race(arguments)
    race.add("nearest_correlation_500") { repair = try CorrelationRepair.nearest(to: broken, tolerance: 1e-10) }
    try race.run()
    if let repair { print("nearest_correlation_500 distance \(repair.distance) iterations \(repair.iterations)") }
  }
}
