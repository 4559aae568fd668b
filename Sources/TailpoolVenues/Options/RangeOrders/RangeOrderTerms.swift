import TailpoolEvents
import TailpoolLedger

/// Liquidity that lies evenly between two prices.
struct RangeOrder: Hashable, Sendable {
  /// The prices, multiples of a thousandth, from 0.001 to 1.
  let lower: FixedDecimal
  let upper: FixedDecimal
  /// Options on each thousandth, > 0.
  let rate: FixedDecimal

  static let tick = FixedDecimal(units: FixedDecimal.scale / 1_000)

  /// Options from the lower price to the upper one: rate × (upper − lower) / 0.001.
  var liquidity: FixedDecimal {
    get throws(LedgerError) {
      FixedDecimal(units: try checkedProduct(rate.units, (upper.units - lower.units) / RangeOrder.tick.units))
    }
  }

  /// The price where so many of the options of the range are sold.
  func price(sold: Double) -> Double { lower.value + 0.001 * sold / rate.value }
}

/// What a range-order curve is set to.
struct RangeOrderTerms: Hashable, Sendable {
  /// Where each contract's price begins.
  var price = FixedDecimal.one
  /// The ranges, each from where the one before ends.
  var ranges: [RangeOrder] = []
  var averageSeconds: Int64 = 43_200

  static let fields = [
    VenueField("price", "where a contract's price begins, within the ranges"),
    VenueField(
      "ranges",
      "lower:upper:rate, more after a semicolon, each from where the last ends: prices are multiples of 0.001 from 0.001 to 1, the rate is options on each 0.001"
    ),
    VenueField("averageSeconds", "seconds above 0 that prices are averaged over; usually 43200", isOptional: true),
  ]

  /// Options sold at the lower end of each range, and at the upper end of the last; nil where they do not fit.
  var ends: [FixedDecimal]? {
    try? ranges.reduce(into: [.zero]) { ends, range in
      ends.append(try (ends.last ?? .zero).adding(range.liquidity))
    }
  }
}

extension RangeOrderTerms: EventRecord {
  static var blank: RangeOrderTerms { RangeOrderTerms() }

  static func coded<Coder: EventFieldCoder>(
    _ terms: RangeOrderTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> RangeOrderTerms {
    var read = terms
    read.price = try coder.field("price", terms.price)
    let text = try coder.field("ranges", RangeOrderTerms.text(of: terms.ranges))
    read.ranges = try coder.made("ranges", terms.ranges) { RangeOrderTerms.ranges(in: text) }
    let made = read
    read.price = try coder.made("price", made.price) {
      guard let first = made.ranges.first, let last = made.ranges.last else { return nil }
      return made.price >= first.lower && made.price <= last.upper ? made.price : nil
    }
    read.averageSeconds = try coder.window("averageSeconds", terms.averageSeconds, unless: blank.averageSeconds)
    return read
  }

  private static func text(of ranges: [RangeOrder]) -> String {
    ranges.map { "\($0.lower.text):\($0.upper.text):\($0.rate.text)" }.joined(separator: ";")
  }

  /// The ranges that a text says, nil where one is none or does not begin where the last ends.
  private static func ranges(in text: String) -> [RangeOrder]? {
    var ranges: [RangeOrder] = []
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      let numbers = part.split(separator: ":", omittingEmptySubsequences: false).map { FixedDecimal(String($0)) }
      guard numbers.count == 3, let lower = numbers[0], let upper = numbers[1], let rate = numbers[2] else {
        return nil
      }
      let isOnTicks = [lower, upper].allSatisfy { $0.units % RangeOrder.tick.units == 0 }
      guard isOnTicks, lower >= RangeOrder.tick, lower < upper, upper <= .one, rate > .zero,
        ranges.last.map({ $0.upper == lower }) ?? true
      else { return nil }
      ranges.append(RangeOrder(lower: lower, upper: upper, rate: rate))
    }
    return RangeOrderTerms(ranges: ranges).ends == nil ? nil : ranges
  }
}
