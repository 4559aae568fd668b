/// Complex numbers as two columns of equal length.
public struct ComplexColumn: Hashable, Sendable {
  /// The real parts.
  public var real: [Double]
  /// The imaginary parts, as many.
  public var imaginary: [Double]

  /// Creates a column.
  ///
  /// - Parameters:
  ///   - real: The real parts.
  ///   - imaginary: The imaginary parts.
  /// - Precondition: There are as many of one as of the other.
  public init(real: [Double], imaginary: [Double]) {
    precondition(real.count == imaginary.count, "\(real.count) real and \(imaginary.count) imaginary parts")
    self.real = real
    self.imaginary = imaginary
  }

  /// Creates a column of one number as often as said.
  package init(repeating real: Double, count: Int) {
    self.real = [Double](repeating: real, count: count)
    imaginary = [Double](repeating: 0, count: count)
  }

  /// How many numbers there are.
  public var count: Int { min(real.count, imaginary.count) }
}
