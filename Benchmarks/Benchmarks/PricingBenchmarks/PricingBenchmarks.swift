import Benchmark
import Tailpool

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(metrics: [.wallClock, .throughput])
  Benchmark("calendar") { benchmark in
    for day in benchmark.scaledIterations { blackHole(CalendarDate(daysSinceEpoch: day).components) }
  }
}
