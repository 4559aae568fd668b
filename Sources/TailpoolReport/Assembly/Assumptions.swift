import TailpoolAnalysis
import TailpoolMarket
import TailpoolPools
import TailpoolRisk
import TailpoolScenarios

/// What a report assumed, in sentences.
struct Assumptions {
  let inputs: ReportInputs
  let analysis: BookAnalysis
  let pool: PoolDescription?
  let surfaces: SurfacesSection?

  var sentences: [String] { bookAndPool + market + scenarios }

  private var settings: AnalysisSettings { analysis.settings }
  private var holding: Holding { analysis.holding }

  private var bookAndPool: [String] {
    var lines: [String] = []
    if holding.isAssumed {
      lines.append(
        "No book was given: the pool is taken to have sold \(NumberText.significant(100 * settings.openInterestShare))% of "
          + "every open interest, \(NumberText.grouped(holding.book.positions.count)) options.")
    }
    if let books = pool?.books { lines.append(booked(books)) } else { lines.append(collateral) }
    if let coin = analysis.unit.unit.underlying {
      lines.append(
        "The pool counts in \(coin): its profit and loss in a scenario is the change of positions and assets in dollars, less "
          + "that of its capital held in \(coin), over the scenario's spot.")
    }
    return lines
  }

  /// What stands against the positions.
  private var collateral: String {
    guard let pool else {
      return
        "No pool was given: capital, members and limits are not known. What the positions owe is taken to be held in "
        + "dollars."
    }
    guard let assets = pool.assets else {
      return
        "The pool's assets are taken to be its contributions in \(pool.unit) plus today's value of the positions it owes, "
        + "in dollars, less that of the positions it holds, so that its capital is what was contributed."
    }
    let others = assets.kinds.filter { $0 != pool.unit }.map(\.name)
    let moving = others.isEmpty ? "" : "; its \(others.joined(separator: ", ")) at the price of each scenario"
    return "The pool's assets are what it says it holds\(moving)."
  }

  private func booked(_ books: BookedCapital) -> String {
    let marks = books.marks.map { "at the low side of its marks of \($0.asOf), from \($0.source)" } ?? "all of it cash"
    return
      "Capital, members and layers are those of the pool's own books as of \(books.asOf), \(marks)\(books.isStale ? ", which are stale" : "")"
      + "; positions held and owed there are those of the marks. Utilization is locked collateral over cash."
  }

  private var market: [String] {
    var lines: [String] = []
    let options = holding.book.positions.compactMap(\.contract.option)
    if options.contains(where: { $0.settlement == .coin }) {
      lines.append(
        "Coin-settled options are worth their price in coin times spot; the coin bears no interest, and the ratio of "
          + "forward to spot stays when spot moves.")
    }
    let sizes = Set(
      options.filter { $0.contractSize != 1 }.map { "\($0.root): \(NumberText.plain($0.contractSize))" })
    if !sizes.isEmpty {
      lines.append(
        "One contract covers more than one unit of its underlying: \(sizes.sorted().joined(separator: ", ")).")
    }
    return lines + contracts + [marks, dynamics, tenors]
  }

  private var marks: String {
    guard case .surface(let family) = settings.marks, let surfaces else {
      return "Options are valued at the venue's own volatilities, or those that marks and mids imply."
    }
    let kept = surfaces.unfitted.reduce(0) { $0 + $1.options }
    let value = surfaces.bookValueAtQuotes.map {
      "; at the venue's own volatilities the book would be worth \(NumberText.money($0))"
    }
    let rest =
      kept == 0 ? "." : "; \(NumberText.grouped(kept)) of expiries without one keep the volatilities of their quotes."
    return "Options are valued off a \(family.rawValue) surface calibrated to the two-sided quotes of each listing "
      + "class" + (value ?? "") + rest
  }

  private var tenors: String {
    switch settings.volatilityMoves {
    case .parallel: "A move of the volatility multiplies all tenors by the same factor."
    case .decay:
      "A move of the volatility is that of 30 days; the log volatility of another tenor moves by the root of 30 days over "
        + "the tenor as much, at most by 1.5 times."
    }
  }

  private var dynamics: String {
    let rest = "; delta-gamma figures, twists and liquidity keep the volatility of each strike."
    switch settings.smileDynamics {
    case .stickyStrike:
      return "Each strike keeps its volatility when spot moves, times the scenario's factor (sticky strike)."
    case .stickyDelta:
      return "The smile moves with the forward, times the scenario's factor (sticky delta)" + rest
    case .surfaceShift(let slope):
      return "All volatilities shift by \(NumberText.plain(slope)) times the log return of spot, times the scenario's "
        + "factor" + rest
    }
  }

  /// What the repricers of the book take for granted, each once, and the correlations that its contracts on several
  /// underlyings are valued at.
  private var contracts: [String] {
    var seen = Set<String>()
    let own = holding.valuation.positions.compactMap(\.repricer.assumption).filter { seen.insert($0).inserted }
    let pairs = Set(
      holding.book.positions.flatMap { position -> [Set<Underlying>] in
        let names = position.contract.underlyings
        return names.indices.flatMap { first in names[(first + 1)...].map { [names[first], $0] } }
      })
    let correlations = holding.book.correlations.entries.filter { pairs.contains([$0.first, $0.second]) }.map {
      "The correlation of \($0.first) and \($0.second) in contracts on both is \(NumberText.plain($0.value)), and stays in "
        + "the simulation; its source: \($0.source)."
    }
    guard !pairs.isEmpty else { return own }
    return own + correlations + [
      "What a contract on several underlyings gains counts to the first of them; delta, gamma and vega to each."
    ]
  }

  private var scenarios: [String] {
    var lines = volatilities + ["\(moves)."] + HorizonAssumptions(analysis: analysis).sentences + revaluation
    if settings.record != .none, analysis.record == nil {
      lines.append(
        "No record of the models could be made: it needs a history of at least 100 days after the first "
          + "\(NumberText.grouped(settings.returns)), and forecasts that are losses.")
    }
    if inputs.stress == nil {
      lines.append("No stress set was given: only the grid of spot and volatility moves is shown.")
    }
    return lines
  }

  private var volatilities: [String] {
    func names(_ underlyings: [Underlying]) -> String { underlyings.map(\.name).joined(separator: ", ") }
    let drawn = analysis.scenarios
    if !drawn.assumedVolatilities.isEmpty {
      return [
        "No volatility history for \(names(drawn.assumedVolatilities)): the daily change of the log volatility is taken to "
          + "have a standard deviation of "
          + "\(NumberText.significant(100 * AnalysisSettings.assumedVolatilityDeviation))% and no correlation in the "
          + "simulation; in the historical simulation volatilities stay."
      ]
    }
    return drawn.fixedVolatilities.isEmpty
      ? [] : ["No volatility history for \(names(drawn.fixedVolatilities)): their volatilities stay in every scenario."]
  }

  /// How the simulated moves are drawn.
  private var moves: String {
    let model = settings.model
    let margins = "Moves have the margins of the past in the simulation, joined by a"
    let way =
      switch model.kind {
      case .gaussian: "Moves are Gaussian in the simulation and have no drift"
      case .studentT(let degrees):
        "Moves are multivariate Student t in the simulation, with \(NumberText.plain(degrees)) degrees of freedom and the "
          + "estimated covariance, and have no drift"
      case .studentTCopula(let degrees):
        margins + " t copula with \(degrees.map(NumberText.plain) ?? "fitted") degrees of freedom"
      case .gaussianCopula: margins + " Gaussian copula"
      case .historical: "Moves are those of the past, each applied to today"
      case .filteredHistory:
        "Moves are those of the past over the volatility of their day, times today's: of a spot what options implied the "
          + "day before, where a history has it, else a GARCH(1,1) model's; of a volatility squared changes weighted by "
          + "\(NumberText.plain(ScenarioModel.filterDecay)) to the power of their age"
      case .filteredGARCH:
        "Moves are those of the past over the volatility of their day, times today's, by a GARCH(1,1) model of each factor"
      case .filteredEWMA(let decay):
        "Moves are those of the past over the volatility of their day, times today's, with squared returns weighted by "
          + "\(NumberText.plain(decay)) to the power of their age"
      case .importance:
        "Moves are Gaussian without drift, drawn where delta and gamma lose most and weighted by their likelihood ratios, "
          + "whose mean is \(NumberText.significant(analysis.headline.meanLikelihoodRatio ?? .nan, 4))"
      case .custom(let name, _, _): "Moves are those of \(name)"
      }
    return switch model.sampling {
    case .random: way
    case .antithetic: way + ", in mirrored pairs"
    case .sobol: way + ", from a scrambled Sobol sequence"
    }
  }

  /// What is known of the error of a proxy and of costly contracts, or why a proxy was refused; nothing where the book is
  /// valued in full as asked.
  private var revaluation: [String] {
    let summary = analysis.revaluationSummary
    var sentences: [String] = []
    if let certificate = summary.certificate {
      sentences.append(
        "In the simulation the book is valued by polynomials: no profit and loss is off by more than "
          + "\(NumberText.money(certificate.errorBound)), and by \(NumberText.money(certificate.largestError)) at the "
          + "\(NumberText.grouped(certificate.checkedPoints)) checked points of each underlying.")
    } else if let refusal = summary.refusal {
      sentences.append("In the simulation the book is valued in full, since a proxy was refused: \(refusal.sentence).")
    }
    return sentences + sampled(summary.sampled)
  }

  /// What is known of the costly contracts that were sampled.
  private func sampled(_ parts: [SampledPart]) -> [String] {
    guard let worst = parts.max(by: { $0.errorBound < $1.errorBound }) else { return [] }
    let bound = parts.reduce(0) { $0 + $1.errorBound }
    let prices = NumberText.grouped(parts.reduce(0) { $0 + $1.prices })
    let what = parts.count == 1 ? "One contract is" : "\(NumberText.grouped(parts.count)) contracts are"
    return [
      "\(what) costly to price and sampled at \(prices) points in all: no profit and loss is off by more than "
        + "\(NumberText.money(bound)) for it, most of it from \(worst.contract)."
    ]
  }
}
