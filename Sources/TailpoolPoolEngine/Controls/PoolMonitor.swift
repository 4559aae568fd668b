extension PoolMonitor {
  /// A number of a pool that is watched, and when it is too great.
  public struct Rule: Hashable, Sendable {
    /// The number, unique in a monitor: `utilization`.
    public let metric: String
    /// Above it the alert is raised.
    public let raiseAbove: Double
    /// Below it, or at it, the alert is cleared; at most `raiseAbove`.
    public let clearAt: Double
    /// How many snapshots in a row must agree before anything changes, ≥ 1.
    public let confirmations: Int

    /// Creates a rule; see the properties for the meaning of each argument.
    ///
    /// - Throws: `ControlError.invalid` for thresholds that are NaN or the wrong way round, or no confirmations.
    public init(metric: String, raiseAbove: Double, clearAt: Double, confirmations: Int = 1) throws(ControlError) {
      guard clearAt <= raiseAbove else { throw .invalid("thresholds of \(metric)") }
      guard confirmations >= 1 else { throw .invalid("confirmations of \(metric)") }
      self.metric = metric
      self.raiseAbove = raiseAbove
      self.clearAt = clearAt
      self.confirmations = confirmations
    }
  }
}

/// Turns snapshots of a pool into alerts that do not flicker, and keeps a trail of them.
///
/// A number that is missing or NaN counts as too great: a pool that cannot say is not well.
public struct PoolMonitor: Hashable, Sendable {
  /// An alert that is raised or cleared.
  public struct Event: Hashable, Sendable {
    /// What happened.
    public enum Kind: Hashable, Sendable {
      /// The alert is raised.
      case raised
      /// The alert is cleared.
      case cleared
    }

    /// When, in seconds.
    public let time: Int64
    /// The number.
    public let metric: String
    /// What happened.
    public let kind: Kind
    /// The value that did it; nil when it was missing or NaN.
    public let value: Double?
  }

  /// What is watched.
  public let rules: [PoolMonitor.Rule]
  /// The numbers whose alert is raised.
  public private(set) var raised: Set<String> = []
  /// Every alert raised or cleared, in order.
  public private(set) var trail: [Event] = []
  private var streaks: [String: Int] = [:]
  private var latest: Int64?

  /// Creates a monitor without alerts.
  ///
  /// - Parameter rules: What is watched, each number once.
  /// - Throws: `ControlError.duplicate` for a number that stands twice.
  public init(_ rules: [PoolMonitor.Rule]) throws(ControlError) {
    var metrics = Set<String>()
    for rule in rules {
      guard metrics.insert(rule.metric).inserted else { throw .duplicate(rule.metric) }
    }
    self.rules = rules
  }

  /// Takes a snapshot.
  ///
  /// - Parameters:
  ///   - metrics: The numbers; those that no rule watches are ignored.
  ///   - time: When they were taken, in seconds, after any seen.
  /// - Returns: The alerts raised and cleared by it, in the order of the rules.
  /// - Throws: `ControlError.outOfOrder`; the state is unchanged.
  public mutating func take(_ metrics: [String: Double], at time: Int64) throws(ControlError) -> [Event] {
    if let latest, time <= latest { throw .outOfOrder(time: time, latest: latest) }
    latest = time
    var events: [Event] = []
    for rule in rules {
      let value = metrics[rule.metric].flatMap { $0.isNaN ? nil : $0 }
      let isRaised = raised.contains(rule.metric)
      let changes = isRaised ? value.map { $0 <= rule.clearAt } ?? false : value.map { $0 > rule.raiseAbove } ?? true
      let streak = changes ? (streaks[rule.metric] ?? 0) + 1 : 0
      streaks[rule.metric] = streak
      guard streak >= rule.confirmations else { continue }
      streaks[rule.metric] = 0
      if isRaised { raised.remove(rule.metric) } else { raised.insert(rule.metric) }
      events.append(Event(time: time, metric: rule.metric, kind: isRaised ? .cleared : .raised, value: value))
    }
    trail += events
    return events
  }
}
