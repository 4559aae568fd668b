import TailpoolMarket

/// One dollar sensitivity of one underlying by expiry, as bars.
struct GreeksChart {
  /// What is shown: `Delta`.
  let name: String
  let rows: [ExpiryBook]
  let value: @Sendable (DollarGreeks) -> Double

  private let frame = (left: 46.0, right: 248.0, top: 8.0, bottom: 128.0)

  var svg: Markup {
    var drawing = Drawing(width: 250, height: 150)
    let values = rows.map { value($0.dollars) }
    let scale = LinearScale(LinearScale.domain(around: values), from: frame.bottom, to: frame.top)
    drawing.leftAxis(scale, count: 4, from: frame.left, to: frame.right) {
      Markup.number(NumberText.compactMoney($0))
    }
    let step = (frame.right - frame.left) / Double(max(1, rows.count))
    let every = max(1, (rows.count + 4) / 5)
    for (index, row) in rows.enumerated() {
      let x = frame.left + step * Double(index)
      if index % every == 0 { drawing.text(x + step / 2, frame.bottom + 17, "\(row.expiry?.shortDate ?? "perpetual")") }
      guard values[index].isFinite else { continue }
      let end = scale(values[index])
      let expiry = row.expiry?.longDate ?? "perpetual"
      let width = min(0.66 * step, 26)
      drawing.bar(
        x: x + (step - width) / 2, y: min(end, scale(0)), width: width, height: max(0.5, abs(end - scale(0))),
        style: values[index] < 0 ? "bar loss" : "bar gain",
        tooltip: "\(expiry): \(Markup.number(NumberText.money(values[index])))")
    }
    return drawing.svg(label: label)
  }

  private var label: String {
    let subject = rows.first.map { "\($0.underlying) " } ?? ""
    return "\(subject)\(name.lowercased()) by expiry: "
      + rows.map { "\($0.expiry.map { "\($0.date)" } ?? "perpetual") \(NumberText.money(value($0.dollars)))" }.joined(
        separator: ", ")
  }
}
