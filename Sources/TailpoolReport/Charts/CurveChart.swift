import TailpoolLibc

/// One or two probabilities by an amount of money: straight lines between points, on an axis of probabilities or of their
/// logarithms.
package struct CurveChart: Sendable {
  /// One curve.
  struct Line: Sendable {
    let name: String
    /// Amounts that increase, with their probabilities; a point that is not finite is left out.
    let points: [(amount: Double, probability: Double)]
  }

  /// How probabilities stand.
  enum Axis: Sendable {
    /// From zero to the greatest of them.
    case linear
    /// By their logarithm, from one down to the least that is shown.
    case logarithmic(least: Double)
  }

  let lines: [Line]
  let axis: Axis
  /// What amounts are in.
  let unit: String
  /// Amounts that are marked, with what they are called.
  let marks: [(name: String, amount: Double)]
  /// What the drawing shows, for those who do not see it.
  let label: String

  private let frame = (top: 34.0, bottom: 222.0, height: 252.0, left: 64.0, width: 1_000.0)

  var svg: Markup {
    var drawing = FluidDrawing(height: frame.height)
    guard let x = horizontalScale, let y = verticalScale else {
      drawing.text(50, frame.bottom / 2, "nothing to show", style: "axis-title")
      return drawing.svg(label: label)
    }
    let ticks = verticalTicks(y)
    for tick in ticks { drawing.line(0, tick.place, 100, tick.place, tick.place == frame.bottom ? "axis" : "grid") }
    for (index, line) in lines.enumerated() {
      drawing.stretched(
        height: frame.height, width: frame.width, path(of: line, x, y), "line-\(LineChart.style(index))")
    }
    for tick in ticks {
      drawing.text(0, tick.place - 3, .number(tick.text), anchor: "start", style: "tick halo")
    }
    drawAmounts(x, &drawing)
    drawMarks(x, &drawing)
    return drawing.svg(label: label)
  }

  private var shown: [(amount: Double, probability: Double)] { lines.flatMap { $0.points.filter(isShown) } }

  private func isShown(_ point: (amount: Double, probability: Double)) -> Bool {
    guard point.amount.isFinite, point.probability.isFinite else { return false }
    if case .logarithmic(let least) = axis { return point.probability >= least }
    return true
  }

  private var horizontalScale: LinearScale? {
    let amounts = shown.map(\.amount) + marks.map(\.amount).filter(\.isFinite)
    guard let low = amounts.min(), let high = amounts.max(), low < high, (high - low).isFinite else { return nil }
    return LinearScale(low...high, from: frame.left, to: frame.width)
  }

  private var verticalScale: LinearScale? {
    switch axis {
    case .logarithmic(let least):
      guard least > 0, least < 1 else { return nil }
      return LinearScale(log10(least)...0, from: frame.bottom, to: frame.top)
    case .linear:
      let greatest = shown.map(\.probability).max() ?? 0
      return greatest > 0 ? LinearScale(0...greatest * 1.06, from: frame.bottom, to: frame.top) : nil
    }
  }

  private func height(_ probability: Double, _ y: LinearScale) -> Double {
    if case .logarithmic = axis { return y(log10(probability)) }
    return y(probability)
  }

  private func verticalTicks(_ y: LinearScale) -> [(place: Double, text: String)] {
    switch axis {
    case .linear:
      return y.ticks(4).map { (y($0), ReportValue.percent($0, places: 2).text) }
    case .logarithmic(let least):
      let lowest = Int(log10(least).rounded())
      let every = max(1, (-lowest + 5) / 6)
      return stride(from: 0, through: lowest, by: -every).map { exponent in
        (y(Double(exponent)), exponent == 0 ? "1" : "1e\(exponent)")
      }
    }
  }

  private func path(of line: Line, _ x: LinearScale, _ y: LinearScale) -> [Markup] {
    line.points.filter(isShown).enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(x(point.amount)) \(height(point.probability, y))"
    }
  }

  private func drawAmounts(_ x: LinearScale, _ drawing: inout FluidDrawing) {
    for tick in x.ticks(5) {
      let place = 100 * x(tick) / frame.width
      drawing.line(place, frame.bottom, place, frame.bottom + 5, "axis")
      drawing.text(
        place, frame.bottom + 20, Markup(.compactAmount(tick, unit: unit)), anchor: place > 94 ? "end" : "middle")
    }
  }

  private func drawMarks(_ x: LinearScale, _ drawing: inout FluidDrawing) {
    for (row, mark) in marks.filter({ $0.amount.isFinite }).sorted(by: { $0.amount > $1.amount }).enumerated() {
      let place = 100 * x(mark.amount) / frame.width
      let y = 12 + 16 * Double(row)
      drawing.line(place, y - 9, place, frame.bottom, "mark mark-es")
      let isRight = place > 60
      drawing.text(
        place, y, "\(mark.name) <tspan class=\"strong\">\(Markup(.compactAmount(mark.amount, unit: unit)))</tspan>",
        anchor: isRight ? "end" : "start", style: "mark-label", dx: isRight ? -6 : 6)
    }
  }
}

extension CurveChart {
  var json: JSONValue {
    var members: [String: JSONValue] = [:]
    for line in lines {
      members[line.name] = .object([
        "amounts": .array(line.points.map { .number($0.amount) }),
        "probabilities": .array(line.points.map { .number($0.probability) }),
      ])
    }
    return .object(members)
  }

  var table: ReportTable {
    ReportTable(
      columns: [.text("curve"), .number("amount"), .number("probability")],
      rows: lines.flatMap { line in
        line.points.map {
          [.text(line.name), .amount($0.amount, unit: unit), .number($0.probability, digits: 4)]
        }
      })
  }
}
