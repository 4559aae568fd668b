import TailpoolRisk

extension Markup {
  /// A quantity as the page shows it: a number has a true minus sign.
  init(_ value: ReportValue) {
    switch value.content {
    case .number, .range, .whole: self = value.label == nil ? .number(value.text) : "\(value.text)"
    default: self = "\(value.text)"
    }
  }

  /// A sentence, with the quantities that matter most in bold.
  init(_ prose: ReportProse) {
    self.init(
      prose.pieces.map { piece in
        switch piece {
        case .text(let text): "\(text)"
        case .value(let value, let isStrong): isStrong ? "<strong>\(Markup(value))</strong>" : Markup(value)
        }
      }, separator: "")
  }
}
