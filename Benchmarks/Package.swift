// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the benchmark library never reaches a user of Tailpool.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "Tailpool", path: ".."),
    // Without its default traits: they need malloc interposers; a malloc count would read 0 and look like a pass.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // A plain program, so that other programs can run it between them.
    .executableTarget(
      name: "PeerComparison",
      dependencies: [.product(name: "Tailpool", package: "Tailpool")],
      path: "Sources/PeerComparison"),
    // The provider's routines, called past Tailpool. The library brings their linker settings.
    .target(name: "CProvider", path: "Sources/CProvider"),
    .executableTarget(
      name: "CovarianceComparison",
      dependencies: ["CProvider", .product(name: "Tailpool", package: "Tailpool")],
      path: "Sources/CovarianceComparison"),
    .executableTarget(
      name: "RiskComparison",
      dependencies: [.product(name: "Tailpool", package: "Tailpool")],
      path: "Sources/RiskComparison"),
    .executableTarget(
      name: "SurfaceBenchmark",
      dependencies: [
        .product(name: "Tailpool", package: "Tailpool"), .product(name: "TailpoolFiles", package: "Tailpool"),
      ],
      path: "Sources/SurfaceBenchmark"),
    .executableTarget(
      name: "PoolBenchmark",
      dependencies: [
        .product(name: "Tailpool", package: "Tailpool"), .product(name: "TailpoolFiles", package: "Tailpool"),
      ],
      path: "Sources/PoolBenchmark"),
    .executableTarget(
      name: "LedgerBenchmark",
      dependencies: [.product(name: "TailpoolLedger", package: "Tailpool")],
      path: "Sources/LedgerBenchmark"),
    .executableTarget(
      name: "VenueBenchmark",
      dependencies: [.product(name: "Tailpool", package: "Tailpool")],
      path: "Sources/VenueBenchmark"),
    .executableTarget(
      name: "CoverPoolBenchmark",
      dependencies: [.product(name: "Tailpool", package: "Tailpool")],
      path: "Sources/CoverPoolBenchmark"),
    .executableTarget(
      name: "QuotingBenchmark",
      dependencies: [.product(name: "Tailpool", package: "Tailpool")],
      path: "Sources/QuotingBenchmark"),
    .executableTarget(
      name: "ProofBenchmark",
      dependencies: [.product(name: "TailpoolProofs", package: "Tailpool")],
      path: "Sources/ProofBenchmark"),
    .executableTarget(
      name: "InsuranceBenchmark",
      dependencies: [.product(name: "Tailpool", package: "Tailpool")],
      path: "Sources/InsuranceBenchmark"),
    .executableTarget(
      name: "PricingBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Tailpool", package: "Tailpool"),
      ],
      path: "Benchmarks/PricingBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ]
)
