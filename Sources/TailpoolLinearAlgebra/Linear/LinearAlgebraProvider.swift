import CTailpoolLAPACK

/// The BLAS and LAPACK that the process found when it started, and how many threads they take for one call.
///
/// Tailpool calls them on the thread of its caller alone, never from the tasks among which it divides scenarios; so the two
/// do not meet within one call of Tailpool's. A program that computes several covariances or reports at once should set
/// one thread here, or by `OPENBLAS_NUM_THREADS=1` or `MKL_NUM_THREADS=1` before it starts: each call would start as many
/// as there are processors otherwise. The number changes the order of the provider's sums, and so the last bits.
public enum LinearAlgebraProvider {
  /// Threads that one call may take; nil where the provider does not say, as the reference BLAS and Accelerate do not.
  public static var threads: Int? {
    let count = tp_provider_threads()
    return count > 0 ? Int(count) : nil
  }

  /// Sets the number of threads that one call may take, for the whole process.
  ///
  /// - Parameter count: At least 1; what is below counts as 1. Not to be changed while another thread computes.
  /// - Returns: Whether the provider has such a setting: OpenBLAS and MKL do.
  @discardableResult
  public static func setThreads(_ count: Int) -> Bool {
    tp_set_provider_threads(Int32(clamping: max(1, count))) != 0
  }

  /// Sets the number of threads to one told if it is larger now.
  ///
  /// - Parameter count: At least 1; what is below counts as 1. Not to be changed while another thread computes.
  public static func limitThreads(to count: Int) {
    if let threads, threads > max(1, count) { setThreads(count) }
  }
}
