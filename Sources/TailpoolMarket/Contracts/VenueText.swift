/// A number as venues write it in names: no decimal point where it is whole, `d` for it elsewhere.
func venueText(_ number: Double) -> String {
  if let whole = Int64(exactly: number) { return "\(whole)" }
  return String("\(number)".map { $0 == "." ? "d" : $0 })
}

extension OptionType {
  /// `C` or `P`.
  var letter: String { self == .call ? "C" : "P" }
}

extension Timestamp {
  /// The day as venues write it, without a leading zero: `29MAY26`.
  var venueDay: String {
    let (year, month, day) = date.components
    let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    return "\(day)\(months[month - 1])\(padded(year % 100))"
  }
}
