import TailpoolMarket

/// A class of options that US exchanges list, by its root: what it is written on, and when in a day it expires.
struct ListedRoot {
  let root: String
  let underlying: Underlying
  /// Whether the last day's opening prices decide, at 09:30 New York; else the market's close does.
  let settlesOnOpen: Bool
  /// Whether the options may be exercised before they expire.
  let isAmerican: Bool

  /// Units of the underlying that one contract covers.
  static let contractSize = 100.0

  /// Roots of index options, with their index, and whether they settle on the open.
  private static let indexes: [String: (index: String, settlesOnOpen: Bool)] = [
    "SPX": ("SPX", true), "SPXW": ("SPX", false), "XSP": ("XSP", false), "NDX": ("NDX", true), "NDXP": ("NDX", false),
    "XND": ("XND", false), "RUT": ("RUT", true), "RUTW": ("RUT", false), "MRUT": ("MRUT", false), "VIX": ("VIX", true),
    "VIXW": ("VIX", true), "DJX": ("DJX", true), "OEX": ("OEX", false), "XEO": ("XEO", false),
  ]

  /// The class of a root: an index's, else a stock's or a fund's of that ticker.
  init(_ root: String) {
    self.root = root
    let index = ListedRoot.indexes[root]
    underlying = Underlying(index?.index ?? root)
    settlesOnOpen = index?.settlesOnOpen ?? false
    isAmerican = index == nil || root == "OEX"
  }

  /// When options of the class expire that do so on a day.
  func expiry(on date: CalendarDate) -> Timestamp {
    settlesOnOpen ? NewYorkTime.timestamp(date, hour: 9, minute: 30) : USOptionsCalendar.close(of: date)
  }

  /// The contract of an option in the class; nil where the strike is out of bounds.
  func contract(_ type: OptionType, strike: Double, expiry: Timestamp) -> OptionContract? {
    try? OptionContract(
      underlying: underlying, root: root, type: type, strike: strike, expiry: expiry, settlement: .cash,
      contractSize: ListedRoot.contractSize)
  }
}

/// The symbol of a US option by the Options Symbology Initiative, such as `SPXW231208C01200000`.
struct OptionSymbol {
  let root: String
  let date: CalendarDate
  let type: OptionType
  let strike: Double

  /// What a symbol looks like.
  static let expectation = "an option's symbol such as SPXW231208C04600000"

  /// Takes a symbol apart, or returns nil when it is none.
  init?(_ text: String) {
    let bytes = Array(text.utf8).filter { $0 != .space }
    guard bytes.count > 15, bytes.count <= 21 else { return nil }
    let tail = bytes.suffix(15)
    let digits = Array(tail.prefix(6)) + Array(tail.suffix(8))
    guard digits.allSatisfy(isDigit) else { return nil }
    let numbers = digits.map { Int($0 - UInt8(ascii: "0")) }
    guard
      let date = CalendarDate(
        year: 2_000 + numbers[0] * 10 + numbers[1], month: numbers[2] * 10 + numbers[3],
        day: numbers[4] * 10 + numbers[5]),
      let type = OptionType(letter: String(decoding: tail.dropFirst(6).prefix(1), as: UTF8.self))
    else { return nil }
    let thousandths = numbers.suffix(8).reduce(0) { $0 * 10 + $1 }
    guard thousandths > 0 else { return nil }
    root = String(decoding: bytes.dropLast(15), as: UTF8.self)
    self.date = date
    self.type = type
    strike = Double(thousandths) / 1_000
  }
}
