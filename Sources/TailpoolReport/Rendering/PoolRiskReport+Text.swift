extension PoolRiskReport {
  /// The report as a summary for a terminal.
  ///
  /// Plain text without colors: a box with what matters most, then tables. Control characters in names that come from
  /// files are shown as `?`.
  ///
  /// - Parameter width: Columns of the terminal; clamped to 80 to 110.
  /// - Returns: Lines that end in a line feed.
  public func text(width: Int = 100) -> String { document.text(width: min(max(width, 80), 110)) }
}

extension ReportDocument {
  func text(width: Int) -> String {
    let renderer = TextRenderer(width: width)
    let lines =
      TextHeadline(document: self, width: width).lines + renderer.lines(overview)
      + shown.flatMap { renderer.lines($0, isTop: true) } + ["", "tailpool \(version)"]
    // Names are cleaned where they are laid out; this is the one place that nothing can pass by.
    return lines.map(TerminalText.clean).joined(separator: "\n") + "\n"
  }
}

/// The box on top of the terminal report.
struct TextHeadline {
  let document: ReportDocument
  let width: Int

  var lines: [String] {
    let inner = width - 4
    let edge = String(repeating: "─", count: width - 2)
    let content = title(inner) + [""] + facts(inner) + errors + [""] + limits(inner)
    return ["┌\(edge)┐"] + content.map { "│ \(TerminalText.pad($0, to: inner, .left)) │" } + ["└\(edge)┘"]
  }

  private func title(_ inner: Int) -> [String] {
    let time = document.subject ?? "as of \(document.asOf)"
    let name = "TAILPOOL  \(document.title.lowercased())"
    let gap = String(repeating: " ", count: max(2, inner - name.count - time.count))
    return [name + gap + time] + TerminalText.wrapped(document.made, width: inner)
  }

  private func facts(_ inner: Int) -> [String] {
    let shown = document.headline.fields.filter { $0.shows.contains(.text) }
    let half = inner / 2
    let rows = (shown.count + 1) / 2
    return (0..<rows).map { row in
      let right = row + rows < shown.count ? "   " + fact(shown[row + rows], inner - half) : ""
      return fact(shown[row], half - 3) + right
    }
  }

  /// What ± means, where a number has an error.
  private var errors: [String] {
    let hasError = document.headline.fields.contains { field in
      field.shows.contains(.text) && field.values.contains { $0.standardError != nil }
    }
    return hasError ? ["± is one standard error."] : []
  }

  private func fact(_ field: ReportFields.Field, _ width: Int) -> String {
    let name = TerminalText.clean(field.title)
    let value = TerminalText.clean(field.values.map(\.text).joined(separator: ", "))
    return name + " " + String(repeating: ".", count: max(1, width - name.count - value.count - 2)) + " " + value
  }

  private func limits(_ inner: Int) -> [String] {
    document.limits.sentences.flatMap { sentence in
      let text = sentence.text
      return text.hasPrefix("! ")
        ? TerminalText.wrapped(String(text.dropFirst(2)), width: inner, first: "  ! ")
        : TerminalText.wrapped(text, width: inner)
    }
  }
}
