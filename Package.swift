// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors in our own checks only: a user's build never sets this variable.
let strict = Context.environment["TAILPOOL_WARNINGS_AS_ERRORS"] != nil

let swiftSettings: [SwiftSetting] =
  [.swiftLanguageMode(.v6), .strictMemorySafety()]
  + (strict ? [.treatAllWarnings(as: .error)] : [])

let cSettings: [CSetting] = strict ? [.treatAllWarnings(as: .error)] : []

/// The package below is fetched, and libsodium is looked for, only when the trait named is on.
let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["Command"]))
let sodium: Target.Dependency = .target(name: "CSodium", condition: .when(traits: ["Command"]))

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["_TailpoolTestSupport"], swiftSettings: swiftSettings)
}

let package = Package(
  name: "Tailpool",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Tailpool", targets: ["Tailpool"]),
    .library(name: "TailpoolNumerics", targets: ["TailpoolNumerics"]),
    .library(name: "TailpoolLinearAlgebra", targets: ["TailpoolLinearAlgebra"]),
    .library(name: "TailpoolLedger", targets: ["TailpoolLedger"]),
    .library(name: "TailpoolEvents", targets: ["TailpoolEvents"]),
    .library(name: "TailpoolMarket", targets: ["TailpoolMarket"]),
    .library(name: "TailpoolPricing", targets: ["TailpoolPricing"]),
    .library(name: "TailpoolSurfaces", targets: ["TailpoolSurfaces"]),
    .library(name: "TailpoolScenarios", targets: ["TailpoolScenarios"]),
    .library(name: "TailpoolRisk", targets: ["TailpoolRisk"]),
    .library(name: "TailpoolAnalysis", targets: ["TailpoolAnalysis"]),
    .library(name: "TailpoolPoolEngine", targets: ["TailpoolPoolEngine"]),
    .library(name: "TailpoolVenues", targets: ["TailpoolVenues"]),
    .library(name: "TailpoolPools", targets: ["TailpoolPools"]),
    .library(name: "TailpoolQuoting", targets: ["TailpoolQuoting"]),
    .library(name: "TailpoolInsurance", targets: ["TailpoolInsurance"]),
    .library(name: "TailpoolProofs", targets: ["TailpoolProofs"]),
    .library(name: "TailpoolFiles", targets: ["TailpoolFiles"]),
    .library(name: "TailpoolReport", targets: ["TailpoolReport"]),
    .executable(name: "tailpool", targets: ["TailpoolCommand"]),
  ],
  traits: [
    .trait(
      name: "Command",
      description: "The file readers and the tailpool command, with the package it uses and libsodium."),
    .default(enabledTraits: ["Command"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // MARK: - C targets
    .target(
      name: "CTailpoolLAPACK",
      cSettings: cSettings + [.define("ACCELERATE_NEW_LAPACK", .when(platforms: [.macOS]))],
      linkerSettings: [
        .linkedLibrary("lapack", .when(platforms: [.linux])),
        .linkedLibrary("blas", .when(platforms: [.linux])),
        .linkedFramework("Accelerate", .when(platforms: [.macOS])),
      ]),
    .target(name: "CTailpoolKernels", cSettings: cSettings),
    .target(name: "CTailpoolProofs", cSettings: cSettings),
    .systemLibrary(
      name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]),

    // MARK: - Library, in the order of the flow
    module("TailpoolLibc", []),
    module("TailpoolNumerics", ["TailpoolLibc", "CTailpoolKernels"]),
    module("TailpoolLinearAlgebra", ["TailpoolNumerics", "CTailpoolLAPACK", "CTailpoolKernels"]),
    module("TailpoolMarket", ["TailpoolNumerics"]),
    module("TailpoolPricing", ["TailpoolMarket", "CTailpoolKernels"]),
    module("TailpoolSurfaces", ["TailpoolPricing", "TailpoolLinearAlgebra", "CTailpoolKernels"]),
    module("TailpoolScenarios", ["TailpoolPricing", "TailpoolLinearAlgebra", "CTailpoolKernels"]),
    module("TailpoolRisk", ["TailpoolScenarios"]),
    module("TailpoolAnalysis", ["TailpoolRisk", "TailpoolSurfaces"]),
    module("TailpoolLedger", []),
    module("TailpoolEvents", []),
    module("TailpoolPoolEngine", ["TailpoolMarket", "TailpoolLedger", "TailpoolEvents"]),
    module("TailpoolVenues", ["TailpoolPricing", "TailpoolPoolEngine"]),
    module("TailpoolPools", ["TailpoolAnalysis", "TailpoolPoolEngine"]),
    module("TailpoolQuoting", ["TailpoolPools"]),
    module("TailpoolInsurance", ["TailpoolPools", "CTailpoolKernels"]),
    module("TailpoolReport", ["TailpoolQuoting", "TailpoolInsurance", "TailpoolVenues"]),
    module(
      "Tailpool",
      [
        "TailpoolNumerics", "TailpoolLinearAlgebra", "TailpoolMarket", "TailpoolPricing", "TailpoolSurfaces",
        "TailpoolScenarios", "TailpoolRisk", "TailpoolAnalysis", "TailpoolLedger", "TailpoolEvents",
        "TailpoolPoolEngine", "TailpoolVenues", "TailpoolPools", "TailpoolQuoting",
        "TailpoolInsurance", "TailpoolReport",
      ]),

    // MARK: - Proofs, files and the command
    module("TailpoolProofs", ["TailpoolLedger", "TailpoolEvents", "CTailpoolProofs", sodium]),
    module(
      "TailpoolFiles",
      [
        "TailpoolMarket", "TailpoolPricing", "TailpoolScenarios", "TailpoolLedger", "TailpoolEvents",
        "TailpoolPoolEngine", "TailpoolVenues", "TailpoolQuoting", "TailpoolInsurance", "TailpoolProofs",
      ]),
    .executableTarget(
      name: "TailpoolCommand", dependencies: ["Tailpool", "TailpoolProofs", "TailpoolFiles", argumentParser],
      swiftSettings: swiftSettings),

    // MARK: - Tests
    .target(
      name: "_TailpoolTestSupport", path: "Tests/_TailpoolTestSupport",
      resources: [.copy("References")], swiftSettings: swiftSettings),
    tests("TailpoolNumericsTests", ["TailpoolNumerics"]),
    tests("TailpoolLinearAlgebraTests", ["TailpoolLinearAlgebra"]),
    tests("TailpoolMarketTests", ["TailpoolMarket"]),
    tests("TailpoolPricingTests", ["TailpoolPricing"]),
    tests("TailpoolSurfacesTests", ["TailpoolSurfaces"]),
    tests("TailpoolScenariosTests", ["TailpoolScenarios"]),
    tests("TailpoolRiskTests", ["TailpoolRisk"]),
    tests("TailpoolAnalysisTests", ["TailpoolAnalysis", "TailpoolReport"]),
    tests("TailpoolLedgerTests", ["TailpoolLedger"]),
    tests("TailpoolPoolEngineTests", ["TailpoolPoolEngine"]),
    tests("TailpoolVenuesTests", ["TailpoolVenues", "TailpoolPricing"]),
    tests("TailpoolPoolsTests", ["TailpoolPools"]),
    tests("TailpoolQuotingTests", ["TailpoolQuoting"]),
    tests("TailpoolInsuranceTests", ["TailpoolInsurance"]),
    tests("TailpoolProofsTests", ["TailpoolProofs", "CTailpoolProofs", sodium]),
    tests(
      "TailpoolFilesTests",
      ["TailpoolFiles", "TailpoolEvents", "TailpoolSurfaces", "TailpoolVenues", "TailpoolInsurance"]),
    tests("TailpoolReportTests", ["TailpoolReport", "TailpoolFiles"]),
    tests("TailpoolCommandTests", ["TailpoolCommand", "Tailpool", "TailpoolProofs", "TailpoolFiles", argumentParser]),
    tests("AgreementTests", ["Tailpool"]),
    tests("ReadmeTests", ["Tailpool"]),
  ]
)
