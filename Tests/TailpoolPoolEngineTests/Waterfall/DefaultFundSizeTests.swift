import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Default fund size")
struct DefaultFundSizeTests {
  @Test("Cover one, two and all are the reference's")
  func vectors() throws {
    for vector in try ReferenceCase.cases("risk/cover_n") {
      let losses = vector.rows("stress_loss_over_margin")
      #expect(try DefaultFundSize(lossesOverMargin: losses, covering: 1).size == vector.double("cover1"))
      let two = try DefaultFundSize(lossesOverMargin: losses, covering: 2)
      #expect(two.size == vector.double("cover2") && two.scenario == vector.int("cover2_scenario"))
      #expect(try DefaultFundSize(lossesOverMargin: losses, covering: 99).size == vector.double("cover_all"))
    }
  }

  @Test("The members covered are named, greatest first; the parts of a fund add up, none below the floor")
  func contributions() throws {
    let size = try DefaultFundSize(lossesOverMargin: [[1, 9, 4], [3, 3, 3]], covering: 2)
    #expect(size.members == [1, 2] && size.size == 13 && size.scenario == 0)
    #expect(try DefaultFundSize.contributions(to: 100, requirements: [1, 1, 1], floor: 10) == [34, 33, 33])
    #expect(try DefaultFundSize.contributions(to: 100, requirements: [0, 7, 0], floor: 10) == [10, 80, 10])
  }

  @Test("Stress losses that cannot be used, and floors above the fund, are typed errors")
  func errors() {
    #expect(throws: WaterfallError.empty) { try DefaultFundSize(lossesOverMargin: [], covering: 1) }
    #expect(throws: WaterfallError.invalidFraction(0)) { try DefaultFundSize(lossesOverMargin: [[1]], covering: 0) }
    #expect(throws: WaterfallError.countMismatch(expected: 1, actual: 2)) {
      try DefaultFundSize(lossesOverMargin: [[1], [1, 2]], covering: 1)
    }
    #expect(throws: WaterfallError.invalidStressLoss(scenario: 1, member: 0)) {
      try DefaultFundSize(lossesOverMargin: [[1], [.nan]], covering: 1)
    }
    #expect(throws: WaterfallError.amount(.negative(-1))) {
      try DefaultFundSize.contributions(to: 29, requirements: [1, 1, 1], floor: 10)
    }
  }
}
