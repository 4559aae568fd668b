import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolPools

@Suite("Default waterfall")
struct DefaultWaterfallTests {
  /// Amounts of the reference are rationals with denominators 9 and 11; 99 times them are whole.
  private static let scale: Int128 = 99

  private func scaled(_ value: Any?) -> Int128 {
    let parts = (value as? String ?? "").split(separator: "/").compactMap { Int128(String($0)) }
    guard let numerator = parts.first else { return -1 }
    return Self.scale * numerator / (parts.count > 1 ? parts[1] : 1)
  }

  private func members(_ vector: ReferenceCase) -> [WaterfallMember] {
    (vector.fields["members"] as? [String: [String: String]] ?? [:]).sorted { $0.key < $1.key }.map {
      WaterfallMember(id: $0.key, margin: scaled($0.value["margin"]), fund: scaled($0.value["default_fund"]))
    }
  }

  @Test(
    "Four defaults, each layer and each survivor's share, are the reference's rationals")
  func vectors() throws {
    for vector in try ReferenceCase.cases("risk/loss_waterfall") {
      let multiple = try #require(Int(vector.text("assessment_multiple")))
      let waterfall = try DefaultWaterfall(
        members: members(vector), poolCapital: scaled(vector.fields["skin_in_the_game"]),
        assessmentBasisPoints: 10_000 * multiple)
      let defaulters = try #require(vector.fields["defaulters"] as? [String])
      let losses = vector.object("losses")
      let result = try waterfall.allocate(defaulters.map { (member: $0, units: scaled(losses.fields[$0])) })
      func use(_ name: String) -> LossLayer.Use? { result.layers.first { $0.name == name } }
      for id in defaulters {
        #expect(use("margin of \(id)")?.used == scaled(vector.object("used_margin").fields[id]))
        #expect(use("fund of \(id)")?.used == scaled(vector.object("used_defaulter_fund").fields[id]))
      }
      #expect(use(DefaultWaterfall.poolLayer)?.used == scaled(vector.fields["used_sitg"]))
      for (layer, used, shares) in [
        (DefaultWaterfall.survivorLayer, "used_survivor_fund", "survivor_shares"),
        (DefaultWaterfall.assessmentLayer, "used_assessment", "assessment_shares"),
      ] {
        #expect(use(layer)?.used == scaled(vector.fields[used]))
        let expected = vector.object(shares)
        #expect(use(layer)?.payments.count == expected.fields.count)
        #expect(use(layer)?.payments.allSatisfy { $0.units == scaled(expected.fields[$0.bearer]) } == true, "\(vector)")
      }
      #expect(result.uncovered == scaled(vector.fields["uncovered"]))
      #expect(result.used + result.uncovered == result.loss)
    }
  }

  @Test("POOL-108 A defaulter's margin serves no other's loss")
  func ringFence() throws {
    let waterfall = try DefaultWaterfall(
      members: [
        .init(id: "A", margin: 100, fund: 10), .init(id: "B", margin: 5, fund: 10),
        .init(id: "C", margin: 900, fund: 30),
      ],
      poolCapital: 7, assessmentBasisPoints: 5_000)
    let result = try waterfall.allocate([(member: "A", units: 1), (member: "B", units: 75)])
    let paid = Dictionary(uniqueKeysWithValues: result.statements.map { ($0.bearer, $0.total) })
    #expect(paid == ["A": 1, "B": 15, "pool capital": 7, "C": 45])
    #expect(result.uncovered == 8 && result.used == 68)
  }

  @Test("Unknown and repeated defaulters, and bad amounts, are typed errors")
  func errors() throws {
    let members = [WaterfallMember(id: "A", margin: 1, fund: 1)]
    let waterfall = try DefaultWaterfall(members: members, poolCapital: 0, assessmentBasisPoints: 0)
    #expect(throws: WaterfallError.unknownMember("X")) { try waterfall.allocate([(member: "X", units: 1)]) }
    #expect(throws: WaterfallError.duplicate("A")) {
      try waterfall.allocate([(member: "A", units: 1), (member: "A", units: 1)])
    }
    #expect(throws: WaterfallError.amount(.negative(-1))) { try waterfall.allocate([(member: "A", units: -1)]) }
    #expect(throws: WaterfallError.duplicate("A")) {
      try DefaultWaterfall(members: members + members, poolCapital: 0, assessmentBasisPoints: 0)
    }
    #expect(throws: WaterfallError.invalidFraction(-1)) {
      try DefaultWaterfall(members: members, poolCapital: 0, assessmentBasisPoints: -1)
    }
    #expect(throws: WaterfallError.amount(.negative(-3))) {
      try DefaultWaterfall(members: members, poolCapital: -3, assessmentBasisPoints: 0)
    }
  }
}
