import Foundation
import TailpoolMarket
import TailpoolLinearAlgebra
import TailpoolPricing
import TailpoolScenarios
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Reverse stress by full revaluation")
struct ReverseStressTests {
  @Test("The move loses its amount when the book is revalued in it, and larger losses are farther")
  func reproduces() throws {
    let valuation = try StressPosition.market(StressPosition.made).valuation
    let revaluation = try BookRevaluation(valuation, horizonInDays: 0)
    let covariance = try StressPosition.covariance()
    let amounts = [20.0, 100, 400, 900]
    let results = try ReverseStress.mostPlausible(
      losses: amounts, of: revaluation, covariance: covariance,
      derivatives: DeltaGammaBook(valuation))
    var distance = 0.0
    for (amount, result) in zip(amounts, results) {
      let result = try #require(result)
      #expect(abs(result.profitAndLoss + amount) < 1e-9 * amount, "\(result)")
      let again = try revaluation.profitAndLoss(under: result.move).values.reduce(0, +)
      #expect(abs(again + amount) < 1e-9 * amount, "\(again)")
      for underlying in revaluation.underlyings {
        #expect(result.move[underlying].spotReturn != nil && result.move[underlying].volatilityFactor != nil)
      }
      let byPosition = try valuation.outcome(under: result.move).profitAndLoss
      #expect(abs(byPosition + amount) < 1e-9 * amount, "\(byPosition)")
      #expect(result.distance > distance)
      distance = result.distance
      let factor = try CholeskyFactor(of: covariance.matrix)
      let solved = factor.solve(Matrix(rows: 4, columns: 1, storage: result.logMoves))
      let length = zip(result.logMoves, solved.column(0)).reduce(0) { $0 + $1.0 * $1.1 }.squareRoot()
      #expect(abs(length - result.distance) < 1e-9 * length)
    }
  }

  @Test("No move of a dense grid loses as much nearer, for a book short of calls and puts")
  func grid() throws {
    let rows = [
      StressPosition(type: .put, strike: 85, days: 20, quantity: -5),
      StressPosition(strike: 120, days: 20, quantity: -6),
      StressPosition(strike: 100, days: 90, quantity: 1),
    ]
    let valuation = try StressPosition.market(rows).valuation
    let revaluation = try BookRevaluation(valuation, horizonInDays: 0)
    let covariance = try Covariance(
      factors: [.spot("A"), .volatility("A")], matrix: Matrix(rows: [[0.0016, -0.0008], [-0.0008, 0.0025]]),
      observations: 100)
    let root = try CholeskyFactor(of: covariance.matrix).lower
    for amount in [5.0, 40, 150] {
      let found = try #require(
        try ReverseStress.mostPlausible(losses: [amount], of: revaluation, covariance: covariance)[0])
      var least = Double.infinity
      for angle in 0..<720 {
        let direction = [cos(Double(angle) * .pi / 360), sin(Double(angle) * .pi / 360)]
        let radii = (1...400).map { 0.05 * Double($0) }
        let moves = radii.map { r in
          [root[0, 0] * direction[0] * r, (root[1, 0] * direction[0] + root[1, 1] * direction[1]) * r]
        }
        let losses = try revaluation.profitAndLoss(over: ListedScenarios(moves, underlyings: ["A"])).map { -$0 }
        if let first = losses.firstIndex(where: { $0 >= amount }) { least = min(least, radii[first]) }
      }
      // The grid is 0.05 wide in radius and half a degree in direction.
      #expect(found.distance <= least + 1e-9 && found.distance > least - 0.06, "\(amount): \(found), grid \(least)")
    }
  }

  @Test("For small losses it is the quadratic book's own answer")
  func quadratic() throws {
    let valuation = try StressPosition.market(StressPosition.made).valuation
    let revaluation = try BookRevaluation(valuation, horizonInDays: 0)
    let derivatives = DeltaGammaBook(valuation)
    let covariance = try StressPosition.covariance()
    let small = try #require(
      try ReverseStress.mostPlausible(losses: [0.01], of: revaluation, covariance: covariance)[0])
    let joint = try JointCovariance.matrix(
      covariance, assets: ["A", "B"], horizonInDays: 1, assumedVolatilityDeviation: 0.05)
    let expected = try #require(
      try PlausibleWorstCase.mostPlausible(
        loss: 0.01, delta: derivatives.delta, gamma: derivatives.gamma, covariance: joint))
    #expect(abs(small.distance - expected.distance) < 0.01 * expected.distance, "\(small), \(expected)")
  }

  @Test("The chance is that of losing the amount: exact for a book that is straight in its spot")
  func probability() throws {
    // A call so deep in the money that it is its forward, sold: −2 (S' − S) = −L at S' = S + L / 2.
    let valuation = try StressPosition.market([StressPosition(strike: 1, days: 5, volatility: 0.1, quantity: -2)])
      .valuation
    let covariance = try Covariance(factors: [.spot("A")], matrix: Matrix(rows: [[0.0016]]), observations: 100)
    for loss in [3.0, 10, 30] {
      let found = try #require(
        try ReverseStress.mostPlausible(
          losses: [loss], of: BookRevaluation(valuation, horizonInDays: 0), covariance: covariance)[0])
      let distance = log1p(loss / 200) / 0.04
      #expect(abs(found.distance - distance) < 1e-9, "\(loss): \(found.distance), \(distance)")
      let expected = 0.5 * erfc(distance / 2.0.squareRoot())
      #expect(abs(found.probability - expected) < 1e-9, "\(loss): \(found.probability), \(expected)")
    }
  }

  @Test("A book that cannot lose so much has no answer; one that loses by waiting needs no move")
  func limits() throws {
    let rows = [StressPosition(quantity: 2)]
    let valuation = try StressPosition.market(rows).valuation
    let covariance = try Covariance(
      factors: [.spot("A")], matrix: Matrix(rows: [[0.0016]]), observations: 100)
    let instant = try BookRevaluation(valuation, horizonInDays: 0)
    let most = valuation.value
    let answers = try ReverseStress.mostPlausible(
      losses: [0.5 * most, 1.01 * most], of: instant, covariance: covariance)
    #expect(answers[0] != nil && answers[1] == nil)
    let waiting = try BookRevaluation(valuation, horizonInDays: 20)
    let still = try #require(
      try ReverseStress.mostPlausible(losses: [0.1], of: waiting, covariance: covariance)[0])
    // Lost without a move: by distance alone nothing more is known than an even chance.
    #expect(still.distance == 0 && still.probability == 0.5 && still.profitAndLoss < -0.1)
    #expect(throws: RiskError.invalidParameter(name: "loss", value: 0)) {
      try ReverseStress.mostPlausible(losses: [0], of: instant, covariance: covariance)
    }
    #expect(throws: RiskError.missingFactor(name: RiskFactor.spot("A").description)) {
      try ReverseStress.mostPlausible(
        losses: [1], of: instant,
        covariance: Covariance(factors: [.spot("B")], matrix: Matrix(rows: [[1]]), observations: 9))
    }
  }
}
