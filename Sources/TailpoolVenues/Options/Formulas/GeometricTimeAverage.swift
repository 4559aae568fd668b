import TailpoolEvents
import TailpoolLibc
import TailpoolMarket

/// A value that holds from each observation to the next, and its geometric mean over a time.
///
///     average(t₀, t₁) = exp(∫ ln x dt / (t₁ − t₀))
///
/// A quote against it cannot be moved by a trade of the same moment. What lies before the first observation counts as the first
/// value: the contracts on chain scale the integral of the first observation with the time since 1970 there, which is the same
/// number. Over no time at all they divide that integral by the time since 1970; here the average is then the value itself.
///
/// - Source: Lyra, `GWAV.sol`.
public struct GeometricTimeAverage: Hashable, Sendable {
  /// A value with the time from which it holds.
  public struct Observation: Hashable, Sendable {
    /// When it was seen.
    public let time: Timestamp
    /// What was seen, finite and > 0.
    public let value: Double
    /// The integral of the logarithm from the first observation that is kept to this one.
    fileprivate let integral: Double
  }

  /// The observations, in order of time.
  public private(set) var observations: [Observation]

  /// Creates an average of one value.
  ///
  /// - Parameters:
  ///   - value: Finite and > 0.
  ///   - time: From when it holds.
  public init(_ value: Double, at time: Timestamp) {
    observations = [Observation(time: time, value: value, integral: 0)]
  }

  /// Notes a value; one of the same time replaces what was seen there.
  ///
  /// - Parameters:
  ///   - value: Finite and > 0.
  ///   - time: Not before the last observation.
  ///   - seconds: How far back averages are asked for: what is older is forgotten, ≥ 0.
  /// - Returns: False for a value or a time out of its range; nothing is noted then.
  @discardableResult
  public mutating func observe(_ value: Double, at time: Timestamp, keeping seconds: Int64) -> Bool {
    guard value > 0, value < .infinity, let last = observations.last, time >= last.time else { return false }
    let integral = last.integral + log(last.value) * Self.seconds(from: last.time, to: time)
    if last.time == time { observations.removeLast() }
    observations.append(Observation(time: time, value: value, integral: integral))
    // The last observation before the window still holds within it.
    let start = time.advanced(bySeconds: 0 &- max(seconds, 0))
    let kept = start > time ? 0 : max(partition { $0.time <= start } - 1, 0)
    observations.removeFirst(kept)
    return true
  }

  /// The geometric mean over a time.
  ///
  /// - Parameters:
  ///   - start: Where it begins; what is before the first observation counts as the first value.
  ///   - end: Where it ends, not before `start`; the last value holds on.
  /// - Returns: The mean; at `end` alone where the time is empty; NaN where it runs back.
  /// - Accuracy: 1e-6 on every row of References/Tables/pools/14_lyra_gwav.json.
  /// - Complexity: O(log n) in the observations kept.
  public func average(from start: Timestamp, to end: Timestamp) -> Double {
    guard start <= end else { return .nan }
    let seconds = Self.seconds(from: start, to: end)
    if seconds == 0 { return observation(at: end).value }
    return exp((integral(to: end) - integral(to: start)) / seconds)
  }

  /// The observation that holds at a time, the first one before it.
  private func observation(at time: Timestamp) -> Observation {
    observations[max(partition { $0.time <= time } - 1, 0)]
  }

  private func integral(to time: Timestamp) -> Double {
    let held = observation(at: time)
    return held.integral + log(held.value) * Self.seconds(from: held.time, to: time)
  }

  /// How many observations a condition that holds of the first ones holds of.
  private func partition(_ isBefore: (Observation) -> Bool) -> Int {
    var (low, high) = (0, observations.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(observations[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func seconds(from start: Timestamp, to end: Timestamp) -> Double {
    Double(end.secondsSinceEpoch) - Double(start.secondsSinceEpoch)
  }
}

extension GeometricTimeAverage {
  /// Times and values of the observations.
  var eventValue: EventValue {
    .list(observations.map { .fields([EventField("time", $0.time), EventField("value", "\($0.value)")]) })
  }
}

extension Timestamp {
  /// When a window of so many seconds began that ends now; the first instant there is for one that began before it.
  func windowStart(of seconds: Int64) -> Timestamp {
    let start = secondsSinceEpoch.subtractingReportingOverflow(seconds)
    return Timestamp(secondsSinceEpoch: start.overflow ? .min : start.partialValue)
  }
}
