import TailpoolMarket
import TailpoolScenarios
import Testing

@Suite("Events beside the moves of scenarios")
struct EventScenariosTests {
  private static let moves = ListedScenarios(
    (0..<4_000).map { [Double($0), -Double($0)] }, factors: [.spot("A"), .volatility("A")])

  @Test("the moves keep their bits, and an event's number is uniform, its own and the same in any order")
  func draws() {
    let source = EventScenarios(Self.moves, events: ["oracle", "exploit"], seed: 7)
    #expect(source.factors == [.spot("A"), .volatility("A"), .event("oracle"), .event("exploit")])
    func block(_ scenarios: [Int], _ source: EventScenarios) -> ScenarioBlock {
      var block = ScenarioBlock(scenarios: scenarios, factors: source.factors)
      source.fill(&block)
      return block
    }
    let all = block(Array(0..<4_000), source)
    #expect(Array(all.column(0)) == (0..<4_000).map(Double.init))
    let (first, second) = (Array(all.column(2)), Array(all.column(3)))
    for draws in [first, second] {
      #expect(draws.allSatisfy { $0 > 0 && $0 < 1 })
      // Five standard errors of the mean of uniform numbers.
      let mean = draws.reduce(0, +) / 4_000
      #expect(abs(mean - 0.5) < 0.0228, "\(mean)")
      let high = draws.count { $0 > 0.99 }
      #expect((8...72).contains(high), "\(high)")
    }
    #expect(zip(first, second).count { $0 == $1 } == 0)
    let some = block([3_999, 5, 17], source)
    #expect(Array(some.column(2)) == [first[3_999], first[5], first[17]])
    #expect(Array(block([5], EventScenarios(Self.moves, events: ["oracle"], seed: 8)).column(2)) != [first[5]])
  }

  @Test("two scenarios of one past day are not alike, and a day that stands once stays so")
  func pastDays() {
    struct Past: ScenarioSource {
      let pastDays: PastDays?
      var count: Int { 6 }
      var factors: [RiskFactor] { [] }
      func fill(_ block: inout ScenarioBlock) {}
    }
    let drawn = EventScenarios(
      Past(pastDays: PastDays(drawnFrom: 3, perScenario: 1) { scenario, _ in scenario % 3 }), events: ["e"], seed: 1)
    #expect(drawn.pastDays?.areDrawn == true && drawn.pastDays?.areExact == false && drawn.pastDays?.days(of: 4) == [1])
    let once = EventScenarios(Past(pastDays: PastDays(onceEach: 6)), events: ["e"], seed: 1)
    #expect(once.pastDays?.areDrawn == false && once.pastDays?.count == 6)
    #expect(EventScenarios(Past(pastDays: nil), events: ["e"], seed: 1).pastDays == nil)
  }
}
