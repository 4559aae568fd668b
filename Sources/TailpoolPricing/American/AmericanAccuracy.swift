/// How finely the boundary of early exercise is resolved.
///
/// Errors are those over the strike on the rows of References/Tables/american.csv, beyond three times what the rows themselves
/// are uncertain by. Markets in which a setting loses digits take `high`: a drift of more than 3 deviations over the
/// option's life, a deviation above 3, or a rate or yield above 2 over it.
public enum AmericanAccuracy: String, Hashable, Sendable, CaseIterable {
  /// 8 nodes, 12 points and 2 steps: 4e-7 root mean square, 3e-6 at most.
  case fast
  /// 12 nodes, 20 points and 2 steps: 2e-8 root mean square, 1e-7 at most.
  case standard
  /// 60 nodes, 64 points and 5 steps: 1e-11 at most.
  case high
}
