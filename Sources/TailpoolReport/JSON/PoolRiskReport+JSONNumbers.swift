import TailpoolAnalysis
import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios
import TailpoolRisk

extension TailRiskDocument {
  init(_ risk: TailRiskSection) {
    self.init(
      outcomes: risk.outcomes, mean: JSONNumber(risk.mean), standardDeviation: JSONNumber(risk.standardDeviation),
      worst: JSONNumber(risk.worst),
      valueAtRisk: risk.valuesAtRisk.map {
        ValueAtRiskDocument(
          level: JSONNumber($0.level.fraction), value: JSONNumber($0.value), low: JSONNumber($0.low),
          high: JSONNumber($0.high), standardError: JSONNumber($0.standardError))
      },
      expectedShortfall: ShortfallDocument(risk.headlineShortfall),
      expectedShortfalls: risk.expectedShortfalls.map(ShortfallDocument.init),
      contributions: risk.contributions.map {
        ContributionDocument(
          underlying: $0.underlying.name, expectedShortfall: JSONNumber($0.expectedShortfall),
          share: JSONNumber($0.share))
      },
      histogram: HistogramDocument(
        start: JSONNumber(risk.histogram.start), width: JSONNumber(risk.histogram.width),
        counts: risk.histogram.counts, below: risk.histogram.below, above: risk.histogram.above),
      meanLikelihoodRatio: JSONNumber(risk.meanLikelihoodRatio))
  }
}

extension ShortfallDocument {
  init(_ shortfall: ExpectedShortfall) {
    self.init(
      level: JSONNumber(shortfall.level.fraction), value: JSONNumber(shortfall.value),
      standardError: JSONNumber(shortfall.standardError))
  }
}

extension StressDocument {
  init(_ report: PoolRiskReport) {
    self.init(
      grids: report.stressGrids.map { grid in
        GridDocument(
          underlying: OrNull(grid.underlying?.name), spotReturns: grid.spotReturns.map(JSONNumber.init),
          volatilityChanges: grid.volatilityChanges.map(JSONNumber.init),
          profitAndLoss: grid.profitAndLoss.map { $0.map(JSONNumber.init) })
      },
      scenarios: report.stressResults.map(ScenarioDocument.init))
  }
}

extension ScenarioDocument {
  init(_ result: StressResult) {
    let move = result.scenario.move
    self.init(
      name: result.scenario.name, detail: result.scenario.detail, profitAndLoss: JSONNumber(result.profitAndLoss),
      parts: result.byUnderlying.sorted { $0.key < $1.key }.map { underlying, profit in
        ScenarioPartDocument(
          underlying: underlying.name, spotReturn: JSONNumber(move[underlying].spotReturn),
          volatilityFactor: JSONNumber(move[underlying].volatilityFactor ?? 1), profitAndLoss: JSONNumber(profit),
          coinProfitAndLoss: JSONNumber(result.coinByUnderlying[underlying]))
      },
      notCovered: result.notCovered.map(\.name))
  }
}

extension BookDocument {
  init(_ book: BookSection) {
    self.init(
      value: JSONNumber(book.value), positions: book.positions, soldPositions: book.soldPositions,
      byUnderlying: book.byUnderlying.map {
        UnderlyingBookDocument(
          underlying: $0.underlying.name, spot: JSONNumber($0.spot), positions: $0.positions,
          coinValue: JSONNumber($0.coinValue), netDelta: JSONNumber($0.netDelta), greeks: GreeksDocument($0.greeks),
          dollarGreeks: DollarGreeksDocument($0.dollars))
      },
      byExpiry: book.byExpiry.compactMap { part in
        part.expiry.map {
          ExpiryBookDocument(
            underlying: part.underlying.name, expiry: "\($0)", greeks: GreeksDocument(part.greeks),
            dollarGreeks: DollarGreeksDocument(part.dollars))
        }
      },
      withoutExpiry: book.byExpiry.filter { $0.expiry == nil }.map {
        PerpetualBookDocument(
          underlying: $0.underlying.name, greeks: GreeksDocument($0.greeks),
          dollarGreeks: DollarGreeksDocument($0.dollars))
      },
      total: DollarGreeksDocument(book.total))
  }
}

extension GreeksDocument {
  init(_ greeks: NetGreeks) {
    self.init(
      value: JSONNumber(greeks.value), delta: JSONNumber(greeks.delta), gamma: JSONNumber(greeks.gamma),
      vega: JSONNumber(greeks.vega), theta: JSONNumber(greeks.theta))
  }
}

extension DollarGreeksDocument {
  init(_ greeks: DollarGreeks) {
    self.init(
      value: JSONNumber(greeks.value), dollarDelta: JSONNumber(greeks.delta),
      dollarGammaPerPercent: JSONNumber(greeks.gamma), vegaPerPoint: JSONNumber(greeks.vega),
      thetaPerDay: JSONNumber(greeks.theta))
  }
}

extension MarketDocument {
  init(_ market: MarketSection) {
    self.init(
      underlying: market.underlying.name, spot: JSONNumber(market.spot),
      expiries: market.expiries.map {
        ExpiryDocument(
          expiry: "\($0.expiry)", years: JSONNumber($0.years), forward: JSONNumber($0.forward),
          forwardSource: $0.forwardSource.rawValue, discountFactor: JSONNumber($0.discountFactor), quotes: $0.quotes,
          parityForward: JSONNumber($0.parity?.forward),
          parityForwardStandardError: JSONNumber($0.parity?.standardError), parityPairs: $0.parity?.pairs ?? 0)
      })
  }
}

extension SmileDocument {
  init(_ smile: VolatilitySmile) {
    self.init(
      underlying: smile.underlying.name, expiry: "\(smile.market.expiry)",
      volatilityAtTheMoney: JSONNumber(smile.volatilityAtTheMoney),
      points: smile.points.map {
        SmilePointDocument(
          instrument: $0.quote.contract.name, type: $0.quote.contract.type.rawValue,
          strike: JSONNumber($0.quote.contract.strike), logMoneyness: JSONNumber($0.logMoneyness),
          volatility: JSONNumber($0.volatility), source: $0.source.rawValue,
          bidVolatility: JSONNumber($0.bidVolatility), midVolatility: JSONNumber($0.midVolatility),
          markVolatility: JSONNumber($0.markVolatility), askVolatility: JSONNumber($0.askVolatility))
      })
  }
}

extension CovarianceDocument {
  init(_ covariance: CovarianceSection) {
    self.init(
      factors: covariance.factors, observations: covariance.observations,
      effectiveObservations: JSONNumber(covariance.effectiveObservations),
      volatilities: covariance.volatilities.map(JSONNumber.init),
      correlations: covariance.correlations.map { $0.map(JSONNumber.init) },
      shrinkage: JSONNumber(covariance.shrinkage),
      smallestEigenvalue: JSONNumber(covariance.smallestEigenvalue),
      conditionNumber: JSONNumber(covariance.conditionNumber),
      smallestCorrelationEigenvalue: JSONNumber(covariance.smallestCorrelationEigenvalue),
      correlationConditionNumber: JSONNumber(covariance.correlationConditionNumber),
      weakestLoadings: covariance.weakestLoadings.map {
        FactorLoadingDocument(factor: $0.factor, weight: JSONNumber($0.weight))
      },
      motionless: covariance.motionless, incompleteRows: covariance.gaps?.incompleteRows ?? 0,
      returnsByFactor: covariance.gaps?.returnsByFactor ?? [], overlaps: covariance.gaps?.overlaps ?? [])
  }
}

extension ApproximationDocument {
  init(_ section: ApproximationSection) {
    self.init(
      measures: section.measures.map(ApproximationRowDocument.init),
      moves: section.moves.map(ApproximationRowDocument.init))
  }
}

extension ApproximationRowDocument {
  init(_ row: ApproximationSection.Row) {
    self.init(
      name: row.name, linear: JSONNumber(row.linear), deltaGamma: JSONNumber(row.deltaGamma),
      full: JSONNumber(row.full), gap: JSONNumber(row.gap))
  }
}
