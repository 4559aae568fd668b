import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

/// The order of central counterparties: a defaulter's margin and part of the fund bear its own loss, then the pool's
/// capital, the survivors' parts and assessments bear what is left of all.
@Suite("Defaults of members")
struct MemberDefaultTests {
  private struct Member {
    var id: String
    var margin: Int128
    var fund: Int128
  }

  /// Amounts of the reference are rationals with denominators 9 and 11; 99 times them are whole.
  private static let scale: Int128 = 99

  private func scaled(_ value: Any?) -> Int128 {
    let parts = (value as? String ?? "").split(separator: "/").compactMap { Int128(String($0)) }
    guard let numerator = parts.first else { return -1 }
    return Self.scale * numerator / (parts.count > 1 ? parts[1] : 1)
  }

  private func members(_ vector: ReferenceCase) -> [Member] {
    (vector.fields["members"] as? [String: [String: String]] ?? [:]).sorted { $0.key < $1.key }.map {
      Member(id: $0.key, margin: scaled($0.value["margin"]), fund: scaled($0.value["default_fund"]))
    }
  }

  /// Sends losses through the layers in that order.
  private func allocate(
    _ losses: [(member: String, units: Int128)], _ members: [Member], capital: Int128, assessmentBasisPoints: Int128
  ) throws -> LossWaterfall.Outcome {
    var (uses, total, left): ([LossLayer.Use], Int128, Int128) = ([], 0, 0)
    for loss in losses {
      let member = try #require(members.first { $0.id == loss.member })
      let own = try LossWaterfall([
        LossLayer(name: "margin of \(member.id)", parts: [.init(bearer: member.id, units: member.margin)]),
        LossLayer(name: "fund of \(member.id)", parts: [.init(bearer: member.id, units: member.fund)]),
      ]).allocate(loss.units)
      (uses, total, left) = (uses + own.layers, total + loss.units, left + own.uncovered)
    }
    let survivors = members.filter { member in !losses.contains { $0.member == member.id } }
    let shared = try LossWaterfall([
      LossLayer(name: "pool capital", units: capital),
      LossLayer(name: "survivors' fund", parts: survivors.map { .init(bearer: $0.id, units: $0.fund) }),
      LossLayer(
        name: "assessments",
        parts: survivors.map { .init(bearer: $0.id, units: $0.fund * assessmentBasisPoints / 10_000) }),
    ]).allocate(left)
    return LossWaterfall.Outcome(loss: total, layers: uses + shared.layers, uncovered: shared.uncovered)
  }

  /// A pool in which the members' parts of the fund are their shares, and the capital before them is the reserve.
  private func pool(_ members: [Member], capital: Int128, assessmentBasisPoints: Int) throws -> MutualPool {
    var pool = try PoolFixture.controlled { $0.assessmentBasisPoints = assessmentBasisPoints }
    for member in members {
      try pool.run(0, .deposit(participant: member.id, assets: UInt128(member.fund), minimumShares: 0))
      try pool.run(0, .postMargin(participant: member.id, asset: "USDC", units: UInt128(member.margin)))
    }
    try pool.run(0, .fundReserve(from: "owner", assets: UInt128(capital)))
    return pool
  }

  @Test(
    "Four defaults, each layer and each survivor's share, are the reference's rationals")
  func vectors() throws {
    for vector in try ReferenceCase.cases("risk/loss_waterfall") {
      let multiple = try #require(Int128(vector.text("assessment_multiple")))
      let defaulters = try #require(vector.fields["defaulters"] as? [String])
      let losses = vector.object("losses")
      let result = try allocate(
        defaulters.map { (member: $0, units: scaled(losses.fields[$0])) }, members(vector),
        capital: scaled(vector.fields["skin_in_the_game"]), assessmentBasisPoints: 10_000 * multiple)
      func use(_ name: String) -> LossLayer.Use? { result.layers.first { $0.name == name } }
      for id in defaulters {
        #expect(use("margin of \(id)")?.used == scaled(vector.object("used_margin").fields[id]))
        #expect(use("fund of \(id)")?.used == scaled(vector.object("used_defaulter_fund").fields[id]))
      }
      #expect(use("pool capital")?.used == scaled(vector.fields["used_sitg"]))
      for (layer, used, shares) in [
        ("survivors' fund", "used_survivor_fund", "survivor_shares"),
        ("assessments", "used_assessment", "assessment_shares"),
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

  @Test("The defaults of one member are the reference's in the events of a pool too")
  func events() throws {
    var tried = 0
    for vector in try ReferenceCase.cases("risk/loss_waterfall") {
      let defaulters = try #require(vector.fields["defaulters"] as? [String])
      guard let id = defaulters.first, defaulters.count == 1 else { continue }
      tried += 1
      var pool = try pool(
        members(vector), capital: scaled(vector.fields["skin_in_the_game"]),
        assessmentBasisPoints: 10_000 * (try #require(Int(vector.text("assessment_multiple")))))
      let loss = scaled(vector.object("losses").fields[id])
      try pool.run(1, .memberDefault(participant: id, loss: UInt128(loss)))
      let record = try #require(pool.losses.last)
      let margin = scaled(vector.object("used_margin").fields[id])
      let own = scaled(vector.object("used_defaulter_fund").fields[id])
      #expect(
        record.layers.map(\.used) == [
          margin, own, scaled(vector.fields["used_sitg"]), scaled(vector.fields["used_survivor_fund"]),
          scaled(vector.fields["used_assessment"]), 0,
        ], "\(vector)")
      #expect(record.uncovered == scaled(vector.fields["uncovered"]) && record.loss == loss)
      let (shares, assessed) = (vector.object("survivor_shares"), vector.object("assessment_shares"))
      for statement in try pool.statements(at: PoolFixture.at(1)) where statement.participant != "manager" {
        let name = statement.participant
        if name == id {
          #expect(Int128(statement.borne) == margin + own && statement.assessmentDue == 0)
          continue
        }
        let due = scaled(assessed.fields[name])
        #expect(Int128(statement.borne) == scaled(shares.fields[name]) + due && Int128(statement.assessmentDue) == due)
      }
      #expect(pool.audit().isEmpty)
    }
    #expect(tried == 2)
  }

  @Test("POOL-108 A defaulter's margin serves no other's loss")
  func ringFence() throws {
    let members = [
      Member(id: "A", margin: 100, fund: 10), Member(id: "B", margin: 5, fund: 10),
      Member(id: "C", margin: 900, fund: 30),
    ]
    let result = try allocate(
      [(member: "A", units: 1), (member: "B", units: 75)], members, capital: 7, assessmentBasisPoints: 5_000)
    let paid = Dictionary(uniqueKeysWithValues: result.statements.map { ($0.bearer, $0.total) })
    #expect(paid == ["A": 1, "B": 15, "pool capital": 7, "C": 45])
    #expect(result.uncovered == 8 && result.used == 68)
    // In a pool, whose members default one after the other.
    var pool = try pool(members, capital: 7, assessmentBasisPoints: 5_000)
    try pool.run(1, .memberDefault(participant: "A", loss: 1))
    try pool.run(2, .memberDefault(participant: "B", loss: 90))
    let kept = try ["A", "B", "C"].map { pool.margin.account(try #require(pool.register.place(of: $0))).cash }
    #expect(kept == [99, 0, 900] && pool.losses.last?.uncovered == 8 && pool.audit().isEmpty)
  }

  @Test("Unknown defaulters, losses of nothing and assessments out of range are refused")
  func errors() throws {
    var pool = try pool([Member(id: "A", margin: 1, fund: 1)], capital: 1, assessmentBasisPoints: 0)
    let before = pool
    #expect(throws: PoolRefusal.unknownParticipant("X")) { try pool.run(1, .memberDefault(participant: "X", loss: 1)) }
    #expect(throws: PoolRefusal.invalidQuantity(field: "loss")) {
      try pool.run(1, .memberDefault(participant: "A", loss: 0))
    }
    #expect(pool == before)
    for part in [-1, 1_000_001] {
      #expect(throws: PoolRefusal.invalidTerms(field: "assessmentBasisPoints")) {
        try PoolFixture.controlled { $0.assessmentBasisPoints = part }
      }
    }
  }
}
