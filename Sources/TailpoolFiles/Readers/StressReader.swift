import TailpoolMarket
import TailpoolScenarios

/// Reads stress sets, as JSON:
///
///     {"scenarios": [{"name": "2026-02-05", "description": "1 day", "spot_returns": {"BTC": -0.14, "ETH": -0.15},
///                     "implied_vol": {"BTC": {"dvol_start": 53.5, "dvol_end": 82.6}}}]}
///
/// Besides, `spot_shifts` (dollars), `volatility_shifts` (0.1 is ten points), `skew_twists`, `term_twists`, `rate_shifts` and
/// `carry_shifts` (0.01 is one percentage point a year) may give a number for each asset, as `UnderlyingMove` means them, and
/// `correlation_shifts` one for pairs of assets, as `MarketMove.correlationShifts` means it:
///
///     "correlation_shifts": [{"between": ["BTC", "ETH"], "value": -0.3}]
///
/// `spot_returns` are simple returns. `implied_vol` gives a level before and after for each asset, `dvol_start` and
/// `dvol_end` or `start` and `end`, whose ratio is the factor on the asset's volatilities; the level of `VIX` serves
/// the underlying `SPX`. `from_close` and `to_close`, the days of the closes before and after, make a scenario a piece of the
/// past (`StressScenario.Period`). A null is a missing value. Other names are notes and are passed over.
public enum StressReader {
  /// Reads a stress set from a path.
  ///
  /// - Parameter path: A path, or `-` for standard input.
  /// - Returns: The scenarios in the order of the file.
  /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
  public static func read(path: String) throws(FileError) -> StressSet {
    try read(InputFile(path: path))
  }

  /// Reads a stress set from bytes in memory.
  ///
  /// - Parameter file: The bytes and the name that problems are reported under.
  /// - Returns: The scenarios in the order of the file.
  /// - Throws: `FileError.invalid` with the problems of the file: a return of −1 or less, a level that is not
  ///   positive, a name that stands twice, no scenario at all, or a text that is not such JSON.
  public static func read(_ file: InputFile) throws(FileError) -> StressSet {
    var log = ProblemLog(file)
    var scenarios: [StressScenario] = []
    if let root = JSONParser.parse(file, log: &log), log.object(root, "the stress set") != nil,
      let nodes = log.array("scenarios", of: root)
    {
      if nodes.isEmpty {
        log.add(
          at: root.member("scenarios")?.offset ?? root.offset, "the stress set has no scenarios",
          expected: "at least one scenario")
      }
      scenarios = self.scenarios(nodes, log: &log)
    }
    try log.check()
    return StressSet(scenarios: scenarios)
  }

  private static func scenarios(_ nodes: [JSONNode], log: inout ProblemLog) -> [StressScenario] {
    var firstOffsets: [String: Int] = [:]
    var scenarios: [StressScenario] = []
    for node in nodes {
      guard log.object(node, "scenario") != nil else { continue }
      let name = log.text("name", of: node)
      if let name {
        if let first = firstOffsets[name.text] {
          log.add(at: name.offset, again: first, "the scenario \(shown(name.text))", expected: "each name once")
        } else {
          firstOffsets[name.text] = name.offset
        }
      }
      var moves = twists(of: node, log: &log)
      for (underlying, value) in spotReturns(of: node, log: &log) {
        moves[underlying, default: UnderlyingMove()].spotReturn = value
      }
      for (underlying, value) in volatilityFactors(of: node, log: &log) {
        moves[underlying, default: UnderlyingMove()].volatilityFactor = value
      }
      guard let name else { continue }
      scenarios.append(
        StressScenario(
          name: name.text, detail: detail(of: node, log: &log), period: period(of: node, log: &log),
          move: MarketMove(moves, correlationShifts: correlationShifts(of: node, log: &log))))
    }
    return scenarios
  }

  private static func detail(of node: JSONNode, log: inout ProblemLog) -> String {
    guard let member = node.member("description") else { return "" }
    switch member.value {
    case .string(let text): return text
    case .null: return ""
    default:
      log.mismatch(member, "description", expected: "a text")
      return ""
    }
  }

  /// The closes of a piece of the past; nil when neither is there.
  private static func period(of node: JSONNode, log: inout ProblemLog) -> StressScenario.Period? {
    let (first, last) = (close("from_close", of: node, log: &log), close("to_close", of: node, log: &log))
    guard let first, let last else {
      if let alone = first ?? last {
        log.add(at: alone.offset, "one close stands alone", expected: "from_close and to_close, or neither")
      }
      return nil
    }
    let period = StressScenario.Period(from: first.day, to: last.day)
    if period == nil {
      log.add(at: last.offset, "to_close is \(last.day)", expected: "a day later than from_close, \(first.day)")
    }
    return period
  }

  /// The day of a close, and where it stands.
  private static func close(
    _ name: String, of node: JSONNode, log: inout ProblemLog
  ) -> (day: CalendarDate, offset: Int)? {
    guard let member = node.member(name) else { return nil }
    if case .null = member.value { return nil }
    if case .string(let text) = member.value, let day = DateText.date(text) { return (day, member.offset) }
    log.mismatch(member, name, expected: "a day such as 2020-03-12")
    return nil
  }

  private static func spotReturns(of node: JSONNode, log: inout ProblemLog) -> [Underlying: Double] {
    guard let member = log.member("spot_returns", of: node, expected: "an object of returns"),
      let assets = log.object(member, "spot_returns")
    else { return [:] }
    var returns: [Underlying: Double] = [:]
    for asset in assets {
      returns[Underlying(asset.name)] = log.number(
        asset.node, "return of \(shown(asset.name))", .moreThanMinusOne)
    }
    return returns
  }

  /// Parallel shocks and twists by asset.
  private static func twists(of node: JSONNode, log: inout ProblemLog) -> [Underlying: UnderlyingMove] {
    let names: [(String, WritableKeyPath<UnderlyingMove, Double>)] = [
      ("spot_shifts", \.spotShift), ("volatility_shifts", \.volatilityShift), ("skew_twists", \.skewTwist),
      ("term_twists", \.termTwist), ("rate_shifts", \.rateShift), ("carry_shifts", \.carryShift),
    ]
    var twists: [Underlying: UnderlyingMove] = [:]
    for (name, path) in names {
      guard let member = node.member(name), let assets = log.object(member, name) else { continue }
      for asset in assets {
        guard let value = log.number(asset.node, "\(name) of \(shown(asset.name))", .finite) else { continue }
        twists[Underlying(asset.name), default: UnderlyingMove()][keyPath: path] = value
      }
    }
    return twists
  }

  /// Shifts of correlations by pair.
  private static func correlationShifts(of node: JSONNode, log: inout ProblemLog) -> [Set<Underlying>: Double] {
    let name = "correlation_shifts"
    guard node.member(name) != nil, let nodes = log.array(name, of: node) else { return [:] }
    var (shifts, pairs): ([Set<Underlying>: Double], ProblemLog.PairPlaces) = ([:], .init())
    for node in nodes {
      guard let members = log.object(node, "correlation shift") else { continue }
      log.rejectOtherNames(than: ["between", "value"], in: members, of: "a correlation shift")
      let pair = log.pair(of: node, known: nil, &pairs)
      guard let value = log.number("value", of: node, .finite, isRequired: true), let pair else { continue }
      shifts[[pair.0, pair.1]] = value
    }
    return shifts
  }

  private static func volatilityFactors(of node: JSONNode, log: inout ProblemLog) -> [Underlying: Double] {
    guard let member = node.member("implied_vol"), case .object(let assets) = member.value else {
      if let member = node.member("implied_vol") { log.mismatch(member, "implied_vol", expected: "an object") }
      return [:]
    }
    var factors: [Underlying: Double] = [:]
    for asset in assets {
      let underlying: Underlying = asset.name == "VIX" ? "SPX" : Underlying(asset.name)
      guard let factor = factor(of: asset, log: &log) else { continue }
      if factors.updateValue(factor, forKey: underlying) != nil {
        log.add(at: asset.offset, "SPX and VIX both stand in implied_vol", expected: "one of the two")
      }
    }
    return factors
  }

  /// End over start of one asset's volatility, or nil when either is null.
  private static func factor(of asset: JSONMember, log: inout ProblemLog) -> Double? {
    guard log.object(asset.node, "implied_vol of \(shown(asset.name))") != nil else { return nil }
    let prefix = asset.node.member("start") == nil && asset.node.member("end") == nil ? "dvol_" : ""
    let start = level("\(prefix)start", of: asset.node, log: &log)
    let end = level("\(prefix)end", of: asset.node, log: &log)
    guard let start, let end else { return nil }
    let factor = end / start
    if factor > 0, factor.isFinite { return factor }
    log.add(at: asset.node.offset, "the volatility factor is \(factor)", expected: NumberRule.positive.expectation)
    return nil
  }

  /// A volatility level: must be there, may be null.
  private static func level(_ name: String, of node: JSONNode, log: inout ProblemLog) -> Double? {
    guard let member = log.member(name, of: node, expected: NumberRule.positive.expectation) else { return nil }
    return log.number(member, name, .positive)
  }
}
