import CTailpoolKernels

extension SobolSequence {
  /// Why a low-discrepancy sequence could not be made.
  public enum Failure: Error, Sendable, Equatable {
    /// The sequence has fewer dimensions than asked for.
    case tooManyDimensions(found: Int, largest: Int)
    /// The number of points is not from 1 to the largest power that can be told apart.
    case invalidCount(found: Int, largest: Int)
  }
}

/// A Sobol sequence with Joe and Kuo's direction numbers, randomly scrambled.
///
/// Points come in the order of plain binary indexes, so that each can be computed alone; the first 2ᵐ are the same as in
/// Gray-code order. The scrambling is the random linear form of Owen's: a random lower triangular matrix of bits for each
/// dimension and a random digital shift. Each point is uniform in the cube, and the nets of 2ᵐ points stay nets.
///
/// - Source: S. Joe, F. Y. Kuo, SIAM J. Scientific Computing 30 (2008) 2635; J. Matoušek, J. Complexity 14 (1998) 527;
///   A. B. Owen, ACM Trans. Modeling and Computer Simulation 13 (2003) 363, for the variance of the linear form.
public struct SobolSequence: Hashable, Sendable {
  /// Most dimensions there are.
  public static let largestDimensions = Int(TP_SOBOL_DIMENSIONS)
  /// Most points that can be told apart.
  public static let largestCount = 1 << 40

  /// Number of dimensions.
  public let dimensions: Int
  /// Number of points.
  public let count: Int
  /// Bits of the largest index.
  let indexBits: Int
  /// Scrambled direction numbers, `indexBits` for each dimension.
  let directions: [UInt64]
  /// Digital shift of each dimension.
  let shifts: [UInt64]

  /// Creates a sequence.
  ///
  /// - Parameters:
  ///   - dimensions: From 1 to `largestDimensions`.
  ///   - count: Number of points, from 1 to `largestCount`; a power of two gives a net.
  ///   - seed: Seed of the scrambling; nil leaves the sequence as it is, with its first point near zero.
  /// - Throws: `SobolSequence.Failure.tooManyDimensions` or `.invalidCount`.
  /// - Complexity: O(dimensions × bits of the count × 52).
  public init(dimensions: Int, count: Int, seed: UInt64?) throws(SobolSequence.Failure) {
    guard dimensions >= 1, dimensions <= SobolSequence.largestDimensions else {
      throw .tooManyDimensions(found: dimensions, largest: SobolSequence.largestDimensions)
    }
    guard count >= 1, count <= SobolSequence.largestCount else {
      throw .invalidCount(found: count, largest: SobolSequence.largestCount)
    }
    self.dimensions = dimensions
    self.count = count
    indexBits = max(1, Int.bitWidth - (count - 1).leadingZeroBitCount)
    let field = seed.map { RandomField(seed: $0, purpose: .scrambling) }
    var (directions, shifts): ([UInt64], [UInt64]) = ([], [])
    directions.reserveCapacity(dimensions * indexBits)
    for dimension in 0..<dimensions {
      var plain = [UInt64](repeating: 0, count: indexBits)
      let known = unsafe tp_sobol_directions(dimension, indexBits, &plain)
      precondition(known == 0, "dimension \(dimension)")
      guard let field else {
        directions += plain
        shifts.append(0)
        continue
      }
      let columns = scramblingColumns(of: field, dimension: dimension)
      directions += plain.map { scrambled($0, by: columns) }
      shifts.append(field.bits(scenario: coordinateBits, factor: dimension) >> 12)
    }
    self.directions = directions
    self.shifts = shifts
  }

  /// A coordinate of a point.
  ///
  /// - Parameters:
  ///   - point: Index of the point, from 0 to count − 1.
  ///   - dimension: Index of the dimension.
  /// - Returns: A number in (0, 1): the middle of its cell of width 2⁻⁵².
  /// - Precondition: Both indexes are in range.
  public func coordinate(of point: Int, dimension: Int) -> Double {
    precondition(
      point >= 0 && point < count && dimension >= 0 && dimension < dimensions, "point \(point), \(dimension)")
    var bits = shifts[dimension]
    for place in 0..<indexBits where point >> place & 1 == 1 { bits ^= directions[dimension * indexBits + place] }
    return (Double(bits) + 0.5) * 0x1p-52
  }
}

/// Bits of a coordinate.
private let coordinateBits = Int(TP_SOBOL_BITS)

/// The columns of a random lower triangular matrix with ones on its diagonal, one for each bit from the highest.
private func scramblingColumns(of field: RandomField, dimension: Int) -> [UInt64] {
  (0..<coordinateBits).map { row in
    let diagonal: UInt64 = 1 << UInt64(coordinateBits - 1 - row)
    return diagonal | field.bits(scenario: row, factor: dimension) >> 12 & (diagonal - 1)
  }
}

/// The product of the matrix with the bits of a number.
private func scrambled(_ number: UInt64, by columns: [UInt64]) -> UInt64 {
  var result: UInt64 = 0
  for (row, column) in columns.enumerated() where number >> UInt64(coordinateBits - 1 - row) & 1 == 1 {
    result ^= column
  }
  return result
}
