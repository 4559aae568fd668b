// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets for libFuzzer, as a package of their own: unsafe flags and the sanitizer never reach a user of Tailpool.
// Scripts/fuzz builds and runs them.
let swift: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .strictMemorySafety(), .unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"]),
]
let linker: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer"])]

let package = Package(
  name: "Fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "Tailpool", path: "..", traits: ["Journal"]),
    .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
  ],
  targets: [
    // The main functions, in C: the package manager names the one of an executable after its target.
    .target(name: "CFuzzDriver"),
    .executableTarget(
      name: "FuzzJournal",
      dependencies: [
        "CFuzzDriver", .product(name: "TailpoolFiles", package: "Tailpool"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: swift, linkerSettings: linker),
    .executableTarget(
      name: "FuzzEvents",
      dependencies: [
        "CFuzzDriver", .product(name: "TailpoolLedger", package: "Tailpool"),
        .product(name: "TailpoolMarket", package: "Tailpool"), .product(name: "TailpoolPools", package: "Tailpool"),
      ],
      swiftSettings: swift, linkerSettings: linker),
  ]
)
