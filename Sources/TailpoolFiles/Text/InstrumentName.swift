import TailpoolMarket

/// A Deribit instrument name such as `BTC-29MAY26-71000-C` or `XRP_USDC-30JUN25-0d5-C`, taken apart.
///
/// Options expire at 08:00 UTC. A root that ends in `_USDC` is cash-settled, any other root coin-settled; one
/// contract covers one unit of the underlying, which is the unit Deribit states open interest in.
struct InstrumentName {
  let root: String
  let underlying: Underlying
  let settlement: Settlement
  let expiry: Timestamp
  let strike: Double
  let type: OptionType

  /// What a name looks like.
  static let expectation = "an option such as BTC-29MAY26-71000-C"

  /// Takes a name apart, or returns nil when it is none.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, let date = DateText.compactDate(parts[1]) else { return nil }
    guard let strike = InstrumentName.strike(parts[2]), let type = OptionType(letter: parts[3]) else { return nil }
    let names = parts[0].split(separator: "_", omittingEmptySubsequences: false)
    guard let ticker = names.first, InstrumentName.isTicker(ticker) else { return nil }
    guard names.count == 1 || names.count == 2 && names[1] == "USDC" else { return nil }
    root = String(parts[0])
    underlying = Underlying(String(ticker))
    settlement = names.count == 2 ? .cash : .coin
    expiry = Timestamp(date, hour: 8)
    self.strike = strike
    self.type = type
  }

  /// The contract, or nil when the strike is out of bounds.
  var contract: OptionContract? {
    try? OptionContract(
      underlying: underlying, root: root, type: type, strike: strike, expiry: expiry, settlement: settlement)
  }

  private static func isTicker(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
  }

  /// A strike such as `71000`, `0d5` or `0.5`, finite and > 0.
  private static func strike(_ text: Substring) -> Double? {
    let digits = text.utf8.map { $0 == UInt8(ascii: "d") ? UInt8(ascii: ".") : $0 }
    let isPlain = digits.allSatisfy { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard isPlain else { return nil }
    guard case .number(let strike) = NumberText(String(decoding: digits, as: UTF8.self)), strike > 0 else { return nil }
    return strike
  }
}

extension OptionType {
  /// The type that a letter stands for: `C` or `P`.
  init?(letter: some StringProtocol) {
    switch letter {
    case "C": self = .call
    case "P": self = .put
    default: return nil
    }
  }
}
