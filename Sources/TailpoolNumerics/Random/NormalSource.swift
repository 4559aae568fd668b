import CTailpoolKernels

/// Where the independent standard normal numbers of scenarios come from: one for each scenario and factor.
///
/// A number depends on its scenario and its factor alone, so that any part can be drawn again, in any order.
public enum NormalSource: Hashable, Sendable {
  /// Counter-based pseudorandom numbers.
  case random(RandomField)
  /// The same in mirrored pairs: scenario 2 i + 1 has the numbers of scenario 2 i with their signs changed.
  case mirrored(RandomField)
  /// The points of a scrambled Sobol sequence, through the inverse distribution function.
  case sobol(SobolSequence)

  /// The most factors there are.
  public var largestFactorCount: Int {
    switch self {
    case .random, .mirrored: Int(Int32.max)
    case .sobol(let sequence): sequence.dimensions
    }
  }

  /// Writes the numbers of some scenarios, one column a factor.
  ///
  /// - Parameters:
  ///   - normals: Element (i, f), scenario i of the list and the f-th of the factors, is written at `i + f * stride`.
  ///   - scenarios: Indexes of scenarios, ≥ 0, in any order.
  ///   - factors: Indexes of the factors.
  ///   - stride: Distance of two columns.
  /// - Precondition: The elements are within `normals`; the factors are below `largestFactorCount`.
  /// - Accuracy: 6 units in the last place of the exact quantile; the same bits with every instruction set.
  /// - Complexity: O(scenarios × factors), no allocation.
  public func fill(_ normals: inout [Double], scenarios: ArraySlice<Int>, factors: Range<Int>, stride: Int) {
    fill(&normals, scenarios: scenarios, factors: factors, stride: stride, on: tp_best_instruction_set())
  }

  func fill(
    _ normals: inout [Double], scenarios: ArraySlice<Int>, factors: Range<Int>, stride: Int, on set: tp_instruction_set
  ) {
    precondition(
      factors.lowerBound >= 0 && factors.upperBound <= largestFactorCount, "\(factors) of \(largestFactorCount) factors"
    )
    guard !scenarios.isEmpty, !factors.isEmpty else { return }
    precondition(
      stride >= scenarios.count && normals.count >= (factors.count - 1) * stride + scenarios.count,
      "\(scenarios.count) × \(factors.count) numbers with stride \(stride) in \(normals.count) elements")
    unsafe scenarios.withUnsafeBufferPointer { indexes in
      guard let first = indexes.baseAddress else { return }
      switch self {
      case .random(let field), .mirrored(let field):
        var kernelField = field.kernelField(mirrored: self == .mirrored(field))
        unsafe tp_philox_normals(
          set, indexes.count, first, &kernelField, UInt32(factors.lowerBound), factors.count, &normals, stride)
      case .sobol(let sequence):
        let bits = sequence.indexBits
        unsafe sequence.directions.withUnsafeBufferPointer { directions in
          unsafe sequence.shifts.withUnsafeBufferPointer { shifts in
            guard let direction = directions.baseAddress, let shift = shifts.baseAddress else { return }
            unsafe tp_net_normals(
              set, indexes.count, first, factors.count, bits, direction + factors.lowerBound * bits,
              shift + factors.lowerBound, &normals, stride)
          }
        }
      }
    }
  }
}
