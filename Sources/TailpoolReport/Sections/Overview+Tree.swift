import TailpoolAnalysis
import TailpoolPools
import TailpoolRisk
import TailpoolScenarios

/// The top of a report: what matters most, in one sentence, in numbers, and against the limits.
extension PoolRiskReport {
  var headline: ReportFields {
    let risk = monteCarlo
    let values = risk.valuesAtRisk
    var fields: [ReportFields.Field] = [
      .init("Value of the positions", book.shownValue, key: "value", shows: [.text, .json]),
      .init("Assets besides positions", pool.shownAssets, shows: .text),
      .init(
        "Capital", pool.shownCapital, key: "capital",
        notes: [
          "assets \(.compactDollars(pool.assets))", "positions \(.compactDollars(book.value))",
        ]),
      .data("unit", .text(pool.unit)), closing,
      .init(
        "Utilization", pool.shownUtilization, key: "utilization",
        notes: ["\(.compactDollars(pool.optionLiabilities)) owed"]),
      .init(
        risk.headlineShortfall.label, risk.headlineShortfall.shown, key: "expectedShortfall",
        notes: lossNotes(risk.headlineShortfall.value, error: risk.headlineShortfall.standardError)),
      .init(
        "\(risk.headlineShortfall.label) over capital", pool.shownShortfallRatio, key: "expectedShortfallOverCapital",
        shows: [.text, .json]),
    ]
    // A key of the first schema: null where other levels were asked for.
    if risk.valueAtRisk(.percent95) == nil { fields.append(.data("valueAtRisk95", .missing)) }
    for (index, value) in values.enumerated().reversed() {
      fields.append(
        .init(
          value.label, value.shown, key: "valueAtRisk\(value.level.keyText)",
          notes: lossNotes(value.value, error: value.standardError),
          shows: index == values.count - 1 ? .all : [.text, .json]))
    }
    fields.append(
      .init(
        "Worst stress", worstStress.map { .dollars($0.profitAndLoss) } ?? ReportValue.missing.labeled("none loses"),
        notes: worstStress.map { ["\($0.scenario.name)", ofCapital(-$0.profitAndLoss)] } ?? [], shows: .html))
    fields.append(.data("brokenLimits", .list(brokenLimits.map { .text($0.name) })))
    return ReportFields(key: "headline", layout: .cards, fields)
  }

  /// What it costs to close the book at today's quotes; beside the capital where it is more than a twentieth of it.
  private var closing: ReportFields.Field {
    let cost = analysis?.liquidity.first?.total
    let matters = cost.map { !($0 <= Self.smallClosingCost * pool.capital) } ?? false
    return .init(
      "Cost of closing", cost.map { .dollars($0) } ?? .missing, key: "closingCost",
      notes: cost.map { ["at today’s quotes", ofCapital($0)] } ?? [], shows: matters ? .all : .json)
  }

  /// A cost of closing up to this part of the capital is shown with the stresses alone.
  private static let smallClosingCost = 0.05

  private func lossNotes(_ loss: Double, error: Double) -> [ReportProse] {
    ["± \(.dollars(error)), one standard error", ofCapital(loss)]
  }

  private func ofCapital(_ loss: Double) -> ReportProse {
    pool.capital > 0 ? "\(.percent(loss / pool.capital)) of capital" : "no capital left"
  }

  var verdict: ReportProse {
    let shortfall = monteCarlo.headlineShortfall
    let tail = ReportValue.plain(((1 - shortfall.level.fraction) * 1e8).rounded() / 1e6)
    let days = run.horizonInDays == 1 ? "days" : "periods of \(run.horizonText)"
    var words: ReportProse = """
      The pool has \(strong: pool.shownCapital) of capital. On the worst \(tail)% of \(days) it loses \
      \(strong: .dollars(shortfall.value)) on average
      """
    words = words + (pool.expectedShortfallOverCapital.isFinite ? ", \(strong: pool.shownShortfallRatio) of it." : ".")
    guard let worst = worstStress else { return words }
    return words
      + " Of the stress scenarios, “\(worst.scenario.name)” costs most: \(strong: .dollars(worst.profitAndLoss))."
  }

  var facts: ReportProse {
    """
    \(run.asOf.longDate), \(run.asOf.clockTime) UTC · horizon \(run.horizonText) · \
    \(NumberText.counted(book.positions, "position")) · \(NumberText.counted(run.scenarios, "scenario"))
    """
  }

  var madeText: String {
    "\(NumberText.counted(book.positions, "position")), horizon \(run.horizonText), "
      + "\(NumberText.counted(run.scenarios, "scenario")) (\(run.model)), \(run.estimator), seed \(run.seed)"
  }

  var footer: ReportProse {
    """
    tailpool \(run.libraryVersion) · estimator \(run.estimator) · seed \(.count(run.seed)) · gains are positive in profit \
    and loss; value at risk and expected shortfall are losses, positive when money is lost; ± is one standard error.
    """
  }
}

// MARK: - Limits

extension PoolRiskReport {
  var limitTable: ReportTable {
    var table = ReportTable(
      key: "pool.limits", caption: "Limits the pool has set itself",
      columns: [
        .text("limit", key: "name"), .number("today", key: "value"), .number("allowed", key: "limit"),
        .text("state", key: "broken"),
      ],
      rows: pool.limits.map {
        [.text($0.name), .percent($0.value), .percent($0.limit), .truth($0.isBroken, "BROKEN", "ok")]
      })
    table.isMeter = true
    return table
  }

  var limitSummary: (sentences: [ReportProse], state: ReportProse, isBroken: Bool?) {
    let count = pool.limits.count
    if count == 0 { return (["Limits: the pool has set none."], "No limits set", nil) }
    guard brokenLimits.isEmpty else {
      let words: ReportProse = "\(.count(brokenLimits.count)) of \(.count(count)) \(count == 1 ? "limit" : "limits")"
      return (
        ["Limits: \(.count(brokenLimits.count)) of \(.count(count)) BROKEN."]
          + brokenLimits.map { "! \($0.sentence)." }, words + " broken", true
      )
    }
    let nearest = pool.limits.filter { $0.limit > 0 }.max { $0.value / $0.limit < $1.value / $1.limit }
    let closest: [ReportProse] = nearest.map { ["Closest: \($0.sentence)."] } ?? []
    return count == 1
      ? (["Limits: the one holds."] + closest, "The one limit holds", false)
      : (["Limits: all \(.count(count)) hold."] + closest, "All \(.count(count)) limits hold", false)
  }
}

extension PoolStatus.LimitCheck {
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

// MARK: - Measures

extension ValueAtRisk {
  /// The number with its error.
  var shown: ReportValue { .dollars(value).plusMinus(standardError) }
}

extension ExpectedShortfall {
  /// The number with its error.
  var shown: ReportValue { .dollars(value).plusMinus(standardError) }
}
