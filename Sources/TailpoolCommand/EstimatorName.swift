#if Command
  import ArgumentParser
  import Tailpool

  /// A covariance estimator by its name on the command line.
  struct EstimatorName: ExpressibleByArgument {
    let name: String
    let estimator: any CovarianceEstimator

    static let ledoitWolf = EstimatorName(name: "ledoit-wolf", estimator: LedoitWolf())

    /// The names as help shows them.
    static let names = [
      "ledoit-wolf", "ledoit-wolf-nonlinear", "sample", "oas", "constant-correlation", "single-factor", "denoised",
      "factors:3", "ewma:0.94", "ewma-half-lives:21:63", "garch-dcc",
    ]

    var defaultValueDescription: String { name }

    private init(name: String, estimator: any CovarianceEstimator) {
      self.name = name
      self.estimator = estimator
    }

    init?(argument: String) {
      switch argument {
      case "ledoit-wolf": self = .ledoitWolf
      case "sample": self.init(name: argument, estimator: SampleCovariance())
      case "oas": self.init(name: argument, estimator: OracleApproximatingShrinkage())
      case "constant-correlation": self.init(name: argument, estimator: ConstantCorrelationShrinkage())
      case "single-factor": self.init(name: argument, estimator: SingleFactorShrinkage())
      case "ledoit-wolf-nonlinear": self.init(name: argument, estimator: NonlinearShrinkage())
      case "garch-dcc": self.init(name: argument, estimator: DynamicCovariance())
      case "denoised": self.init(name: argument, estimator: RandomMatrixDenoising())
      default:
        guard let estimator = EstimatorName.withNumbers(argument) else { return nil }
        self.init(name: argument, estimator: estimator)
      }
    }

    /// An estimator whose name ends in its numbers.
    private static func withNumbers(_ argument: String) -> (any CovarianceEstimator)? {
      let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
      let numbers = parts.dropFirst().compactMap { Double($0) }
      guard let name = parts.first, numbers.count == parts.count - 1, numbers.allSatisfy(\.isFinite) else { return nil }
      switch (name, numbers.count) {
      case ("ewma", 1): return numbers[0] > 0 && numbers[0] < 1 ? EWMACovariance(decay: numbers[0]) : nil
      case ("ewma-half-lives", 2):
        guard numbers[0] > 0, numbers[1] > 0 else { return nil }
        return SplitEWMACovariance(volatilityHalfLife: numbers[0], correlationHalfLife: numbers[1])
      case ("factors", 1):
        guard let count = Int(exactly: numbers[0]), count >= 0 else { return nil }
        return StatisticalFactorCovariance(count: count)
      default: return nil
      }
    }
  }
#endif
