import TailpoolRisk

/// Profit and loss over spot and volatility moves: blue where the book gains, orange where it loses, numbers in the cells.
struct StressHeatMap {
  let grid: StressGrid

  private let cellWidth = 58.0
  private let cellHeight = 32.0
  private let left = 66.0
  private let top = 42.0

  /// Width of the drawing in its own units, which are pixels of comfortable text.
  var width: Double { left + cellWidth * Double(grid.spotReturns.count) + 2 }

  var svg: Markup {
    let columns = grid.spotReturns.count
    let rows = grid.volatilityChanges.count
    var drawing = Drawing(width: width, height: top + cellHeight * Double(rows) + 2)
    drawing.text(left + cellWidth * Double(columns) / 2, 14, "move of the spot", style: "axis-title")
    drawing.text(left - 8, top - 10, "volatility", anchor: "end", style: "axis-title")
    for (column, move) in grid.spotReturns.enumerated() {
      drawing.text(center(column), top - 10, Markup.number(NumberText.signedPercent(move)), style: "tick strong")
    }
    for (index, change) in grid.volatilityChanges.enumerated() {
      let y = rowTop(index)
      drawing.text(
        left - 8, y + cellHeight / 2 + 4, Markup.number(NumberText.signedPercent(change)), anchor: "end",
        style: "tick strong")
      guard index < grid.profitAndLoss.count else { continue }
      for (column, value) in grid.profitAndLoss[index].prefix(columns).enumerated() {
        drawCell(value, column: column, row: index, y: y, &drawing)
      }
    }
    return drawing.svg(label: label)
  }

  private var largest: Double {
    grid.profitAndLoss.joined().filter(\.isFinite).reduce(0) { max($0, abs($1)) }
  }

  private var label: String {
    let values = grid.profitAndLoss.joined().filter(\.isFinite)
    let worst = values.min().map { NumberText.money($0) } ?? "n/a"
    let best = values.max().map { NumberText.money($0) } ?? "n/a"
    return "Profit and loss by spot and volatility move, \(grid.underlying?.name ?? "all underlyings"): "
      + "from \(worst) to \(best)"
  }

  private func drawCell(_ value: Double, column: Int, row: Int, y: Double, _ drawing: inout Drawing) {
    // A root spreads the colors, since losses grow faster than moves.
    let fraction = value.isFinite && largest > 0 ? (abs(value) / largest).squareRoot() : 0
    let opacity = 0.92 * fraction
    let isToday = grid.spotReturns[column] == 0 && grid.volatilityChanges[row] == 0
    let style = value < 0 ? "cell loss" : "cell gain"
    let spot = Markup.number(NumberText.signedPercent(grid.spotReturns[column]))
    let volatility = Markup.number(NumberText.signedPercent(grid.volatilityChanges[row]))
    drawing.add(
      """
      <g><title>spot \(spot), volatility \(volatility): \(Markup.number(NumberText.signedMoney(value)))</title>\
      <rect class="\(style)" fill-opacity="\(opacity)" x="\(left + cellWidth * Double(column) + 1)" y="\(y + 1)" \
      width="\(cellWidth - 2)" height="\(cellHeight - 2)" rx="3"/>
      """)
    if isToday {
      drawing.add(
        """
        <rect class="today" x="\(left + cellWidth * Double(column) + 1)" y="\(y + 1)" width="\(cellWidth - 2)" \
        height="\(cellHeight - 2)" rx="3"/>
        """)
    }
    drawing.text(
      center(column), y + cellHeight / 2 + 4,
      isToday ? "today" : Markup.number(NumberText.compact(value)),
      style: opacity > 0.85 ? "cell-strong" : opacity > 0.6 ? "cell-middle" : "cell-text")
    drawing.add("</g>")
  }

  /// Volatility grows upward.
  private func rowTop(_ index: Int) -> Double {
    top + cellHeight * Double(grid.volatilityChanges.count - 1 - index)
  }

  private func center(_ column: Int) -> Double { left + cellWidth * (Double(column) + 0.5) }
}
