import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolSurfaces

/// The smile of one expiry: the volatilities of bid and ask as bars, the volatility used as a line.
///
/// Where the marks are off a surface the line is the calibrated smile; the density of log(price / forward) lies under it.
///
/// Of each strike the option out of the money is shown, since its price says more about volatility; strikes farther
/// than 4.5 standard deviations from the forward are left out and counted.
package struct SmileChart: Sendable {
  let smile: VolatilitySmile
  /// The density at the expiry; nil for none.
  let density: RiskNeutralDensity?
  /// The points shown, by strike.
  let points: [SmilePoint]
  /// Strikes beyond the frame.
  let hidden: Int

  private let frame = (left: 40.0, right: 312.0, top: 10.0, bottom: 156.0)

  init(_ smile: VolatilitySmile, density: RiskNeutralDensity? = nil) {
    self.smile = smile
    self.density = density
    let all = Self.outOfTheMoney(smile.points)
    let reach = (smile.volatilityAtTheMoney ?? 1) * max(smile.market.years, 0).squareRoot() * 4.5
    points = all.filter { abs($0.logMoneyness) <= reach && $0.volatility.isFinite }
    hidden = all.count - points.count
  }

  var svg: Markup {
    var drawing = Drawing(width: 320, height: 196)
    guard let x = horizontalScale, let y = verticalScale else {
      drawing.text(160, 90, "no usable quotes", style: "axis-title")
      return drawing.svg(label: label)
    }
    drawing.leftAxis(y, count: 6, from: frame.left, to: frame.right) {
      "\(NumberText.plain(($0 * 1e4).rounded() / 100))%"
    }
    drawHorizontalAxis(x, &drawing)
    drawDensity(x, &drawing)
    drawQuotes(x, y, &drawing)
    drawing.path(
      line(x, y).enumerated().map { "\($0 == 0 ? "M" : "L")\(x($1.logMoneyness)) \(y($1.volatility))" }, "smile-line")
    drawPoints(x, y, &drawing)
    return drawing.svg(label: label)
  }

  private var label: String {
    let level = smile.volatilityAtTheMoney.map { NumberText.percent($0) } ?? "unknown"
    return "\(smile.underlying) smile, expiry \(smile.market.expiry.date): \(level) at the money, "
      + "\(points.count) strikes"
  }

  private var horizontalScale: LinearScale? {
    guard let first = points.first, let last = points.last else { return nil }
    let margin = 0.03 * max(last.logMoneyness - first.logMoneyness, 1e-3)
    return LinearScale(
      min(first.logMoneyness, 0) - margin...max(last.logMoneyness, 0) + margin, from: frame.left, to: frame.right)
  }

  private var verticalScale: LinearScale? {
    guard let low = points.map(\.volatility).min(), let high = points.map(\.volatility).max() else { return nil }
    // Quotes widen the frame, but a wild one does not flatten the smile.
    let pad = max(0.35 * (high - low), 0.08 * high)
    let quotes = points.flatMap { [$0.bidVolatility, $0.askVolatility] }.compactMap { $0 }
    let bottom = max(low - pad, min(low, quotes.min() ?? low) - 0.1 * pad, 0)
    let top = min(high + pad, max(high, quotes.max() ?? high) + 0.1 * pad)
    guard top > bottom else { return nil }
    return LinearScale(bottom...top, from: frame.bottom, to: frame.top)
  }

  private func drawHorizontalAxis(_ x: LinearScale, _ drawing: inout Drawing) {
    drawing.line(frame.left, frame.bottom, frame.right, frame.bottom, "axis")
    for tick in x.ticks(5) {
      let position = x(tick)
      drawing.line(position, frame.bottom, position, frame.bottom + 4, "axis")
      drawing.text(position, frame.bottom + 16, Markup.number(NumberText.plain((tick * 1e6).rounded() / 1e6)))
      drawing.text(
        position, frame.bottom + 29, "\(strikeText(smile.market.forward * exp(tick)))",
        style: "tick faint")
    }
    drawing.line(x(0), frame.top, x(0), frame.bottom, "forward")
  }

  private func strikeText(_ strike: Double) -> String {
    strike < 10_000 ? NumberText.significant(strike, 4) : NumberText.compact(strike)
  }

  /// The line's points: the calibrated smile inside the frame where there is one, else the marks.
  private func line(_ x: LinearScale, _ y: LinearScale) -> [VolatilitySmile.CurvePoint] {
    let curve = smile.curve.filter { x.contains($0.logMoneyness) && y.contains($0.volatility) }
    if curve.count > 1 { return curve }
    return points.map { VolatilitySmile.CurvePoint(logMoneyness: $0.logMoneyness, volatility: $0.volatility) }
  }

  /// The density as an area on the axis, its peak at half of the frame's height.
  private func drawDensity(_ x: LinearScale, _ drawing: inout Drawing) {
    guard let density, let peak = density.density.max(), peak > 0, peak < .infinity else { return }
    let shown = zip(density.logMoneyness, density.density).filter { x.contains($0.0) && $0.1.isFinite }
    guard let first = shown.first, let last = shown.last, shown.count > 2 else { return }
    let height = 0.5 * (frame.bottom - frame.top)
    var area: [Markup] = ["M\(x(first.0)) \(frame.bottom)"]
    area += shown.map { "L\(x($0.0)) \(frame.bottom - height * max($0.1, 0) / peak)" }
    area.append("L\(x(last.0)) \(frame.bottom)Z")
    drawing.path(area, "density")
  }

  private func drawQuotes(_ x: LinearScale, _ y: LinearScale, _ drawing: inout Drawing) {
    let clamp = { (value: Double) in y(min(max(value, y.domain.lowerBound), y.domain.upperBound)) }
    let cap = points.count > 60 ? 0.8 : 2.5
    var bars: [Markup] = []
    for point in points {
      let center = x(point.logMoneyness)
      for side in [point.bidVolatility, point.askVolatility] {
        guard let side, y.contains(side) else { continue }
        bars.append("M\(center - cap) \(y(side))h\(2 * cap)")
      }
      if let bid = point.bidVolatility, let ask = point.askVolatility, ask >= bid {
        bars.append("M\(center) \(clamp(bid))V\(clamp(ask))")
      }
    }
    drawing.path(bars, "quotes")
  }

  private func drawPoints(_ x: LinearScale, _ y: LinearScale, _ drawing: inout Drawing) {
    guard points.count <= 60 else { return }
    for point in points {
      drawing.add(
        """
        <circle class="smile-point" cx="\(x(point.logMoneyness))" cy="\(y(point.volatility))" r="2.3">\
        <title>\(tooltip(point))</title></circle>
        """)
    }
  }

  private func tooltip(_ point: SmilePoint) -> Markup {
    let sides = [("bid", point.bidVolatility), ("ask", point.askVolatility)].map { name, value in
      "\(name) \(value.map { ReportValue.volatility($0).text } ?? "none")"
    }
    let type = point.quote.contract.type == .call ? "call" : "put"
    return """
      \(NumberText.price(point.quote.contract.strike)) \(type): \(Markup(.volatility(point.volatility))) \
      (\(sides.joined(separator: ", ")))
      """
  }

  /// One point a strike: out of the money where there is one.
  private static func outOfTheMoney(_ points: [SmilePoint]) -> [SmilePoint] {
    var result: [SmilePoint] = []
    for point in points where point.logMoneyness.isFinite {
      guard let last = result.last, last.quote.contract.strike == point.quote.contract.strike else {
        result.append(point)
        continue
      }
      if !isOutOfTheMoney(last), isOutOfTheMoney(point) { result[result.count - 1] = point }
    }
    return result
  }

  private static func isOutOfTheMoney(_ point: SmilePoint) -> Bool {
    point.quote.contract.type == (point.logMoneyness >= 0 ? .call : .put)
  }
}
