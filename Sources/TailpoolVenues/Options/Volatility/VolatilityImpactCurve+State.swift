import TailpoolEvents
import TailpoolMarket
import TailpoolPoolEngine

extension VolatilityImpactCurve {
  /// When the last trade was, and where base volatilities and skews began, what was sold since, and the observations of their averages; in
  /// the order of expiries and strikes, on a scale of 10⁸, 0 for all of an expiry.
  public var stateValue: EventValue {
    .fields([
      EventField("time", lastTime.map(\.eventValue) ?? .text("")), EventField("bases", Self.value(of: bases)),
      EventField("skews", Self.value(of: skews)),
    ])
  }

  private static func value(of coordinates: [Place: Coordinate]) -> EventValue {
    .list(
      coordinates.sorted { $0.key < $1.key }.map { place, coordinate in
        .fields([
          EventField("expiry", place.expiry), EventField("strike", place.strike), EventField("start", coordinate.start),
          EventField("sold", coordinate.sold),
          EventField("observations", coordinate.average.eventValue),
        ])
      })
  }
}
