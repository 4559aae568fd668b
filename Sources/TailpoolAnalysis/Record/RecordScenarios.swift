import TailpoolMarket
import TailpoolScenarios

/// The scenarios that a model would have drawn on each day of a record, one day after the other.
///
/// Day d has the scenarios d · draws …< (d + 1) · draws. A day's volatilities stand at the level of that day: the log of
/// that level over today's is added to the move of each volatility.
struct RecordScenarios: ScenarioSource {
  let factors: [RiskFactor]
  /// The scenarios of each day, all of the same number and factors.
  let days: [any ScenarioSource]
  /// Scenarios a day.
  let draws: Int
  /// Added to the move of each factor, by factor and day.
  let shifts: [[Double]]

  var count: Int { days.count * draws }

  func fill(_ block: inout ScenarioBlock) {
    let stride = block.scenarios.count
    var start = 0
    while start < stride {
      let day = block.scenarios[start] / draws
      var end = start + 1
      while end < stride, block.scenarios[end] / draws == day { end += 1 }
      let moves = days[day].block(of: block.scenarios[start..<end].map { $0 - day * draws })
      for (factor, shift) in shifts.enumerated() {
        let column = moves.column(factor)
        for (i, move) in column.enumerated() { block.values[factor * stride + start + i] = move + shift[day] }
      }
      start = end
    }
  }
}
