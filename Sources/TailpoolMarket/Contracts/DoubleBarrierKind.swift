/// What reaching either of two barriers does to an option.
///
/// The barriers are watched at every instant up to expiry, and touching one counts as crossing.
public enum DoubleBarrierKind: String, Hashable, Sendable, CaseIterable {
  /// The option ends when the spot reaches either barrier.
  case knockOut = "double-knock-out"
  /// The option comes to life when the spot reaches either barrier.
  case knockIn = "double-knock-in"
}

/// What a touch option with two barriers pays, and when.
public enum DoubleTouchPayoff: String, Hashable, Sendable, CaseIterable {
  /// One unit of cash at the instant that either barrier is reached.
  case oneTouch = "double-one-touch"
  /// One unit of cash at expiry when either barrier was reached.
  case oneTouchAtExpiry = "double-one-touch-at-expiry"
  /// One unit of cash at expiry when neither barrier was ever reached.
  case noTouch = "double-no-touch"
  /// One unit of cash at the instant that the upper barrier is reached, when the lower one was not reached before.
  case upperFirst = "upper-first"
  /// One unit of cash at the instant that the lower barrier is reached, when the upper one was not reached before.
  case lowerFirst = "lower-first"
}
