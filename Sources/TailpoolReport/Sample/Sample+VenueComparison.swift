import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolVenues

extension Sample {
  /// Files of a made-up week at several venues: what each venue is, the orders that bring its liquidity, trades, and a market's prices.
  ///
  /// Each venue opens at 3,000 with a fee of three tenths of a percent and about two million dollars of one owner. The market's log moves
  /// by normals of 0.9 % an hour; three traders buy or sell up to two ether each hour.
  ///
  /// - Returns: Names and contents; every content ends in a line feed.
  /// - Throws: Nothing for the sample as it is.
  public static func comparisonFiles() throws -> [(name: String, text: String)] {
    let week = ComparisonWeek()
    return [
      ("constant-product.json", try json(ComparisonWeek.constantProduct)),
      ("constant-product-orders.csv", csv(ComparisonWeek.constantProductOrders)),
      ("concentrated.json", try json(try ComparisonWeek.concentrated())),
      ("concentrated-orders.csv", csv(try ComparisonWeek.concentratedOrders())),
      ("imbalance.json", try json(ComparisonWeek.imbalance)),
      ("imbalance-orders.csv", csv(try ComparisonWeek.imbalanceOrders())), ("trades.csv", week.tradesCSV),
      ("prices.csv", week.pricesCSV),
    ]
  }

  /// Terms as `tailpool replay` reads them.
  private static func json(_ terms: some VenueTerms) throws -> String {
    guard case .fields(let fields) = terms.eventValue else { return "" }
    let decimals = ["decimals0": venueDecimals.0, "decimals1": venueDecimals.1]
    let common =
      [("venue", "\"\(type(of: terms).kind)\"")]
      + decimals.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    let own = fields.compactMap { field -> (String, String)? in
      guard case .text(let text) = field.value, field.name != "version" else { return nil }
      return (field.name, field.name == "opening" ? "\"\(terms.opening)\"" : "\"\(text)\"")
    }
    return "{" + (common + own).map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}\n"
  }

  /// Orders as `tailpool replay` reads them: the columns that any of them has, in the order of the fields.
  static func csv<Order: VenueOrder>(_ orders: [Order]) -> String {
    let rows = orders.map { order -> [String: String] in
      guard case .fields(let fields) = order.eventValue else { return [:] }
      var cells: [String: String] = [:]
      for field in fields { if case .text(let text) = field.value { cells[field.name] = text } }
      cells["time"] = "\(order.time)"
      return cells
    }
    let columns = Order.fields.map(\.name).filter { name in rows.contains { $0[name] != nil } }
    return ([columns.joined(separator: ",")] + rows.map { row in columns.map { row[$0] ?? "" }.joined(separator: ",") })
      .joined(separator: "\n") + "\n"
  }
}

/// The week that several venues live through.
struct ComparisonWeek {
  private(set) var trades: [TokenTrade] = []
  private(set) var prices: [(time: Timestamp, price: Double)] = []

  static let opening = Timestamp(CalendarDate(daysSinceEpoch: Sample.asOf.date.daysSinceEpoch - 8))
  private static let ether: UInt128 = 1_000_000_000_000_000_000

  init() {
    var random = SampleGenerator(seed: Sample.seed, stream: 37)
    var market = 3_000.0
    prices.append((Self.opening, market))
    for hour in 1...(7 * 24) {
      let time = Self.opening.advanced(bySeconds: Int64(hour) * 3_600)
      // Rounded to cents, so that the last digit of a platform does not show.
      let move = 0.009 * random.normal()
      market = (market * (1 + move + move * move / 2) * 100).rounded() / 100
      prices.append((time, market))
      for (index, name) in ["Dee", "Eli", "Fay"].enumerated() {
        trades.append(
          TokenTrade(
            at: time.advanced(bySeconds: 600 * Int64(index + 1)), trader: name, isPurchase: random.uniform() < 0.5,
            amount0: UInt128(random.next() % UInt64(2 * Self.ether)) + 1))
      }
    }
  }

  var tradesCSV: String {
    "time,trader,side,amount0\n"
      + trades.map { "\($0.time),\($0.trader),\($0.isPurchase ? "buy" : "sell"),\($0.amount0)\n" }.joined()
  }

  var pricesCSV: String { "time,price\n" + prices.map { "\($0.time),\($0.price)\n" }.joined() }

  static let constantProduct = ConstantProductTerms(
    token0: "ETH", token1: "USDC", feeMillionths: 3_000, hasProtocolFee: false, opening: opening)

  static let constantProductOrders = [
    ConstantProductEvent(
      at: opening,
      .mint(owner: "Ada", amount0: 333_333_333_333_333_333_333, amount1: 1_000_000_000_000, leastShares: 0))
  ]

  /// An impact by which an imbalance of five million dollars would cost as much, and half of that where a trade makes it less.
  static let imbalance = ImbalancePoolTerms(
    token0: "ETH", token1: "USDC", feeMillionths: 3_000, positiveDepth: 10_000_000_000_000,
    negativeDepth: 5_000_000_000_000, exponentMillionths: 2_000_000, greatestAge: 3_600, opening: opening)

  static func imbalanceOrders() throws -> [ImbalancePoolEvent] {
    let scale = try TokenScale(decimals0: Sample.venueDecimals.0, decimals1: Sample.venueDecimals.1)
    let index = ImbalancePool.indexOrder(3_000, scale: scale, at: opening)
    return (index.map { [$0] } ?? []) + [
      ImbalancePoolEvent(
        at: opening,
        .mint(owner: "Ada", amount0: 333_333_333_333_333_333_333, amount1: 1_000_000_000_000, leastShares: 0))
    ]
  }

  static func concentrated() throws -> ConcentratedPoolTerms {
    let sample = try Sample.venueTerms()
    return ConcentratedPoolTerms(
      token0: "ETH", token1: "USDC", feeMillionths: 3_000, tickSpacing: 60, sqrtPriceX96: sample.sqrtPriceX96,
      opening: opening)
  }

  /// Liquidity from a fifth below the opening price to a fifth above.
  static func concentratedOrders() throws -> [ConcentratedPoolEvent] {
    let middle = try ConcentratedPool(concentrated()).tick / 60 * 60
    let key = ConcentratedPool.PositionKey(owner: "Ada", lower: middle - 1_980, upper: middle + 1_980)
    return [
      ConcentratedPoolEvent(
        at: opening,
        .mint(key, liquidity: 190_000_000_000_000_000, most0: UInt256(ether << 10), most1: 2_000_000_000_000))
    ]
  }
}
