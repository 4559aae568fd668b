import CTailpoolKernels
import TailpoolLibc
import TailpoolPricing

/// Mixtures of lognormals in columns, for many prices at once.
struct MixtureBatch {
  /// Weights of the parts, sum 1.
  private(set) var weights: [Double]
  /// Means of the parts in units of the forward.
  private(set) var means: [Double]
  private(set) var logMeans: [Double]
  /// Standard deviations of the logarithm.
  private(set) var deviations: [Double]
  private let instructionSet: InstructionSet

  var count: Int { weights.count }

  init(_ mixture: LognormalMixture, instructionSet: InstructionSet = .best) {
    weights = mixture.components.map(\.weight)
    means = mixture.components.map(\.mean)
    logMeans = means.map { log($0) }
    deviations = mixture.components.map(\.deviation)
    self.instructionSet = instructionSet
  }

  /// Logarithms of the prices out of the money (calls from k = 0 on), finite where the prices underflow.
  ///
  /// - Parameters:
  ///   - logMoneyness: k of each price.
  ///   - logPrices: Where the logarithms go; grows when it is too short.
  /// - Accuracy: 1e-11 of the price, by agreement with `LognormalMixture.logPrice`.
  func logPrices(_ logMoneyness: [Double], into logPrices: inout [Double]) {
    reserve(&logPrices, logMoneyness.count)
    let status = unsafe tp_mixture_prices(
      instructionSet.value, logMoneyness.count, logMoneyness, count, weights, logMeans, deviations, &logPrices, nil, 0)
    precondition(status == 0, "a mixture of \(count) parts")
  }

  /// The same with the parts' own prices and derivatives in units of the mixture's price.
  ///
  /// - Parameter terms: Three columns a part, each as long as `logMoneyness`: the part's price, its derivative against the
  ///   logarithm of the mean, and against the deviation.
  func logPrices(_ logMoneyness: [Double], into logPrices: inout [Double], terms: inout [Double]) {
    let n = logMoneyness.count
    reserve(&logPrices, n)
    reserve(&terms, 3 * count * n)
    let status = unsafe tp_mixture_prices(
      instructionSet.value, n, logMoneyness, count, weights, logMeans, deviations, &logPrices, &terms, n)
    precondition(status == 0, "a mixture of \(count) parts")
  }

  private func reserve(_ column: inout [Double], _ count: Int) {
    if column.count < count { column.append(contentsOf: repeatElement(0, count: count - column.count)) }
  }
}
