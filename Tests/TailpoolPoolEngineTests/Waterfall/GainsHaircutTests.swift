import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Gains haircut")
struct GainsHaircutTests {
  @Test("POOL-109 A haircut takes from gains only, and never more than is needed", arguments: [1, 2, 3])
  func neverMore(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for order in [GainsHaircut.Order.proportional, .ranked] {
      for _ in 0..<2_000 {
        let accounts = (0..<Int.random(in: 0...6, using: &generator)).map {
          GainsHaircut.Account(
            id: "\($0)", gain: Int128.random(in: -500...500, using: &generator), leverage: generator.uniform(0, 3))
        }
        let loss = Int128.random(in: 0...1_500, using: &generator)
        let haircut = try GainsHaircut(loss: loss, accounts: accounts, order: order)
        let taken = haircut.taken.reduce(0) { $0 + $1.units }
        #expect(taken + haircut.uncovered == loss && taken == min(loss, haircut.totalGains))
        #expect(zip(haircut.taken, accounts).allSatisfy { (0...max($1.gain, 0)).contains($0.units) })
      }
    }
  }

  @Test("The factor is the part of the gains that is taken: all of them where they are less than the loss")
  func factor() throws {
    let accounts: [GainsHaircut.Account] = [
      .init(id: "a", gain: 300), .init(id: "b", gain: -50), .init(id: "c", gain: 100),
    ]
    for (loss, factor) in [(0, 0.0), (100, 0.25), (400, 1), (1_000, 1)] as [(Int128, Double)] {
      #expect(try GainsHaircut(loss: loss, accounts: accounts).factor == factor, "\(loss)")
    }
    #expect(try GainsHaircut(loss: 10, accounts: [.init(id: "b", gain: -50)]).factor == 0)
  }

  @Test("POOL-110 Deleveraging by rank takes the same in all as in proportion (attack 4.10: no overshoot)")
  func ranked() throws {
    let accounts: [GainsHaircut.Account] = [
      .init(id: "low", gain: 300, leverage: 1), .init(id: "high", gain: 100, leverage: 9),
      .init(id: "loser", gain: -900, leverage: 50), .init(id: "high too", gain: 200, leverage: 9),
    ]
    let ranked = try GainsHaircut(loss: 250, accounts: accounts, order: .ranked)
    #expect(ranked.taken.map(\.units) == [0, 50, 0, 200])
    let proportional = try GainsHaircut(loss: 250, accounts: accounts)
    #expect(proportional.taken.map(\.units) == [125, 42, 0, 83])
    #expect(ranked.factor == proportional.factor && ranked.factor == 250.0 / 600)
  }

  @Test("Without gains everything stays uncovered")
  func nothing() throws {
    let haircut = try GainsHaircut(loss: 5, accounts: [.init(id: "a", gain: -1)])
    #expect(haircut.uncovered == 5 && haircut.factor == 0)
    #expect(throws: WaterfallError.amount(.negative(-5))) { try GainsHaircut(loss: -5, accounts: []) }
  }
}
