import TailpoolMarket

/// One or two quantities over time, each a line that keeps its level from one instant to the next.
package struct LineChart: Sendable {
  /// One quantity.
  struct Line: Sendable {
    let name: String
    /// Its values, one an instant; those that are not finite are left out.
    let values: [Double]
  }

  let times: [Timestamp]
  let lines: [Line]
  /// What the drawing shows, for those who do not see it.
  let label: String

  /// Lines begin a little to the right, so that numbers stand free.
  private let frame = (top: 18.0, bottom: 194.0, height: 222.0, left: 80.0, width: 1_000.0)
  /// Points of a line up to which all are drawn.
  private static let mostPoints = 2_000

  init(times: [Timestamp], lines: [Line], label: String) {
    (self.times, self.lines, self.label) = (times, lines, label)
  }

  /// The style class of a line.
  static func style(_ index: Int) -> String { index == 0 ? "series1" : "series2" }

  var svg: Markup {
    var drawing = FluidDrawing(height: frame.height)
    guard let y = verticalScale else {
      drawing.text(50, frame.bottom / 2, "nothing to show", style: "axis-title")
      return drawing.svg(label: label)
    }
    let ticks = y.ticks(5)
    for tick in ticks { drawing.line(0, y(tick), 100, y(tick), tick == 0 ? "axis" : "grid") }
    for (index, line) in lines.enumerated() {
      drawing.stretched(
        height: frame.height, width: frame.width, path(of: line, y), "line-\(LineChart.style(index))")
    }
    for (tick, text) in zip(ticks, LineChart.texts(of: ticks)) {
      drawing.text(0, y(tick) - 3, .number(text), anchor: "start", style: "tick halo")
    }
    drawTimes(&drawing)
    return drawing.svg(label: label)
  }

  /// Ticks in few characters, with the decimals that tell one from the next: `1.25M`, `20k`, `2,950`.
  static func texts(of ticks: [Double]) -> [String] {
    let greatest = ticks.map(abs).max() ?? 0
    let (size, suffix) =
      [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e4, "k")].first { greatest >= $0.0 } ?? (1, "")
    let unit = suffix == "k" ? 1e3 : size
    let step = ticks.count > 1 ? (ticks[1] - ticks[0]) / unit : 0.01
    // The decimals that the step has: 0.25 has two, and 0.2 one.
    let places = (0...9).first { places in
      let scaled = step * (0..<places).reduce(1.0) { scale, _ in scale * 10 }
      return abs(scaled - scaled.rounded()) < 1e-6 && scaled > 0.5
    }
    return ticks.map { $0 == 0 ? "0" : NumberText.fixed($0 / unit, places ?? 9) + suffix }
  }

  private var verticalScale: LinearScale? {
    let values = lines.flatMap(\.values).filter(\.isFinite)
    guard let low = values.min(), let high = values.max() else { return nil }
    let span = high - low
    // A level line stands in the middle, one of zeros between −1 and 1.
    let level = high == 0 ? 1 : 0.01 * abs(high)
    let margin = span > 1e-12 * max(abs(low), abs(high)) ? 0.06 * span : level
    guard margin.isFinite, (span + 2 * margin).isFinite else { return nil }
    return LinearScale(low - margin...high + margin, from: frame.bottom, to: frame.top)
  }

  /// From the first to the last instant; by the count of instants where all are the same.
  private func place(_ index: Int) -> Double {
    let room = frame.width - frame.left
    guard let first = times.first, let last = times.last, first < last else {
      return frame.left + room * Double(index) / Double(max(1, times.count - 1))
    }
    let span = Double(last.secondsSinceEpoch) - Double(first.secondsSinceEpoch)
    return frame.left + room * (Double(times[index].secondsSinceEpoch) - Double(first.secondsSinceEpoch)) / span
  }

  private func path(of line: Line, _ y: LinearScale) -> [Markup] {
    var commands: [Markup] = []
    for index in shown(line) {
      let (x, height) = (place(index), y(line.values[index]))
      commands.append(commands.isEmpty ? "M\(x) \(height)" : "H\(x)V\(height)")
    }
    return commands
  }

  /// The points that are drawn: of a long line the first, lowest, highest and last of each of five hundred parts.
  private func shown(_ line: Line) -> [Int] {
    let all = line.values.indices.filter { $0 < times.count && line.values[$0].isFinite }
    guard all.count > LineChart.mostPoints else { return all }
    let parts = LineChart.mostPoints / 4
    return (0..<parts).flatMap { part -> [Int] in
      let slice = all[all.count * part / parts..<all.count * (part + 1) / parts]
      let extremes = [
        slice.first, slice.min { line.values[$0] < line.values[$1] }, slice.max { line.values[$0] < line.values[$1] },
        slice.last,
      ]
      return Set(extremes.compactMap(\.self)).sorted()
    }
  }

  /// Three times, so that they do not touch on a narrow page.
  private func drawTimes(_ drawing: inout FluidDrawing) {
    guard let first = times.first, let last = times.last, first < last else { return }
    // Instants of any size can stand here, whose difference no integer holds.
    let span = Double(last.secondsSinceEpoch) - Double(first.secondsSinceEpoch)
    let middle = first.advanced(bySeconds: Int64(exactly: (span / 2).rounded()) ?? 0)
    let left = 100 * frame.left / frame.width
    func text(_ time: Timestamp) -> String {
      span < 3 * 86_400 ? "\(time.shortDate) \(time.clockTime)" : time.longDate
    }
    let ends = [text(first), text(last)]
    drawing.text(left, frame.bottom + 22, "\(ends[0])", anchor: "start")
    if !ends.contains(text(middle)) { drawing.text(50 + left / 2, frame.bottom + 22, "\(text(middle))") }
    drawing.text(100, frame.bottom + 22, "\(ends[1])", anchor: "end")
  }
}

extension LineChart {
  var json: JSONValue {
    var members: [String: JSONValue] = ["times": .array(times.map { .string("\($0)") })]
    for line in lines { members[line.name] = .array(line.values.map { $0.isFinite ? .number($0) : .null }) }
    return .object(members)
  }

  var table: ReportTable {
    ReportTable(
      columns: [.text("time")] + lines.map { .number($0.name) },
      rows: times.enumerated().map { index, time in
        [.instant(time)] + lines.map { .number(index < $0.values.count ? $0.values[index] : .nan, digits: 6) }
      })
  }
}

extension ReportChart {
  /// One or two quantities over time, as lines that keep their level from one instant to the next.
  ///
  /// JSON writes `times`, and an array under the name of each line.
  ///
  /// - Parameters:
  ///   - key: Key in JSON.
  ///   - title: What the chart is called.
  ///   - note: What a reader should know.
  ///   - times: Instants that do not fall.
  ///   - lines: Names with values, one an instant; those that are not finite are left out.
  /// - Complexity: O(instants); of more than 2,000 the page draws the lowest and highest of each part.
  @inline(never)
  public static func lines(
    key: String, title: String, note: ReportProse = "", times: [Timestamp], _ lines: [(name: String, values: [Double])]
  ) -> ReportChart {
    let ends = lines.map { line in
      "\(line.name) from \(NumberText.significant(line.values.first ?? .nan, 6)) to "
        + NumberText.significant(line.values.last ?? .nan, 6)
    }
    var chart = ReportChart(
      key: key, id: "", title: title, note: note,
      .lines(
        LineChart(
          times: times, lines: lines.map { LineChart.Line(name: $0.name, values: $0.values) },
          label: "\(title): \(ends.joined(separator: ", "))")))
    if lines.count > 1 {
      chart.legend = lines.enumerated().map { (LineChart.style($0), $1.name) }
    }
    return chart
  }
}
