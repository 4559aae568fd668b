import TailpoolMarket
import Testing

@testable import TailpoolInsurance

/// What somebody who wants more than is due would try.
@Suite("Attacks on a cover pool")
struct CoverAttackTests {
  private let day = CoverFixture.day

  @Test("Cover bought in the second of an incident, but after it was declared, does not claim for it")
  func boughtAfterDeclaration() throws {
    var pool = try CoverFixture.pool()
    let purchase = { (holder: String) in
      CoverAction.buy(holder: holder, product: "depeg", amount: 100_000, seconds: 10 * day, maximumPremium: .max)
    }
    try pool.run(day, purchase("eve"))
    try pool.run(day, .declareIncident(product: "depeg", occurred: CoverFixture.at(day), severityBasisPoints: 10_000))
    try pool.run(day, purchase("mallory"))
    #expect(
      pool.refusal(day, .fileClaim(holder: "mallory", cover: 2, amount: 1, occurred: CoverFixture.at(day)))
        == .noIncident(CoverFixture.at(day)))
    try pool.run(day, .fileClaim(holder: "eve", cover: 1, amount: 100_000, occurred: CoverFixture.at(day)))
    #expect(pool.audit().isEmpty)
  }

  @Test("An incident of a product without grace is over at once: it holds back no exit, and the books sum")
  func incidentWithoutGrace() throws {
    var pool = try CoverFixture.pool(CoverFixture.terms(cooldown: 0))
    try pool.run(0, .openProduct(CoverFixture.product("code", weight: 1_000, grace: 0)))
    try pool.run(day, .declareIncident(product: "code", occurred: CoverFixture.at(day), severityBasisPoints: 1))
    #expect(pool.audit().isEmpty && pool.totals.openIncidents == 0)
    let shares = pool.funds[0].register.shares(of: "ann")
    try pool.run(day, .requestExit(member: "ann", fund: "capital", shares: shares, minimumAssets: 0))
    try pool.run(day, .payExits)
    #expect(pool.exits.isEmpty && pool.audit().isEmpty)
  }

  @Test("Whose claim it is does not vote on it, in neither round, and does not count for the quorum")
  func ownClaim() throws {
    var pool = try CoverFixture.pool()
    try pool.run(
      0, .buy(holder: "ann", product: "custody", amount: 365_000, seconds: 100 * day, maximumPremium: .max))
    try pool.run(day, .fileClaim(holder: "ann", cover: 1, amount: 300_000, occurred: CoverFixture.at(1)))
    let own = CoverAction.vote(member: "ann", claim: 1, vote: .accept)
    #expect(pool.refusal(day, own) == .stake(.unknown("assessor", name: "ann")))
    try pool.run(day, .vote(member: "bob", claim: 1, vote: .deny))
    try pool.run(4 * day, .appeal(appellant: "ann", claim: 1))
    #expect(pool.refusal(4 * day, own) == .stake(.unknown("assessor", name: "ann")))
    try pool.run(4 * day, .vote(member: "bob", claim: 1, vote: .deny))
    try pool.run(7 * day, .decide(claim: 1))
    // Bob is all who may vote, so that there is a quorum.
    #expect(pool.claims[0].status == .denied && pool.claims[0].assessment?.ruling?.hasQuorum == true)
    #expect(pool.audit().isEmpty)
  }
}
