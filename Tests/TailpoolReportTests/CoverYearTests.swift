import TailpoolInsurance
import TailpoolReport
import Testing

@Suite("A cover pool's year with a depeg")
struct CoverYearTests {
  @Test("The laws hold after every event; the depeg and the failure go through stake and capital")
  func laws() throws {
    let (terms, events) = try Sample.coverYear()
    var pool = try CoverPool(terms)
    for event in events {
      try pool.apply(event)
      #expect(pool.audit().isEmpty, "\(event): \(pool.audit())")
    }
    #expect(pool.claims.count == 3 && pool.claims.allSatisfy { $0.status == .accepted && $0.paid == $0.amount })
    #expect(pool.totals.paid == 157_200_000_000 && pool.totals.recovered == 30_000_000_000)
    #expect(pool.totals.offsetUsed == 5_000_000_000)
    #expect(pool.funds.allSatisfy { $0.borne > 0 } && pool.exits.isEmpty)
    #expect(pool.claims[2].assessment?.ruling?.isOverturned == true)
    #expect(try CoverPool(terms, replaying: events) == pool)
  }
}
