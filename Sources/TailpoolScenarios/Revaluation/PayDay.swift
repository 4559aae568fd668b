import TailpoolMarket

/// The whole day, counted from today, at whose end a contract is paid that expires before a horizon.
///
/// A day is one observation of the history: what expires within it is paid at its last price. Nil for a contract that
/// expires on the horizon's last day or later: its price is that of the horizon's end.
///
/// - Parameters:
///   - years: Time to expiry.
///   - elapsedYears: The horizon.
package func payDay(years: Double, elapsedYears: Double) -> Int? {
  // A thousandth of a second more than a whole number of days is that number.
  let rounding = 1e-8
  let day = max((years * DayCount.daysPerYear - rounding).rounded(.up), 1)
  return day < elapsedYears * DayCount.daysPerYear - rounding ? Int(exactly: day) : nil
}

/// Options that are paid at the end of one day.
struct PaidOptions: Sendable {
  /// The day, nil for the horizon's end.
  let day: Int?
  let instruments: [BookRevaluation.Instrument]
  /// The same as the kernel takes them; empty where it does not value them.
  let lines: TenorLines
}

extension BookRevaluation.Instrument {
  /// The day on which it is paid, nil for the horizon's end.
  func payDay(elapsedYears: Double) -> Int? { TailpoolScenarios.payDay(years: years, elapsedYears: elapsedYears) }
}

extension BookRevaluation.OtherLine {
  /// The day on which it is paid, nil for the horizon's end and for a contract that does not expire.
  func payDay(elapsedYears: Double) -> Int? {
    guard contract.expiry != nil, let years = inputs.first?.years else { return nil }
    return TailpoolScenarios.payDay(years: years, elapsedYears: elapsedYears)
  }
}

extension [BookRevaluation.Instrument] {
  /// Options in the order of their expiries by the day on which they are paid, those of the horizon's end first; each
  /// part keeps the order.
  func byPayDay(elapsedYears: Double) -> [(day: Int?, options: [BookRevaluation.Instrument])] {
    guard let first else { return [] }
    // Where the first is paid at the end, all are, as over a day: nothing is copied.
    if first.payDay(elapsedYears: elapsedYears) == nil { return [(nil, self)] }
    let days = Dictionary(grouping: self) { $0.payDay(elapsedYears: elapsedYears) }
    return days.sorted { ($0.key ?? 0) < ($1.key ?? 0) }.map { ($0.key, $0.value) }
  }
}

extension BookRevaluation {
  /// The days before the horizon's end on which contracts of the book are paid, increasing: a source of
  /// `RiskFactor.spotAfter` for them lets each be paid at its own day's price.
  public var payDays: [Int] {
    let days = groups.flatMap { group in
      group.instruments.map { $0.payDay(elapsedYears: elapsedYears) }
        + group.others.map { $0.payDay(elapsedYears: elapsedYears) }
    }
    return Set(days.compactMap(\.self)).sorted()
  }
}
