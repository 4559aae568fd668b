/// Claims by the period of their origin and by their age: what was paid, or reported, up to each age.
///
/// Row i is an origin period, the oldest first; column k is an age in periods, from the youngest. Row i of n shows the first
/// min(ages, n − i) ages: everything up to the latest calendar period, and nothing after it.
public struct DevelopmentTriangle: Hashable, Sendable {
  /// Something in the numbers that methods can live with, and their user should know.
  public enum Warning: Hashable, Sendable {
    /// Claims fell from one age to the next, as recoveries make them: the place, and the increment.
    case negativeIncrement(origin: Int, age: Int, increment: Double)
  }

  /// The cumulative claims of each origin period, as far as they are seen.
  public let cumulative: [[Double]]
  /// The number of ages, ≥ 2.
  public let ages: Int

  /// Creates a triangle from cumulative claims.
  ///
  /// - Parameter rows: At least two rows of the same number of ages, at least two and at most that of the rows; nil
  ///   after the latest calendar period, and nowhere else.
  /// - Throws: `InsuranceError.empty`, `.countMismatch`, or `.invalid` with the place (from 0) of a gap, a number that is not
  ///   finite, or one after the latest calendar period.
  /// - Complexity: O(cells).
  public init(cumulative rows: [[Double?]]) throws(InsuranceError) {
    let ages = rows.first?.count ?? 0
    guard !rows.isEmpty else { throw .empty("origin periods") }
    guard ages >= 2, ages <= rows.count else {
      throw .invalid("number of ages", index: nil, value: Double(ages), expected: "2 … the number of origin periods")
    }
    var cumulative: [[Double]] = []
    for (origin, row) in rows.enumerated() {
      guard row.count == ages else {
        throw .countMismatch("ages of origin \(origin)", expected: ages, actual: row.count)
      }
      let seen = min(ages, rows.count - origin)
      for (age, value) in row.enumerated() {
        if age < seen {
          guard let value, value.isFinite else {
            throw .invalid("origin \(origin), age", index: age, value: value ?? .nan, expected: "a finite number")
          }
        } else if let value {
          throw .invalid(
            "origin \(origin), age", index: age, value: value, expected: "no number after the latest period")
        }
      }
      cumulative.append(row.prefix(seen).compactMap { $0 })
    }
    self.cumulative = cumulative
    self.ages = ages
  }

  /// Creates a triangle from the claims of each age alone.
  ///
  /// - Parameter incremental: As `init(cumulative:)` has them, each the claims of that age.
  /// - Throws: As `init(cumulative:)`.
  /// - Complexity: O(cells).
  public init(incremental: [[Double?]]) throws(InsuranceError) {
    try self.init(
      cumulative: incremental.map { row in
        var sum = 0.0
        return row.map { value in
          guard let value else { return nil }
          sum += value
          return sum
        }
      })
  }

  /// The number of origin periods.
  public var origins: Int { cumulative.count }

  /// The claims of each origin period at its latest age.
  public var latest: [Double] { cumulative.map { $0[$0.count - 1] } }

  /// The claims of each age alone.
  public var incremental: [[Double]] {
    cumulative.map { row in row.indices.map { $0 == 0 ? row[0] : row[$0] - row[$0 - 1] } }
  }

  /// What methods can live with and their user should know, by origin and age.
  public var warnings: [Warning] {
    incremental.enumerated().flatMap { origin, row in
      row.enumerated().compactMap { age, increment in
        increment < 0 ? .negativeIncrement(origin: origin, age: age, increment: increment) : nil
      }
    }
  }

  /// The claims of the origin periods whose development from an age to the next is seen, at the two.
  func developed(from age: Int) -> [(before: Double, after: Double)] {
    cumulative.lazy.filter { $0.count > age + 1 }.map { ($0[age], $0[age + 1]) }
  }
}
