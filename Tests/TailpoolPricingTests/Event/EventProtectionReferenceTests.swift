import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

struct EventProtectionReferenceTests {
  private static let parts: [(String, KeyPath<EventLegs.Leg, Double> & Sendable)] = [
    ("", \.value), ("ByScale", \.byScale), ("ByScaleTwice", \.byScaleTwice), ("ByRate", \.byRate),
  ]

  @Test("Legs and their derivatives are those of the integrals, on every row of event_protection.csv")
  func gates() throws {
    // The second derivative of protection at the event is a difference where it is nearly zero.
    var (gated, twice) = (
      ConditionGate("event_protection.csv", relative: 1e-14),
      ConditionGate("event_protection.csv atEventByScaleTwice", ofScale: 1e-14)
    )
    let rows = try References.table("event_protection.csv").rows
    for row in rows {
      let legs = EventProtection.legs(
        hazard: try HazardCurve(rates: [row["rate1"], row["rate2"], row["rate3"]], ends: [row["end1"], row["end2"]]),
        scale: row["scale"], elapsedYears: row["elapsed"], years: row["expiry"], rate: row["rate"])
      for (leg, values) in [("atEvent", legs.atEvent), ("atExpiry", legs.atExpiry), ("annuity", legs.annuity)] {
        for (part, path) in Self.parts {
          let name = leg + part
          if name == "atEventByScaleTwice" {
            twice.add(
              values[keyPath: path], row[name],
              scale: max(abs(row["atExpiryByScaleTwice"]) + abs(row["rate"] * row["annuityByScaleTwice"]), 1e-300), row)
          } else {
            gated.add(values[keyPath: path], row[name], row)
          }
        }
      }
      gated.add(legs.probability, row["probability"], row)
    }
    #expect(rows.count == 90 && gated.count == 90 * 12 && twice.count == 90)
    #expect(gated.failures.isEmpty, "\(gated.failures.count): \(gated.failures.prefix(5))")
    #expect(twice.failures.isEmpty, "\(twice.failures.count): \(twice.failures.prefix(5))")
    gated.report()
    twice.report()
  }

  @Test("Hazards without measure are sure events, not numbers that are none")
  func extremes() throws {
    for rate in [1e15, 1e154, 1e308] {
      for curve in [try HazardCurve(rate: rate), try HazardCurve(rates: [rate, rate], ends: [0.5])] {
        let legs = EventProtection.legs(hazard: curve, years: 2, rate: 0.03)
        #expect(abs(legs.atEvent.value - 1) < 1e-12 && legs.probability == 1, "\(rate)")
        #expect(legs.atEvent.byScale >= 0 && legs.atEvent.byScale < 1e-12, "\(rate) \(legs.atEvent)")
        #expect(legs.atExpiry.byScale == 0 && legs.atExpiry.byScaleTwice == 0, "\(rate)")
        #expect(abs(legs.annuity.byScaleTwice) < 1e-12 && legs.annuity.value >= 0, "\(rate) \(legs.annuity)")
      }
    }
  }

  @Test("A flat hazard has the fair premium of its hazard, whatever the rate, and an impossible event costs nothing")
  func flat() throws {
    for hazard in [1e-12, 0.002, 0.3, 25] {
      for rate in [-0.03, 0, 0.08] {
        let legs = EventProtection.legs(hazard: try HazardCurve(rate: hazard), years: 2, rate: rate)
        let premium = legs.fairPremium(lossGivenEvent: 0.6)
        #expect(abs(premium - 0.6 * hazard) <= 1e-14 * hazard, "\(premium) for \(hazard), \(rate)")
      }
    }
    let none = EventProtection.legs(hazard: try HazardCurve(rate: 0), years: 2, rate: 0.05)
    #expect(none.atEvent.value == 0 && none.atExpiry.value == 0 && none.probability == 0)
    let over = EventProtection.legs(hazard: try HazardCurve(rate: 1), years: 0, rate: 0.05)
    #expect(over.atEvent.value == 0 && over.annuity.value == 0 && over.probability == 0)
    for bad in [(-1.0, 1.0, 0.0), (.nan, 1, 0), (1, .infinity, 0), (1, 1, .nan)] {
      let legs = EventProtection.legs(hazard: try HazardCurve(rate: 1), scale: bad.0, years: bad.1, rate: bad.2)
      #expect(legs.atEvent.value.isNaN && legs.annuity.byRate.isNaN && legs.probability.isNaN, "\(bad)")
    }
  }
}
