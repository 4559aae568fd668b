import _TailpoolTestSupport

/// Portfolios of cover at random, some of them good: names that are missing, twice or unknown, numbers of all sizes, empty lists.
struct HostilePortfolio {
  private var generator: SeededGenerator
  /// How often a number is an extreme one.
  private let wildness: Double

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    wildness = [0.0, 0.02, 0.1, 0.5][Int(seed % 4)]
  }

  private static let extremes = [
    "0", "-1", "1e-320", "5e-324", "1e-300", "1e-12", "0.01", "0.5", "0.999999999999", "1", "1.0000000000000002", "2",
    "1e9", "1e15", "9007199254740993",
    "9223372036854775808", "1e18", "1e30", "1e150", "1e300", "1.7976931348623157e308", "-1e300", "null", "\"x\"",
    "true", "[]", "{}", "1e400",
  ]

  private mutating func unit() -> Double { Double.random(in: 0..<1, using: &generator) }
  private mutating func chance(_ probability: Double) -> Bool { unit() < probability }
  private mutating func count(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
  private mutating func pick(_ list: [String]) -> String { list[count(0...list.count - 1)] }

  private mutating func number(_ low: Double, _ high: Double) -> String {
    chance(wildness) ? pick(Self.extremes) : "\(low + (high - low) * unit())"
  }

  private mutating func object(_ members: [(String, String)]) -> String {
    var parts: [String] = []
    for (name, value) in members where !chance(wildness / 10) {
      parts.append("\"\(chance(wildness / 20) ? name + "s" : name)\": \(value)")
      if chance(wildness / 20) { parts.append(parts[parts.count - 1]) }
    }
    return "{" + parts.joined(separator: ", ") + "}"
  }

  private mutating func list(_ range: ClosedRange<Int>, _ element: (inout Self) -> String) -> String {
    var parts: [String] = []
    for _ in 0..<(chance(wildness) ? 0 : count(range)) { parts.append(element(&self)) }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  private mutating func claimCount() -> String {
    var law: [(String, String)] =
      switch count(0...5) {
      case 0: [("law", "\"poisson\""), ("mean", number(0, 3))]
      case 1:
        [
          ("law", "\"binomial\""), ("trials", chance(wildness) ? pick(Self.extremes) : "\(count(1...40))"),
          ("probability", number(0, 0.5)),
        ]
      case 2: [("law", "\"negative-binomial\""), ("mean", number(0.1, 1)), ("variance", number(1, 4))]
      case 3: [("law", "\"inverse-gaussian\""), ("mean", number(0.1, 2)), ("scale", number(0.1, 2))]
      case 4: [("law", "\"mixed-poisson\""), ("means", list(2...2) { $0.number(0, 3) }), ("weights", "[0.25, 0.75]")]
      default:
        [
          ("law", "\"discrete\""),
          ("probabilities", chance(wildness) ? list(1...3) { $0.number(0, 1) } : "[0.5, 0.25, 0.25]"),
        ]
      }
    if chance(0.2) { law.append(("probabilityOfNone", number(0, 1))) }
    return object(law)
  }

  private mutating func claim(_ depth: Int = 0) -> String {
    var law: [(String, String)] =
      switch count(0...(depth < 4 ? 11 : 9)) {
      case 0: [("law", "\"lognormal\""), ("mean", number(1, 20)), ("standardDeviation", number(1, 20))]
      case 1: [("law", "\"lognormal\""), ("logMean", number(0, 2)), ("logStandardDeviation", number(0.1, 1))]
      case 2: [("law", "\"gamma\""), ("shape", number(0.2, 5)), ("scale", number(1, 10))]
      case 3: [("law", "\"weibull\""), ("shape", number(0.5, 5)), ("scale", number(1, 10))]
      case 4: [("law", "\"pareto\""), ("shape", number(0.5, 5)), ("threshold", number(1, 10))]
      case 5: [("law", "\"lomax\""), ("shape", number(0.5, 5)), ("scale", number(1, 10))]
      case 6:
        [
          ("law", "\"generalized-pareto\""), ("shape", number(-1, 1.5)), ("scale", number(1, 10)),
          ("threshold", number(0, 10)),
        ]
      case 7: [("law", "\"exponential\""), ("mean", number(1, 20))]
      case 8: [("law", "\"fixed\""), ("amount", number(1, 20))]
      case 9: [("law", "\"sample\""), ("amounts", list(1...5) { $0.number(0, 30) })]
      case 10:
        [
          ("law", "\"mixture\""),
          ("parts", list(1...3) { $0.object([("weight", $0.number(0, 1)), ("claim", $0.claim(depth + 2))]) }),
        ]
      default:
        [
          ("law", "\"spliced\""), ("body", claim(depth + 2)), ("tail", claim(depth + 2)), ("threshold", number(5, 20)),
          ("bodyWeight", number(0, 1)),
        ]
      }
    if chance(0.3) { law.append(("deductible", number(0, 5))) }
    if chance(0.6) { law.append(("limit", number(5, 40))) }
    if chance(0.3) { law.append(("coinsurance", number(0, 1))) }
    return object(law)
  }

  private mutating func level() -> String {
    chance(wildness) ? pick(Self.extremes) : pick(["0.9", "0.95", "0.99", "0.999"])
  }

  private mutating func excessOfLoss(_ lines: [String]) -> [(String, String)] {
    guard chance(0.5) else { return [] }
    var index = 0
    let layers = list(1...2) { own in
      index += own.chance(own.wildness / 5) ? 0 : 1
      let name = own.chance(own.wildness / 5) ? "\"zz\"" : own.pick(lines)
      return own.object([
        ("name", "\"x\(index)\""), ("lines", "[\(name)]"), ("attachment", own.number(0, 10)),
        ("limit", own.number(1, 20)),
        ("reinstatements", own.chance(own.wildness) ? own.pick(Self.extremes) : "\(own.count(0...3))"),
        ("rate", own.number(0, 1)),
      ])
    }
    return [("excessOfLoss", layers)]
  }

  private mutating func triangleOptions() -> [(String, String)] {
    var options = [("claims", pick(["\"paid\"", "\"reported\""]))]
    if chance(0.5) {
      options.append(("weighting", pick(["\"simple-average\"", "\"volume-weighted\"", "\"regression\""])))
    }
    if chance(0.3) {
      options.append(
        ("tail", object([("factor", number(1, 1.2)), ("standardError", number(0, 0.1)), ("variance", number(0, 1))])))
    }
    return options
  }

  private mutating func technicalReserves() -> String {
    let times = ["\"2026-01-01\"", "\"2026-07-01\"", "\"2026-12-31T12:00:00Z\""]
    func amount(_ own: inout Self) -> String {
      own.chance(own.wildness) ? own.pick(Self.extremes) : "\(own.count(1...90))"
    }
    return object([
      ("asOf", chance(wildness) ? pick(Self.extremes) : pick(times)),
      ("method", pick(["\"chain-ladder\"", "\"bornhuetter-ferguson\""])),
      (
        "premiums",
        list(0...3) { own in
          own.object([
            ("amount", amount(&own)), ("from", times[0]),
            ("to", own.chance(own.wildness) ? own.pick(Self.extremes + times) : times[own.count(1...2)]),
          ])
        }
      ),
      (
        "claims",
        list(0...3) { own in
          own.object([
            ("incurred", amount(&own)), ("paid", own.chance(own.wildness) ? own.pick(Self.extremes) : "0.25"),
          ])
        }
      ),
    ])
  }

  mutating func text() -> String {
    let names = ["\"a\"", "\"b\"", "\"c\""]
    var members: [(String, String)] = [
      ("name", "\"p\""), ("unit", "\"USD\""),
      (
        "capital",
        object([
          ("held", number(0, 200)), ("measure", pick(["\"value-at-risk\"", "\"expected-shortfall\""])),
          ("level", level()),
        ])
      ),
    ]
    let lineCount = count(1...3)
    var lines: [String] = []
    for index in 0..<lineCount {
      lines.append(
        object([
          ("name", chance(wildness / 10) ? "\"\"" : names[chance(wildness / 10) ? 0 : index]),
          ("premium", number(0, 40)), ("count", claimCount()), ("claim", claim()),
        ]))
    }
    members.append(("lines", "[" + lines.joined(separator: ", ") + "]"))
    if chance(0.99) {
      let points = chance(wildness / 5) ? pick(Self.extremes) : pick(["256", "512"])
      members.append(
        (
          "grid",
          object([("step", chance(wildness / 3) ? pick(Self.extremes) : pick(["0.5", "1", "2"])), ("points", points)])
        ))
    }
    if chance(0.5) { members.append(("levels", list(1...3) { $0.level() })) }
    if chance(0.5) {
      members.append(
        (
          "principles",
          list(1...8) {
            switch $0.count(0...7) {
            case 0: $0.object([("rule", "\"expected-value\""), ("loading", $0.number(0, 1))])
            case 1: $0.object([("rule", "\"standard-deviation\""), ("multiplier", $0.number(0, 1))])
            case 2: $0.object([("rule", "\"variance\""), ("multiplier", $0.number(0, 1))])
            case 3: $0.object([("rule", "\"esscher\""), ("tilt", $0.number(0, 0.01))])
            case 4: $0.object([("rule", "\"wang\""), ("shift", $0.number(0, 1))])
            case 5: $0.object([("rule", "\"proportional-hazard\""), ("index", $0.number(1, 3))])
            case 6: $0.object([("rule", "\"cost-of-capital\""), ("rate", $0.number(0, 1)), ("level", $0.level())])
            default: $0.object([("rule", "\"quantile\""), ("level", $0.level())])
            }
          }
        ))
    }
    if chance(0.4) {
      members.append(
        (
          "shocks",
          list(1...2) { own in
            own.object([
              ("name", "\"s\""), ("count", own.claimCount()),
              (
                "hits",
                own.list(0...2) {
                  $0.object([
                    ("line", $0.chance($0.wildness / 5) ? "\"zz\"" : names[$0.count(0...lineCount - 1)]),
                    ("probability", $0.number(0, 1)), ("claim", $0.claim()),
                  ])
                }
              ),
            ])
          }
        ))
    }
    if chance(0.3) {
      members.append(
        (
          "alternatives",
          chance(wildness)
            ? list(1...3) {
              $0.object([("name", "\"n\""), ("weight", $0.number(0, 1)), ("countFactor", $0.number(0.5, 2))])
            }
            : "[{\"name\": \"x\", \"weight\": 0.5, \"countFactor\": \(number(0.5, 2))}, {\"name\": \"y\", \"weight\": 0.5, \"countFactor\": \(number(0.5, 2))}]"
        ))
    }
    if chance(0.5) {
      var index = 0
      members.append(
        (
          "layers",
          list(1...3) {
            index += $0.chance($0.wildness / 5) ? 0 : 1
            return $0.object([
              ("name", $0.chance($0.wildness / 10) ? "\"\"" : "\"l\(index)\""),
              ("size", $0.chance($0.wildness) ? $0.number(0, 1) : "\($0.count(1...50))"),
            ])
          }
        ))
    }
    if chance(0.4) {
      var index = 0
      members.append(
        (
          "reinsurance",
          object(
            [
              ("meanLoading", number(0, 1)), ("deviationLoading", number(0, 1)),
              (
                "stages",
                list(1...2) { own in
                  own.list(1...2) {
                    index += 1
                    return $0.object([
                      ("name", "\"t\(index)\""), ("limit", $0.number(1, 30)), ("attachment", $0.number(0, 30)),
                      ("share", $0.number(0, 0.5)),
                    ])
                  }
                }
              ),
            ] + excessOfLoss(names.prefix(lineCount).map { $0 }))
        ))
    }
    if chance(0.4) {
      members.append(
        (
          "covers",
          list(1...12) {
            $0.object([
              ("name", "\"k\""), ("amount", $0.chance($0.wildness) ? $0.number(0, 1) : "\($0.count(1...30))"),
              ("probability", $0.number(0, 1)),
            ])
          }
        ))
    }
    if chance(0.4) {
      let size = count(2...5)
      var rows: [String] = []
      for row in 0..<size {
        var cells: [String] = []
        for _ in 0..<(size - row) { cells.append(number(1, 100)) }
        if chance(wildness / 2) { cells.append(pick(["null", "5"])) }
        rows.append("[" + cells.joined(separator: ", ") + "]")
      }
      members.append(
        (
          "development",
          object(
            [
              (pick(["cumulative", "incremental"]), "[" + rows.joined(separator: ", ") + "]"),
              ("lastVariance", pick(["\"mack\"", "\"log-linear\""])),
              ("exposures", list(size...size) { $0.number(1, 100) }),
              ("lossRatios", list(size...size) { $0.number(0, 1) }),
            ] + triangleOptions())
        ))
      if chance(0.5) { members.append(("technicalReserves", technicalReserves())) }
    }
    if chance(0.4) {
      members.append(
        ("sharing", pick(["\"conditional-mean\"", "\"proportional-to-means\"", "\"proportional-to-premiums\""])))
    }
    if chance(0.3) {
      let isWeighted = chance(0.7)
      members.append(
        (
          "experience",
          list(2...3) {
            $0.object([
              ("name", "\"e\""), ("ratios", $0.list(3...3) { $0.number(0, 1) }),
              ("weights", isWeighted ? $0.list(3...3) { $0.number(1, 9) } : "null"),
            ])
          }
        ))
    }
    return object(members)
  }
}
