/// What a number in a file must be.
enum NumberRule {
  case finite
  case nonNegative
  case positive
  case moreThanMinusOne
  case correlation

  /// The rule in words.
  var expectation: String {
    switch self {
    case .finite: "a finite number"
    case .nonNegative: "a finite number, 0 or more"
    case .positive: "a finite number above 0"
    case .moreThanMinusOne: "a finite number above -1"
    case .correlation: "a number from -1 to 1"
    }
  }

  /// Whether a finite number obeys the rule.
  func allows(_ value: Double) -> Bool {
    switch self {
    case .finite: true
    case .nonNegative: value >= 0
    case .positive: value > 0
    case .moreThanMinusOne: value > -1
    case .correlation: abs(value) <= 1
    }
  }
}

/// What a text says when it is read as a number.
enum NumberText {
  case number(Double)
  case tooLarge
  case notANumber

  /// Reads a decimal number such as `-1.5e3`; words like `nan` and `inf` and hexadecimal numbers are not numbers.
  init(_ text: String) {
    let isDecimal = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"),
        UInt8(ascii: "+"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard isDecimal, let value = Double(text) else {
      self = .notANumber
      return
    }
    self = value.isFinite ? .number(value) : .tooLarge
  }
}

/// A text of a file as it is shown in a problem: in quotes, on one line, not longer than 40 characters.
func shown(_ text: String) -> String {
  let short = text.count > 40 ? text.prefix(37) + "..." : text[...]
  let safe = short.unicodeScalars.map { scalar -> String in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
    default: String(scalar)
    }
  }
  return "\"\(safe.joined())\""
}
