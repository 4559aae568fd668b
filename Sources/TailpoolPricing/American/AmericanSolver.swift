import TailpoolLibc
import TailpoolMarket

/// Prices many American options, each market's boundary once.
struct AmericanSolver: Sendable {
  let accuracy: AmericanAccuracy
  var instructionSet = InstructionSet.best
  /// The scheme of markets that are not hard, where it is not the accuracy's own.
  var scheme: AmericanScheme?

  /// The premiums of options that have a boundary; the others' are zero.
  ///
  /// - Parameter derivatives: As of `AmericanColumns.premiums`.
  func premiums(of options: [AmericanTerms], derivatives: Int) -> [AmericanPremium] {
    var premiums = [AmericanPremium](repeating: AmericanPremium(), count: options.count)
    var groups = (plain: Group(), hard: Group())
    for (index, option) in options.enumerated() where option.hasBoundary {
      let market = option.market
      if market.regime == .never { continue }
      if accuracy != .high, !market.isHard {
        groups.plain.add(market, logSpot: option.logSpot, owner: index)
      } else {
        groups.hard.add(market, logSpot: option.logSpot, owner: index)
      }
    }
    for (group, scheme) in [(groups.plain, scheme ?? .of(accuracy)), (groups.hard, .high)] {
      guard !group.rows.isEmpty else { continue }
      let boundaries = AmericanBoundaries(
        group.markets, scheme: scheme, withTangents: derivatives > 1, instructionSet: instructionSet)
      let found = boundaries.premiums(group.rows, derivatives: derivatives, instructionSet: instructionSet)
      for (owner, premium) in zip(group.owners, found) { premiums[owner] = premium }
    }
    return premiums
  }

  /// The prices of options; NaN for arguments out of range.
  func prices(of options: [AmericanTerms]) -> [Double] {
    zip(options, premiums(of: options, derivatives: 0)).map { option, premium in
      option.hasBoundary && option.isInDomain ? option.price(premium) : option.limitPrice
    }
  }

  /// Options of one scheme, with their markets once each.
  private struct Group {
    var markets: [AmericanMarket] = []
    var rows: [AmericanBoundaries.Row] = []
    var owners: [Int] = []
    private var places: [AmericanMarket: Int] = [:]

    mutating func add(_ market: AmericanMarket, logSpot: Double, owner: Int) {
      let place: Int
      if let last = rows.last, markets[last.market] == market {
        place = last.market
      } else if let known = places[market] {
        place = known
      } else {
        place = markets.count
        markets.append(market)
        places[market] = place
      }
      rows.append(AmericanBoundaries.Row(market: place, logSpot: logSpot))
      owners.append(owner)
    }
  }
}
