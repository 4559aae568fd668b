import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Loss waterfall")
struct LossWaterfallTests {
  @Test(
    "The seven losses through five layers, and the haircut on gains, are the reference's")
  func vectors() throws {
    for vector in try ReferenceCase.cases("pools/37_default_waterfall") {
      let layers = try #require(vector.fields["layers"] as? [[Any]])
      let waterfall = try LossWaterfall(
        layers.map { try LossLayer(name: try #require($0[0] as? String), units: ReferenceCase.units($0[1])) })
      let result = try waterfall.allocate(vector.units("loss"))
      let used = vector.object("used")
      #expect(result.layers.allSatisfy { $0.used == used.units($0.name) }, "\(vector)")
      #expect(result.uncovered == vector.units("uncovered"))
      #expect(result.used + result.uncovered == result.loss)
      let haircut = vector.object("haircutOnGains")
      let gains = try GainsHaircut(
        loss: result.uncovered,
        accounts: [
          .init(id: "a", gain: haircut.units("totalGains") - 150), .init(id: "b", gain: 150), .init(id: "c", gain: -70),
        ])
      #expect(gains.factor == haircut.double("factor") && gains.uncovered == 0)
    }
  }

  @Test(
    "POOL-106 Used and uncovered add up to the loss, layers bear in order, nobody pays more than it stands for",
    arguments: [1, 2, 3])
  func identity(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var failures: [String] = []
    for _ in 0..<5_000 {
      let layers = try (0..<Int.random(in: 1...5, using: &generator)).map { index in
        try LossLayer(
          name: "\(index)",
          parts: (0..<Int.random(in: 0...4, using: &generator)).map {
            .init(bearer: "\($0)", units: Int128.random(in: 0...1_000, using: &generator))
          })
      }
      let waterfall = try LossWaterfall(layers)
      let loss = Int128.random(in: 0...8_000, using: &generator)
      let result = try waterfall.allocate(loss)
      let sums = result.layers.allSatisfy { use in use.payments.reduce(0) { $0 + $1.units } == use.used }
      let bounds = zip(result.layers, layers).allSatisfy { use, layer in
        zip(use.payments, layer.parts).allSatisfy { (0...$1.units).contains($0.units) && $0.bearer == $1.bearer }
      }
      let order = zip(result.layers, result.layers.dropFirst()).allSatisfy { $0.used == $0.capacity || $1.used == 0 }
      let statements = result.statements.reduce(0) { $0 + $1.total } == result.used
      let whole = result.used + result.uncovered == loss
      let full = result.uncovered == 0 || result.layers.allSatisfy { $0.used == $0.capacity }
      if !(sums && bounds && order && statements && whole && full) { failures.append("\(loss) through \(layers)") }
    }
    #expect(failures.isEmpty, "\(failures.prefix(2))")
  }

  @Test("POOL-107 The loss that exhausts a layer empties it, and one unit less does not")
  func exhausting() throws {
    let waterfall = try LossWaterfall([
      LossLayer(name: "a", units: 100), LossLayer(name: "b", units: 20), LossLayer(name: "c", units: 25),
    ])
    let losses = try waterfall.exhaustingLosses()
    #expect(losses == [100, 120, 145])
    for (index, loss) in losses.enumerated() {
      let at = try waterfall.allocate(loss).layers[index]
      let below = try waterfall.allocate(loss - 1).layers[index]
      #expect(at.used == at.capacity && below.used == below.capacity - 1)
    }
  }

  @Test("Layers and losses that cannot be used are typed errors")
  func errors() throws {
    #expect(throws: WaterfallError.duplicate("x")) {
      try LossLayer(name: "l", parts: [.init(bearer: "x", units: 1), .init(bearer: "x", units: 1)])
    }
    #expect(throws: WaterfallError.amount(.negative(-1))) { try LossLayer(name: "l", units: -1) }
    #expect(throws: WaterfallError.amount(.overflow)) {
      try LossLayer(name: "l", parts: [.init(bearer: "x", units: .max), .init(bearer: "y", units: 1)])
    }
    let layer = try LossLayer(name: "l", units: .max)
    #expect(throws: WaterfallError.duplicate("l")) { try LossWaterfall([layer, layer]) }
    #expect(throws: WaterfallError.amount(.negative(-5))) { try LossWaterfall([layer]).allocate(-5) }
    let two = try LossWaterfall([layer, LossLayer(name: "m", units: 1)])
    #expect(throws: WaterfallError.amount(.overflow)) { try two.exhaustingLosses() }
    #expect(try two.allocate(.max).uncovered == 0)
  }
}
