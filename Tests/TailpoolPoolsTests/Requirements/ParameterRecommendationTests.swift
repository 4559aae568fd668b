import Testing

@testable import TailpoolPools

@Suite("Recommended parameters")
struct ParameterRecommendationTests {
  @Test("The recommendation earns most within the budget of the tail")
  func recommendation() throws {
    let calm = [1.0, 2, 3, 2], wild = [10.0, 1, 1, 1]
    let result = try ParameterRecommendation(
      [
        .init(value: 300, fees: [9, 9, 9, 9], profitAndLoss: [-50, 20, 20, 20]),
        .init(value: 200, fees: [5, 7, 5, 7], profitAndLoss: [-10, 0, 0, 0]),
        .init(value: 100, fees: calm, profitAndLoss: [-1, 0, 0, 0]),
        .init(value: 50, fees: wild, profitAndLoss: [-2, 0, 0, 0]),
      ], budget: 10)
    #expect(result.best?.value == 200 && result.best?.meanFees == 6)
    #expect(result.outcomes.map(\.isAffordable) == [false, true, true, true])
    // Deviation of 5, 7, 5, 7 is √(4/3), over √4.
    #expect(abs((result.best?.feesHalfWidth ?? 0) - 1.959963984540054 * (1.0 / 3).squareRoot()) <= 1e-14)
    #expect(
      try ParameterRecommendation([.init(value: 1, fees: [1, 1], profitAndLoss: [-9, -9])], budget: 1).best == nil)
    #expect(throws: ControlError.invalid("fees")) {
      try ParameterRecommendation([.init(value: 1, fees: [.nan, 1], profitAndLoss: [0, 0])], budget: 1)
    }
  }

  @Test(
    "Of equal earners the least value is recommended, in whatever order they stand",
    arguments: [[3, 1, 2], [1, 2, 3], [3, 2, 1], [2, 1, 3], [1, 3, 2], [2, 3, 1]])
  func ties(order: [Int]) throws {
    let candidates = order.map {
      ParameterRecommendation.Candidate(value: $0, fees: [4, 6, 5], profitAndLoss: [-1, 0, 2])
    }
    let result = try ParameterRecommendation(candidates, budget: 5)
    #expect(result.best?.value == 1 && result.outcomes.map(\.value) == order, "\(order)")
    // One that earns a little more is better than the least.
    let more = ParameterRecommendation.Candidate(value: 9, fees: [4, 6, 5.1], profitAndLoss: [-1, 0, 2])
    #expect(try ParameterRecommendation(candidates + [more], budget: 5).best?.value == 9)
  }

  @Test("The tail is the mean of the worst hundredth; a shortfall of just the budget is within it")
  func budget() throws {
    // Two of two hundred paths are the worst hundredth: they lose 30 and 10.
    let results = [-30.0, -10] + [Double](repeating: 1, count: 198)
    let fees = [Double](repeating: 1, count: 200)
    func isAffordable(_ budget: Double) throws -> Bool {
      let result = try ParameterRecommendation(
        [.init(value: 7, fees: fees, profitAndLoss: results)], budget: budget)
      #expect(abs(result.outcomes[0].expectedShortfall.value - 20) < 1e-12, "\(result.outcomes)")
      return result.outcomes[0].isAffordable && result.best?.value == 7
    }
    #expect(try isAffordable(20) && !isAffordable(19.999))
    let wider = try ParameterRecommendation(
      [.init(value: 7, fees: fees, profitAndLoss: results)], budget: 20, level: .percent95)
    #expect(abs(wider.outcomes[0].expectedShortfall.value - 3.2) < 1e-12, "\(wider.outcomes)")
  }

  @Test("Unusable candidates are typed errors")
  func errors() {
    typealias Candidate = ParameterRecommendation.Candidate
    let fine = Candidate(value: 1, fees: [1, 1], profitAndLoss: [0, 0])
    let cases: [([Candidate], ControlError)] = [
      ([], .invalid("number of paths")), ([fine, fine], .duplicate("1")),
      ([.init(value: 1, fees: [1], profitAndLoss: [0])], .invalid("number of paths")),
      ([fine, .init(value: 2, fees: [1, 1], profitAndLoss: [0])], .invalid("number of paths")),
      ([fine, .init(value: 2, fees: [1, 1, 1], profitAndLoss: [0, 0])], .invalid("number of paths")),
      ([.init(value: 1, fees: [1, 1], profitAndLoss: [0, .nan])], .invalid("profit and loss")),
    ]
    for (candidates, error) in cases {
      #expect(throws: error, "\(candidates)") { try ParameterRecommendation(candidates, budget: 1) }
    }
    #expect(throws: ControlError.invalid("budget")) { try ParameterRecommendation([fine], budget: .infinity) }
  }
}
