import TailpoolLibc
import TailpoolMarket

/// What early exercise adds to a put on a strike of 1, and its derivatives.
struct AmericanPremium: Hashable, Sendable {
  /// The put is exercised now; nothing else of this holds then.
  var isExercised = false
  /// Over the price of the European put.
  var value = 0.0
  /// By log spot, once and twice.
  var slope = 0.0
  var curvature = 0.0
  /// By volatility, rate and yield of the put.
  var vega = 0.0
  var rho = 0.0
  var epsilon = 0.0
}

extension AmericanBoundaries {
  /// The premium of a spot in a market: the market's index, and log(spot / strike) of the put.
  struct Row {
    var market: Int
    var logSpot: Double
  }

  /// The premiums of some spots.
  ///
  /// - Parameter derivatives: As of `AmericanColumns.premiums`.
  func premiums(_ rows: [Row], derivatives: Int, instructionSet: InstructionSet = .best) -> [AmericanPremium] {
    var premiums = [AmericanPremium](repeating: AmericanPremium(), count: rows.count)
    var wanted: [AmericanPremiumRow] = []
    var owners: [Int] = []
    func want(_ owner: Int, _ column: Int, delay: Double = 0) {
      wanted.append(AmericanPremiumRow(logSpot: rows[owner].logSpot, column: column, delay: delay))
      owners.append(owner)
    }
    for (index, row) in rows.enumerated() {
      switch entries[row.market] {
      case .none: break
      case .single(let column):
        if row.logSpot <= columns.logBoundary(column) {
          premiums[index].isExercised = true
        } else {
          want(index, column)
        }
      case .double(let upper, let lower, let years):
        let market = markets[row.market]
        if years < market.years {
          want(index, upper, delay: market.years - years)
          want(index, lower, delay: market.years - years)
          premiums[index].subtractCarry(market, logSpot: row.logSpot, delay: market.years - years)
        } else if row.logSpot >= columns.logBoundary(upper) {
          want(index, upper)
        } else if row.logSpot <= columns.logBoundary(lower) {
          want(index, lower)
          premiums[index].subtractCall(market, logSpot: row.logSpot)
        } else {
          premiums[index].isExercised = true
        }
      }
    }
    let sums = columns.premiums(wanted, derivatives: derivatives, instructionSet: instructionSet)
    let count = wanted.count
    for (place, owner) in owners.enumerated() {
      premiums[owner].value += sums[place]
      premiums[owner].slope += sums[count + place]
      premiums[owner].curvature += sums[2 * count + place]
      premiums[owner].vega += sums[3 * count + place]
      premiums[owner].rho += sums[4 * count + place]
      premiums[owner].epsilon += sums[5 * count + place]
    }
    return premiums
  }
}

extension AmericanPremium {
  /// The two boundaries' premiums count the whole carry of the put twice less once: that of exercise at every spot.
  fileprivate mutating func subtractCarry(_ market: AmericanMarket, logSpot: Double, delay: Double) {
    let spot = exp(logSpot)
    let (cash, asset) = (exp(-market.rate * delay), spot * exp(-market.yield * delay))
    let (lastCash, lastAsset) = (exp(-market.rate * market.years), spot * exp(-market.yield * market.years))
    value -= cash - lastCash - (asset - lastAsset)
    slope += asset - lastAsset
    curvature += asset - lastAsset
    rho -= market.years * lastCash - delay * cash
    epsilon -= delay * asset - market.years * lastAsset
  }

  /// Below the lower boundary the premium is that over the forward, which is the European put less the call.
  fileprivate mutating func subtractCall(_ market: AmericanMarket, logSpot: Double) {
    let spot = exp(logSpot)
    let call = BlackScholesMerton.greeks(
      .call, spot: spot, strike: 1, years: market.years, volatility: market.volatility, rate: market.rate,
      dividendYield: market.yield)
    value -= call.price
    slope -= spot * call.delta
    curvature -= spot * (spot * call.gamma + call.delta)
    vega -= call.vega
    rho -= call.rho
    epsilon -= call.epsilon
  }
}
