/// How a perpetual contract pays its funding, mark less payoff per funding period.
public enum Funding: String, Hashable, Sendable, CaseIterable {
  /// Without pause, at the rate (mark − payoff) / period.
  case continuous
  /// Once at the end of each period.
  case discrete
}
