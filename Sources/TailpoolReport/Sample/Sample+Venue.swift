import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolVenues

extension Sample {
  /// Decimals of the sample venue's tokens.
  static let venueDecimals = (18, 6)

  /// The sample venue: concentrated liquidity in ETH and USDC at a fee of five hundredths of a percent, opened at 3,000.
  ///
  /// - Throws: Nothing for the sample as it is.
  public static func venueTerms() throws -> ConcentratedPoolTerms {
    let scale = try TokenScale(decimals0: venueDecimals.0, decimals1: venueDecimals.1)
    guard let price = ConcentratedPoolTerms.priceText(3_000, scale: scale).flatMap(UInt256.init) else {
      throw VenueRefusal.invalidTerms(field: "sqrtPriceX96")
    }
    return ConcentratedPoolTerms(
      token0: "ETH", token1: "USDC", feeMillionths: 500, tickSpacing: 10, sqrtPriceX96: price,
      opening: Timestamp(CalendarDate(daysSinceEpoch: asOf.date.daysSinceEpoch - 8)))
  }

  /// A made-up week of the sample venue.
  ///
  /// Three owners bring liquidity. Each hour an arbitrageur brings the price to that of a market whose log moves by normals of 0.9 %,
  /// where the two are farther apart than the fee; then a trader sells up to 2 ether or pays up to 6,000 dollars. One owner leaves in
  /// the middle, one takes its fees at the end, and each day someone asks for more than the venue gives.
  ///
  /// - Returns: The orders in order, those that are refused included.
  /// - Throws: Nothing for the sample as it is.
  public static func venueOrders() throws -> [ConcentratedPoolEvent] { try SampleVenueWeek().orders }

  /// The description of the sample venue, as `tailpool replay` reads it.
  ///
  /// - Throws: Nothing for the sample as it is.
  public static func venueJSON() throws -> String {
    let terms = try venueTerms()
    return """
      {
        "venue": "\(ConcentratedPoolTerms.kind)",
        "token0": "\(terms.token0)", "token1": "\(terms.token1)", "decimals0": \(venueDecimals.0), "decimals1": \(venueDecimals.1),
        "feeMillionths": \(terms.feeMillionths), "tickSpacing": \(terms.tickSpacing),
        "price": 3000, "opening": "\(terms.opening)"
      }

      """
  }

  /// The sample venue's orders as CSV.
  ///
  /// - Throws: Nothing for the sample as it is.
  public static func ordersCSV() throws -> String {
    let columns = [
      "time", "action", "owner", "trader", "lower", "upper", "liquidity", "most0", "most1", "least0", "least1", "pays",
      "exact", "units", "sqrtPriceLimitX96", "allowed",
    ]
    var lines = [columns.joined(separator: ",")]
    for order in try venueOrders() {
      guard case .fields(let fields) = order.eventValue else { continue }
      let cells = columns.map { column -> String in
        if column == "time" { return "\(order.time)" }
        guard case .text(let text)? = fields.first(where: { $0.name == column })?.value else { return "" }
        return text
      }
      lines.append(cells.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// The week of the sample venue, order by order; a pool of its own tells what the price is.
private struct SampleVenueWeek {
  private(set) var orders: [ConcentratedPoolEvent] = []
  private var pool: ConcentratedPool
  private var random = SampleGenerator(seed: Sample.seed, stream: 31)
  private let scale: TokenScale
  /// The market's price.
  private var market = 3_000.0

  private static let hours = 7 * 24
  private static let ether = UInt256(1_000_000_000_000_000_000)

  init() throws {
    scale = try TokenScale(decimals0: Sample.venueDecimals.0, decimals1: Sample.venueDecimals.1)
    pool = try ConcentratedPool(Sample.venueTerms())
    let middle = pool.tick / 10 * 10
    let keys = [("Ada", 2_000), ("Ben", 600), ("Cyd", 6_000)].map { owner, ticks in
      ConcentratedPool.PositionKey(owner: owner, lower: middle - ticks, upper: middle + ticks)
    }
    for (index, liquidity) in [60_000_000_000_000_000, 90_000_000_000_000_000, 30_000_000_000_000_000].enumerated() {
      add(
        60 * Int64(index),
        .mint(
          keys[index], liquidity: UInt128(liquidity), most0: Self.ether << 8, most1: 1_000_000_000_000))
    }
    for hour in 1...Self.hours {
      let second = Int64(hour) * 3_600
      moveMarket()
      if let action = arbitrage() { add(second, action) }
      add(second + 900 + Int64(random.next() % 1_800), trade())
      if hour == Self.hours / 2 { leave(keys[1], at: second + 3_000) }
      if hour % 24 == 12 { add(second + 3_300, greed()) }
    }
    let end = Int64(Self.hours) * 3_600 + 3_000
    add(end, .burn(keys[0], liquidity: 0, least0: .zero, least1: .zero))
    add(end + 60, .collect(keys[0], most0: .max, most1: .max))
  }

  private mutating func add(_ second: Int64, _ action: ConcentratedPoolAction) {
    let order = ConcentratedPoolEvent(at: pool.terms.opening.advanced(bySeconds: second), action)
    orders.append(order)
    // What is refused stands in the file, too.
    _ = try? pool.settle(order)
  }

  private mutating func moveMarket() {
    // Rounded to cents, so that the last digit of a platform does not show; the move is small enough for two terms of exp.
    let move = 0.009 * random.normal()
    market = (market * (1 + move + move * move / 2) * 100).rounded() / 100
  }

  /// A trade to the market's price, where that pays for the fee.
  private func arbitrage() -> ConcentratedPoolAction? {
    let price = scale.price(ofUnits: pool.priceOfUnits ?? 0)
    guard abs(market / price - 1) > 0.0005,
      let limit = ConcentratedPoolTerms.priceText(market, scale: scale).flatMap(UInt256.init)
    else { return nil }
    return .swap(
      trader: "arbitrageur",
      LiquiditySwap(
        zeroForOne: market < price, amount: .exactInput(Self.ether << 40), sqrtPriceLimitX96: limit), allowed: .zero)
  }

  private mutating func trade() -> ConcentratedPoolAction {
    let sells = random.uniform() < 0.5
    let units = sells ? random.next() % 2_000_000_000_000_000_000 : random.next() % 6_000_000_000
    let name = ["Dee", "Eli", "Fay"][Int(random.next() % 3)]
    return .swap(
      trader: name, LiquiditySwap(zeroForOne: sells, amount: .exactInput(UInt256(UInt128(units + 1)))), allowed: .zero)
  }

  /// One ether for a dollar more than it can bring.
  private func greed() -> ConcentratedPoolAction {
    let price = scale.price(ofUnits: pool.priceOfUnits ?? 0)
    return .swap(
      trader: "Gus", LiquiditySwap(zeroForOne: true, amount: .exactInput(Self.ether)),
      allowed: UInt256(UInt128(max(price + 1, 1)) &* 1_000_000))
  }

  private mutating func leave(_ key: ConcentratedPool.PositionKey, at second: Int64) {
    let liquidity = pool.positions[key]?.liquidity ?? 0
    add(second, .burn(key, liquidity: liquidity, least0: .zero, least1: .zero))
    add(second + 60, .collect(key, most0: .max, most1: .max))
  }
}
