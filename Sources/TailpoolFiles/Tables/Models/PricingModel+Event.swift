#if Command
  import TailpoolMarket
  import TailpoolPricing

  extension PricingModel {
    /// Cover of an event by a flat hazard, for one unit of the sum covered.
    public static let event = PricingModel(
      "event", words: [WordColumn("payment", EventPayment.self)],
      numbers: ["hazard", "lossGivenEvent", "premiumRate", "rate", "expiry"],
      prices: ["price", "fairPremium", "eventProbability"], greeks: ["hazardSensitivity", "rho", "theta"]
    ) { row in
      let n = row.numbers
      guard let one = try? HazardCurve(rate: 1) else { return [Double](repeating: .nan, count: 6) }
      let legs = EventProtection.legs(hazard: one, scale: n[0], years: n[4], rate: n[3])
      let payment = row.choice(0, EventPayment.self) ?? .atEvent
      let protection = legs.protection(payment)
      func sum(_ part: KeyPath<EventLegs.Leg, Double>) -> Double {
        n[1] * protection[keyPath: part] - n[2] * legs.annuity[keyPath: part]
      }
      let (price, fair) = (sum(\.value), legs.fairPremium(payment, lossGivenEvent: n[1]))
      return [price, fair, legs.probability, sum(\.byScale), sum(\.byRate), n[3] * price]
    }
  }
#endif
