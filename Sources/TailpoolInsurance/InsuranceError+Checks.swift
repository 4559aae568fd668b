import TailpoolLedger
import TailpoolPoolEngine

/// What numbers must be; each check throws `.invalid` with what was seen and expected.
extension InsuranceError {
  /// A number that is finite and > 0.
  @discardableResult
  static func checkPositive(_ what: String, _ value: Double, index: Int? = nil) throws(InsuranceError) -> Double {
    guard value > 0, value.isFinite else {
      throw .invalid(what, index: index, value: value, expected: "a finite number > 0")
    }
    return value
  }

  /// A number that is finite and ≥ 0.
  @discardableResult
  static func checkNonNegative(_ what: String, _ value: Double, index: Int? = nil) throws(InsuranceError) -> Double {
    guard value >= 0, value.isFinite else {
      throw .invalid(what, index: index, value: value, expected: "a finite number ≥ 0")
    }
    return value
  }

  /// Numbers that are finite and ≥ 0.
  static func checkNonNegative(_ what: String, _ values: [Double]) throws(InsuranceError) {
    for (index, value) in values.enumerated() { try checkNonNegative(what, value, index: index) }
  }

  /// A number of 0 … 1.
  static func checkProbability(_ what: String, _ value: Double, index: Int? = nil) throws(InsuranceError) {
    guard value >= 0, value <= 1 else { throw .invalid(what, index: index, value: value, expected: "0 … 1") }
  }

  /// The sum of probabilities.
  static func checkUnitSum(_ what: String, _ sum: Double) throws(InsuranceError) {
    guard abs(sum - 1) <= 1e-9 else {
      throw .invalid("sum of \(what)", index: nil, value: sum, expected: "1 within 1e-9")
    }
  }

  /// A count, or another whole number, within bounds.
  static func check(_ what: String, _ value: Int, in bounds: ClosedRange<Int>) throws(InsuranceError) {
    guard bounds.contains(value) else {
      throw .invalid(what, index: nil, value: Double(value), expected: "\(bounds.lowerBound) … \(bounds.upperBound)")
    }
  }

  /// An amount that is > 0.
  static func checkPositive(_ what: String, _ units: Int128) throws(InsuranceError) {
    guard units > 0 else { throw .invalid(what, index: nil, value: Double(units), expected: "a whole number > 0") }
  }
}

/// What other errors are among ours.
extension InsuranceError {
  /// Runs exact arithmetic, with its error in ours.
  static func wrapping<Value>(_ body: () throws(LedgerError) -> Value) throws(InsuranceError) -> Value {
    do { return try body() } catch { throw .amount(error) }
  }

  /// Runs a computation of a waterfall; of what it may throw only amounts can be.
  static func ofWaterfall<Value>(_ body: () throws(WaterfallError) -> Value) throws(InsuranceError) -> Value {
    do {
      return try body()
    } catch {
      if case .amount(let reason) = error { throw .amount(reason) }
      throw .empty("layers")
    }
  }
}
