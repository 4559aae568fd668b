import CTailpoolKernels
import TailpoolLibc

/// Functions of every number of a column, in its place.
extension ComplexColumn {
  /// What stands for a number that is exactly zero where its logarithm is taken: exp gives back next to nothing, and what
  /// is divided by the number and multiplied by it stays what it was.
  package static let nothing = 1e-150

  /// Replaces every number by a function of it.
  @inline(__always)
  package mutating func replace(_ function: (_ real: Double, _ imaginary: Double) -> (Double, Double)) {
    let count = count
    unsafe real.withUnsafeMutableBufferPointer { real in
      unsafe imaginary.withUnsafeMutableBufferPointer { imaginary in
        for index in 0..<count {
          unsafe (real[index], imaginary[index]) = function(real[index], imaginary[index])
        }
      }
    }
  }

  /// Replaces every number by a function of it and of the one in its place in another column.
  @inline(__always)
  package mutating func replace(
    with other: ComplexColumn, _ function: (_ own: (Double, Double), _ other: (Double, Double)) -> (Double, Double)
  ) {
    precondition(other.count == count, "\(other.count) numbers for \(count)")
    let count = count
    unsafe other.real.withUnsafeBufferPointer { otherReal in
      unsafe other.imaginary.withUnsafeBufferPointer { otherImaginary in
        unsafe real.withUnsafeMutableBufferPointer { real in
          unsafe imaginary.withUnsafeMutableBufferPointer { imaginary in
            for index in 0..<count {
              unsafe (real[index], imaginary[index]) = function(
                (real[index], imaginary[index]), (otherReal[index], otherImaginary[index]))
            }
          }
        }
      }
    }
  }

  /// Adds another column.
  package mutating func add(_ other: ComplexColumn) {
    replace(with: other) { ($0.0 + $1.0, $0.1 + $1.1) }
  }

  /// Multiplies by another column.
  package mutating func multiply(by other: ComplexColumn) {
    replace(with: other) { Self.product($0, $1) }
  }

  /// Divides by another column; a divisor of zero is taken as `nothing`.
  package mutating func divide(by other: ComplexColumn) {
    replace(with: other) { Self.product($0, Self.reciprocal($1.0, $1.1)) }
  }

  /// exp(z − shift), the shift being real.
  ///
  /// For real parts less the shift of at most 700; an angle of more than 1e5 is taken by the C library.
  package mutating func exponentiate(less shift: Double = 0) {
    guard imaginary.allSatisfy({ abs($0) <= 1e5 }) else { return exponentiateFar(less: shift) }
    unsafe withColumns { count, real, imaginary in
      unsafe tp_complex_exponentials(tp_best_instruction_set(), count, shift, real, imaginary)
    }
  }

  private mutating func exponentiateFar(less shift: Double) {
    replace { real, imaginary in
      let size = exp(real - shift)
      return size == 0 ? (0, 0) : (size * cos(imaginary), size * sin(imaginary))
    }
  }

  /// factor · log(1 + slope (z − 1)), the branch along the positive axis; where the argument is zero that of `nothing`, and NaN where
  /// it is not finite.
  package mutating func takeLogarithm(slope: Double, factor: Double) {
    unsafe withColumns { count, real, imaginary in
      unsafe tp_complex_logarithms(tp_best_instruction_set(), count, slope, factor, real, imaginary)
    }
  }

  /// numerator / (1 + slope (z − 1)); of `nothing` where the divisor is zero.
  package mutating func takeReciprocal(slope: Double, numerator: Double) {
    unsafe withColumns { count, real, imaginary in
      unsafe tp_complex_reciprocals(tp_best_instruction_set(), count, slope, numerator, real, imaginary)
    }
  }

  /// Calls a kernel on both columns.
  private mutating func withColumns(
    _ kernel: (Int, UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Double>?) -> Int32
  ) {
    let count = count
    unsafe real.withUnsafeMutableBufferPointer { real in
      unsafe imaginary.withUnsafeMutableBufferPointer { imaginary in
        let status = unsafe kernel(count, real.baseAddress, imaginary.baseAddress)
        precondition(status == 0, "the kernel refused the machine's own instruction set")
      }
    }
  }

  /// log z; where z is zero that of `nothing`.
  package mutating func takeLogarithm() { takeLogarithm(slope: 1, factor: 1) }

  /// The product of two complex numbers.
  @inline(__always)
  package static func product(_ x: (Double, Double), _ y: (Double, Double)) -> (Double, Double) {
    (x.0 * y.0 - x.1 * y.1, x.0 * y.1 + x.1 * y.0)
  }

  /// 1 / z; of `nothing` where z is zero.
  @inline(__always)
  package static func reciprocal(_ real: Double, _ imaginary: Double) -> (Double, Double) {
    let square = real * real + imaginary * imaginary
    if square.isNormal { return (real / square, -imaginary / square) }
    let scale = max(abs(real), abs(imaginary))
    if scale == 0 { return (1 / nothing, 0) }
    let (x, y) = (real / scale, imaginary / scale)
    let rest = scale * (x * x + y * y)
    return (x / rest, -y / rest)
  }

  /// The root of z with a real part of at least zero.
  @inline(__always)
  package static func root(_ real: Double, _ imaginary: Double) -> (Double, Double) {
    let size = (real * real + imaginary * imaginary).squareRoot()
    if real >= 0 {
      let part = (0.5 * (size + real)).squareRoot()
      return (part, part == 0 ? 0 : 0.5 * imaginary / part)
    }
    let part = (0.5 * (size - real)).squareRoot()
    return (0.5 * abs(imaginary) / part, imaginary < 0 ? -part : part)
  }
}
