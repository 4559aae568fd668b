import TailpoolMarket
import TailpoolPricing

/// What the pool holds and has sold, and how its value moves.
extension PoolRiskReport {
  var bookTree: ReportSection {
    let charts = book.byUnderlying.map { ReportNode.group(ReportGroup(.panels, greekCharts(of: $0.underlying))) }
    let more = Array(charts.dropFirst(Self.openUnderlyings))
    return ReportSection(
      id: "book", title: "The book", short: "Book",
      lead: """
        \(NumberText.counted(book.positions, "position")), \(.count(book.soldPositions)) of them sold, worth \(strong: book.shownValue) to \
        the pool.
        """,
      [
        .fields(
          ReportFields(
            key: "book", shows: .json,
            [
              .data("value", book.shownValue), .data("positions", .count(book.positions)),
              .data("soldPositions", .count(book.soldPositions)),
            ] + zip(Self.dollarKeys, book.total.values).map { .data("total.\($0)", $1) }))
      ] + charts.prefix(Self.openUnderlyings)
        + (more.isEmpty ? [] : [.group(ReportGroup(.fold("\(more.count) more underlyings"), more))])
        + [.table(totalTable), .table(unitTable), .table(coinTable), .table(expiryTable), .table(perpetualTable)])
  }

  /// Underlyings whose charts are open.
  private static let openUnderlyings = 4

  private static let dollarKeys = [
    "value", "dollarDelta", "dollarGammaPerPercent", "vegaPerPoint", "thetaPerDay",
  ]

  private static let greekKeys = ["value", "delta", "gamma", "vega", "theta"].map { "greeks.\($0)" }

  private static var dollarColumns: [ReportColumn] {
    zip(["value", "delta", "gamma for 1%", "vega a point", "theta a day"], dollarKeys).map {
      .number($0, key: "dollarGreeks.\($1)")
    }
  }

  private func greekCharts(of underlying: Underlying) -> [ReportNode] {
    let rows = book.byExpiry.filter { $0.underlying == underlying }
    let greeks: [(name: String, unit: ReportProse)] = [
      ("delta", "dollars of \(underlying.name)"), ("gamma", "change of delta for 1%"),
      ("vega", "dollars a volatility point"), ("theta", "dollars a day"),
    ]
    let id = Markup.identifier(underlying.name)
    return greeks.enumerated().map { index, greek in
      let bars = rows.map { row in
        ColumnChart.Bar(
          mark: row.expiry?.shortDate ?? "no expiry", name: row.expiry?.longDate ?? ExpiryLabels.none,
          value: row.dollars.values[index + 1])
      }
      let numbers = bars.map { "\($0.name) \($0.value.text)" }.joined(separator: ", ")
      let title = "\(underlying.name) \(greek.name)"
      return .chart(
        ReportChart(
          id: "chart-greeks-\(id)-\(greek.name)", title: title, note: greek.unit, shows: .html,
          .columns(ColumnChart(bars: bars, label: "\(title) by expiry: \(numbers)"))))
    }
  }

  private var totalTable: ReportTable {
    ReportTable(
      key: "book.byUnderlying", caption: "Net sensitivities in dollars",
      columns: [.text("underlying", key: "underlying")] + Self.dollarColumns + [.data("spot")],
      rows: book.byUnderlying.map { [.text($0.underlying.name)] + $0.dollars.values + [.price($0.spot)] },
      total: book.byUnderlying.count > 1 ? ["total"] + book.total.values : nil)
  }

  /// Joined to the table above, row by row.
  private var unitTable: ReportTable {
    let keys = Self.greekKeys
    return ReportTable(
      key: "book.byUnderlying", caption: "Net sensitivities per unit: derivatives of the dollar value",
      columns: [
        .text("underlying"), .number("positions", key: "positions"), .data(keys[0]), .number("delta", key: keys[1]),
        .number("delta less premium in coin", key: "netDelta", shows: [.html, .json]),
        .number("gamma per $", key: keys[2], short: "gamma/$"),
        .number("vega per 1.00", key: keys[3], short: "vega/1.00"),
        .number("theta per year", key: keys[4], short: "theta/year"),
        .number("value in coin", key: "coinValue", short: "coin value"),
      ],
      rows: book.byUnderlying.map { part in
        let greeks = part.greeks.values
        return [.text(part.underlying.name), .count(part.positions)] + greeks.prefix(2) + [part.shownNetDelta]
          + greeks.dropFirst(2) + [part.shownCoinValue]
      })
  }

  /// Text has no room for these beside the others.
  private var coinTable: ReportTable {
    ReportTable(
      columns: [.text("counted in coin"), .number("value"), .number("delta less value")],
      rows: book.byUnderlying.filter { $0.coinValue != nil }.map {
        [.text($0.underlying.name), $0.shownCoinValue, $0.shownNetDelta]
      }, shows: .text)
  }

  private var expiryTable: ReportTable {
    let labels = ExpiryLabels(markets)
    return ReportTable(
      key: "book.byExpiry", caption: "Net sensitivities in dollars by expiry",
      columns: [.text("expiry")] + Self.dollarColumns + [.data("underlying"), .data("expiry")]
        + Self.greekKeys.map { .data($0) },
      rows: book.byExpiry.compactMap { row in
        row.expiry.map { expiry in
          [.text("\(row.underlying) \(labels.long(expiry, of: row.underlying))")] + row.dollars.values
            + [.text(row.underlying.name), .instant(expiry)] + row.greeks.values
        }
      }, fold: "By expiry")
  }

  private var perpetualTable: ReportTable {
    ReportTable(
      key: "book.withoutExpiry", caption: "Net sensitivities in dollars of contracts without expiry",
      columns: [.text("contracts")] + Self.dollarColumns + [.data("underlying")] + Self.greekKeys.map { .data($0) },
      rows: book.byExpiry.filter { $0.expiry == nil }.map { row in
        [.text("\(row.underlying) \(ExpiryLabels.none)")] + row.dollars.values
          + [.text(row.underlying.name)] + row.greeks.values
      })
  }
}

extension BookSection.UnderlyingPart {
  fileprivate var shownNetDelta: ReportValue { .number(netDelta, digits: 5) }
  fileprivate var shownCoinValue: ReportValue {
    coinValue.map { .number($0, digits: 5) } ?? .missing.labeled("")
  }
}

extension BookSection {
  var shownValue: ReportValue { .dollars(value) }
}

extension DollarGreeks {
  /// Value, delta, gamma, vega and theta.
  fileprivate var values: [ReportValue] { [value, delta, gamma, vega, theta].map { .dollars($0) } }
}

extension NetGreeks {
  /// Value, delta, gamma, vega and theta.
  fileprivate var values: [ReportValue] {
    [.dollars(value), .number(delta, digits: 5), .number(gamma, digits: 4)]
      + [vega, theta].map { .number($0, digits: 5) }
  }
}
