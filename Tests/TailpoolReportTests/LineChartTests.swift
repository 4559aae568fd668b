import Foundation
import TailpoolMarket
import Testing

@testable import TailpoolReport

@Suite("Charts of quantities over time")
struct LineChartTests {
  private func chart(_ times: [Int64], _ lines: [[Double]]) -> LineChart {
    LineChart(
      times: times.map(Timestamp.init(secondsSinceEpoch:)),
      lines: lines.enumerated().map { LineChart.Line(name: "line \($0)", values: $1) }, label: "a chart")
  }

  /// The commands of each line's path.
  private func paths(_ chart: LineChart) -> [String] {
    chart.svg.text.components(separatedBy: " d=\"").dropFirst().map { $0.components(separatedBy: "\"")[0] }
  }

  @Test("A line keeps its level to the next instant; time goes from the numbers to the right edge")
  func steps() {
    // From 1 to 3 with six hundredths of 2 around; the frame is 176 high from 18.
    let path = paths(chart([0, 60, 240], [[1, 3, 2]]))
    func y(_ value: Double) -> String { Markup.coordinate(194 - 176 * (value - 0.88) / 2.24) }
    #expect(path == ["M80 \(y(1))H310V\(y(3))H1000V\(y(2))"])
  }

  @Test("What is not finite is left out, and a chart of nothing says so")
  func gaps() {
    #expect(
      paths(chart([0, 1, 2], [[.nan, 5, .infinity], [1, 2, .nan]])).map { $0.split(separator: "V").count } == [1, 2])
    for empty in [chart([], []), chart([0, 1], [[.nan, .infinity]]), chart([0], [[]])] {
      #expect(empty.svg.text.contains("nothing to show"))
    }
  }

  @Test("Instants of one second, of all time, and a level line are drawn")
  func edges() {
    #expect(paths(chart([7, 7, 7], [[1, 2, 3]]))[0].contains("H540V"))
    #expect(paths(chart([0, 10], [[4, 4]])).first?.hasPrefix("M80 106H1000") == true)
    #expect(paths(chart([-62_135_596_800, 253_402_300_799], [[1, 2]])).count == 1)
    #expect(!chart([0, 1], [[-.greatestFiniteMagnitude, .greatestFiniteMagnitude]]).svg.text.contains("nan"))
  }

  @Test("A time stands below once")
  func times() {
    let minute = chart([0, 60], [[1, 2]]).svg.text
    #expect(minute.components(separatedBy: ">1 Jan 00:00<").count == 2 && minute.contains(">1 Jan 00:01<"))
    let days = chart([0, 10 * 86_400], [[1, 2]]).svg.text
    for day in [1, 6, 11] { #expect(days.contains(">\(day) Jan 1970<"), "\(day)") }
  }

  @Test("Of a long line the extremes are kept")
  func longLines() {
    var values = (0..<100_000).map { Double($0 % 7) }
    values[54_321] = 1_000
    let path = paths(chart((0..<100_000).map(Int64.init), [values]))[0]
    #expect(path.split(separator: "H").count <= 2_001)
    #expect(path.contains("V\(Markup.coordinate(194 - 176 * (1_000 + 60) / 1_120))"))
  }

  @Test("Ticks are short, and one is told from the next")
  func ticks() {
    #expect(LineChart.texts(of: [0, 250_000, 500_000, 750_000, 1e6]) == ["0", "0.25M", "0.50M", "0.75M", "1.00M"])
    #expect(LineChart.texts(of: [-20_000, 0, 20_000]) == ["-20k", "0", "20k"])
    #expect(LineChart.texts(of: [2_900, 2_950, 3_000]) == ["2,900", "2,950", "3,000"])
    #expect(LineChart.texts(of: [0.9995, 1, 1.0005]) == ["0.9995", "1.0000", "1.0005"])
    #expect(LineChart.texts(of: [5]) == ["5.00"] && LineChart.texts(of: []).isEmpty)
    #expect(LineChart.texts(of: [2e12, 3e12]) == ["2T", "3T"])
  }

  @Test("Text and JSON have the numbers, the page the names")
  func forms() {
    let chart = ReportChart.lines(
      key: "x", title: "Price", times: [Timestamp(secondsSinceEpoch: 0)], [("<a>", [1.5]), ("b", [.nan])])
    #expect(chart.table.rows.map { $0.map(\.text) } == [["1970-01-01T00:00:00Z", "1.50000", "n/a"]])
    #expect(
      chart.json
        == .object([
          "times": .array([.string("1970-01-01T00:00:00Z")]), "<a>": .array([.number(1.5)]), "b": .array([.null]),
        ]))
    #expect(chart.legend.map(\.meaning) == ["<a>", "b"])
    let page = HTMLRenderer().markup([.chart(chart)]).text
    #expect(page.contains("&lt;a&gt;") && !page.contains("<a>"))
  }
}
