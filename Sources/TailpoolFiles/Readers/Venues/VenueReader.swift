import TailpoolEvents
import TailpoolMarket
import TailpoolVenues

/// Reads what a venue is, as JSON:
///
///     {"venue": "concentrated-liquidity", "token0": "ETH", "token1": "USDC", "decimals0": 18, "decimals1": 6,
///      "feeMillionths": 500, "tickSpacing": 10, "price": 3000, "opening": "2026-01-01T00:00:00Z"}
///
/// `venue` names the kind; the other fields are those of the kind's terms in the format of events, where numbers are whole numbers or
/// digits in quotes, and the opening may be a time in words. `version` is 1 where it is left out; `decimals0` and `decimals1` are 18,
/// but of a venue that counts in them. A kind that opens at a price takes it as `price`, whole tokens 1 for a whole token 0, too. A
/// name that is none of these is a problem, so that a misspelled one is not passed over.
public enum VenueReader {
  /// The kinds of venues that there are.
  static let kinds: [any VenueTerms.Type] = [
    ConcentratedPoolTerms.self, ConstantProductTerms.self, ImbalancePoolTerms.self, RangeOptionTerms.self,
    OptionsVenueTerms<VolatilityImpactCurve>.self, OptionsVenueTerms<UtilizationCurve>.self,
    OptionsVenueTerms<RangeOrderCurve>.self, OptionsVenueTerms<FlatRateCurve>.self,
    OptionsVenueTerms<EverlastingCurve>.self,
  ]

  /// Reads a venue's description from a path.
  ///
  /// - Parameter path: A path, or `-` for standard input.
  /// - Returns: The terms and the decimals of the tokens.
  /// - Throws: `FileError.unreadable`, or `.invalid` with the problems of the file.
  public static func read(path: String) throws(FileError) -> VenueDescription { try read(InputFile(path: path)) }

  /// Reads a venue's description from bytes in memory.
  ///
  /// - Parameter file: The bytes and the name that problems are reported under.
  /// - Returns: The terms and the decimals of the tokens.
  /// - Throws: `FileError.invalid` with the problems of the file: a kind that there is not, a field that is missing, unknown, out
  ///   of its range or in a wrong form, a price beside the field that it stands for, decimals out of 0 to 36.
  public static func read(_ file: InputFile) throws(FileError) -> VenueDescription {
    var log = ProblemLog(file)
    let venue = JSONParser.parse(file, log: &log).flatMap { self.venue($0, log: &log) }
    try log.check()
    guard let venue else { throw log.failure("the file holds no venue", expected: "a kind and its terms") }
    return venue
  }

  private static func venue(_ root: JSONNode, log: inout ProblemLog) -> VenueDescription? {
    guard log.object(root, "the venue") != nil, let kind = log.text("venue", of: root) else { return nil }
    guard let type = kinds.first(where: { $0.kind == kind.text }) else {
      log.add(
        at: kind.offset, "venue is \(shown(kind.text))",
        expected: "one of \(kinds.map { $0.kind }.joined(separator: ", "))"
      )
      return nil
    }
    let decimals = (decimals("decimals0", of: root, log: &log), decimals("decimals1", of: root, log: &log))
    guard let decimals0 = decimals.0, let decimals1 = decimals.1,
      let scale = try? TokenScale(decimals0: decimals0, decimals1: decimals1)
    else { return nil }
    return terms(type, root, scale, log: &log).map { VenueDescription(terms: $0, scale: scale) }
  }

  private static func decimals(_ name: String, of root: JSONNode, log: inout ProblemLog) -> Int? {
    guard let node = root.member(name) else { return 18 }
    if let text = wholeNumber(node), let number = Int(text), 0...36 ~= number { return number }
    log.mismatch(node, name, expected: "a whole number from 0 to 36")
    return nil
  }

  /// The digits of a whole number up to 2^53, or a text as it is.
  private static func wholeNumber(_ node: JSONNode) -> String? {
    switch node.value {
    case .string(let text): text
    case .number(let value): abs(value) <= 0x1p53 ? Int64(exactly: value).map(String.init) : nil
    default: nil
    }
  }

  /// The digits of a number, whole or not, or a text as it is; a format says itself what is no number of its own.
  private static func digits(_ node: JSONNode) -> String? {
    if let text = wholeNumber(node) { return text }
    guard case .number(let value) = node.value, abs(value) <= 0x1p53, abs(value) >= 0x1p-10 else { return nil }
    return "\(value)"
  }

  private static func terms<Terms: VenueTerms>(
    _ type: Terms.Type, _ root: JSONNode, _ scale: TokenScale, log: inout ProblemLog
  ) -> Terms? {
    guard let members = log.object(root, "the venue") else { return nil }
    let names = Terms.fields.map(\.name)
    // Decimals are for showing, but where a venue counts in them: then they are among its fields.
    let others = ["venue", "version", "decimals0", "decimals1"] + (Terms.priceField == nil ? [] : ["price"])
    log.rejectOtherNames(than: names + others, in: members, of: "a venue of kind \(Terms.kind)")
    var fields: [(field: EventField, node: JSONNode)] = []
    for member in members where names.contains(member.name) || member.name == "version" {
      if let text = text(member, expectation(member.name, Terms.self), log: &log) {
        fields.append((EventField(member.name, .text(text)), member.node))
      }
    }
    if let price = price(root, Terms.self, scale, log: &log) { fields.append(price) }
    for field in Terms.fields where !field.isOptional && root.member(field.name) == nil {
      if field.name == Terms.priceField && root.member("price") != nil { continue }
      log.add(at: root.offset, "\(shown(field.name)) is missing", expected: field.expectation)
    }
    return log.count == 0 ? made(fields, root, log: &log) : nil
  }

  private static func expectation(_ name: String, _ type: (some VenueTerms).Type) -> String {
    if name == "version" { return "1" }
    return type.fields.first { $0.name == name }?.expectation ?? "a value of the format"
  }

  /// What a field says in the format of events; nil with a problem where it is neither a text nor a whole number.
  private static func text(_ member: JSONMember, _ expected: String, log: inout ProblemLog) -> String? {
    guard let text = digits(member.node) else {
      log.mismatch(member.node, member.name, expected: expected)
      return nil
    }
    guard member.name == "opening" else { return text }
    guard let seconds = DateText.seconds(text) else {
      log.mismatch(member.node, member.name, expected: expected)
      return nil
    }
    return seconds
  }

  /// The field that the price stands for.
  private static func price<Terms: VenueTerms>(
    _ root: JSONNode, _ type: Terms.Type, _ scale: TokenScale, log: inout ProblemLog
  ) -> (field: EventField, node: JSONNode)? {
    guard let name = Terms.priceField, let node = root.member("price") else { return nil }
    if root.member(name) != nil {
      log.add(at: node.offset, "price says what \(name) says too", expected: "one of them")
      return nil
    }
    guard let price = log.number(node, "price", .positive, isRequired: true) else { return nil }
    guard let text = Terms.priceText(price, scale: scale) else {
      log.mismatch(node, "price", expected: "a price between 2^-128 and 2^128 in base units")
      return nil
    }
    return (EventField(name, .text(text)), node)
  }

  /// The terms of the fields; what the format refuses is a problem of its field.
  private static func made<Terms: VenueTerms>(
    _ fields: [(field: EventField, node: JSONNode)], _ root: JSONNode, log: inout ProblemLog
  ) -> Terms? {
    let version = fields.contains { $0.field.name == "version" } ? [] : [EventField("version", .text("1"))]
    do throws(EventFormatError) { return try Terms(.fields(version + fields.map(\.field))) } catch {
      let name = error.field
      let node = fields.first { $0.field.name == name }?.node ?? root
      log.mismatch(node, name, expected: expectation(name, Terms.self))
      return nil
    }
  }
}

extension EventFormatError {
  /// The field that is wrong.
  var field: String {
    switch self {
    case .missing(let field), .invalid(let field), .unknown(let field): field
    case .unknownVersion: "version"
    case .unknownAction: "action"
    }
  }
}
