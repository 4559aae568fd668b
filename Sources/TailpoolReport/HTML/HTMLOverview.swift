import TailpoolAnalysis
import TailpoolMarket
import TailpoolPools

/// The top of the page: what matters most in one sentence, in cards, and against the limits.
struct HTMLOverview {
  let report: PoolRiskReport

  var markup: Markup {
    """
    <section id="overview">
    <p class="verdict">\(verdict)</p>
    <div class="cards\(hasLongNumbers ? " long" as Markup : "")">
    \(Markup(cards))
    </div>
    \(limits)
    </section>
    """
  }

  private var verdict: Markup {
    let pool = report.pool
    let shortfall = report.monteCarlo.headlineShortfall
    let capital = strong(NumberText.amount(pool.capital, unit: pool.unit))
    let loss = strong(NumberText.money(shortfall.value))
    let share = pool.expectedShortfallOverCapital
    let days = report.run.horizonInDays == 1 ? "days" : "periods of \(report.run.horizonText)"
    let first: Markup =
      share.isFinite
      ? """
      The pool has \(capital) of capital. On the worst \(shortfall.level.tailLabel) of \(days) it loses \(loss) on average, \
      \(strong(NumberText.percent(share))) of it.
      """
      : "The pool has \(capital) of capital. On the worst \(shortfall.level.tailLabel) of \(days) it loses \(loss) on average."
    guard let worst = report.worstStress else { return first }
    return first
      + " Of the stress scenarios, “\(worst.scenario.name)” costs most: \(strong(NumberText.money(worst.profitAndLoss)))."
  }

  private func strong(_ text: String) -> Markup { "<strong>\(Markup.number(text))</strong>" }

  private var cards: [Markup] {
    let pool = report.pool
    let (shortfall, valueAtRisk) = (report.monteCarlo.headlineShortfall, report.monteCarlo.headlineRisk)
    let worst = report.worstStress
    return [
      card(
        "Capital",
        pool.unit == "USD" ? NumberText.headlineMoney(pool.capital) : NumberText.amount(pool.capital, unit: pool.unit),
        ["assets \(compact(pool.assets))", "options \(compact(report.book.value))"]),
      loss("\(shortfall.label)", shortfall.value, error: shortfall.standardError),
      loss("\(valueAtRisk.label)", valueAtRisk.value, error: valueAtRisk.standardError),
      card("Utilization", NumberText.percent(pool.utilization), ["owes \(compact(pool.optionLiabilities)) in options"]),
      card(
        "Worst stress", worst.map { NumberText.headlineMoney($0.profitAndLoss) } ?? "none loses",
        worst.map { ["\($0.scenario.name)", ofCapital(-$0.profitAndLoss)] } ?? []),
    ]
  }

  /// Whether a number needs smaller digits to fit its card.
  private var hasLongNumbers: Bool {
    let values = [
      report.pool.capital, report.monteCarlo.headlineShortfall.value, report.monteCarlo.headlineRisk.value,
      report.worstStress?.profitAndLoss ?? 0,
    ]
    return report.pool.unit != "USD" || values.contains { NumberText.headlineMoney($0).count > 11 }
  }

  private func loss(_ name: Markup, _ value: Double, error: Double) -> Markup {
    card(name, NumberText.headlineMoney(value), ["± \(NumberText.money(error))", ofCapital(value)])
  }

  private func compact(_ value: Double) -> Markup { .number(NumberText.compactMoney(value)) }

  private func ofCapital(_ loss: Double) -> Markup {
    report.pool.capital > 0
      ? .number("\(NumberText.percent(loss / report.pool.capital)) of capital") : "no capital left"
  }

  private func card(_ name: Markup, _ value: String, _ notes: [Markup]) -> Markup {
    let parts = notes.map { "<span class=\"part\">\($0)</span>" as Markup }
    return """
      <div class="card"><p class="name">\(name)</p><p class="value">\(Markup.number(value))</p>\
      <p class="note">\(Markup(parts, separator: " "))</p></div>
      """
  }

  private var limits: Markup {
    if report.pool.limits.isEmpty { return "" }
    return """
      <h3>Limits the pool has set itself</h3>
      <ul class="limits" id="limits">
      \(Markup(report.pool.limits.map(limit)))
      </ul>
      """
  }

  private func limit(_ check: LimitCheck) -> Markup {
    let state: Markup =
      check.isBroken
      ? "<span class=\"state broken\"><span aria-hidden=\"true\">✕</span> broken</span>"
      : "<span class=\"state ok\"><span aria-hidden=\"true\">✓</span> ok</span>"
    return """
      <li class="\(check.isBroken ? "broken" : "ok")"><p class="name"><span class="what">\(check.name)</span> \(state)</p>
      <p class="reading"><strong>\(Markup.number(NumberText.percent(check.value)))</strong> of at most \
      \(Markup.number(NumberText.percent(check.limit)))</p>
      \(meter(check))</li>
      """
  }

  /// A bar of the value in a frame that ends a quarter beyond the limit.
  private func meter(_ check: LimitCheck) -> Markup {
    var drawing = FluidDrawing(height: 14)
    let ratio = check.limit > 0 ? check.value / check.limit : .infinity
    let filled = ratio.isNaN ? 0 : min(max(ratio, 0), 1.25) / 1.25 * 100
    let tooltip: Markup = "\(check.sentence)"
    drawing.bar(x: 0, y: 3, width: 100, height: 8, style: "track", tooltip: tooltip)
    drawing.bar(
      x: 0, y: 3, width: filled, height: 8, style: check.isBroken ? "bar broken" : "bar series1", tooltip: tooltip)
    drawing.line(80, 0, 80, 14, "limit")
    return drawing.svg(label: check.sentence)
  }
}
