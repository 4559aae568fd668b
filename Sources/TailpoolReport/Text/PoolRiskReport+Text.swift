import TailpoolAnalysis
import TailpoolMarket
import TailpoolPools
import TailpoolRisk

extension PoolRiskReport {
  /// The report as a summary for a terminal.
  ///
  /// Plain text without colors: a box with what matters most, then tables. Control characters in names that come from
  /// files are shown as `?`.
  ///
  /// - Parameter width: Columns of the terminal; clamped to 80 to 110.
  /// - Returns: Lines that end in a line feed.
  public func text(width: Int = 100) -> String {
    let columns = min(max(width, 80), 110)
    let lines =
      TextHeadline(report: self, width: columns).lines
      + [
        riskText, approximationsText, contributionsText, breakdownText, backtestText, stressText, gridText, reverseText,
        furtherStressText, correlationText, poolText, booksText, greeksText, marketsText, surfacesText,
        covarianceText,
      ].flatMap {
        $0(columns)
      } + notesText(columns)
    // Names are cleaned where they are laid out; this is the one place that nothing can pass by.
    return lines.map(TerminalText.clean).joined(separator: "\n") + "\n"
  }
}

/// A titled part of the terminal report, with an empty line before it.
func textSection(_ title: String, _ body: [String]) -> [String] {
  body.isEmpty ? [] : ["", title] + body
}

/// The box on top of the terminal report.
struct TextHeadline {
  let report: PoolRiskReport
  let width: Int

  var lines: [String] {
    let inner = width - 4
    let edge = String(repeating: "─", count: width - 2)
    let content = title(inner) + [""] + facts(inner) + [""] + limits(inner)
    return ["┌\(edge)┐"] + content.map { "│ \(TerminalText.pad($0, to: inner, .left)) │" } + ["└\(edge)┘"]
  }

  private func title(_ inner: Int) -> [String] {
    let run = report.run
    let time = "as of \(run.asOf)"
    let name = "TAILPOOL  pool risk report"
    let gap = String(repeating: " ", count: max(2, inner - name.count - time.count))
    let made =
      "\(NumberText.grouped(report.book.positions)) positions, horizon \(run.horizonText), "
      + "\(NumberText.grouped(run.scenarios)) scenarios (\(run.model)), \(run.estimator), seed \(run.seed)"
    return [name + gap + time] + TerminalText.wrapped(made, width: inner)
  }

  private func facts(_ inner: Int) -> [String] {
    let pool = report.pool
    let risk = report.monteCarlo
    let shortfall = risk.headlineShortfall
    let half = inner / 2
    let left: [(String, String)] = [
      ("Value of the options", NumberText.money(report.book.value)),
      ("Assets besides options", NumberText.amount(pool.assets, unit: pool.unit)),
      ("Capital", NumberText.amount(pool.capital, unit: pool.unit)),
      ("Utilization", NumberText.percent(pool.utilization)),
    ]
    let right: [(String, String)] =
      risk.valuesAtRisk.suffix(2).map { ($0.label, estimate($0.value, $0.standardError)) } + [
        (shortfall.label, estimate(shortfall.value, shortfall.standardError)),
        ("\(shortfall.label) over capital", NumberText.percent(pool.expectedShortfallOverCapital)),
      ]
    return zip(left, right).map { fact($0, half - 3) + "   " + fact($1, inner - half) }
  }

  private func fact(_ pair: (String, String), _ width: Int) -> String {
    let name = TerminalText.clean(pair.0)
    let value = TerminalText.clean(pair.1)
    return name + " " + String(repeating: ".", count: max(1, width - name.count - value.count - 2)) + " " + value
  }

  private func estimate(_ value: Double, _ error: Double) -> String {
    "\(NumberText.money(value)) ± \(NumberText.money(error))"
  }

  private func limits(_ inner: Int) -> [String] {
    let all = report.pool.limits
    if all.isEmpty { return ["Limits: the pool has set none."] }
    let broken = report.brokenLimits
    if broken.isEmpty {
      return ["Limits: all \(all.count) hold."]
        + nearest(all).map { TerminalText.wrapped("Closest: \($0.sentence).", width: inner) }.joined()
    }
    return ["Limits: \(broken.count) of \(all.count) BROKEN."]
      + broken.flatMap { TerminalText.wrapped("\($0.sentence).", width: inner, first: "  ! ") }
  }

  private func nearest(_ limits: [LimitCheck]) -> [LimitCheck] {
    limits.filter { $0.limit > 0 }.max { $0.value / $0.limit < $1.value / $1.limit }.map { [$0] } ?? []
  }
}

extension LimitCheck {
  /// The limit in words: `utilization is 31.0%, more than the 30.0% allowed`.
  var sentence: String {
    let now = NumberText.percent(value)
    let allowed = NumberText.percent(limit)
    if value.isNaN { return "\(name) is not known, \(allowed) allowed" }
    let most = value == .infinity ? "without bound, since no capital is left" : now
    return isBroken
      ? "\(name) is \(most), more than the \(allowed) allowed" : "\(name) is \(most) of \(allowed) allowed"
  }
}
