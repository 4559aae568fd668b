import TailpoolVenues

/// Demand and supply of an auction by price, as steps, with the price at which it traded.
package struct AuctionChart: Sendable {
  let levels: [AuctionLevel]
  /// The price of all fills.
  let price: UInt64
  /// The price that sources agreed on.
  let reference: UInt64
  /// What the drawing shows, for those who do not see it.
  let label: String

  private let frame = (top: 34.0, bottom: 202.0, height: 232.0, left: 64.0, width: 1_000.0)
  /// Levels up to which all are drawn.
  private static let mostLevels = 800

  var svg: Markup {
    var drawing = FluidDrawing(height: frame.height)
    let greatest = levels.map { max($0.demand, $0.supply) }.max() ?? 0
    guard let x = horizontalScale, greatest > 0 else {
      drawing.text(50, frame.bottom / 2, "nothing to show", style: "axis-title")
      return drawing.svg(label: label)
    }
    let y = LinearScale(0...Double(greatest) * 1.06, from: frame.bottom, to: frame.top)
    let ticks = y.ticks(4)
    for tick in ticks { drawing.line(0, y(tick), 100, y(tick), tick == 0 ? "axis" : "grid") }
    for (index, steps) in [demand(x, y), supply(x, y)].enumerated() {
      drawing.stretched(height: frame.height, width: frame.width, steps, "line-\(LineChart.style(index))")
    }
    for (tick, text) in zip(ticks, LineChart.texts(of: ticks)) {
      drawing.text(0, y(tick) - 3, .number(text), anchor: "start", style: "tick halo")
    }
    drawPrices(x, &drawing)
    return drawing.svg(label: label)
  }

  /// The levels that are drawn: of many every so many, and the last.
  private var drawn: [AuctionLevel] {
    if levels.count <= Self.mostLevels { return levels }
    let every = (levels.count + Self.mostLevels - 1) / Self.mostLevels
    return stride(from: 0, to: levels.count - 1, by: every).map { levels[$0] } + levels.suffix(1)
  }

  /// From the lowest to the highest price, and a little more on both sides.
  private var horizontalScale: LinearScale? {
    let prices = levels.map { Double($0.price) } + [Double(price), Double(reference)]
    guard let low = prices.min(), let high = prices.max() else { return nil }
    let margin = max(0.06 * (high - low), 0.002 * high, 0.5)
    return LinearScale(low - margin...high + margin, from: frame.left, to: frame.width)
  }

  /// What wants to buy at a price or above.
  private func demand(_ x: LinearScale, _ y: LinearScale) -> [Markup] {
    var commands: [Markup] = ["M\(frame.left) \(y(Double(drawn.first?.demand ?? 0)))"]
    for (level, next) in zip(drawn, drawn.dropFirst().map { Double($0.demand) } + [0]) {
      commands.append("H\(x(Double(level.price)))V\(y(next))")
    }
    return commands + ["H\(frame.width)"]
  }

  /// What is offered at a price or below.
  private func supply(_ x: LinearScale, _ y: LinearScale) -> [Markup] {
    var commands: [Markup] = ["M\(frame.left) \(y(0))"]
    for level in drawn { commands.append("H\(x(Double(level.price)))V\(y(Double(level.supply)))") }
    return commands + ["H\(frame.width)"]
  }

  private func drawPrices(_ x: LinearScale, _ drawing: inout FluidDrawing) {
    let ticks = x.ticks(4)
    for (tick, text) in zip(ticks, LineChart.texts(of: ticks)) {
      let place = 100 * x(tick) / frame.width
      drawing.line(place, frame.bottom, place, frame.bottom + 5, "axis")
      drawing.text(place, frame.bottom + 20, .number(text), anchor: place > 94 ? "end" : "middle")
    }
    for (row, mark) in [("price", price), ("reference", reference)].enumerated() {
      let place = 100 * x(Double(mark.1)) / frame.width
      let top = 12 + 16 * Double(row)
      drawing.line(place, top - 9, place, frame.bottom, row == 0 ? "mark" : "mark mark-var95")
      let isRight = place > 60
      drawing.text(
        place, top, "\(mark.0) <tspan class=\"strong\">\(Markup(.count(mark.1)))</tspan>",
        anchor: isRight ? "end" : "start", style: "mark-label", dx: isRight ? -6 : 6)
    }
  }
}

extension AuctionChart {
  var json: JSONValue {
    .array(
      levels.map {
        .object([
          "price": .number(Double($0.price)), "demand": .number(Double($0.demand)),
          "supply": .number(Double($0.supply)),
        ])
      })
  }

  var table: ReportTable {
    ReportTable(
      columns: [.number("price"), .number("demand"), .number("supply")],
      rows: levels.map {
        [.count($0.price), .number(Double($0.demand), digits: 6), .number(Double($0.supply), digits: 6)]
      })
  }
}

extension ReportChart {
  /// Demand and supply of an auction by price.
  ///
  /// - Parameters:
  ///   - id: Id of the figure on the page.
  ///   - title: What the chart is called.
  ///   - levels: Demand and supply at the prices where one of them changes, by rising prices.
  ///   - price: The price of all fills.
  ///   - reference: The price that sources agreed on.
  static func auction(
    id: String, title: String, levels: [AuctionLevel], price: UInt64, reference: UInt64
  ) -> ReportChart {
    var chart = ReportChart(
      id: id, title: title, shows: .html,
      .auction(
        AuctionChart(
          levels: levels, price: price, reference: reference,
          label: "\(title): demand and supply at \(levels.count) prices, traded at \(price), reference \(reference)")))
    chart.legend = [(LineChart.style(0), "demand"), (LineChart.style(1), "supply")]
    return chart
  }
}
