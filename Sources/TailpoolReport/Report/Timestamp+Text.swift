import TailpoolMarket

extension Timestamp {
  /// Day and month in words: `17 Jan`.
  var shortDate: String {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let (_, month, day) = date.components
    return "\(day) \(months[month - 1])"
  }

  /// Day, month in words and year: `17 Jan 2026`.
  var longDate: String { "\(shortDate) \(date.components.year)" }

  /// Hours and minutes: `08:00`.
  var clockTime: String {
    let digits = clockDigits
    return "\(digits.prefix(2)):\(digits.suffix(2))"
  }

  /// The instant as it stands in an element id: `2026-01-17T0800`.
  var identifier: String { "\(date)T\(clockDigits)" }

  /// Hours and minutes in four digits.
  private var clockDigits: String {
    let minutes = secondOfDay / 60
    let digits = "\(minutes / 60 * 100 + minutes % 60)"
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
