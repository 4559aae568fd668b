import TailpoolMarket

/// Names of expiries: the date, with the time of day where an underlying has two expiries on one date.
struct ExpiryLabels {
  private let ambiguous: Set<AmbiguousDate>

  private struct AmbiguousDate: Hashable {
    let underlying: Underlying
    let date: CalendarDate
  }

  /// Finds the dates with more than one expiry.
  init(_ markets: [MarketSection]) {
    var seen: [AmbiguousDate: Int] = [:]
    for market in markets {
      for row in market.expiries {
        seen[AmbiguousDate(underlying: market.underlying, date: row.expiry.date), default: 0] += 1
      }
    }
    ambiguous = Set(seen.filter { $0.value > 1 }.keys)
  }

  /// `2026-01-17`, or `2026-01-17 13:30` where the date alone would not tell; words for one that has none.
  func short(_ expiry: Timestamp?, of underlying: Underlying) -> String {
    expiry.map { "\($0.date)" + time($0, underlying) } ?? Self.none
  }

  /// `17 Jan 2026`, or `17 Jan 2026 13:30` where the date alone would not tell; likewise.
  func long(_ expiry: Timestamp?, of underlying: Underlying) -> String {
    expiry.map { $0.longDate + time($0, underlying) } ?? Self.none
  }

  /// What stands for the expiry of contracts that have none.
  static let none = "without expiry"

  private func time(_ expiry: Timestamp, _ underlying: Underlying) -> String {
    ambiguous.contains(AmbiguousDate(underlying: underlying, date: expiry.date)) ? " " + expiry.clockTime : ""
  }
}
