/// A sentence with quantities in it, which are formatted as they are in tables.
///
/// ```swift
/// let lead: ReportProse = "The pool has \(strong: .dollars(capital)) of capital."
/// ```
public struct ReportProse: Hashable, Sendable, ExpressibleByStringInterpolation {
  package enum Piece: Hashable, Sendable {
    case text(String)
    case value(ReportValue, isStrong: Bool)
  }

  package var pieces: [Piece]

  /// A sentence without quantities.
  @inline(never)
  public init(stringLiteral value: String) { pieces = value.isEmpty ? [] : [.text(value)] }

  /// A sentence from text that was made elsewhere; it is escaped where it is shown.
  @inline(never)
  public init(_ text: String) { self.init(stringLiteral: text) }

  /// A sentence with quantities.
  @inline(never)
  public init(stringInterpolation: Interpolation) { pieces = stringInterpolation.pieces }

  /// Whether there is nothing to say.
  public var isEmpty: Bool { pieces.isEmpty }

  /// The sentence as plain text.
  public var text: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .value(let value, _): value.text
      }
    }.joined()
  }

  /// Joins two sentences without a space.
  @inline(never)
  public static func + (left: ReportProse, right: ReportProse) -> ReportProse {
    var sum = left
    sum.pieces += right.pieces
    return sum
  }

  /// The pieces of a sentence.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    /// Prepares for a number of pieces.
    @inline(never)
    public init(literalCapacity: Int, interpolationCount: Int) { pieces.reserveCapacity(2 * interpolationCount + 1) }

    /// Adds words.
    @inline(never)
    public mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { pieces.append(.text(literal)) } }

    /// Adds words that are known only now.
    @inline(never)
    public mutating func appendInterpolation(_ text: String) { appendLiteral(text) }

    /// Adds a quantity.
    @inline(never)
    public mutating func appendInterpolation(_ value: ReportValue) { pieces.append(.value(value, isStrong: false)) }

    /// Adds a quantity that matters most.
    @inline(never)
    public mutating func appendInterpolation(strong value: ReportValue) { pieces.append(.value(value, isStrong: true)) }

    /// Adds a sentence.
    @inline(never)
    public mutating func appendInterpolation(_ prose: ReportProse) { pieces += prose.pieces }
  }
}
