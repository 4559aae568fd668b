import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

/// What a cover pool refuses, and by which bound; each refusal leaves the pool as it was.
@Suite("Refusals of a cover pool")
struct CoverRefusalTests {
  private let day = CoverFixture.day

  /// A pool with cover of 1,000 for a hundred days.
  private func bought(_ terms: CoverTerms? = nil) throws -> CoverPool {
    var pool = try CoverFixture.pool(terms)
    try pool.run(
      0, .buy(holder: "eve", product: "custody", amount: 1_000_000, seconds: 100 * day, maximumPremium: .max))
    return pool
  }

  private func buy(_ amount: UInt128, _ seconds: Int64, _ holder: String = "eve", _ product: String = "custody")
    -> CoverAction
  {
    .buy(holder: holder, product: product, amount: amount, seconds: seconds, maximumPremium: .max)
  }

  @Test("Sales: names, products, bounds of amount and time, capacity and capital")
  func sales() throws {
    let pool = try bought()
    let expected: [(CoverAction, CoverRefusal)] = [
      (buy(1, day, ""), .emptyName), (buy(1, day, "eve", "none"), .unknownProduct("none")),
      (buy(0, day), .coverBelowMinimum(least: 1)), (buy(1 << 80, day), .invalidQuantity(field: "amount")),
      (buy(100, 0), .periodOutOfRange(least: 1, greatest: 365 * day)),
      (buy(100, 365 * day + 1), .periodOutOfRange(least: 1, greatest: 365 * day)),
      (buy(100, Int64.max), .periodOutOfRange(least: 1, greatest: 365 * day)),
      (buy(100, Int64.min), .periodOutOfRange(least: 1, greatest: 365 * day)),
      (buy(2_500_001, day), .capacityExceeded(available: 2_500_000)), (buy(1, day), .noPremium),
      (.closeProduct(product: "none"), .unknownProduct("none")),
      (.openProduct(CoverFixture.product()), .duplicate("custody")),
      (.openProduct(CoverFixture.product("new", weight: 0)), .invalidQuantity(field: "weightBasisPoints")),
      (.openProduct(CoverFixture.product("new", kind: .parametric, grace: 0)), .invalidQuantity(field: "graceSeconds")),
      (
        .changeProduct(product: "custody", targetBasisPoints: 10_001, weightBasisPoints: 1),
        .invalidQuantity(field: "targetBasisPoints")
      ),
      (.cancel(holder: "fay", cover: 1), .unknownCover(1)), (.cancel(holder: "eve", cover: 0), .unknownCover(0)),
      (.cancel(holder: "eve", cover: .max), .unknownCover(.max)),
    ]
    for (action, refusal) in expected { #expect(pool.refusal(0, action) == refusal, "\(action)") }
    #expect(pool.refusal(100 * day, .cancel(holder: "eve", cover: 1)) == .coverEnded(CoverFixture.at(100 * day)))
    #expect(
      pool.refusal(100 * day, .renew(holder: "eve", cover: 1, seconds: day, maximumPremium: .max))
        == .coverEnded(CoverFixture.at(100 * day)))
    // Cover of 1,000,000 over 4.8 needs 208,333 and 1,000,000 is there; at a gearing of one there is no more.
    let tight = try bought(CoverFixture.terms(gearing: 10_000))
    #expect(tight.refusal(0, buy(100_000, day)) == .insufficientCapital(held: 1_000_000, required: 1_100_000))
  }

  @Test("Weights, products and funds are no more than they may be")
  func counts() throws {
    var pool = try CoverFixture.pool()
    for index in 0..<18 { try pool.run(0, .openProduct(CoverFixture.product("\(index)"))) }
    #expect(
      pool.refusal(0, .openProduct(CoverFixture.product("more"))) == .tooMany("weights", greatest: 200_000))
    try pool.run(0, .closeProduct(product: "0"))
    #expect(pool.refusal(0, .closeProduct(product: "0")) == .closedProduct("0"))
    #expect(
      pool.refusal(0, .openProduct(CoverFixture.product("0", kind: .parametric))) == .invalidQuantity(field: "kind"))
    #expect(
      pool.refusal(0, .openProduct(CoverFixture.product("0", grace: day))) == .invalidQuantity(field: "graceSeconds"))
    try pool.run(0, .openProduct(CoverFixture.product("0", weight: 9_999)))
    #expect(
      pool.refusal(0, .changeProduct(product: "1", targetBasisPoints: 1, weightBasisPoints: 10_000)) == nil)
    for index in 0..<61 { try pool.run(0, .openFund(name: "fund \(index)")) }
    #expect(pool.refusal(0, .openFund(name: "more")) == .tooMany("funds", greatest: 64))
    #expect(pool.refusal(0, .openFund(name: "")) == .emptyName)
    #expect(pool.refusal(0, .openFund(name: "capital")) == .duplicate("capital"))
    #expect(pool.audit().isEmpty)
  }

  @Test("Members: names, funds, shares and exits that are not there")
  func members() throws {
    let pool = try bought()
    let expected: [(CoverAction, CoverRefusal)] = [
      (.deposit(member: "", fund: "capital", assets: 1, minimumShares: 0), .emptyName),
      (.deposit(member: "ann", fund: "none", assets: 1, minimumShares: 0), .unknownFund("none")),
      (.deposit(member: "ann", fund: "capital", assets: 1 << 80, minimumShares: 0), .invalidQuantity(field: "assets")),
      (
        .requestExit(member: "eve", fund: "capital", shares: 1, minimumAssets: 0), .unknownMember("eve")
      ),
      (
        .requestExit(member: "ann", fund: "capital", shares: 1 << 120, minimumAssets: 0),
        .invalidQuantity(field: "shares")
      ), (.cancelExit(member: "ann", exit: 1), .unknownExit(1)),
      (.slash(fund: "capital", amount: 1, reason: ""), .unknownFund("capital")),
      (.slash(fund: "stake A", amount: 500_001, reason: ""), .slashAboveStake(greatest: 500_000)),
      (.pause(until: CoverFixture.at(0), reason: ""), .invalidQuantity(field: "until")),
    ]
    for (action, refusal) in expected { #expect(pool.refusal(0, action) == refusal, "\(action)") }
    // A stake that is gone takes no deposits, until what is left of it is worth something.
    var gone = pool
    try gone.run(0, .slash(fund: "stake A", amount: 500_000, reason: "all"))
    #expect(
      gone.refusal(0, .deposit(member: "cid", fund: "stake A", assets: 1, minimumShares: 0))
        == .insolvent(fund: "stake A"))
  }

  @Test("Claims, votes and payments that are not there, or not yet")
  func claims() throws {
    var pool = try bought()
    let expected: [(CoverAction, CoverRefusal)] = [
      (.vote(member: "ann", claim: 1, vote: .accept), .unknownClaim(1)), (.decide(claim: 0), .unknownClaim(0)),
      (.appeal(appellant: "", claim: 1), .emptyName), (.pay(claim: .max, amount: 1), .unknownClaim(.max)),
      (.recover(claim: 1, amount: 1), .unknownClaim(1)),
      (
        .declareIncident(product: "depeg", occurred: CoverFixture.at(1), severityBasisPoints: 1),
        .outsideTime("occurred", from: CoverFixture.opening, until: CoverFixture.opening)
      ),
      (
        .declareIncident(product: "depeg", occurred: CoverFixture.at(0), severityBasisPoints: 10_001),
        .invalidQuantity(field: "severityBasisPoints")
      ),
    ]
    for (action, refusal) in expected { #expect(pool.refusal(0, action) == refusal, "\(action)") }
    try pool.run(0, .declareIncident(product: "depeg", occurred: CoverFixture.at(0), severityBasisPoints: 1))
    #expect(
      pool.refusal(0, .declareIncident(product: "depeg", occurred: CoverFixture.at(0), severityBasisPoints: 2))
        == .duplicate("depeg \(CoverFixture.at(0))"))
    #expect(pool.refusal(0, .payExits) == .lossesOpen(units: 0, incidents: 1))
    try pool.run(0, .fileClaim(holder: "eve", cover: 1, amount: 600_000, occurred: CoverFixture.at(0)))
    #expect(
      pool.refusal(0, .vote(member: "cid", claim: 1, vote: .accept)) == .stake(.unknown("assessor", name: "cid")))
    #expect(
      pool.refusal(0, .fileClaim(holder: "eve", cover: 1, amount: 400_001, occurred: CoverFixture.at(0)))
        == .claimAboveCover(greatest: 400_000))
    #expect(pool.refusal(0, .cancel(holder: "eve", cover: 1)) == .claimsOpen(units: 600_000))
    #expect(
      pool.refusal(0, .renew(holder: "eve", cover: 1, seconds: day, maximumPremium: .max))
        == .claimsOpen(units: 600_000))
  }

  @Test("What the capital cannot pay is refused whole, and paid as far as it goes")
  func funds() throws {
    var pool = try CoverPool(CoverFixture.terms(gearing: 1_000_000))
    try pool.run(0, .deposit(member: "ann", fund: "capital", assets: 100_000, minimumShares: 0))
    try pool.run(0, .openProduct(CoverFixture.product(kind: .parametric)))
    try pool.run(0, buy(200_000, 365 * day))
    try pool.run(0, .declareIncident(product: "custody", occurred: CoverFixture.at(0), severityBasisPoints: 10_000))
    try pool.run(0, .fileClaim(holder: "eve", cover: 1, amount: 200_000, occurred: CoverFixture.at(0)))
    #expect(
      pool.refusal(0, .pay(claim: 1, amount: 100_001)) == .insufficientFunds(held: 100_000, required: 100_001))
    try pool.run(0, .pay(claim: 1, amount: 100_000))
    #expect(pool.claims[0].open == 100_000 && pool.audit().isEmpty)
    #expect(
      pool.refusal(0, .deposit(member: "bob", fund: "capital", assets: 1, minimumShares: 0))
        == .insolvent(fund: "capital"))
    // A gift brings it back, to those who hold its shares.
    var given = pool
    try given.run(0, .gift(from: "sponsor", fund: "capital", assets: 150_000))
    try given.run(0, .pay(claim: 1, amount: 100_000))
    #expect(try given.assets(of: "capital", at: given.time) == 50_000 && given.audit().isEmpty)
    try given.run(0, .deposit(member: "bob", fund: "capital", assets: 1_000, minimumShares: 0))
    #expect(given.audit().isEmpty)
    // Premium that is earned later pays more of it: half of 4,000 after half a year.
    try pool.run(365 * day / 2, .pay(claim: 1, amount: 1_999))
    #expect(pool.audit().isEmpty)
  }

  @Test("Every term out of its range is named, and its fields are read as they were written")
  func terms() throws {
    let value = try CoverFixture.terms().eventValue
    let wrong: [(String, String)] = [
      ("shareOffset", "2"), ("shareOffset", "19"), ("feeBasisPoints", "5001"), ("feeBasisPoints", "-1"),
      ("stakePremiumBasisPoints", "10001"), ("leastCover", "0"), ("leastCover", "1208925819614629174706176"),
      ("shortestPeriod", "0"), ("shortestPeriod", "31536001"), ("longestPeriod", "315360001"),
      ("longestPause", "31536001"), ("opening", "-1"), ("capacityRatioBasisPoints", "9999"),
      ("greatestWeight", "9999"), ("gearingBasisPoints", "0"), ("dailyStep", "10001"), ("greatestStep", "-1"),
      ("interval", "-1"), ("openingRequirement", "1208925819614629174706176"), ("leastRequirement", "0"),
      ("offset", "1208925819614629174706176"), ("slashFeeBasisPoints", "10001"),
      ("residue", "1208925819614629174706176"), ("cooldownSeconds", "-1"), ("windowSeconds", "0"),
      ("deposit", "1208925819614629174706176"), ("priorAgreements", "0"), ("priorDisagreements", "1001"),
      ("votingSeconds", "3599"), ("appealQuorumBasisPoints", "1"), ("burn", "half"), ("backing", "capital"),
    ]
    for (name, text) in wrong {
      #expect(throws: EventFormatError.self, "\(name) \(text)") {
        try CoverTerms(value.replacing(name, by: text))
      }
    }
    #expect(try CoverTerms(value) == CoverFixture.terms())
    #expect(throws: CoverRefusal.invalidTerms(field: "windowSeconds")) {
      try CoverPool(CoverFixture.terms(window: 0))
    }
  }

  @Test(
    "A product out of its range is named",
    arguments: [
      ("name", CoverFixture.product("")), ("weightBasisPoints", CoverFixture.product(weight: 10_001)),
      ("targetBasisPoints", CoverFixture.product(target: -1)),
      ("openingBasisPoints", CoverFixture.product(opening: 199)),
      ("openingBasisPoints", CoverFixture.product(opening: 1_000_001)),
      ("bumpBasisPoints", CoverFixture.product(bump: -1)),
      ("dailyDecayBasisPoints", CoverFixture.product(decay: 10_001)), ("graceSeconds", CoverFixture.product(grace: -1)),
    ])
  func products(field: String, product: CoverProduct) throws {
    #expect(product.invalidField == field)
    let pool = try CoverPool(CoverFixture.terms())
    #expect(pool.refusal(0, .openProduct(product)) == .invalidQuantity(field: field))
  }
}

extension EventValue {
  /// The value with another text in the field of a name, wherever it stands.
  fileprivate func replacing(_ name: String, by text: String) -> EventValue {
    guard case .fields(let fields) = self else { return self }
    return .fields(
      fields.map { EventField($0.name, $0.name == name ? .text(text) : $0.value.replacing(name, by: text)) })
  }
}
