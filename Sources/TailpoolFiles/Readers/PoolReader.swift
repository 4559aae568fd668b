import TailpoolMarket
import TailpoolPoolEngine

/// Reads pools, as JSON:
///
///     {"unit": "USD", "assets": {"USD": 1000000, "BTC": 40},
///      "participants": [{"id": "Ada", "contribution": 600000}, {"id": "Bo", "contribution": 400000}],
///      "limits": {"maximumUtilization": 0.8, "maximumExpectedShortfallOverCapital": 0.25}}
///
/// `unit` is `USD` or an underlying, `assets` an amount of the unit or amounts by kind. `assets` and `limits` may be absent; the
/// limits are those of `PoolDescription.Limits`. A name that is none of these is a problem, so that a misspelled limit is not
/// passed over.
public enum PoolReader {
  /// Reads a pool from a path.
  ///
  /// - Parameters:
  ///   - path: A path, or `-` for standard input.
  ///   - units: What can be counted in, `MarketSnapshot.units`; nil allows any name.
  /// - Returns: The pool.
  /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
  public static func read(path: String, units: [UnitOfAccount]? = nil) throws(FileError) -> PoolDescription {
    try read(InputFile(path: path), units: units)
  }

  /// Reads a pool from bytes in memory.
  ///
  /// - Parameters:
  ///   - file: The bytes and the name that problems are reported under.
  ///   - units: What can be counted in, `MarketSnapshot.units`; nil allows any name.
  /// - Returns: The pool.
  /// - Throws: `FileError.invalid` with the problems of the file.
  public static func read(_ file: InputFile, units: [UnitOfAccount]? = nil) throws(FileError) -> PoolDescription {
    var log = ProblemLog(file)
    let pool = JSONParser.parse(file, log: &log).flatMap { self.pool($0, units, log: &log) }
    try log.check()
    guard let pool else { throw log.failure("the file holds no pool", expected: "unit and participants") }
    return pool
  }

  private static func pool(
    _ root: JSONNode, _ units: [UnitOfAccount]?, log: inout ProblemLog
  ) -> PoolDescription? {
    guard let members = log.object(root, "the pool") else { return nil }
    log.rejectOtherNames(than: ["unit", "assets", "participants", "limits"], in: members, of: "a pool")
    let unit = log.text("unit", of: root).map { UnitOfAccount($0.text, at: $0.offset, among: units, log: &log) }
    let assets = root.member("assets").flatMap { self.assets($0, unit: unit, units, log: &log) }
    let participants = self.participants(of: root, log: &log)
    let limits = root.member("limits").map { self.limits($0, log: &log) } ?? PoolDescription.Limits()
    guard log.count == 0, let unit, let participants else { return nil }
    do {
      return try PoolDescription(unit: unit, participants: participants, assets: assets, limits: limits)
    } catch {
      // Ids and amounts are checked above with their places; what is left is a sum that is zero or infinite.
      log.add(
        at: root.member("participants")?.offset ?? root.offset, "the contributions have no positive finite sum",
        expected: "at least one contribution above 0")
      return nil
    }
  }

  /// An amount of the unit, or amounts by kind; nil for null and for what is wrong.
  private static func assets(
    _ node: JSONNode, unit: UnitOfAccount?, _ units: [UnitOfAccount]?, log: inout ProblemLog
  ) -> Holdings? {
    guard case .object(let members) = node.value else {
      let amount = log.number(node, "assets", .nonNegative)
      return amount.flatMap { amount in unit.map { Holdings([$0: amount]) } }
    }
    var amounts: [UnitOfAccount: Double] = [:]
    for member in members {
      let kind = UnitOfAccount(member.name, at: member.offset, among: units, log: &log)
      amounts[kind] = log.number(member.node, "assets.\(member.name)", .nonNegative, isRequired: true)
    }
    return Holdings(amounts)
  }

  private static func participants(of root: JSONNode, log: inout ProblemLog) -> [Participant]? {
    guard let nodes = log.array("participants", of: root) else { return nil }
    if nodes.isEmpty {
      log.add(
        at: root.member("participants")?.offset ?? root.offset, "the pool has no participants",
        expected: "at least one participant")
    }
    var firstOffsets: [String: Int] = [:]
    var participants: [Participant] = []
    for node in nodes {
      guard let members = log.object(node, "participant") else { continue }
      log.rejectOtherNames(than: ["id", "contribution"], in: members, of: "a participant")
      let id = log.text("id", of: node)
      let contribution = log.number("contribution", of: node, .nonNegative, isRequired: true)
      guard let id else { continue }
      if let first = firstOffsets[id.text] {
        log.add(at: id.offset, again: first, "the participant \(shown(id.text))", expected: "each id once")
      } else {
        firstOffsets[id.text] = id.offset
      }
      if let contribution { participants.append(Participant(id: id.text, contribution: contribution)) }
    }
    return participants
  }

  private static func limits(_ node: JSONNode, log: inout ProblemLog) -> PoolDescription.Limits {
    let names: [(name: String, limit: WritableKeyPath<PoolDescription.Limits, Double?>)] = [
      ("maximumUtilization", \.maximumUtilization),
      ("maximumExpectedShortfallOverCapital", \.maximumExpectedShortfallOverCapital),
      ("maximumValueAtRiskOverCapital", \.maximumValueAtRiskOverCapital),
      ("maximumParticipantShare", \.maximumParticipantShare),
      ("maximumStressLossOverCapital", \.maximumStressLossOverCapital),
    ]
    var limits = PoolDescription.Limits()
    guard let members = log.object(node, "limits") else { return limits }
    log.rejectOtherNames(than: names.map(\.name), in: members, of: "limits")
    for (name, limit) in names {
      limits[keyPath: limit] = log.number(name, of: node, .positive)
    }
    return limits
  }
}

extension UnitOfAccount {
  /// The unit of a name, with a problem where it is none of those allowed.
  fileprivate init(_ name: String, at offset: Int, among units: [UnitOfAccount]?, log: inout ProblemLog) {
    self.init(name)
    if let units, !units.contains(self) {
      log.add(
        at: offset, "no market gives a price of \(shown(name))",
        expected: "one of \(units.map(\.name).joined(separator: ", "))")
    }
  }
}
