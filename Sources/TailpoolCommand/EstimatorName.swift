#if Command
  import ArgumentParser
  import Tailpool

  /// A covariance estimator by its name on the command line.
  struct EstimatorName: ExpressibleByArgument {
    let name: String
    let estimator: any CovarianceEstimator

    static let ledoitWolf = EstimatorName(name: "ledoit-wolf", estimator: LedoitWolf())

    /// The names as help shows them.
    static let names = ["ledoit-wolf", "sample", "oas", "constant-correlation", "single-factor", "ewma:0.94"]

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
      default:
        guard argument.hasPrefix("ewma:"), let decay = Double(argument.dropFirst(5)), decay > 0, decay < 1 else {
          return nil
        }
        self.init(name: argument, estimator: EWMACovariance(decay: decay))
      }
    }
  }
#endif
