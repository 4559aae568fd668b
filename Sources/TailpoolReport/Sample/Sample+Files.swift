import TailpoolMarket
import TailpoolPools
import TailpoolScenarios

extension Sample {
  /// The files that the sample would be read from, by file name, in the formats that the readers accept.
  ///
  /// - Returns: Names and contents; every content ends in a line feed.
  /// - Throws: Nothing for the sample as it is.
  public static func files() throws -> [(name: String, text: String)] {
    [
      ("chain.csv", try chainCSV()), ("history.csv", historyCSV()), ("volatility-history.csv", volatilityHistoryCSV()),
      ("book.csv", try bookCSV()), ("pool.json", try poolJSON()), ("stress.json", stressJSON()),
    ]
  }

  /// The sample chain in the layout of the Deribit chain files; an absent value is an empty cell.
  public static func chainCSV() throws(MarketError) -> String { csv(of: try chain()) }

  /// The chains of the pool's year in the same layout, by file name, in order.
  ///
  /// - Returns: 366 names, of the chains' instants, and contents.
  /// - Throws: As `poolYear()`.
  public static func poolYearChainFiles() throws -> [(name: String, text: String)] {
    try poolYearChains().map { chain in
      ("\(chain.asOf)".filter { $0 != ":" } + ".csv", csv(of: chain))
    }
  }

  private static func csv(of chain: OptionChain) -> String {
    var lines = [
      "ts,instrument,ccy,type,strike,expiry,bid,ask,mark,mark_iv,fwd,fwd_name,index,delta,vega,oi,vol24h,vol24h_usd"
    ]
    for quote in chain.quotes {
      let contract = quote.contract
      let numbers = [quote.bid, quote.ask, quote.mark, quote.markVolatility, quote.forward].map(cell)
      let head = [
        "\(chain.asOf)", contract.name, contract.underlying.name, contract.type == .call ? "C" : "P",
        "\(contract.strike)",
        "\(contract.expiry.date)T08:00Z",
      ]
      lines.append(
        (head + numbers + ["", cell(quote.spot), "", "", "\(quote.openInterest)", "", ""]).joined(separator: ","))
    }
    return text(lines)
  }

  /// The sample price history as a wide table: `date`, then one column an asset.
  public static func historyCSV() -> String { wide(priceHistory()) }

  /// The daily prices of the pool's year as a wide table.
  public static func poolYearHistoryCSV() -> String { wide(poolYearHistory()) }

  /// The sample volatility history as a wide table, in volatility points.
  public static func volatilityHistoryCSV() -> String { wide(volatilityHistory()) }

  /// The sample book: `id,instrument,quantity`.
  public static func bookCSV() throws(MarketError) -> String {
    text(
      ["id,instrument,quantity"]
        + (try book()).positions.map { "\($0.id),\($0.contract.name),\(NumberText.plain($0.quantity))" })
  }

  /// The sample pool: unit, participants with contributions, assets and limits.
  public static func poolJSON() throws(PoolError) -> String {
    let pool = try pool()
    let members = pool.participants.map {
      "    {\"id\": \"\($0.id)\", \"contribution\": \(NumberText.plain($0.contribution))}"
    }
    let limits: [(String, Double?)] = [
      ("maximumUtilization", pool.limits.maximumUtilization),
      ("maximumExpectedShortfallOverCapital", pool.limits.maximumExpectedShortfallOverCapital),
      ("maximumValueAtRiskOverCapital", pool.limits.maximumValueAtRiskOverCapital),
      ("maximumParticipantShare", pool.limits.maximumParticipantShare),
      ("maximumStressLossOverCapital", pool.limits.maximumStressLossOverCapital),
    ]
    let stated = limits.compactMap { name, limit in limit.map { "    \"\(name)\": \(NumberText.plain($0))" } }
    // One line after another: the type checker takes seconds over a single sum of arrays.
    var lines = ["{", "  \"unit\": \"\(pool.unit)\",", "  \"participants\": ["]
    lines.append(members.joined(separator: ",\n"))
    lines.append("  ],")
    if let assets = pool.assets?.amounts[pool.unit] { lines.append("  \"assets\": \(NumberText.plain(assets)),") }
    lines += ["  \"limits\": {", stated.joined(separator: ",\n"), "  }", "}"]
    return text(lines)
  }

  /// The sample stress set: spot returns by asset, and volatility indexes before and after.
  public static func stressJSON() -> String {
    let scenarios = stresses.map { stress in
      [
        "    {", "      \"name\": \"\(stress.name)\",", "      \"description\": \"\(stress.detail)\",",
        "      \"spot_returns\": {\"BTC\": \(stress.btc), \"ETH\": \(stress.eth)},",
        "      \"implied_vol\": {",
        "        \"BTC\": {\"dvol_start\": 100, \"dvol_end\": \(points(stress.btcVolatility))},",
        "        \"ETH\": {\"dvol_start\": 100, \"dvol_end\": \(points(stress.ethVolatility))}", "      }", "    }",
      ].joined(separator: "\n")
    }
    return text([
      "{", "  \"meta\": {\"what\": \"Made-up stress scenarios of the sample\"},", "  \"scenarios\": [",
      scenarios.joined(separator: ",\n"), "  ]", "}",
    ])
  }

  private static func points(_ factor: Double) -> String { NumberText.plain((factor * 1e4).rounded() / 100) }

  private static func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

  private static func wide(_ history: PriceHistory) -> String {
    text(
      ["date," + history.assets.joined(separator: ",")]
        + history.dates.indices.map { row in
          (["\(history.dates[row])"] + history.prices.map { cell($0[row]) }).joined(separator: ",")
        })
  }

  private static func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }
}
