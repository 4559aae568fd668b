/// Fields as cards with large digits.
struct HTMLCards {
  let fields: [ReportFields.Field]

  var markup: Markup {
    """
    <div class="cards\(hasLongNumbers ? " long" as Markup : "")">
    \(Markup(fields.map(card)))
    </div>
    """
  }

  /// Whether a number needs smaller digits to fit its card.
  private var hasLongNumbers: Bool { fields.contains { ($0.values.first?.cardText.count ?? 0) > 11 } }

  private func card(_ field: ReportFields.Field) -> Markup {
    let parts = field.notes.map { "<span class=\"part\">\(Markup($0))</span>" as Markup }
    let value: Markup = field.values.first.map { $0.isNumber ? .number($0.cardText) : "\($0.cardText)" } ?? ""
    return """
      <div class="card"><p class="name">\(field.title)</p><p class="value">\(value)</p>\
      <p class="note">\(Markup(parts, separator: " "))</p></div>
      """
  }
}

extension ReportValue {
  fileprivate var isNumber: Bool {
    if case .number = content { return label == nil }
    return false
  }

  /// The number without its error, which a card says below; dollars in at most four digits from a billion on.
  fileprivate var cardText: String {
    guard label == nil, case .number(let value, let format) = content else { return text }
    switch format {
    case .dollars, .amount("USD"): return ReportFormat.headlineDollars.text(value)
    default: return format.text(value)
    }
  }
}

/// Limits with a bar each; the columns are name, value, limit and whether it is broken.
struct HTMLMeters {
  let table: ReportTable

  var markup: Markup {
    if table.rows.isEmpty { return "" }
    return """
      <h3>\(Markup(table.caption))</h3>
      <ul class="limits" id="limits">
      \(Markup(table.rows.compactMap(meter)))
      </ul>
      """
  }

  private func meter(_ row: [ReportValue]) -> Markup? {
    guard row.count > 3, case .truth(let isBroken) = row[3].content else { return nil }
    let (name, value, limit) = (row[0].text, row[1], row[2])
    let state: Markup =
      isBroken
      ? "<span class=\"state broken\"><span aria-hidden=\"true\">✕</span> broken</span>"
      : "<span class=\"state ok\"><span aria-hidden=\"true\">✓</span> ok</span>"
    return """
      <li class="\(isBroken ? "broken" : "ok")"><p class="name"><span class="what">\(name)</span> \(state)</p>
      <p class="reading"><strong>\(Markup(value))</strong> of at most \(Markup(limit))</p>
      \(bar(value.double, limit.double, isBroken, "\(name): \(value.text) of at most \(limit.text)"))</li>
      """
  }

  /// A bar of the value in a frame that ends a quarter beyond the limit.
  private func bar(_ value: Double, _ limit: Double, _ isBroken: Bool, _ label: String) -> Markup {
    var drawing = FluidDrawing(height: 14)
    let ratio = limit > 0 ? value / limit : .infinity
    let filled = ratio.isNaN ? 0 : min(max(ratio, 0), 1.25) / 1.25 * 100
    drawing.bar(x: 0, y: 3, width: 100, height: 8, style: "track", tooltip: "\(label)")
    drawing.bar(
      x: 0, y: 3, width: filled, height: 8, style: isBroken ? "bar broken" : "bar series1", tooltip: "\(label)")
    drawing.line(80, 0, 80, 14, "limit")
    return drawing.svg(label: label)
  }
}
