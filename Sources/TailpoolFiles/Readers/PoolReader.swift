import TailpoolPoolEngine

/// Reads pools, as JSON:
///
///     {"unit": "USD", "assets": 1000000,
///      "participants": [{"id": "Ada", "contribution": 600000}, {"id": "Bo", "contribution": 400000}],
///      "limits": {"maximumUtilization": 0.8, "maximumExpectedShortfallOverCapital": 0.25}}
///
/// `assets` and `limits` may be absent; the limits are those of `PoolDescription.Limits`. A name that is none of these is a
/// problem, so that a misspelled limit is not passed over.
public enum PoolReader {
  /// Reads a pool from a path.
  ///
  /// - Parameter path: A path, or `-` for standard input.
  /// - Returns: The pool.
  /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
  public static func read(path: String) throws(FileError) -> PoolDescription {
    try read(InputFile(path: path))
  }

  /// Reads a pool from bytes in memory.
  ///
  /// - Parameter file: The bytes and the name that problems are reported under.
  /// - Returns: The pool.
  /// - Throws: `FileError.invalid` with the problems of the file.
  public static func read(_ file: InputFile) throws(FileError) -> PoolDescription {
    var log = ProblemLog(file)
    let pool = JSONParser.parse(file, log: &log).flatMap { self.pool($0, log: &log) }
    try log.check()
    guard let pool else { throw log.failure("the file holds no pool", expected: "unit and participants") }
    return pool
  }

  private static func pool(_ root: JSONNode, log: inout ProblemLog) -> PoolDescription? {
    guard let members = log.object(root, "the pool") else { return nil }
    log.rejectOtherNames(than: ["unit", "assets", "participants", "limits"], in: members, of: "a pool")
    let unit = log.text("unit", of: root)?.text
    let assets = log.number("assets", of: root, .nonNegative)
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
