#if Command
  import Tailpool
  import Testing

  @testable import TailpoolCommand

  @Suite("Words and numbers that options take")
  struct ValueArgumentsTests {
    @Test("Each name is its own estimator")
    func estimators() throws {
      func estimator(_ name: String) throws -> any CovarianceEstimator {
        let read = try #require(EstimatorName(argument: name), "\(name)")
        #expect(read.name == name && read.defaultValueDescription == name)
        return read.estimator
      }
      #expect(try estimator("ledoit-wolf") is LedoitWolf)
      #expect(try estimator("ledoit-wolf-nonlinear") is NonlinearShrinkage)
      #expect(try estimator("sample") is SampleCovariance)
      #expect(try estimator("oas") is OracleApproximatingShrinkage)
      #expect(try estimator("constant-correlation") is ConstantCorrelationShrinkage)
      #expect(try estimator("single-factor") is SingleFactorShrinkage)
      #expect(try estimator("denoised") is RandomMatrixDenoising)
      #expect(try estimator("garch-dcc") is DynamicCovariance)
      #expect(try estimator("factors:3") as? StatisticalFactorCovariance == StatisticalFactorCovariance(count: 3))
      #expect(try estimator("factors:0") as? StatisticalFactorCovariance == StatisticalFactorCovariance(count: 0))
      #expect(try estimator("ewma:0.94") as? EWMACovariance == EWMACovariance(decay: 0.94))
      #expect(
        try estimator("ewma-half-lives:21:63") as? SplitEWMACovariance
          == SplitEWMACovariance(volatilityHalfLife: 21, correlationHalfLife: 63))
      // Half-lives of less than a day, a decay next to its bounds.
      #expect(
        try estimator("ewma-half-lives:0.25:0.5") as? SplitEWMACovariance
          == SplitEWMACovariance(volatilityHalfLife: 0.25, correlationHalfLife: 0.5))
      #expect(try estimator("ewma:0.001") as? EWMACovariance == EWMACovariance(decay: 0.001))
      #expect(try estimator("ewma:0.999") as? EWMACovariance == EWMACovariance(decay: 0.999))
      #expect(EstimatorName.names.count == 11 && Set(EstimatorName.names).count == 11)
      for name in EstimatorName.names { _ = try estimator(name) }
    }

    @Test(
      "Numbers of an estimator out of range, too many, too few or none are refused",
      arguments: [
        "ewma", "ewma:", "ewma:0", "ewma:1", "ewma:-0.5", "ewma:nan", "ewma:0.9:0.9", "ewma:x", "factors",
        "factors:1.5",
        "factors:-1", "factors:1:2", "factors:inf", "ewma-half-lives:21", "ewma-half-lives:0:63",
        "ewma-half-lives:21:0",
        "ewma-half-lives:-1:63", "ewma-half-lives:21:-1", "ewma-half-lives:inf:63", "ewma-half-lives:21:63:5",
        "sample:1",
        "Sample", "", "oas:",
      ])
    func refusedEstimators(name: String) { #expect(EstimatorName(argument: name) == nil) }

    @Test("A progress bar has forty places, as many of them filled as are done, and never more or fewer")
    func progress() {
      for (fraction, filled) in [(0.0, 0), (0.012, 0), (0.013, 1), (0.5, 20), (0.99, 40), (1, 40), (1.5, 40), (-1, 0)] {
        let places = String(repeating: "#", count: filled) + String(repeating: ".", count: 40 - filled)
        #expect(ProgressBar("work").text(fraction) == "work [\(places)]", "\(fraction)")
      }
    }

    @Test("Estimators for missing data have names of their own")
    func methods() throws {
      let likelihood = try #require(CovarianceMethod(argument: "maximum-likelihood"))
      let starts = try #require(CovarianceMethod(argument: "unequal-starts"))
      let complete = try #require(CovarianceMethod(argument: "oas"))
      #expect(likelihood.name == "maximum-likelihood" && starts.name == "unequal-starts" && complete.name == "oas")
      #expect(!likelihood.isComplete && !starts.isComplete && complete.isComplete)
      #expect(CovarianceMethod(argument: "minimum-likelihood") == nil)
    }

    @Test("A smile moves by a word, or by a slope")
    func smiles() {
      #expect(SmileDynamics(argument: "sticky-strike") == .stickyStrike)
      #expect(SmileDynamics(argument: "sticky-delta") == .stickyDelta)
      #expect(SmileDynamics(argument: "shift:-0.75") == .surfaceShift(slope: -0.75))
      for text in ["shift", "shift:", "shift:inf", "shift:1:2", "slope:1", "sticky", ""] {
        #expect(SmileDynamics(argument: text) == nil, "\(text)")
      }
      for text in ["sticky-strike", "sticky-delta", "shift:0.5"] {
        #expect(SmileDynamics(argument: text)?.defaultValueDescription == text)
      }
      #expect(VolatilityMoves(argument: "parallel") == .parallel && VolatilityMoves(argument: "decay") == .decay)
    }

    @Test("Options are valued at their quotes, or at a family of surfaces")
    func marks() {
      #expect(MarkSource(argument: "quotes") == .quotes)
      #expect(MarkSource(argument: "lognormal-mixture") == .surface(.lognormalMixture))
      #expect(MarkSource(argument: "svi-spline") == .surface(.splinedSVI))
      #expect(MarkSource(argument: "svi") == .surface(.svi))
      #expect(MarkSource(argument: "essvi") == .surface(.extendedSSVI))
      #expect(MarkSource(argument: "grid") == .surface(.grid))
      #expect(MarkSource(argument: "quote") == nil)
      #expect(MarkSource.names == ["lognormal-mixture", "svi-spline", "svi", "essvi", "grid", "quotes"])
      for name in MarkSource.names { #expect(MarkSource(argument: name)?.defaultValueDescription == name) }
    }

    @Test("Levels are fractions, and keep the text that they were given as")
    func levels() throws {
      let read = try #require(LevelArgument(argument: "0.990,0.5")).levels
      #expect(read.map(\.text) == ["0.990", "0.5"] && read.map(\.level.fraction) == [0.99, 0.5])
      for text in ["", "0", "1", "99", "0.9,", ",0.9", "0.9;0.95", "nan", "-0.5", "0.9, 0.95"] {
        #expect(LevelArgument(argument: text) == nil, "\(text)")
      }
    }

    @Test("A hedge has a name and a price above zero")
    func hedges() throws {
      let entry = try #require(HedgeEntry(argument: "BTC=91000.5"))
      #expect(entry.underlying == "BTC" && entry.price == 91_000.5)
      #expect(HedgeEntry(argument: "ETH=1e-9")?.price == 1e-9)
      for text in ["BTC", "BTC=", "=5", "BTC=0", "BTC=-1", "BTC=inf", "BTC=nan", "BTC=1=2", ""] {
        #expect(HedgeEntry(argument: text) == nil, "\(text)")
      }
    }

    @Test("A correlation is of two names, in [−1, 1]")
    func correlations() throws {
      let pair = try #require(PairCorrelation(argument: "ETH,BTC=-0.25")).value
      #expect(pair.first == "ETH" && pair.second == "BTC" && pair.value == -0.25 && pair.source == "--correlation")
      #expect(
        PairCorrelation(argument: "A,B=1")?.value.value == 1 && PairCorrelation(argument: "A,B=-1")?.value.value == -1)
      for text in [
        "A,B", "A,B=", "A=1", "A,B,C=0.5", "A,=0.5", ",B=0.5", "A,B=1.01", "A,B=-1.01", "A,A=0.5", "A,B=nan",
      ] {
        #expect(PairCorrelation(argument: text) == nil, "\(text)")
      }
    }

    @Test("The last hedge of a name counts; a pair of correlations stands once, in any order")
    func poolBook() throws {
      let line = "pool --events e --hedge-entry A=1 --hedge-entry B=2 --hedge-entry A=3"
      #expect(try parsed(line, as: PoolReplayCommand.self).poolBook.inputs().hedgeEntries == ["A": 3, "B": 2])
      let twice = try parsed(
        "pool --events e --correlation A,B=0.5 --correlation B,A=0.25", as: PoolReplayCommand.self)
      #expect(throws: MarketError.duplicateCorrelation(first: "B", second: "A")) { try twice.poolBook.inputs() }
    }

    @Test("An instant is read with its zone")
    func instants() throws {
      #expect(try PoolMarkCommand.instant("2026-01-16T09:30:00Z").secondsSinceEpoch == 1_768_555_800)
      #expect(throws: (any Error).self) { try PoolMarkCommand.instant("yesterday") }
    }
  }
#endif
