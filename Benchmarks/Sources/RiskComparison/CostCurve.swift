import Foundation
import Tailpool

/// The processor time of a book's revaluation by number of positions and by number of scenarios, as a picture.
struct CostCurve {
  let threads: Int

  /// One line of the picture.
  private struct Line {
    let name: String
    let color: String
    var points: [(x: Double, y: Double)] = []
  }

  /// Prices of full revaluation beyond which it is not run.
  private static let mostPrices = 1e8

  func draw(to file: String) async throws {
    let byPositions = try await measure(
      (0...4).map { (positions: Int(pow(10, Double(2 + $0))), scenarios: 100_000) }
    ) { Double($0.positions) }
    let byScenarios = try await measure(
      (0...3).map { (positions: 10_000, scenarios: Int(pow(10, Double(3 + $0)))) }
    ) { Double($0.scenarios) }
    let picture =
      ##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 400" font-family="sans-serif" font-size="13">"##
      + ##"<rect width="900" height="400" fill="white"/>"##
      + panel(byPositions, left: 72, title: "100,000 scenarios, 10 underlyings", axis: "positions")
      + panel(byScenarios, left: 522, title: "10,000 positions, 10 underlyings", axis: "scenarios") + "</svg>\n"
    try Data(picture.utf8).write(to: URL(fileURLWithPath: file))
  }

  private func measure(
    _ cases: [(positions: Int, scenarios: Int)], _ key: ((positions: Int, scenarios: Int)) -> Double
  ) async throws -> [Line] {
    var full = Line(name: "full revaluation", color: "#b4451f")
    var all = Line(name: "proxy, building included", color: "#1f6fb4")
    var evaluation = Line(name: "proxy, scenarios alone", color: "#6aa9dc")
    for size in cases {
      let book = try PeerPortfolio(options: size.positions, underlyings: 10)
      let revaluation = try BookRevaluation(book.holdings, horizonInDays: PeerPortfolio.horizonInDays)
      let scenarios = try RiskComparison.scenarios(book, size.scenarios)
      let (building, proxy) = try await Measurement.least(of: 2) {
        try await RevaluationProxy(revaluation, over: scenarios, threads: threads)
      }
      let (evaluating, _) = try await Measurement.least(of: 2) {
        try await proxy.profitAndLoss(over: scenarios, threads: threads)
      }
      all.points.append((key(size), building.processor + evaluating.processor))
      evaluation.points.append((key(size), evaluating.processor))
      var line =
        "curve positions \(size.positions) scenarios \(size.scenarios)"
        + " building_s \(rounded(building.processor, 5)) evaluating_s \(rounded(evaluating.processor, 5))"
      if Double(size.positions) * Double(size.scenarios) <= Self.mostPrices {
        let (exact, _) = try await Measurement.least(of: 2) {
          try await revaluation.profitAndLoss(over: scenarios, threads: threads)
        }
        full.points.append((key(size), exact.processor))
        line += " full_s \(rounded(exact.processor, 5))"
      }
      print(line)
    }
    return [full, all, evaluation]
  }

  /// A plot with logarithmic axes: processor seconds from 10⁻⁴ to 10² over powers of ten.
  private func panel(_ lines: [Line], left: Double, title: String, axis: String) -> String {
    let (top, width, height) = (50.0, 340.0, 270.0)
    let xs = lines.flatMap { $0.points.map { log10($0.x) } }
    let (low, high) = ((xs.min() ?? 0).rounded(.down), (xs.max() ?? 1).rounded(.up))
    let (least, greatest) = (-4.0, 2.0)
    func x(_ value: Double) -> Double { left + (log10(value) - low) / (high - low) * width }
    func y(_ value: Double) -> Double {
      top + height - (min(max(log10(value), least), greatest) - least) / (greatest - least) * height
    }
    var svg = ##"<text x="\##(left)" y="28" font-weight="bold">\##(title)</text>"##
    for power in Int(least)...Int(greatest) {
      let place = y(pow(10, Double(power)))
      svg += ##"<path d="M\##(left) \##(place)h\##(width)" stroke="#ddd"/>"##
      let label = text(pow(10, Double(power)))
      svg += ##"<text x="\##(left - 8)" y="\##(place + 4)" text-anchor="end">\##(label) s</text>"##
    }
    for power in Int(low)...Int(high) {
      let place = x(pow(10, Double(power)))
      svg += ##"<path d="M\##(place) \##(top)v\##(height)" stroke="#eee"/>"##
      let label = text(pow(10, Double(power)))
      svg += ##"<text x="\##(place)" y="\##(top + height + 18)" text-anchor="middle">\##(label)</text>"##
    }
    let middle = left + width / 2
    svg += ##"<text x="\##(middle)" y="\##(top + height + 38)" text-anchor="middle">\##(axis)</text>"##
    for (index, line) in lines.enumerated() {
      let path = line.points.map { "\(rounded(x($0.x), 1)) \(rounded(y($0.y), 1))" }.joined(separator: "L")
      svg += ##"<path d="M\##(path)" fill="none" stroke="\##(line.color)" stroke-width="2"/>"##
      for point in line.points {
        let (place, height) = (rounded(x(point.x), 1), rounded(y(point.y), 1))
        svg += ##"<circle cx="\##(place)" cy="\##(height)" r="3" fill="\##(line.color)"/>"##
      }
      let baseline = top + 16 + 16 * Double(index)
      svg += ##"<text x="\##(left + 8)" y="\##(baseline)" fill="\##(line.color)">\##(line.name)</text>"##
    }
    return svg
  }

  private func text(_ power: Double) -> String {
    power >= 1e6 ? "1M" : power >= 1e3 ? "\(Int(power / 1e3))k" : power >= 1 ? "\(Int(power))" : "\(power)"
  }
}
