import CTailpoolKernels
import TailpoolLibc

/// Options of one underlying as the kernel takes them, with what does not change from scenario to scenario.
struct BookLines: Sendable {
  /// Numbers of a line.
  static let size = Int(TP_LINE_SIZE)

  /// The lines, one after the other.
  private(set) var numbers: [Double] = []
  /// What moves of the log volatility are multiplied by.
  let volatilityWeight: Double

  /// Number of lines.
  var count: Int { numbers.count / Self.size }

  /// Creates no lines, with room for some.
  init(capacity: Int = 0, volatilityWeight: Double = 1) {
    self.volatilityWeight = volatilityWeight
    numbers.reserveCapacity(capacity * Self.size)
  }

  /// Adds the line of an instrument after some time.
  mutating func append(_ option: BookRevaluation.Instrument, elapsedYears: Double) {
    append(
      forward: option.forward, strike: option.strike, logMoneyness: log(option.forward / option.strike),
      deviation: option.deviation(elapsedYears: elapsedYears), sign: option.sign, weight: option.weight)
  }

  /// Adds a line.
  mutating func append(
    forward: Double, strike: Double, logMoneyness: Double, deviation: Double, sign: Double, weight: Double
  ) {
    numbers.append(forward)
    numbers.append(strike)
    numbers.append(logMoneyness)
    numbers.append(deviation)
    numbers.append(deviation > 0 ? 1 / deviation : 0)
    numbers.append(sign)
    numbers.append(weight)
  }

  /// The lines by a key of their deviations.
  func parted(by key: (_ deviation: Double) -> Int) -> [Int: BookLines] {
    var parts: [Int: BookLines] = [:]
    for start in stride(from: 0, to: numbers.count, by: Self.size) {
      parts[key(numbers[start + 3]), default: BookLines(volatilityWeight: volatilityWeight)].append(
        forward: numbers[start], strike: numbers[start + 1], logMoneyness: numbers[start + 2],
        deviation: numbers[start + 3], sign: numbers[start + 5], weight: numbers[start + 6])
    }
    return parts
  }

  /// Adds the value of some lines to `values`, one element a move.
  ///
  /// - Parameters:
  ///   - range: The lines.
  ///   - logSpots: Log returns of the spot.
  ///   - logVolatilities: As many log changes of the volatilities, which the lines' weight multiplies.
  ///   - values: As many sums.
  func addValues(of range: Range<Int>, logSpots: [Double], logVolatilities: [Double], to values: inout [Double]) {
    precondition(
      logSpots.count == values.count && logVolatilities.count == values.count && range.upperBound <= count,
      "\(logSpots.count) and \(logVolatilities.count) moves, \(values.count) values, \(range) of \(count) lines")
    let logVolatilities = volatilityWeight == 1 ? logVolatilities : logVolatilities.map { volatilityWeight * $0 }
    unsafe numbers.withUnsafeBufferPointer { lines in
      guard let first = lines.baseAddress, !values.isEmpty else { return }
      _ = unsafe tp_black76_book(
        tp_best_instruction_set(), values.count, logSpots, logVolatilities, range.count,
        first + range.lowerBound * Self.size, &values)
    }
  }

  /// Adds the value of all lines to `values`, one element a scenario of a block.
  func addValues(under block: ScenarioBlock, _ columns: UnderlyingColumns, to values: inout [Double]) {
    let n = block.scenarios.count
    precondition(values.count == n, "\(values.count) values of \(n) scenarios")
    guard !numbers.isEmpty, n > 0 else { return }
    guard volatilityWeight == 1 else {
      return addValues(
        of: 0..<count, logSpots: Array(block.column(columns.spot)),
        logVolatilities: Array(block.column(columns.volatility)), to: &values)
    }
    unsafe block.withColumns(columns) { spot, volatility in
      _ = unsafe tp_black76_book(tp_best_instruction_set(), n, spot, volatility, count, numbers, &values)
    }
  }
}

extension ScenarioBlock {
  /// The columns of one underlying's log returns and log changes of volatility.
  func withColumns(
    _ columns: UnderlyingColumns, _ body: (UnsafePointer<Double>, UnsafePointer<Double>) -> Void
  ) {
    let n = scenarios.count
    precondition(
      columns.spot >= 0 && columns.spot < factors.count && columns.volatility >= 0
        && columns.volatility < factors.count && values.count == n * factors.count,
      "columns \(columns.spot) and \(columns.volatility) of \(factors.count)")
    unsafe values.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress else { return }
      unsafe body(first + columns.spot * n, first + columns.volatility * n)
    }
  }
}

extension BookRevaluation.Instrument {
  /// Volatility times the root of the years that are left; 0 for an option that has expired by then.
  func deviation(elapsedYears: Double) -> Double {
    let left = years - elapsedYears
    return left > 0 ? volatility * left.squareRoot() : 0
  }
}
