import Tailpool

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Wall and processor time of one piece of work, in seconds.
struct Measurement {
  var wall: Double
  var processor: Double

  /// Runs the work several times and keeps the least of each time.
  static func least<Result>(of repeats: Int, _ work: () async throws -> Result) async rethrows -> (Self, Result) {
    var best = Measurement(wall: .infinity, processor: .infinity)
    var last: Result?
    for _ in 0..<max(repeats, 1) {
      let (start, used) = (ContinuousClock.now, processorSeconds())
      let result = try await work()
      best.processor = min(best.processor, processorSeconds() - used)
      best.wall = min(best.wall, seconds(ContinuousClock.now - start))
      last = result
    }
    guard let last else { preconditionFailure("no run") }
    return (best, last)
  }

  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// Processor time of all threads of the process so far.
  static func processorSeconds() -> Double {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// Greatest resident memory so far, in MiB.
  static func peakMemory() -> Double {
    var usage = rusage()
    #if canImport(Darwin)
      _ = unsafe getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1_048_576
    #else
      _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Double(usage.ru_maxrss) / 1_024
    #endif
  }
}

func print(_ name: String, _ measurement: Measurement, _ more: String = "") {
  print(
    "\(name) wall_s \(rounded(measurement.wall, 4)) processor_s \(rounded(measurement.processor, 4))"
      + (more.isEmpty ? "" : " \(more)"))
}

func rounded(_ value: Double, _ digits: Int) -> Double {
  let scale = pow(10, Double(digits))
  return (value * scale).rounded() / scale
}
