/// An SVG drawing with a fixed coordinate system that scales to the width it is given.
struct Drawing {
  /// Width of the coordinate system.
  let width: Double
  /// Height of the coordinate system.
  let height: Double
  /// The elements.
  private(set) var body: Markup = ""

  @inline(never)
  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// Adds elements.
  @inline(never)
  mutating func add(_ markup: Markup) { body += markup }

  /// Adds a straight line.
  @inline(never)
  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    body += "<line class=\"\(style)\" x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\"/>"
  }

  /// Adds a text; `anchor` is `start`, `middle` or `end`.
  @inline(never)
  mutating func text(_ x: Double, _ y: Double, _ text: Markup, anchor: String = "middle", style: String = "tick") {
    body += "<text class=\"\(style)\" x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(text)</text>"
  }

  /// Adds a rectangle with a tooltip.
  @inline(never)
  mutating func bar(
    x: Double, y: Double, width: Double, height: Double, style: String, tooltip: Markup
  ) {
    body += """
      <rect class="\(style)" x="\(x)" y="\(y)" width="\(max(0, width))" height="\(max(0, height))">\
      <title>\(tooltip)</title></rect>
      """
  }

  /// Adds a path.
  @inline(never)
  mutating func path(_ commands: [Markup], _ style: String) {
    guard !commands.isEmpty else { return }
    body += "<path class=\"\(style)\" d=\"\(Markup(commands, separator: ""))\"/>"
  }

  /// Adds horizontal grid lines with labels to their left.
  @inline(never)
  mutating func leftAxis(
    _ scale: LinearScale, count: Int, from left: Double, to right: Double, label: (Double) -> Markup
  ) {
    for tick in scale.ticks(count) {
      let y = scale(tick)
      line(left, y, right, y, tick == 0 ? "axis" : "grid")
      text(left - 5, y + 3.5, label(tick), anchor: "end")
    }
  }

  /// The whole element.
  ///
  /// - Parameter label: What the drawing shows, for those who do not see it.
  @inline(never)
  func svg(label: String) -> Markup {
    """
    <svg role="img" aria-label="\(label)" viewBox="0 0 \(width) \(height)">\
    <title>\(label)</title>\(body)</svg>
    """
  }
}

/// An SVG drawing whose horizontal positions are percentages, so that it fills any width with text of one size.
struct FluidDrawing {
  /// Height in pixels.
  let height: Double
  /// The elements.
  private(set) var body: Markup = ""

  @inline(never)
  init(height: Double) { self.height = height }

  /// Adds a line; `x` in percent, `y` in pixels.
  @inline(never)
  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    body += "<line class=\"\(style)\" x1=\"\(x1)%\" y1=\"\(y1)\" x2=\"\(x2)%\" y2=\"\(y2)\"/>"
  }

  /// Adds a text; `x` in percent, moved by `dx` pixels.
  @inline(never)
  mutating func text(
    _ x: Double, _ y: Double, _ text: Markup, anchor: String = "middle", style: String = "tick", dx: Double = 0
  ) {
    body += "<text class=\"\(style)\" x=\"\(x)%\" dx=\"\(dx)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(text)</text>"
  }

  /// Adds a rectangle with a tooltip; `x` and `width` in percent.
  @inline(never)
  mutating func bar(x: Double, y: Double, width: Double, height: Double, style: String, tooltip: Markup) {
    body += """
      <rect class="\(style)" x="\(x)%" y="\(y)" width="\(max(0, width))%" height="\(max(0, height))">\
      <title>\(tooltip)</title></rect>
      """
  }

  /// Adds a path over the whole drawing, whose horizontal coordinates go from zero to a width; strokes keep their own.
  @inline(never)
  mutating func stretched(height: Double, width: Double, _ commands: [Markup], _ style: String) {
    guard !commands.isEmpty else { return }
    body += """
      <svg width="100%" height="\(height)" viewBox="0 0 \(width) \(height)" preserveAspectRatio="none">\
      <path class="\(style)" vector-effect="non-scaling-stroke" d="\(Markup(commands, separator: ""))"/></svg>
      """
  }

  /// The whole element.
  @inline(never)
  func svg(label: String) -> Markup {
    """
    <svg role="img" aria-label="\(label)" width="100%" height="\(height)">\
    <title>\(label)</title>\(body)</svg>
    """
  }
}
