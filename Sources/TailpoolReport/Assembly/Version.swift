/// The version of the library.
public enum TailpoolVersion {
  /// The version that reports show, by semantic versioning.
  public static let current = "0.1.0"
}
