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
}
