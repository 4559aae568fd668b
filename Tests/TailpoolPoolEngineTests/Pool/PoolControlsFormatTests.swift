import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import Testing

/// The format of the events that controls, margin and waterfall bring.
@Suite("Format of a pool's controls")
struct PoolControlsFormatTests {
  static let actions: [PoolAction] = [
    .quote(
      underlying: "BTC",
      quotes: [
        PoolQuote(source: "x", price: 5, time: PoolFixture.at(1)),
        .init(source: "y", price: 6, time: PoolFixture.at(2)),
      ]),
    .rewardRisk(from: "s", assets: 7, contributions: [ShortfallContribution(participant: "a", units: -3)]),
    .fundReserve(from: "s", assets: 1), .releaseReserve(to: "s", assets: 1),
    .signal(volatilityBasisPoints: 12, skewBasisPoints: 34), .endTrip(reason: "calm"),
    .setParameter(.gateBasisPoints, value: 5, reason: "vote"), .postMargin(participant: "a", asset: "ETH", units: 9),
    .withdrawMargin(participant: "a", asset: "ETH", units: 9), .priceMargin(asset: "ETH", price: 3, units: 2),
    .requireMargin([MarginRequirement(participant: "a", initial: 2, maintenance: 1)]),
    .liquidate(participant: "a", lots: 3, sold: 2, paid: 1), .memberDefault(participant: "a", loss: 4),
    .payAssessment(participant: "a", assets: 4),
  ]

  @Test(
    "POOL-056: every such event is read back as it was written, and a field too many or too few is refused",
    arguments: actions)
  func roundTrip(action: PoolAction) throws {
    let event = PoolEvent(at: PoolFixture.at(3), action)
    #expect(try PoolEvent(event.eventValue) == event)
    guard case .fields(let fields) = event.eventValue else { return }
    for index in fields.indices {
      var fewer = fields
      fewer.remove(at: index)
      #expect(throws: EventFormatError.self) { try PoolEvent(EventValue.fields(fewer)) }
    }
    #expect(throws: EventFormatError.unknown(field: "more")) {
      try PoolEvent(EventValue.fields(fields + [EventField("more", .text(""))]))
    }
    let twice = try #require(fields.last)
    #expect(throws: EventFormatError.invalid(field: "a name that stands twice")) {
      try PoolEvent(EventValue.fields(fields + [twice]))
    }
  }

  @Test("POOL-057: terms with controls are read back as they were written; without controls they have no such field")
  func terms() throws {
    var terms = try PoolFixture.terms()
    #expect(!terms.eventValue.canonicalJSON.contains("controls"))
    #expect(try PoolTerms(terms.eventValue) == terms)
    terms.controls.breaker = PoolControls.Breaker()
    terms.controls.outflow = PoolControls.Outflow(window: 10, tick: 1, retainedBasisPoints: 5_000, threshold: 3)
    terms.controls.prices = PoolControls.Prices(greatestAge: 5, deviationBasisPoints: 10, quorum: 2)
    terms.controls.parameters = [
      PoolControls.ParameterBounds(.gateBasisPoints, minimum: 1, maximum: 5_000, step: 3, delay: 4)
    ]
    terms.controls.hedgeBandMillionths = 5
    terms.controls.assessmentBasisPoints = 6
    terms.controls.marginAssets = [
      PoolControls.MarginAsset(try Asset("ETH", decimals: 9), haircutBasisPoints: 7, cap: 8)
    ]
    #expect(try PoolTerms(terms.eventValue) == terms)
    let changes: [(String, (inout PoolControls) -> Void)] = [
      ("breaker", { $0.breaker?.longestSeconds = 0 }),
      ("outflow", { $0.outflow = PoolControls.Outflow(window: 1, tick: 2, retainedBasisPoints: 0, threshold: 0) }),
      ("prices", { $0.prices = PoolControls.Prices(greatestAge: 1, deviationBasisPoints: 5_000, quorum: 1) }),
      ("parameters", { $0.parameters += $0.parameters }), ("assessmentBasisPoints", { $0.assessmentBasisPoints = -1 }),
      ("marginAssets", { $0.marginAssets += $0.marginAssets }),
      ("auctionBasisPoints", { $0.auctionBasisPoints = 10_001 }),
    ]
    for (field, change) in changes {
      var wrong = terms
      change(&wrong.controls)
      #expect(throws: PoolRefusal.invalidTerms(field: field)) { try MutualPool(wrong) }
    }
  }

  @Test("Every bound of a control is taken, and what lies next beyond it is not")
  func bounds() throws {
    /// Whether the terms are taken with a control set to a number.
    func takes(_ set: (inout PoolControls) -> Void) throws -> Bool {
      var terms = try PoolFixture.terms()
      set(&terms.controls)
      return (try? MutualPool(terms)) != nil
    }
    let years: Int64 = 315_360_000
    let whole: [(String, ClosedRange<Int64>, (inout PoolControls, Int64) -> Void)] = [
      ("assessment", 0...1_000_000, { $0.assessmentBasisPoints = Int($1) }),
      ("auction", 0...10_000, { $0.auctionBasisPoints = Int($1) }),
      ("age", 0...years, { $0.prices = .init(greatestAge: $1, deviationBasisPoints: 10, quorum: 2) }),
      ("deviation", 1...4_999, { $0.prices = .init(greatestAge: 5, deviationBasisPoints: Int($1), quorum: 2) }),
      ("quorum", 1...1_000, { $0.prices = .init(greatestAge: 5, deviationBasisPoints: 10, quorum: Int($1)) }),
      (
        "haircut", 0...10_000,
        { controls, number in
          guard let ether = try? Asset("ETH", decimals: 9) else { return }
          controls.marginAssets = [.init(ether, haircutBasisPoints: Int(number))]
        }
      ),
    ]
    let breaker: [(String, ClosedRange<Int64>, (inout PoolControls.Breaker, Int64) -> Void)] = [
      ("liquidity", 0...10_000, { $0.liquidityBasisPoints = Int($1) }),
      ("probation", 0...10_000, { $0.probationBasisPoints = Int($1) }),
      ("volatility", 0...1_000_000, { $0.volatilityBasisPoints = Int($1) }),
      ("skew", 0...1_000_000, { $0.skewBasisPoints = Int($1) }),
      ("liquidity seconds", 1...years, { $0.liquiditySeconds = $1 }),
      ("volatility seconds", 1...years, { $0.volatilitySeconds = $1 }),
      ("skew seconds", 1...years, { $0.skewSeconds = $1 }), ("longest", 1...years, { $0.longestSeconds = $1 }),
      ("probation seconds", 0...years, { $0.probationSeconds = $1 }),
      ("guardian", 0...years, { $0.guardianDelay = $1 }),
    ]
    let ofBreaker = breaker.map { name, range, set in
      (
        name, range,
        { (controls: inout PoolControls, number: Int64) in
          var own = PoolControls.Breaker()
          set(&own, number)
          controls.breaker = own
        }
      )
    }
    for (name, range, set) in whole + ofBreaker {
      for number in [range.lowerBound - 1, range.lowerBound, range.upperBound, range.upperBound + 1] {
        #expect(try takes { set(&$0, number) } == range.contains(number), "\(name) \(number)")
      }
    }
  }

  @Test(
    "POOL-058: a number has one form",
    arguments: ["", "-", "-0", "00", "01", "+1", "1 ", "340282366920938463463374607431768211456", "1e3"])
  func numbers(text: String) throws {
    let event = PoolEvent(at: PoolFixture.at(0), .gift(from: "x", assets: 5))
    guard case .fields(var fields) = event.eventValue else { return }
    fields[fields.count - 1] = EventField("assets", .text(text))
    #expect(throws: EventFormatError.invalid(field: "assets")) { try PoolEvent(EventValue.fields(fields)) }
  }

  @Test(
    "POOL-059: the greatest and least numbers pass",
    arguments: [UInt128.max, UInt128(UInt64.max), 1_000_000_000_000_000_000, 0])
  func extremes(units: UInt128) throws {
    let event = PoolEvent(at: PoolFixture.at(0), .gift(from: "x", assets: units))
    #expect(try PoolEvent(event.eventValue) == event)
    for change in [Int128.min, Int128.max, -1] {
      let mark = HedgeMark(underlying: "BTC", low: change, high: change)
      let hedge = PoolEvent(
        at: PoolFixture.at(0), .hedge(underlying: "BTC", changeMillionths: change, cash: 0, after: mark))
      #expect(try PoolEvent(hedge.eventValue) == hedge)
    }
  }
}
