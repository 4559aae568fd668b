import TailpoolAnalysis
import TailpoolMarket
import TailpoolPools
import TailpoolRisk
import TailpoolScenarios

/// The top of a report: what matters most, in one sentence, in numbers, and against the limits.
extension PoolRiskReport {
  var headline: ReportFields {
    let risk = monteCarlo
    let values = risk.valuesAtRisk
    var fields: [ReportFields.Field] = [
      .init("Value of the positions", book.shownValue, key: "value", shows: pool == nil ? .all : [.text, .json])
    ]
    fields += capitalFields
    fields.append(
      .init(
        risk.headlineShortfall.label, shown(risk.headlineShortfall), key: "expectedShortfall",
        notes: lossNotes(risk.headlineShortfall.value, error: risk.headlineShortfall.standardError)
          + otherShortfalls.map { "\($0.title) \(.compactAmount($0.value, unit: $0.unit))" } + gaussianNotes))
    fields.append(
      .init(
        "\(risk.headlineShortfall.label) over capital", pool?.shownShortfallRatio ?? .missing,
        key: "expectedShortfallOverCapital", shows: pool == nil ? .json : [.text, .json]))
    fields += otherShortfalls.map {
      ReportFields.Field(
        "\(risk.headlineShortfall.label), \($0.title)", .amount($0.value, unit: $0.unit), shows: .text)
    }
    // A key of the first schema: null where other levels were asked for.
    if risk.valueAtRisk(.percent95) == nil { fields.append(.data("valueAtRisk95", .missing)) }
    for (index, value) in values.enumerated().reversed() {
      fields.append(
        .init(
          value.label, shown(value), key: "valueAtRisk\(value.level.keyText)",
          notes: lossNotes(value.value, error: value.standardError),
          shows: index == values.count - 1 ? .all : [.text, .json]))
    }
    fields.append(
      .init(
        "Worst stress", worstStress.map { amount(amount(of: $0)) } ?? ReportValue.missing.labeled("none loses"),
        notes: worstStress.map { ["\($0.scenario.name)"] + ofCapital(-amount(of: $0)) } ?? [], shows: .html))
    fields.append(.data("brokenLimits", .list(brokenLimits.map { .text($0.name) })))
    fields.append(.data("warnings", .list(warnings.map { .text($0.text) })))
    return ReportFields(key: "headline", layout: .cards, fields)
  }

  /// What follows from a pool; for programs it is null without one.
  private var capitalFields: [ReportFields.Field] {
    guard let pool else {
      return [
        .data("capital", .missing), .data("unit", .text(unit.unit.name)), .data("utilization", .missing), closing,
      ]
    }
    return [
      .init("Assets besides positions", pool.shownAssets, shows: .text),
      .init(
        "Capital", pool.shownCapital, key: "capital",
        notes: ["assets \(pool.compact(pool.assets))", "positions \(.compactDollars(book.value))"]),
      .data("unit", .text(pool.unit.name)), closing,
      .init(
        "Utilization", pool.shownUtilization, key: "utilization",
        notes: ["\(pool.compact(pool.optionLiabilities)) owed"]),
    ]
  }

  /// What it costs to close the book at today's quotes; beside the capital where it is more than a twentieth of it.
  private var closing: ReportFields.Field {
    let cost = analysis?.liquidity.first?.total
    // Without a pool there is nothing that it could be small beside.
    let small = pool.map { Self.smallClosingCost * $0.capital * unit.price } ?? 0
    let matters = cost.map { !($0 <= small) } ?? false
    return .init(
      "Cost of closing", cost.map { .dollars($0) } ?? .missing, key: "closingCost",
      notes: cost.map { ["at today’s quotes"] + ofCapital($0 / unit.price) } ?? [], shows: matters ? .all : .json)
  }

  /// A cost of closing up to this part of the capital is shown with the stresses alone.
  private static let smallClosingCost = 0.05

  /// The headline in the other units, and in its own with the other collateral.
  private var otherShortfalls: [(title: String, value: Double, unit: String)] {
    guard let own = counted.first else { return [] }
    return counted.dropFirst().compactMap { row in
      let (value, unit) = (row.expectedShortfall.value, row.unit.name)
      if row.unit != own.unit { return row.collateral == own.collateral ? ("in \(unit)", value, unit) : nil }
      return (row.collateral.shortWords, value, unit)
    }
  }

  /// What Gaussian scenarios would have said.
  private var gaussianNotes: [ReportProse] {
    gaussian.map {
      ["Gaussian: \(.compactAmount($0.headlineShortfall.value, unit: unit.unit.name))"]
    } ?? []
  }

  /// An amount in what tail risk is counted in.
  func amount(_ value: Double?) -> ReportValue { .amount(value, unit: unit.unit.name) }
  /// The number with its error.
  func shown(_ risk: ValueAtRisk) -> ReportValue { amount(risk.value).plusMinus(risk.standardError) }
  /// The number with its error.
  func shown(_ shortfall: ExpectedShortfall) -> ReportValue {
    amount(shortfall.value).plusMinus(shortfall.standardError)
  }

  private func lossNotes(_ loss: Double, error: Double) -> [ReportProse] {
    ["standard error \(.compactAmount(error, unit: unit.unit.name))"] + ofCapital(loss)
  }

  /// A loss in parts of the capital; nothing without a pool.
  private func ofCapital(_ loss: Double) -> [ReportProse] {
    pool.map { [$0.capital > 0 ? "\(.percent(loss / $0.capital)) of capital" : "no capital left"] } ?? []
  }

  var verdict: ReportProse {
    let shortfall = monteCarlo.headlineShortfall
    let tail = ReportValue.plain(((1 - shortfall.level.fraction) * 1e8).rounded() / 1e6)
    let days = run.horizonInDays == 1 ? "days" : "periods of \(run.horizonText)"
    var words: ReportProse =
      pool.map { "The pool has \(strong: $0.shownCapital) of capital. On" } ?? "No pool was given. On"
    let loser = pool == nil ? "the book" : "it"
    words = words + " the worst \(tail)% of \(days) \(loser) loses \(strong: amount(shortfall.value)) on average"
    let ratio = pool.flatMap { $0.expectedShortfallOverCapital.isFinite ? $0.shownShortfallRatio : nil }
    words = words + (ratio.map { ", \(strong: $0) of it." } ?? ".")
    guard let worst = worstStress else { return words }
    return words
      + " Of the stress scenarios, “\(worst.scenario.name)” costs most: \(strong: amount(amount(of: worst)))."
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
      rows: (pool?.limits ?? []).map {
        [.text($0.name), .percent($0.value), .percent($0.limit), .truth($0.isBroken, "BROKEN", "ok")]
      })
    table.isMeter = true
    return table
  }

  /// What casts doubt on the headline.
  var warnings: [ReportProse] {
    var words: [ReportProse] = volatilities.filter(\.isFar).map { row in
      """
      \(row.underlying.name): spots move by \(.volatility(row.scenarios)) a year in the scenarios, options imply \
      \(.volatility(row.implied30Days)).
      """
    }
    if let history = run.history, history.isOld {
      words.append("The history ends \(.count(history.ageInDays)) days before the snapshot.")
    }
    return words
  }

  var limitSummary: (sentences: [ReportProse], state: ReportProse, isBroken: Bool?) {
    let own = limitsAlone
    return (own.sentences + warnings.map { "! " + $0 }, own.state, own.isBroken)
  }

  private var limitsAlone: (sentences: [ReportProse], state: ReportProse, isBroken: Bool?) {
    guard let pool else { return (["Limits: no pool was given."], "No pool given", nil) }
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
