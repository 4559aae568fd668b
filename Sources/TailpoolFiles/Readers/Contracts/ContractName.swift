import TailpoolMarket

/// The parts of a contract's name, as `ContractTerms.name` writes it: `BTC-29MAY26-71000-C-DOWN-AND-OUT-60000`.
struct ContractName: Sendable {
  /// Why a name of a known form means no contract.
  struct Problem: Error {
    /// What was expected in its place.
    let expected: String
  }

  /// The parts between the hyphens; the exponent of a number stays with it.
  let parts: [String]

  /// Takes a name apart.
  init(_ text: String) {
    var parts: [String] = []
    for part in text.split(separator: "-", omittingEmptySubsequences: false) {
      // A number such as 1e-05 holds a hyphen.
      if let last = parts.last, last.hasSuffix("e"), last.first?.isNumber == true {
        parts[parts.count - 1] += "-\(part)"
      } else {
        parts.append(String(part))
      }
    }
    self.parts = parts
  }

  /// The market of an underlying that is named by a part; nil where the snapshot holds none.
  func market(_ index: Int, in snapshot: MarketSnapshot) -> UnderlyingMarket? {
    parts.indices.contains(index) ? snapshot[Underlying(parts[index])] : nil
  }

  /// The number that a part is; nil where it is none.
  func number(_ index: Int) -> Double? {
    guard parts.indices.contains(index), case .number(let value) = NumberText(parts[index].replacing("d", with: "."))
    else { return nil }
    return value
  }

  /// The letter of a call or a put; nil for another part.
  func type(_ index: Int) -> OptionType? { parts.indices.contains(index) ? OptionType(letter: parts[index]) : nil }

  /// The expiry of an underlying's chain on the day that a part names; nil where it names none.
  func expiry(_ index: Int, of market: UnderlyingMarket) throws(Problem) -> Timestamp? {
    guard parts.indices.contains(index), let date = DateText.compactDate(parts[index]) else { return nil }
    switch market.expiry(on: date) {
    case .success(let expiry): return expiry
    case .failure(let problem): throw problem
    }
  }
}

extension UnderlyingMarket {
  /// The one expiry of the chain on a day, in UTC.
  func expiry(on date: CalendarDate) -> Result<Timestamp, ContractName.Problem> {
    let days = Set(expiries.map(\.expiry)).sorted()
    let found = days.filter { $0.date == date }
    if found.count == 1 { return .success(found[0]) }
    let shown = found.isEmpty ? days.prefix(8).map { "\($0.date)" } : found.map { "\($0)" }
    let what =
      found.isEmpty ? "a day on which options of \(underlying) expire" : "the instant, since two expire that day"
    return .failure(
      .init(expected: "\(what): \(shown.joined(separator: ", "))\(days.count > 8 && found.isEmpty ? ", …" : "")"))
  }
}
