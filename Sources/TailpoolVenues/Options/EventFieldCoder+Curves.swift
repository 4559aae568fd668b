import TailpoolEvents

extension EventFieldCoder {
  /// A number that must be above zero.
  mutating func positive(_ name: String, _ value: FixedDecimal) throws(Failure) -> FixedDecimal {
    try made(name, value) { value > .zero ? value : nil }
  }

  /// A number that must be there and not below zero: a bound has no usual value.
  mutating func amount(_ name: String, _ value: FixedDecimal) throws(Failure) -> FixedDecimal {
    let read = try field(name, value)
    return try made(name, read) { read >= .zero ? read : nil }
  }

  /// A number that must not be below zero, left out where it is the usual one.
  mutating func amount(
    _ name: String, _ value: FixedDecimal, unless usual: FixedDecimal
  ) throws(Failure) -> FixedDecimal {
    let read = try field(name, value, unless: usual)
    return try made(name, read) { read >= .zero ? read : nil }
  }

  /// Seconds that must be there, not below zero and less than 10¹².
  mutating func seconds(_ name: String, _ value: Int64) throws(Failure) -> Int64 {
    let read = try field(name, value)
    return try made(name, read) { (0..<1_000_000_000_000).contains(read) ? read : nil }
  }

  /// Seconds, not below zero and less than 10¹², left out where they are the usual ones.
  mutating func seconds(_ name: String, _ value: Int64, unless usual: Int64) throws(Failure) -> Int64 {
    let read = try field(name, value, unless: usual)
    return try made(name, read) { (0..<1_000_000_000_000).contains(read) ? read : nil }
  }

  /// Seconds that marks are averaged over, left out where they are the usual ones: above 0, for the average over no time is the last
  /// trade's own, which a trade moves at the moment it is made.
  mutating func window(_ name: String, _ value: Int64, unless usual: Int64) throws(Failure) -> Int64 {
    let read = try seconds(name, value, unless: usual)
    return try made(name, read) { read > 0 ? read : nil }
  }

  /// Two times in seconds that must be there, the first not above the second.
  mutating func terms(
    _ least: String, _ most: String, _ values: (Int64, Int64)
  ) throws(Failure) -> (Int64, Int64) {
    let (low, high) = (try seconds(least, values.0), try seconds(most, values.1))
    return (low, try made(most, high) { high >= low ? high : nil })
  }

  /// Two numbers above zero that must be there, the first not above the second.
  mutating func bounds(
    _ least: String, _ most: String, _ values: (FixedDecimal, FixedDecimal)
  ) throws(Failure) -> (FixedDecimal, FixedDecimal) {
    let low = try positive(least, field(least, values.0))
    let high = try field(most, values.1)
    return (low, try made(most, high) { high >= low ? high : nil })
  }
}

extension OptionCurve {
  /// The fields of a record.
  static func fields(of terms: some EventRecord) -> [EventField] {
    if case .fields(let fields) = terms.eventValue { fields } else { [] }
  }
}
