import TailpoolAnalysis
import TailpoolRisk
import TailpoolScenarios

struct AnalysisDocument: Codable, Equatable {
  var contributions: BreakdownDocument
  var reverseStress: [ReverseStressDocument]
  var plausibleWorstCase: OrNull<WorstCaseDocument>
  var twists: [NamedProfitDocument]
  var correlations: [CorrelationStressDocument]
  var liquidity: [LiquidityDocument]
  var backtest: OrNull<BookBacktestDocument>
}

struct BreakdownDocument: Codable, Equatable {
  var byExpiry: [BreakdownPartDocument]
  var byPosition: [BreakdownPartDocument]
  var byParticipant: [BreakdownPartDocument]
}

struct BreakdownPartDocument: Codable, Equatable {
  var name: String
  var expectedShortfall: JSONNumber
  var share: JSONNumber
}

struct MoveDocument: Codable, Equatable {
  var underlying: String
  var spotReturn: JSONNumber
  var volatilityChange: JSONNumber
}

struct ReverseStressDocument: Codable, Equatable {
  var name: String
  var loss: JSONNumber
  var found: Bool
  var distance: JSONNumber
  var probability: JSONNumber
  var profitAndLoss: JSONNumber
  var deltaGamma: JSONNumber
  var moves: [MoveDocument]
}

struct WorstCaseDocument: Codable, Equatable {
  var radius: JSONNumber
  var deltaGamma: JSONNumber
  var full: JSONNumber
  var moves: [MoveDocument]
}

struct NamedProfitDocument: Codable, Equatable {
  var name: String
  var profitAndLoss: JSONNumber
}

struct CorrelationStressDocument: Codable, Equatable {
  var name: String
  var valueAtRisk99: JSONNumber
  var expectedShortfall: JSONNumber
}

struct LiquidityDocument: Codable, Equatable {
  var spreadMultiple: JSONNumber
  var total: JSONNumber
  var quoted: LiquidityPartDocument
  var noBid: LiquidityPartDocument
  var noAsk: LiquidityPartDocument
  var atMark: LiquidityPartDocument
}

struct LiquidityPartDocument: Codable, Equatable {
  var cost: JSONNumber
  var positions: Int
}

struct BookBacktestDocument: Codable, Equatable {
  var level: JSONNumber
  var window: Int
  var days: Int
  var forecasters: [BookBacktestRowDocument]
}

struct BookBacktestRowDocument: Codable, Equatable {
  var name: String
  var exceptions: Int
  var coveragePValue: JSONNumber
  var independencePValue: JSONNumber
  var trafficLight: String
  var shortfallPValue: JSONNumber
  var score: JSONNumber
}

extension AnalysisDocument {
  init(_ analysis: RiskAnalysisSection) {
    func parts(_ parts: [ShortfallPart]) -> [BreakdownPartDocument] {
      parts.map {
        BreakdownPartDocument(
          name: $0.name, expectedShortfall: JSONNumber($0.expectedShortfall), share: JSONNumber($0.share))
      }
    }
    func part(_ part: LiquidityRow.Part) -> LiquidityPartDocument {
      LiquidityPartDocument(cost: JSONNumber(part.cost), positions: part.positions)
    }
    self.init(
      contributions: BreakdownDocument(
        byExpiry: parts(analysis.breakdown.byExpiry), byPosition: parts(analysis.breakdown.byPosition),
        byParticipant: parts(analysis.breakdown.byParticipant)),
      reverseStress: analysis.reverse.map(ReverseStressDocument.init),
      plausibleWorstCase: OrNull(
        analysis.worstCase.map {
          WorstCaseDocument(
            radius: JSONNumber($0.radius), deltaGamma: JSONNumber($0.deltaGamma), full: JSONNumber($0.full),
            moves: MoveDocument.moves($0.move))
        }),
      twists: analysis.twists.map { NamedProfitDocument(name: $0.name, profitAndLoss: JSONNumber($0.profitAndLoss)) },
      correlations: analysis.correlations.map {
        CorrelationStressDocument(
          name: $0.name, valueAtRisk99: JSONNumber($0.loss(.valueAtRisk(.percent99))),
          expectedShortfall: JSONNumber($0.loss(.expectedShortfall(TailRiskSection.headlineLevel))))
      },
      liquidity: analysis.liquidity.map {
        LiquidityDocument(
          spreadMultiple: JSONNumber($0.spreadMultiple), total: JSONNumber($0.total), quoted: part($0.quoted),
          noBid: part($0.noBid), noAsk: part($0.noAsk), atMark: part($0.atMark))
      }, backtest: OrNull(analysis.backtest.map(BookBacktestDocument.init)))
  }
}

extension MoveDocument {
  static func moves(_ move: MarketMove) -> [MoveDocument] {
    move.parts.map {
      MoveDocument(
        underlying: $0.underlying.name, spotReturn: JSONNumber($0.spotReturn),
        volatilityChange: JSONNumber($0.volatilityChange))
    }
  }
}

extension ReverseStressDocument {
  init(_ row: ReverseStressRow) {
    self.init(
      name: row.name, loss: JSONNumber(row.loss), found: row.result != nil,
      distance: JSONNumber(row.result?.distance), probability: JSONNumber(row.result?.probability),
      profitAndLoss: JSONNumber(row.result?.profitAndLoss), deltaGamma: JSONNumber(row.deltaGamma),
      moves: row.result.map { MoveDocument.moves($0.move) } ?? [])
  }
}

extension BookBacktestDocument {
  init(_ backtest: BookBacktestSection) {
    self.init(
      level: JSONNumber(backtest.level.fraction), window: backtest.window, days: backtest.days,
      forecasters: backtest.rows.map {
        BookBacktestRowDocument(
          name: $0.name, exceptions: $0.exceptions, coveragePValue: JSONNumber($0.coveragePValue),
          independencePValue: JSONNumber($0.independencePValue), trafficLight: $0.trafficLight.rawValue,
          shortfallPValue: JSONNumber($0.shortfallPValue), score: JSONNumber($0.score))
      })
  }
}
