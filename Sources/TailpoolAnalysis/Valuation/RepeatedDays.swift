import TailpoolMarket
import TailpoolScenarios

/// Scenarios that are the same few past days again and again, each to be valued once.
///
/// A hundred thousand redraws of 500 days are 500 moves: their values keep their bits, for a scenario's do not depend on
/// which others are valued beside it.
struct RepeatedDays: ScenarioSource {
  /// One scenario a day that is drawn at all.
  private let representatives: [Int]
  /// The place of each scenario's day among them.
  private let places: [Int]
  private let source: any ScenarioSource

  var count: Int { representatives.count }
  var factors: [RiskFactor] { source.factors }

  /// Finds the days of a source; nil where its scenarios are not single days, or each day stands once.
  init?(_ source: any ScenarioSource) {
    guard let days = source.pastDays, days.areDrawn, days.areExact, days.perScenario == 1, source.count > days.count
    else { return nil }
    var (first, representatives, places) = ([Int?](repeating: nil, count: days.count), [Int](), [Int]())
    places.reserveCapacity(source.count)
    for scenario in 0..<source.count {
      let day = days.day(scenario, 0)
      if let place = first[day] {
        places.append(place)
      } else {
        first[day] = representatives.count
        places.append(representatives.count)
        representatives.append(scenario)
      }
    }
    (self.source, self.representatives, self.places) = (source, representatives, places)
  }

  func fill(_ block: inout ScenarioBlock) {
    block.values = source.block(of: block.scenarios.map { representatives[$0] }).values
  }

  /// What each scenario of the source is worth, by the values of the days.
  func expanded(_ values: [Double]) -> [Double] { places.map { values[$0] } }
}
