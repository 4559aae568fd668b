/// A parameter that can move only within hard bounds, by bounded steps, and not too often; every change is kept.
///
/// - Source: the bounded updates of Aave's risk steward.
public struct BoundedParameter: Hashable, Sendable {
  /// How far one change may go.
  public enum Step: Hashable, Sendable {
    /// A part of the value before, in basis points, rounded down.
    case relative(basisPoints: Int)
    /// A distance.
    case absolute(Int)
  }

  /// One change.
  public struct Change: Hashable, Sendable {
    /// When, in seconds.
    public let time: Int64
    /// The value before.
    public let from: Int
    /// The value after.
    public let to: Int
    /// Why, in the words of who changed it.
    public let reason: String
  }

  /// The least value ever.
  public let minimum: Int
  /// The greatest value ever.
  public let maximum: Int
  /// How far one change may go.
  public let step: Step
  /// Seconds between two changes, ≥ 0.
  public let delay: Int64
  /// The value.
  public private(set) var value: Int
  /// Every change, in order.
  public private(set) var changes: [Change] = []
  private var last: Int64?

  /// Creates a parameter.
  ///
  /// - Parameters:
  ///   - value: The value, within the bounds.
  ///   - minimum: The least value ever, ≥ 0.
  ///   - maximum: The greatest value ever, ≤ 2³¹.
  ///   - step: How far one change may go, ≥ 0.
  ///   - delay: Seconds between two changes, ≥ 0.
  ///   - last: When it was last changed, or nil.
  /// - Throws: `ControlError.invalid` or `.outOfBounds`.
  public init(
    value: Int, minimum: Int, maximum: Int, step: Step, delay: Int64, last: Int64? = nil
  ) throws(ControlError) {
    guard minimum >= 0, minimum <= maximum, maximum <= 1 << 31 else { throw .invalid("bounds") }
    guard (minimum...maximum).contains(value) else { throw .outOfBounds(minimum: minimum, maximum: maximum) }
    switch step {
    case .relative(let size), .absolute(let size): guard (0...1 << 31).contains(size) else { throw .invalid("step") }
    }
    guard delay >= 0 else { throw .invalid("delay") }
    self.value = value
    self.minimum = minimum
    self.maximum = maximum
    self.step = step
    self.delay = delay
    self.last = last
  }

  /// The greatest distance of the next change.
  public var greatestStep: Int {
    switch step {
    case .relative(let basisPoints): value * basisPoints / 10_000
    case .absolute(let distance): distance
    }
  }

  /// Sets the parameter.
  ///
  /// The value it has already is no change, and does not count against the delay.
  ///
  /// - Parameters:
  ///   - new: The value.
  ///   - now: The time in seconds, not before the last change.
  ///   - reason: Why.
  /// - Throws: `ControlError.outOfBounds`, `.outOfOrder`, `.tooSoon`, `.stepTooGreat`; the value is unchanged.
  public mutating func set(_ new: Int, at now: Int64, reason: String) throws(ControlError) {
    guard new != value else { return }
    guard (minimum...maximum).contains(new) else { throw .outOfBounds(minimum: minimum, maximum: maximum) }
    if let last {
      guard now >= last else { throw .outOfOrder(time: now, latest: last) }
      let allowed = last.addingClamped(delay)
      guard now >= allowed else { throw .tooSoon(until: allowed) }
    }
    guard abs(new - value) <= greatestStep else { throw .stepTooGreat(maximum: greatestStep) }
    changes.append(Change(time: now, from: value, to: new, reason: reason))
    value = new
    last = now
  }

  /// Moves the parameter toward a recommended value, as far as bounds and step allow.
  ///
  /// - Parameters:
  ///   - target: Any value.
  ///   - now: The time in seconds.
  ///   - reason: Why.
  /// - Throws: `ControlError.outOfOrder`, `.tooSoon`; the value is unchanged.
  public mutating func move(toward target: Int, at now: Int64, reason: String) throws(ControlError) {
    let wanted = min(max(target, minimum), maximum)
    try set(min(max(wanted, value - greatestStep), value + greatestStep), at: now, reason: reason)
  }
}
