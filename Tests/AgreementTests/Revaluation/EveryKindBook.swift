import Foundation
import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios
import _TailpoolTestSupport

/// The market after a move, for scalar formulas: written here from the definition of a move, one number at a time.
struct After {
  var move = MarketMove()
  var elapsedYears = 0.0
  /// What a volatility rule makes of a volatility, beside the move.
  var rule: (PricingInput, _ logReturn: Double) -> Double = { _, _ in 1 }

  func spot(_ input: PricingInput) -> Double {
    input.spot * (1 + (move[input.underlying].spotReturn ?? 0)) + move[input.underlying].spotShift
  }

  func volatility(_ input: PricingInput) -> Double {
    let own = move[input.underlying]
    let years = max(input.years, 1.0 / 8_760)
    let k = input.strike.map { log($0 / input.forward) } ?? 0
    let skew = min(max(own.skewTwist * k / years.squareRoot(), -1), 1)
    let term = own.termTwist == 0 ? 0 : min(max(own.termTwist * log(30 / 365.0 / years), -1), 1)
    let level = (own.volatilityFactor ?? 1) * rule(input, log(spot(input) / input.spot))
    return max(input.volatility * level * exp(skew) * exp(term) + own.volatilityShift, 0)
  }

  func left(_ years: Double) -> Double { max(years - elapsedYears, 0) }
  func rate(_ underlying: Underlying) -> Double { move[underlying].rateShift }
  func carry(_ underlying: Underlying) -> Double { move[underlying].carryShift }
}

/// One position with the scalar formula of its contract.
struct PricedKind {
  let priced: PricedPosition
  /// The value of one unit after a move.
  let value: (After) -> Double

  init(
    _ id: String, _ contract: some ContractTerms, _ quantity: Double, _ repricer: some Repricer,
    _ value: @escaping (After) -> Double
  ) {
    priced = PricedPosition(Position(id: id, contract: contract, quantity: quantity), repricer)
    self.value = value
  }
}

/// A book of every kind of contract on two underlyings, a user's own kind among them.
enum EveryKindBook {
  static let asOf = Timestamp(secondsSinceEpoch: 1_778_844_451)
  static let spots: [Underlying: Double] = ["A": 100, "B": 40]
  static let moves = RiskFactor.spotsAndVolatilities(of: ["A", "B"])

  static func expiry(_ days: Double) -> Timestamp { asOf.advanced(bySeconds: Int64(days * 86_400)) }

  static func kinds() throws -> [PricedKind] {
    try [
      european("A", .put, 95, days: 40, .coin, -3), european("B", .call, 42, days: 90, .cash, 2),
      european("B", .put, 39, days: 1, .cash, -1), everlasting(), american(), inverse(),
      digital("A", .cash, .call, 104, days: 60, slope: -0.002, 20),
      digital("B", .asset, .put, 38, days: 200, slope: 0.004, -1),
      barrier("A", .downAndOut, .put, strike: 105, barrier: 85, rebate: 2, days: 70, isHit: false, -4),
      barrier("B", .upAndIn, .call, strike: 41, barrier: 46, rebate: 0.5, days: 120, isHit: false, 3),
      barrier("B", .downAndIn, .put, strike: 44, barrier: 30, rebate: 0, days: 30, isHit: true, -2),
      touch("A", .oneTouch, .down, barrier: 84, days: 45, -30), touch("B", .noTouch, .up, barrier: 52, days: 75, 25),
      touch("B", .oneTouchAtExpiry, .down, barrier: 31, days: 20, -40), event("A", power: 2, days: 150, -0.5),
      event("B", power: 0, days: 60, 0.25),
      exchange("A", "B", ratio: 2.5, days: 100, 2), exchange("B", "A", ratio: 0.35, days: 50, -3), capped(),
      doubleBarrier("A", .knockOut, .call, strike: 98, 82, 127, days: 70, 4),
      doubleBarrier("B", .knockIn, .put, strike: 42, 33, 51, days: 95, -6),
      doubleTouch("A", .noTouch, 80, 131, days: 60, 30), doubleTouch("B", .oneTouch, 31, 53, days: 85, -20),
      quanto("B", in: "A", .call, strike: 0.41, days: 110, 3),
      liquidity("B", 34, 47, 20), liquidity("A", 0, .infinity, -1), liquidity("B", 0.3, 0.5, quote: "A", 30),
    ] + paths()
  }

  static func book(_ kinds: [PricedKind]) -> PricedBook { PricedBook(asOf: asOf, positions: kinds.map(\.priced)) }

  static func european(
    _ underlying: Underlying, _ type: OptionType, _ strike: Double, days: Double, _ settlement: Settlement,
    _ quantity: Double
  ) throws -> PricedKind {
    let contract = try OptionContract(
      underlying: underlying, type: type, strike: strike, expiry: expiry(days), settlement: settlement)
    let (spot, years) = (spots[underlying] ?? .nan, days / 365)
    let forward = spot * exp(0.03 * years)
    let market = EuropeanRepricer(
      contract, spot: spot, forward: forward, discountFactor: exp(-0.03 * years), years: years, volatility: 0.55)
    return PricedKind("\(underlying) european \(strike)", contract, quantity, market) { after in
      let (left, input) = (after.left(years), market.inputs[0])
      let carry = after.rate(underlying) - after.carry(underlying)
      return market.discountFactor * exp(-(settlement == .coin ? carry : after.rate(underlying)) * left)
        * Black76.price(
          type, forward: forward * after.spot(input) / spot * exp(carry * left), strike: strike, years: left,
          volatility: after.volatility(input))
    }
  }

  private static func everlasting() throws -> PricedKind {
    let period = 7.0 / 365
    let contract = try PerpetualContract(
      underlying: "B", terms: .everlastingOption(.call, strike: 41, fundingPeriod: period, funding: .continuous))
    let market = try pricer(contract, rate: 0.04, dividendYield: 0.01)
    func price(_ after: After) -> Double {
      EverlastingOption.price(
        .call, spot: after.spot(market.inputs[0]), strike: 41, drift: 0.03 + after.rate("B") - after.carry("B"),
        volatility: after.volatility(market.inputs[0]), fundingPeriod: period, funding: .continuous)
    }
    return PricedKind("everlasting", contract, -5, market) { price($0) - price(After()) / period * $0.elapsedYears }
  }

  private static func american() throws -> PricedKind {
    let contract = try PerpetualContract(underlying: "A", terms: .perpetualAmerican(.put, strike: 90))
    let market = try pricer(contract, rate: 0.05, dividendYield: 0.03)
    return PricedKind("american", contract, 2, market) { after in
      PerpetualAmerican.greeks(
        .put, spot: after.spot(market.inputs[0]), strike: 90, volatility: after.volatility(market.inputs[0]),
        rate: 0.05 + after.rate("A"), dividendYield: 0.03 + after.carry("A")
      ).price
    }
  }

  private static func inverse() throws -> PricedKind {
    let contract = try PerpetualContract(underlying: "A", terms: .inverseFuture(entry: 96))
    let market = try pricer(contract, rate: 0, dividendYield: 0)
    return PricedKind("inverse", contract, 150, market) { ($0.spot(market.inputs[0]) - 96) / 96 }
  }

  private static func pricer(
    _ contract: PerpetualContract, rate: Double, dividendYield: Double
  ) throws -> PerpetualRepricer {
    struct NoPrice: Error {}
    guard
      let made = PerpetualRepricer(
        contract, spot: spots[contract.underlying] ?? .nan, volatility: 0.6, rate: rate, dividendYield: dividendYield)
    else { throw NoPrice() }
    return made
  }

  private static func digital(
    _ underlying: Underlying, _ payoff: DigitalPayoff, _ type: OptionType, _ strike: Double, days: Double,
    slope: Double, _ quantity: Double
  ) throws -> PricedKind {
    let contract = try DigitalContract(
      underlying: underlying, payoff: payoff, type: type, strike: strike, expiry: expiry(days), contractSize: 3)
    let years = days / 365
    let market = DigitalRepricer(
      contract,
      DatedMarket(spot: spots[underlying] ?? .nan, rate: 0.03, dividendYield: 0.01, years: years, volatility: 0.5),
      volatilitySlope: slope)
    return PricedKind("\(underlying) digital", contract, quantity, market) { after in
      let (spot, volatility, left) = (
        after.spot(market.inputs[0]), after.volatility(market.inputs[0]), after.left(years)
      )
      let (rate, yield) = (0.03 + after.rate(underlying), 0.01 + after.carry(underlying))
      let flat = DigitalOption.price(
        payoff, type, spot: spot, strike: strike, years: left, volatility: volatility, rate: rate, dividendYield: yield)
      let vega = BlackScholesMerton.greeks(
        type, spot: spot, strike: strike, years: left, volatility: volatility, rate: rate, dividendYield: yield
      ).vega
      return max(flat - type.sign * slope * vega * (payoff == .asset ? strike : 1), 0)
    }
  }

  private static func barrier(
    _ underlying: Underlying, _ kind: BarrierKind, _ type: OptionType, strike: Double, barrier: Double, rebate: Double,
    days: Double, isHit: Bool, _ quantity: Double
  ) throws -> PricedKind {
    let contract = try BarrierContract(
      underlying: underlying, kind: kind, type: type, strike: strike, barrier: barrier, rebate: rebate,
      expiry: expiry(days))
    let (start, years) = (spots[underlying] ?? .nan, days / 365)
    let market = BarrierRepricer(
      contract, isBarrierHit: isHit,
      DatedMarket(spot: start, rate: 0.03, dividendYield: 0.01, years: years, volatility: 0.45))
    return PricedKind("\(underlying) \(kind)", contract, quantity, market) { after in
      let spot = after.spot(market.inputs[0])
      func price(_ hasCrossed: Bool) -> Double {
        BarrierOption.price(
          kind, type, spot: spot, strike: strike, barrier: barrier, rebate: rebate, years: after.left(years),
          volatility: after.volatility(market.inputs[0]), rate: 0.03 + after.rate(underlying),
          dividendYield: 0.01 + after.carry(underlying), hasCrossed: hasCrossed)
      }
      if isHit { return price(true) }
      let reached = BarrierOption.crossingProbability(
        from: start, to: spot, barrier: barrier, variance: 0.45 * 0.45 * min(after.elapsedYears, years))
      let alive = reached < 1 ? (1 - reached) * price(false) : 0
      return alive + (reached > 0 ? reached * (kind.isKnockIn ? price(true) : rebate) : 0)
    }
  }

  private static func touch(
    _ underlying: Underlying, _ payoff: TouchPayoff, _ side: BarrierSide, barrier: Double, days: Double,
    _ quantity: Double
  ) throws -> PricedKind {
    let contract = try TouchContract(
      underlying: underlying, payoff: payoff, side: side, barrier: barrier, expiry: expiry(days))
    let (start, years) = (spots[underlying] ?? .nan, days / 365)
    let market = TouchRepricer(
      contract, isBarrierHit: false,
      DatedMarket(spot: start, rate: 0.03, dividendYield: 0.01, years: years, volatility: 0.45))
    return PricedKind("\(underlying) \(payoff)", contract, quantity, market) { after in
      let (spot, left) = (after.spot(market.inputs[0]), after.left(years))
      let rate = 0.03 + after.rate(underlying)
      let price = TouchOption.price(
        payoff, side, spot: spot, barrier: barrier, years: left, volatility: after.volatility(market.inputs[0]),
        rate: rate, dividendYield: 0.01 + after.carry(underlying))
      let reached = BarrierOption.crossingProbability(
        from: start, to: spot, barrier: barrier, variance: 0.45 * 0.45 * min(after.elapsedYears, years))
      let paid = payoff == .oneTouch ? 1 : payoff == .noTouch ? 0 : exp(-rate * left)
      return reached * paid + (reached < 1 ? (1 - reached) * price : 0)
    }
  }

  private static func quanto(
    _ asset: Underlying, in currency: Underlying, _ type: OptionType, strike: Double, days: Double, _ quantity: Double
  ) throws -> PricedKind {
    let contract = try QuantoContract(
      underlying: asset, currency: currency, type: type, strike: strike, conversion: 90, expiry: expiry(days))
    let years = days / 365
    let market = QuantoRepricer(
      contract, asset: .init(spot: spots[asset] ?? .nan, carry: 0.02, volatility: 0.6),
      currency: .init(spot: spots[currency] ?? .nan, carry: 0.01, volatility: 0.5), correlation: 0.4, rate: 0.03,
      years: years)
    return PricedKind("\(asset) in \(currency)", contract, quantity, market) { after in
      let (first, second) = (market.inputs[0], market.inputs[1])
      let (one, two) = (after.volatility(first), after.volatility(second))
      let rho = min(max(0.4 + (after.move.correlationShifts[["A", "B"]] ?? 0), -1), 1)
      let carry =
        0.01 + after.rate(asset) - after.carry(asset) - after.rate(currency) + after.carry(currency) - rho * one * two
        + two * two
      let left = after.left(years)
      let rate = 0.03 + after.rate(asset)
      return 90 * exp(-rate * left)
        * Black76.price(
          type, forward: after.spot(first) / after.spot(second) * exp(carry * left), strike: strike, years: left,
          volatility: (one * one + two * two - 2 * rho * one * two).squareRoot())
    }
  }

  private static func doubleBarrier(
    _ underlying: Underlying, _ kind: DoubleBarrierKind, _ type: OptionType, strike: Double, _ lower: Double,
    _ upper: Double, days: Double, _ quantity: Double
  ) throws -> PricedKind {
    let contract = try DoubleBarrierContract(
      underlying: underlying, kind: kind, type: type, strike: strike, lowerBarrier: lower, upperBarrier: upper,
      rebate: 0.5, expiry: expiry(days))
    let (start, years) = (spots[underlying] ?? .nan, days / 365)
    let market = DoubleBarrierRepricer(
      contract, isBarrierHit: false,
      DatedMarket(spot: start, rate: 0.03, dividendYield: 0.01, years: years, volatility: 0.45))
    return PricedKind("\(underlying) \(kind)", contract, quantity, market) { after in
      let spot = after.spot(market.inputs[0])
      func price(hasCrossed: Bool) -> Double {
        DoubleBarrierOption.price(
          kind, type, spot: spot, strike: strike, lowerBarrier: lower, upperBarrier: upper, rebate: 0.5,
          years: after.left(years), volatility: after.volatility(market.inputs[0]), rate: 0.03 + after.rate(underlying),
          dividendYield: 0.01 + after.carry(underlying), hasCrossed: hasCrossed)
      }
      let stays = staying(from: start, to: spot, lower, upper, 0.45 * 0.45 * min(after.elapsedYears, years))
      return (1 - stays) * (kind == .knockIn ? price(hasCrossed: true) : 0.5)
        + (stays > 0 ? stays * price(hasCrossed: false) : 0)
    }
  }

  private static func doubleTouch(
    _ underlying: Underlying, _ payoff: DoubleTouchPayoff, _ lower: Double, _ upper: Double, days: Double,
    _ quantity: Double
  ) throws -> PricedKind {
    let contract = try DoubleTouchContract(
      underlying: underlying, payoff: payoff, lowerBarrier: lower, upperBarrier: upper, expiry: expiry(days))
    let (start, years) = (spots[underlying] ?? .nan, days / 365)
    let market = DoubleTouchRepricer(
      contract, isBarrierHit: false,
      DatedMarket(spot: start, rate: 0.03, dividendYield: 0.01, years: years, volatility: 0.45))
    return PricedKind("\(underlying) \(payoff)", contract, quantity, market) { after in
      let spot = after.spot(market.inputs[0])
      let price = DoubleTouchOption.price(
        payoff, spot: spot, lowerBarrier: lower, upperBarrier: upper, years: after.left(years),
        volatility: after.volatility(market.inputs[0]), rate: 0.03 + after.rate(underlying),
        dividendYield: 0.01 + after.carry(underlying))
      let stays = staying(from: start, to: spot, lower, upper, 0.45 * 0.45 * min(after.elapsedYears, years))
      return (payoff == .oneTouch ? 1 - stays : 0) + (stays > 0 ? stays * price : 0)
    }
  }

  /// The probability that a Brownian bridge stays between two barriers, by many images.
  private static func staying(
    from start: Double, to end: Double, _ lower: Double, _ upper: Double, _ variance: Double
  ) -> Double {
    guard end > lower, end < upper else { return 0 }
    guard variance > 0 else { return 1 }
    let (x, width) = (log(end / start), log(upper / lower))
    return (-40...40).reduce(0) { sum, n in
      let shift = 2 * Double(n) * width
      let mirrored = log(end / lower) + log(start / lower) + shift
      return sum + exp((x * x - (x + shift) * (x + shift)) / (2 * variance))
        - exp((x * x - mirrored * mirrored) / (2 * variance))
    }
  }

  /// Its hazard is flat, so that all is elementary; nothing draws its event.
  private static func event(
    _ underlying: Underlying, power: Double, days: Double, _ quantity: Double
  ) throws -> PricedKind {
    let contract = try EventContract(
      event: "oracle", underlying: underlying, lossGivenEvent: 0.7, premiumRate: 0.2, hazard: HazardCurve(rate: 0.4),
      dependence: .init(power: power, reference: 90), expiry: expiry(days), contractSize: 100)
    let (start, years) = (spots[underlying] ?? .nan, days / 365)
    let market = EventRepricer(contract, spot: start, rate: 0.03, years: years)
    return PricedKind("\(underlying) event \(power)", contract, quantity, market) { after in
      let (spot, time) = (after.spot(market.inputs[0]), min(after.elapsedYears, years))
      let (first, last) = (0.4 * pow(start / 90, -power), 0.4 * pow(spot / 90, -power))
      let mean = abs(last / first - 1) < 1e-7 ? (first + last) / 2 : (last - first) / log(last / first)
      let (survival, total) = (exp(-mean * time), last + 0.03 + after.rate(underlying))
      // The premium is paid until the event, and both legs decay at the hazard and the rate together.
      let alive = (0.7 * last - 0.2) * -expm1(-total * (years - time)) / total
      return survival * alive + (1 - survival) * 0.7 - 0.2 * (time > 0 ? -expm1(-mean * time) / mean : 0)
    }
  }

  private static func exchange(
    _ received: Underlying, _ delivered: Underlying, ratio: Double, days: Double, _ quantity: Double
  ) throws -> PricedKind {
    let contract = try ExchangeContract(receive: received, deliver: delivered, ratio: ratio, expiry: expiry(days))
    func asset(_ name: Underlying, _ volatility: Double) -> ExchangeRepricer.Asset {
      .init(spot: spots[name] ?? .nan, dividendYield: 0.02, volatility: volatility)
    }
    let years = days / 365
    let market = ExchangeRepricer(
      contract, received: asset(received, 0.5), delivered: asset(delivered, 0.7), correlation: 0.6, years: years)
    return PricedKind("\(received) for \(delivered)", contract, quantity, market) { after in
      let (first, second) = (market.inputs[0], market.inputs[1])
      return ExchangeOption.price(
        spot1: after.spot(first), spot2: ratio * after.spot(second), years: after.left(years),
        volatility1: after.volatility(first), volatility2: after.volatility(second),
        correlation: min(max(0.6 + (after.move.correlationShifts[["A", "B"]] ?? 0), -1), 1),
        dividendYield1: 0.02 + after.carry(received), dividendYield2: 0.02 + after.carry(delivered))
    }
  }

  private static func liquidity(
    _ base: Underlying, _ lower: Double, _ upper: Double, quote: Underlying? = nil, _ quantity: Double
  ) throws -> PricedKind {
    let contract = try LiquidityPositionContract(base: base, quote: quote, lower: lower, upper: upper, liquidity: 4)
    let market = LiquidityPositionRepricer(
      contract, baseSpot: spots[base] ?? .nan, quoteSpot: quote.map { spots[$0] ?? .nan },
      feesOwed: .init(base: 0.1, quote: 0.2))
    return PricedKind("\(base) liquidity \(lower)", contract, quantity, market) { after in
      let spot = after.spot(market.inputs[0])
      let other = quote == nil ? 1 : after.spot(market.inputs[1])
      // What is held at the price, one token after the other.
      let price = min(max(spot / other, lower), upper)
      let held = (1 / price.squareRoot() - 1 / upper.squareRoot(), price.squareRoot() - lower.squareRoot())
      return (held.0 + 0.1) * spot + (held.1 + 0.2) * other
    }
  }

  static func capped(isCostly: Bool = false, days: Double = 80) -> PricedKind {
    let contract = CappedCall(underlying: "A", strike: 98, cap: 120, expiry: expiry(days))
    let market = CappedCallRepricer(
      contract: contract, spot: 100, rate: 0.03, years: days / 365, volatility: 0.5, isCostly: isCostly)
    return PricedKind("capped", contract, -6, market) { after in
      func call(_ strike: Double) -> Double {
        BlackScholesMerton.price(
          .call, spot: after.spot(market.inputs[0]), strike: strike, years: after.left(days / 365),
          volatility: after.volatility(market.inputs[0]), rate: 0.03 + after.rate("A"), dividendYield: after.carry("A"))
      }
      return call(98) - call(120)
    }
  }
}

/// A user's own kind of contract: a call whose payoff is capped.
struct CappedCall: ContractTerms {
  let underlying: Underlying
  let strike: Double
  let cap: Double
  let expiry: Timestamp

  var name: String { "\(underlying)-CAPPED-\(strike)-\(cap)" }
  var underlyings: [Underlying] { [underlying] }
  var settlement: Settlement { .cash }
  var contractSize: Double { 2 }
  var expiration: Timestamp? { expiry }
}

struct CappedCallRepricer: Repricer {
  let contract: CappedCall
  let spot: Double
  let rate: Double
  let years: Double
  let volatility: Double
  var isCostly = false

  var inputs: [PricingInput] {
    [
      PricingInput(
        underlying: contract.underlying, spot: spot, forward: spot * exp(rate * years), volatility: volatility,
        volatilitySource: nil, strike: contract.strike, years: years)
    ]
  }

  func greeks(units: Double) -> ContractGreeks {
    let legs = [contract.strike, contract.cap].map {
      BlackScholesMerton.greeks(
        .call, spot: spot, strike: $0, years: years, volatility: volatility, rate: rate, dividendYield: 0)
    }
    var greeks = NetGreeks()
    greeks.value = units * (legs[0].price - legs[1].price)
    greeks.delta = units * (legs[0].delta - legs[1].delta)
    greeks.gamma = units * (legs[0].gamma - legs[1].gamma)
    greeks.vega = units * (legs[0].vega - legs[1].vega)
    greeks.theta = units * (legs[0].theta - legs[1].theta)
    return ContractGreeks(greeks)
  }

  func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    func call(_ strike: Double) -> Double {
      BlackScholesMerton.price(
        .call, spot: spot * moves.inputs[0].spotFactors[row], strike: strike, years: max(years - elapsedYears, 0),
        volatility: moves.inputs[0].volatilities[row], rate: rate + moves.rateShift(0, at: row),
        dividendYield: moves.carryShift(0, at: row))
    }
    return call(contract.strike) - call(contract.cap)
  }
}

extension CappedCall: PriceableContract {
  func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let years = try market.years(to: expiry)
    return CappedCallRepricer(
      contract: self, spot: try market.underlying(underlying).spot,
      rate: try market.rates(of: underlying, years: years).rate, years: years,
      volatility: try market.volatility(of: underlying, strike: strike, years: years))
  }
}
