/// Sums of long arrays by eight sums beside each other, several times as fast as one after the other.
///
/// Each lane has every eighth number and its own rounding error (Knuth's two-sum); the lanes are added in order. The bits depend on
/// nothing but the numbers. For finite numbers whose sum does not overflow.
package enum LaneSum {
  private static let lanes = 8

  /// The sum, with an error of a rounding of it plus `n² ε²` times the sum of magnitudes.
  package static func compensated(_ values: ArraySlice<Double>) -> Double {
    sum(values) { value, _ in value }
  }

  /// The sum of the numbers, each times its place from the first, products rounded.
  package static func moment(_ values: ArraySlice<Double>) -> Double {
    sum(values) { value, place in value * place }
  }

  /// The sum of the squares, with plain rounding errors of an eighth of the numbers.
  package static func squares(of values: [Double]) -> Double {
    let whole = values.count - values.count % lanes
    let sums = unsafe values.withUnsafeBytes { bytes in
      var sums = SIMD8<Double>.zero
      for place in stride(from: 0, to: whole, by: lanes) {
        let value = unsafe bytes.loadUnaligned(fromByteOffset: 8 * place, as: SIMD8<Double>.self)
        sums += value * value
      }
      return sums
    }
    return values[whole...].reduce(sums.sum()) { $0 + $1 * $1 }
  }

  /// Eight sums with what each lost.
  private struct Lanes {
    var sums = SIMD8<Double>.zero
    var errors = SIMD8<Double>.zero
    var places = SIMD8<Double>(0, 1, 2, 3, 4, 5, 6, 7)

    @inline(__always)
    mutating func add(_ term: SIMD8<Double>) {
      let total = sums + term
      let rounded = total - sums
      errors += (sums - (total - rounded)) + (term - rounded)
      sums = total
      places += 8
    }

    var value: Double {
      var result = CompensatedSum()
      for lane in 0..<LaneSum.lanes { result.add(sums[lane]) }
      for lane in 0..<LaneSum.lanes { result.add(errors[lane]) }
      return result.value
    }
  }

  @inline(__always)
  private static func sum(
    _ values: ArraySlice<Double>, _ term: (SIMD8<Double>, SIMD8<Double>) -> SIMD8<Double>
  ) -> Double {
    let whole = values.count - values.count % lanes
    var result = Lanes()
    unsafe values.withUnsafeBytes { bytes in
      var own = result
      for place in stride(from: 0, to: whole, by: lanes) {
        let value = unsafe bytes.loadUnaligned(fromByteOffset: 8 * place, as: SIMD8<Double>.self)
        own.add(term(value, own.places))
      }
      result = own
    }
    var rest = SIMD8<Double>.zero
    for (lane, value) in values.dropFirst(whole).enumerated() { rest[lane] = value }
    result.add(term(rest, result.places))
    return result.value
  }
}
