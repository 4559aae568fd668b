import Foundation
import TailpoolLinearAlgebra
import Testing
import _TailpoolTestSupport

@testable import TailpoolNumerics
@testable import TailpoolRisk

@Suite("Plausible worst case and reverse stress")
struct PlausibleWorstCaseTests {
  private func profitAndLoss(_ delta: [Double], _ gamma: Matrix, _ x: [Double]) -> Double {
    x.indices.reduce(0) { sum, i in
      sum + delta[i] * x[i] + 0.5 * x.indices.reduce(0) { $0 + x[i] * gamma[i, $1] * x[$1] }
    }
  }

  @Test("The greatest loss on the ellipsoid, with the hard case, and the loss of its move when priced")
  func reference() throws {
    let cases = try #require(References.json("worst_case_ellipsoid.json")["cases"] as? [[String: Any]])
    try #require(cases.count == 4)
    for entry in cases {
      let delta = try #require(entry["delta"] as? [Double])
      let gamma = Matrix(rows: try #require(entry["gamma"] as? [[Double]]))
      let covariance = Matrix(rows: try #require(entry["cov"] as? [[Double]]))
      let radius = try #require(entry["radius"] as? Double)
      let worst = try PlausibleWorstCase(delta: delta, gamma: gamma, covariance: covariance, radius: radius)
      let tag = "\(entry["tag"] ?? "")"
      let expected = try #require(entry["worst_pnl"] as? Double)
      let move = try #require(entry["worst_move"] as? [Double])
      #expect(abs(worst.profitAndLoss - expected) < 1e-9, "\(tag): \(worst)")
      #expect(abs(worst.multiplier - (entry["multiplier"] as? Double ?? .nan)) < 1e-9, "\(tag): \(worst)")
      #expect(abs(worst.distance - radius) < 1e-9)
      for (actual, expected) in zip(worst.move, move) { #expect(abs(abs(actual) - abs(expected)) < 1e-8, "\(tag)") }
      #expect(abs(profitAndLoss(delta, gamma, worst.move) - expected) < 1e-9, "\(tag)")
      // The move that is most plausible for that loss is the same distance away.
      let reverse = try #require(
        try PlausibleWorstCase.mostPlausible(loss: -expected, delta: delta, gamma: gamma, covariance: covariance))
      #expect(abs(reverse.distance - radius) < 1e-9, "\(tag): \(reverse)")
      #expect(abs(profitAndLoss(delta, gamma, reverse.move) - expected) < 1e-9, "\(tag)")
    }
  }

  @Test("A book that cannot lose has its worst case inside, and no reverse stress")
  func convex() throws {
    let gamma = Matrix(rows: [[2, 0], [0, 4]])
    let unit = Matrix(rows: [[1, 0], [0, 1]])
    let worst = try PlausibleWorstCase(delta: [2, 0], gamma: gamma, covariance: unit, radius: 5)
    #expect(abs(worst.profitAndLoss + 1) < 1e-14 && worst.multiplier == 0 && abs(worst.distance - 1) < 1e-14)
    #expect(try PlausibleWorstCase.mostPlausible(loss: 2, delta: [2, 0], gamma: gamma, covariance: unit) == nil)
    let still = try PlausibleWorstCase(delta: [2, 0], gamma: gamma, covariance: unit, radius: 0)
    #expect(still.profitAndLoss == 0 && still.move == [0, 0] && still.multiplier == 0 && still.distance == 0)
  }

  @Test("The worst case of a book of options is worth what its derivatives say of the move")
  func book() throws {
    let valuation = try StressPosition.market(StressPosition.made).valuation
    let book = DeltaGammaBook(valuation)
    let covariance = try StressPosition.covariance()
    for radius in [0.5, 3, 6] {
      let worst = try book.plausibleWorstCase(covariance: covariance, radius: radius)
      #expect(abs(worst.distance - radius) < 1e-9 && worst.profitAndLoss < 0)
      let value = book.quadraticProfitAndLoss(logMoves: worst.move)
      #expect(abs(value - worst.profitAndLoss) < 1e-9 * abs(value), "\(value) \(worst)")
    }
  }

  @Test("Bad data is a typed error")
  func errors() {
    let one = Matrix(rows: [[1]])
    let none = Matrix(rows: 0, columns: 0)
    #expect(throws: RiskError.invalidParameter(name: "radius", value: -1)) {
      try PlausibleWorstCase(delta: [1], gamma: one, covariance: one, radius: -1)
    }
    #expect(throws: RiskError.empty) {
      try PlausibleWorstCase(delta: [], gamma: none, covariance: none, radius: 1)
    }
  }
}
