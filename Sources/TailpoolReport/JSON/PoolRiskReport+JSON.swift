import Foundation
import TailpoolAnalysis
import TailpoolMarket
import TailpoolPools
import TailpoolPricing
import TailpoolRisk

extension PoolRiskReport {
  /// The report as JSON, in the schema that `Docs/ReportSchema.md` documents.
  ///
  /// Keys are sorted, so equal reports give equal text; a number that is absent, NaN or infinite is `null`.
  ///
  /// - Parameter prettyPrinted: Whether to indent.
  /// - Returns: UTF-8 text that ends in a line feed.
  /// - Throws: Nothing for any report; the error is that of Foundation's encoder.
  /// - Complexity: O(points of the smiles).
  public func json(prettyPrinted: Bool = false) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if prettyPrinted { encoder.outputFormatting.insert(.prettyPrinted) }
    var data = try encoder.encode(document)
    data.append(0x0A)
    return data
  }

  var document: ReportDocument {
    ReportDocument(
      run: RunDocument(run), headline: HeadlineDocument(self), pool: PoolDocument(pool, books: books),
      risk: RiskDocument(
        monteCarlo: TailRiskDocument(monteCarlo), historical: OrNull(historical.map(TailRiskDocument.init)),
        approximations: OrNull(approximations.map(ApproximationDocument.init))),
      stress: StressDocument(self), book: BookDocument(book), markets: markets.map(MarketDocument.init),
      smiles: smiles.map(SmileDocument.init), covariance: CovarianceDocument(covariance),
      dataQuality: DataQualityDocument(dataQuality), analysis: OrNull(analysis.map(AnalysisDocument.init)),
      surfaces: OrNull(surfaces.map(SurfacesDocument.init)))
  }
}

extension RunDocument {
  init(_ run: RunSection) {
    self.init(
      libraryVersion: run.libraryVersion, asOf: "\(run.asOf)", horizonInDays: JSONNumber(run.horizonInDays),
      scenarios: run.scenarios, seed: run.seed, estimator: run.estimator,
      history: OrNull(
        run.history.map {
          HistoryDocument(
            firstDate: "\($0.firstDate)", lastDate: "\($0.lastDate)", observations: $0.observations,
            ageInDays: $0.ageInDays)
        }),
      inputs: run.inputs.map { InputDocument(role: $0.role, name: $0.name) }, assumptions: run.assumptions,
      model: run.model, levels: LevelsDocument(run.measures), revaluation: RevaluationDocument(run.revaluation))
  }
}

extension LevelsDocument {
  init(_ measures: [TailMeasure]) {
    self.init(
      valueAtRisk: measures.compactMap { measure in
        if case .valueAtRisk(let level) = measure { JSONNumber(level.fraction) } else { nil }
      },
      expectedShortfall: measures.compactMap { measure in
        if case .expectedShortfall(let level) = measure { JSONNumber(level.fraction) } else { nil }
      })
  }
}

extension RevaluationDocument {
  init(_ summary: RevaluationSummary) {
    self.init(
      mode: summary.mode.name, method: summary.certificate == nil ? "full" : "proxy",
      errorBound: JSONNumber(summary.errorBound), largestError: JSONNumber(summary.certificate?.largestError ?? 0),
      refusal: OrNull(summary.refusal?.sentence),
      sampled: summary.sampled.map {
        SampledDocument(contract: $0.contract, errorBound: JSONNumber($0.errorBound), prices: $0.prices)
      })
  }
}

extension HeadlineDocument {
  init(_ report: PoolRiskReport) {
    let risk = report.monteCarlo
    self.init(
      value: JSONNumber(report.book.value), capital: JSONNumber(report.pool.capital), unit: report.pool.unit,
      utilization: JSONNumber(report.pool.utilization),
      valueAtRisk95: JSONNumber(risk.valueAtRisk(.percent95)?.value),
      valueAtRisk99: JSONNumber(risk.headlineRisk.value),
      expectedShortfall: JSONNumber(risk.headlineShortfall.value),
      expectedShortfallOverCapital: JSONNumber(report.pool.expectedShortfallOverCapital),
      brokenLimits: report.brokenLimits.map(\.name))
  }
}

extension PoolDocument {
  init(_ pool: PoolStatus, books: PoolBooksSection?) {
    self.init(
      unit: pool.unit, assets: JSONNumber(pool.assets), optionAssets: JSONNumber(pool.optionAssets),
      optionLiabilities: JSONNumber(pool.optionLiabilities), capital: JSONNumber(pool.capital),
      utilization: JSONNumber(pool.utilization),
      expectedShortfallOverCapital: JSONNumber(pool.expectedShortfallOverCapital),
      participants: pool.participants.map {
        ParticipantDocument(
          id: $0.participant.id, contribution: JSONNumber($0.participant.contribution), share: JSONNumber($0.share),
          value: JSONNumber($0.value), expectedShortfall: JSONNumber($0.expectedShortfall))
      },
      limits: pool.limits.map {
        LimitDocument(
          name: $0.name, limit: JSONNumber($0.limit), value: JSONNumber($0.value), broken: $0.isBroken)
      }, books: OrNull(books.map { PoolBooksDocument($0) }))
  }
}

extension DataQualityDocument {
  init(_ quality: DataQualitySection) {
    let snapshot = quality.snapshot
    self.init(
      rows: snapshot.rows, quotes: snapshot.quotes, withoutBid: snapshot.withoutBid, withoutAsk: snapshot.withoutAsk,
      markedWithoutQuotes: snapshot.markedWithoutQuotes, rowsWithoutForward: snapshot.rowsWithoutForward,
      dropped: snapshot.dropped.map { DroppedDocument(reason: $0.reason, count: $0.count) },
      solvedForwards: snapshot.solvedForwards.map {
        SolvedForwardDocument(
          underlying: $0.underlying.name, expiry: "\($0.expiry)", forward: JSONNumber($0.forward),
          source: $0.source.rawValue, rows: $0.rows)
      },
      volatilitySources: VolatilitySource.allCases.map {
        SourceDocument(source: $0.rawValue, count: quality.volatilitySources[$0] ?? 0)
      },
      unusable: quality.unusable, medianMarkError: JSONNumber(quality.medianMarkError),
      notes: quality.notes.map { NoteDocument(label: $0.label, count: $0.count, explanation: $0.explanation) })
  }
}
