import TailpoolLibc
import TailpoolMarket

/// Cover of an event with the market that it is valued in.
///
/// **Value.** `EventProtection` with the hazard at today's spot, k λ(t), k = (S/reference)^−β: what the spot may do later does not
/// count in a value, only what it has done.
///
/// **After a move over a horizon h** without the event, the same at the spot then and the time left, less the premium paid. On the
/// way the hazard follows the straight line of the log spot: with x its move,
///
///     Λ = ∫₀ʰ λ(u) k exp(−β x u/h) du
///
/// and the event happens with probability 1 − exp(−Λ). Where the scenario draws a uniform number for the event
/// (`RiskFactor.event`), it has happened when the number is greater than exp(−Λ): the contract is then worth its payment, less the
/// premium until the event, which stands where −log u of Λ has passed. Where nothing is drawn the value is the mean of both.
package struct EventRepricer: Repricer {
  /// The contract.
  package let contract: EventContract
  /// Whether the event has happened before.
  package let hasOccurred: Bool
  /// Spot of the underlying, > 0.
  package let spot: Double
  /// Interest rate to expiry, continuously compounded per year.
  package let rate: Double
  /// Years to expiry, > 0.
  package let years: Double

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(_ contract: EventContract, hasOccurred: Bool = false, spot: Double, rate: Double, years: Double) {
    self.contract = contract
    self.hasOccurred = hasOccurred
    self.spot = spot
    self.rate = rate
    self.years = years
  }

  /// The underlying, without a volatility.
  package var inputs: [PricingInput] {
    [
      PricingInput(
        underlying: contract.underlying, spot: spot, forward: spot, volatility: 0, volatilitySource: nil, strike: nil,
        years: years)
    ]
  }

  /// The event.
  package var events: [String] { [contract.event] }

  private var power: Double { contract.dependence?.power ?? 0 }

  /// k at a spot.
  private func scale(_ spot: Double) -> Double {
    guard let dependence = contract.dependence, dependence.power != 0 else { return 1 }
    return exp(-dependence.power * log(spot / dependence.reference))
  }

  private func legs(spot: Double, elapsedYears: Double, rate: Double) -> EventLegs {
    EventProtection.legs(
      hazard: contract.hazard, scale: scale(spot), elapsedYears: elapsedYears, years: years, rate: rate)
  }

  /// What a payment that is certain is worth so many years before expiry.
  private func paid(left: Double, rate: Double) -> Double {
    contract.lossGivenEvent * (contract.payment == .atEvent ? 1 : exp(-rate * left))
  }

  /// What is left after an event that happened before: a payment at expiry, or nothing.
  private func occurred(left: Double, rate: Double) -> Double {
    contract.payment == .atEvent ? 0 : paid(left: left, rate: rate)
  }

  /// Value and Greeks of some units in dollars; theta is the rate's on the value, what is gained in the mean over the event.
  package func greeks(units: Double) -> ContractGreeks {
    var greeks = NetGreeks()
    guard !hasOccurred else {
      greeks.value = units * occurred(left: years, rate: rate)
      greeks.theta = rate * greeks.value
      return ContractGreeks(greeks)
    }
    let legs = legs(spot: spot, elapsedYears: 0, rate: rate)
    let protection = legs.protection(contract.payment)
    func sum(_ part: KeyPath<EventLegs.Leg, Double>) -> Double {
      contract.lossGivenEvent * protection[keyPath: part] - contract.premiumRate * legs.annuity[keyPath: part]
    }
    let (k, first, second) = (scale(spot), sum(\.byScale), sum(\.byScaleTwice))
    greeks.value = units * sum(\.value)
    greeks.delta = -units * power * k * first / spot
    greeks.gamma = units * power * k * (power * k * second + (power + 1) * first) / spot / spot
    greeks.theta = rate * greeks.value
    return ContractGreeks(greeks)
  }

  /// The dollar value of one unit after a move, less the premium that was paid on the way.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    let rate = rate + moves.rateShift(0, at: row)
    let time = min(max(elapsedYears, 0), years)
    let left = years - time
    guard !hasOccurred else { return occurred(left: left, rate: rate) }
    let factor = moves.inputs[0].spotFactors[row]
    let integral = hazard(over: time, logMove: log(factor))
    let draw = moves.eventDraw(0, at: row)
    let threshold = draw.map { -log($0) }
    if let threshold, threshold < integral {
      return paid(left: left, rate: rate) - contract.premiumRate * time * (threshold / integral)
    }
    let legs = legs(spot: spot * factor, elapsedYears: time, rate: rate)
    let alive =
      contract.lossGivenEvent * legs.protection(contract.payment).value - contract.premiumRate * legs.annuity.value
    guard draw == nil else { return alive - contract.premiumRate * time }
    let (probability, survival) = (-expm1(-integral), exp(-integral))
    let premiumYears = integral > 0 ? time * (probability / integral) : time
    return probability * paid(left: left, rate: rate) + survival * alive - contract.premiumRate * premiumYears
  }

  /// Λ over a time in which the log spot moves on a line.
  private func hazard(over time: Double, logMove: Double) -> Double {
    let k = scale(spot)
    let slope = time > 0 ? -power * logMove / time : 0
    return contract.hazard.pieces(from: 0, to: time).reduce(0) { sum, piece in
      let width = piece.end - piece.start
      let y = slope * width
      let mean = abs(y) < 1e-9 ? 1 + 0.5 * y : expm1(y) / y
      return sum + k * piece.rate * width * exp(slope * piece.start) * mean
    }
  }

  /// Whose word the hazard is, and how the event is drawn.
  package var assumption: String? {
    "Covers of events are valued at the hazards that their book states; simulated scenarios draw each event beside the moves, "
      + "stress moves and the past have its mean."
  }

  /// The terms, the state and the market.
  package var numbers: [Double] {
    [
      contract.lossGivenEvent, contract.payment == .atEvent ? 0 : 1, contract.premiumRate, power,
      contract.dependence?.reference ?? 0, hasOccurred ? 1 : 0, spot, rate, years, Double(contract.hazard.rates.count),
    ] + contract.hazard.rates + contract.hazard.ends
  }
}

extension EventContract: PriceableContract {
  /// The rate at the contract's maturity, and the spot where the hazard depends on it.
  ///
  /// A state that says nothing of the event means that it has not happened.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let years = try market.years(to: expiry)
    let repricer = EventRepricer(
      self, hasOccurred: state.hasEventOccurred == true, spot: try market.underlying(underlying).spot,
      rate: try market.rates(of: underlying, years: years).rate, years: years)
    let greeks = repricer.greeks(units: 1)
    guard greeks.value.isFinite, greeks.delta.isFinite, greeks.gamma.isFinite else { throw .price }
    return repricer
  }
}
