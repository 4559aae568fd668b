#if Command
  import Foundation
  import Tailpool

  /// The quotes of a run as JSON; amounts are texts in base units, which lose nothing.
  struct QuoteDocument: Encodable {
    struct Policy: Encodable {
      let riskAversion, holdingDays, rehedgeHours, hurdle, fillDecay: Double
      let hedgeCosts: [String: [String: Double]]
      let validSeconds: Int64
      let spotBand, volatilityBand: Double
      let deltas: [Double]
      let secondsToExpiry: [Int64]
      let greatestChainAge: Int64
    }

    struct Rung: Encodable {
      let side: String
      let size: String
      var priceOfOne: Double?
      var premium: String?
      var spread: String?
      var parts: [String: String]?
      var validUntil: String?
      var spots: [Double]?
      var volatilities: [Double]?
      var scenarios: Int?
      let shortfallAfter: Double?
      var refused: String?
    }

    struct Ladder: Encodable {
      let contract: String
      let mid: Double?
      let rungs: [Rung]
    }

    let time, chainTime, asset, model: String
    let decimals, scenarios: Int
    let shortfall: Double
    let policy: Policy
    let ladders: [Ladder]
  }

  extension QuoteRun {
    /// The quotes as JSON.
    func document() throws -> String {
      let asset = pool.terms.asset
      let document = QuoteDocument(
        time: "\(time)", chainTime: "\(chainTime)", asset: asset.symbol, model: scenarios.model,
        decimals: asset.decimals,
        scenarios: scenarios.count, shortfall: shortfall, policy: documentOfPolicy,
        ladders: ladders.map { ladder in
          QuoteDocument.Ladder(contract: ladder.contract, mid: ladder.mid, rungs: ladder.rungs.map { rung($0, asset) })
        })
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    private var documentOfPolicy: QuoteDocument.Policy {
      let (days, validity, bounds) = (DayCount.daysPerYear, policy.validity, policy.bounds)
      let costs = policy.hedgeCosts.map {
        ($0.key.name, ["proportional": $0.value.proportional, "fundingRate": $0.value.fundingRate])
      }
      return QuoteDocument.Policy(
        riskAversion: policy.riskAversion, holdingDays: policy.holdingYears * days,
        rehedgeHours: policy.rehedgingYears * days * 24, hurdle: policy.hurdle, fillDecay: policy.fills.decay,
        hedgeCosts: Dictionary(costs, uniquingKeysWith: { first, _ in first }), validSeconds: validity.seconds,
        spotBand: validity.spot, volatilityBand: validity.volatility,
        deltas: [bounds.delta.lowerBound, bounds.delta.upperBound],
        secondsToExpiry: [bounds.secondsToExpiry.lowerBound, bounds.secondsToExpiry.upperBound],
        greatestChainAge: bounds.greatestMarketAge)
    }

    private func rung(_ rung: QuoteRung, _ asset: Asset) -> QuoteDocument.Rung {
      let shortfall = rung.shortfallAfter.flatMap { $0.isFinite ? $0 : nil }
      var result = QuoteDocument.Rung(
        side: rung.quantity < 0 ? "ask" : "bid", size: "\(rung.quantity.magnitude)", shortfallAfter: shortfall)
      guard let quote = rung.quote else {
        result.refused = rung.refusal?.words(in: asset)
        return result
      }
      let parts = quote.premiumParts
      (result.priceOfOne, result.premium, result.spread) = (quote.priceOfOne, "\(quote.premium)", "\(quote.spread)")
      result.parts = [
        "mid": "\(parts.mid)", "inventory": "\(parts.inventory)", "hedge": "\(parts.hedge)", "risk": "\(parts.risk)",
        "fee": "\(parts.fee)", "rounding": "\(parts.rounding)",
      ]
      (result.validUntil, result.scenarios) = ("\(quote.validUntil)", quote.scenarios)
      result.spots = [quote.spots.lowerBound, quote.spots.upperBound]
      result.volatilities = [quote.volatilities.lowerBound, quote.volatilities.upperBound]
      return result
    }
  }
#endif
