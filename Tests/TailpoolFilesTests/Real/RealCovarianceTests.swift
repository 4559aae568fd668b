#if Command
  import TailpoolLinearAlgebra
  import TailpoolScenarios
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles

  @Suite("Covariances of real histories")
  struct RealCovarianceTests {
    static let histories = ["crypto_daily_close_yahoo_17", "us_equity_daily_close_105", "ftse_daily_close_64"]

    static let estimators: [String: any CovarianceEstimator] = [
      "sample": SampleCovariance(), "ledoit-wolf": LedoitWolf(), "oas": OracleApproximatingShrinkage(),
      "constant-correlation": ConstantCorrelationShrinkage(), "single-factor": SingleFactorShrinkage(),
      "ledoit-wolf-nonlinear": NonlinearShrinkage(), "ewma:0.94": EWMACovariance(decay: 0.94),
      "denoised": RandomMatrixDenoising(), "factors:3": StatisticalFactorCovariance(count: 3),
    ]

    @Test("Agree with scikit-learn, PyPortfolioOpt, NumPy and mpmath on a made-up history")
    func references() throws {
      let rows = try References.table("made-up/covariance_figures.csv").rows.filter { !$0["observations"].isNaN }
      try check(HistoryReader.read(path: References.url("made-up/history_wide.csv").path), rows)
    }

    @Test(
      "Agree with scikit-learn, PyPortfolioOpt, NumPy and mpmath",
      .enabled(if: References.hasShared, "real data are absent"), arguments: histories)
    func realReferences(name: String) throws {
      let rows = try References.table("real_covariance.csv").rows.filter { $0[text: "history"] == name }
      try check(HistoryReader.read(path: References.shared("data/\(name).csv").path), rows)
    }

    private func check(_ history: PriceHistory, _ rows: [ReferenceTable.Row]) throws {
      let panel = try history.returns(for: history.assets)
      #expect(rows.count == Self.estimators.count)
      for row in rows {
        let key = row[text: "estimator"]
        let covariance = try #require(Self.estimators[key], "\(key)").covariance(of: panel)
        let failures = Self.failures(covariance, row)
        #expect(failures.isEmpty, "\(failures)")
        #expect(panel.observations == Int(row["observations"]) && panel.factors.count == Int(row["assets"]))
      }
    }

    private static func failures(_ covariance: Covariance, _ row: ReferenceTable.Row) -> [String] {
      let matrix = covariance.matrix
      let probe = Matrix(
        rows: matrix.rows, columns: 1,
        storage: (0..<matrix.rows).map { ($0 % 2 == 0 ? 1 : -1) / Double($0 + 1) })
      let form = probe.transposedMultiplied(by: matrix.multiplied(by: probe))[0, 0]
      let figures = [
        ("trace", matrix.diagonal.reduce(0, +)), ("frobenius", matrix.frobeniusNorm), ("probe", form),
        ("first", matrix[0, 1]), ("shrinkage", covariance.shrinkage ?? .nan),
        ("smallestEigenvalue", covariance.diagnostics.smallestEigenvalue),
      ]
      return figures.compactMap { name, value in
        mismatch(name, value, row[name], within: .relative(1e-9), inputs: row.description)
      }
    }

    @Test("Missing prices of a made-up history are counted")
    func missing() throws {
      let history = try HistoryReader.read(path: References.url("made-up/history_wide.csv").path)
      let panel = try history.incompleteReturns(for: history.assets)
      let complete = try panel.completeCase()
      // Counted by the program that made them.
      #expect(complete.observations == 206 && complete.diagnostics.incompleteRows == 429 - 206)
      let closed = try UnequalStartCovariance().covariance(of: panel.withoutGaps)
      #expect(closed.diagnostics.smallestCorrelationEigenvalue > 0)
    }

    @Test(
      "Missing prices are counted, and the estimators for them agree",
      .enabled(if: References.hasShared, "real data are absent"))
    func realMissing() throws {
      let history = try HistoryReader.read(path: References.shared("data/ftse_daily_close_64.csv").path)
      let panel = try history.incompleteReturns(for: Array(history.assets.prefix(12)))
      let complete = try panel.completeCase()
      #expect(complete.diagnostics.overlaps.indices.allSatisfy { complete.diagnostics.overlaps[$0][$0] <= 4_655 })
      #expect(complete.diagnostics.incompleteRows + complete.observations == 4_655)
      let likeliest = try MaximumLikelihoodCovariance().covariance(of: panel)
      let sample = try SampleCovariance().covariance(of: complete)
      for i in 0..<12 {
        // A handful of gaps in 4,655 rows moves a correlation by little.
        #expect((0..<i).allSatisfy { abs(likeliest.correlation[i, $0] - sample.correlation[i, $0]) < 0.01 })
      }
      let closed = try UnequalStartCovariance().covariance(of: panel.withoutGaps)
      #expect(closed.observations <= 4_655 && closed.diagnostics.smallestCorrelationEigenvalue > 0)
    }
  }
#endif
