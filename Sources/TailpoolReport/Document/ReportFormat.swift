import TailpoolMarket

/// How a number is read: the one place that decides its digits, for text and HTML alike.
package enum ReportFormat: Hashable, Sendable {
  case dollars, signedDollars, compactDollars, headlineDollars
  case amount(unit: String)
  case compactAmount(unit: String)
  case price
  case percent(places: Int)
  case signedPercent
  /// A factor less one, in percent.
  case change
  case significant(digits: Int)
  case fixed(places: Int)
  case plain
  /// Years as days of a year of 365.
  case days
  /// A distance in standard deviations.
  case deviations

  /// A standard error, which deserves fewer digits than its number.
  func errorText(_ error: Double) -> String {
    if case .amount(let unit) = self, unit != "USD" { return NumberText.significant(error, 2) + " " + unit }
    return text(error)
  }

  func text(_ value: Double) -> String {
    switch self {
    case .dollars: NumberText.money(value)
    case .signedDollars: NumberText.signedMoney(value)
    case .compactDollars: NumberText.compactMoney(value)
    case .headlineDollars: NumberText.headlineMoney(value)
    case .amount(let unit): NumberText.amount(value, unit: unit)
    case .compactAmount(let unit): NumberText.compactAmount(value, unit: unit)
    case .price: NumberText.price(value)
    case .percent(let places): NumberText.percent(value, places)
    case .signedPercent: NumberText.signedPercent(value)
    case .change: NumberText.signedPercent(value - 1)
    case .significant(let digits): NumberText.significant(value, digits)
    case .fixed(let places): NumberText.fixed(value, places)
    case .plain: NumberText.plain(value)
    case .days: NumberText.fixed(value * DayCount.daysPerYear, 1)
    case .deviations: "\(NumberText.fixed(value, 2)) sd"
    }
  }
}

extension ReportValue {
  /// Dollars as a headline has them: all digits below a billion.
  package static func headline(_ value: Double) -> ReportValue { ReportValue(.number(value, .headlineDollars)) }

  /// A distance in standard deviations: `2.31 sd`.
  package static func deviations(_ value: Double) -> ReportValue { ReportValue(.number(value, .deviations)) }
}
