// swift-tools-version: 6.2
import PackageDescription

// The tests of the ledger and of the pools once more, as a package of their own: `swift test -c release` builds only
// what they need, and with optimization each property runs its full 128,000 cases.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .strictMemorySafety()]

let package = Package(
  name: "Properties",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Tailpool", path: "..", traits: [])],
  targets: [
    .target(
      name: "_TailpoolTestSupport", path: "Support", resources: [.copy("References")], swiftSettings: settings),
    .testTarget(
      name: "TailpoolLedgerTests",
      dependencies: ["_TailpoolTestSupport", .product(name: "TailpoolLedger", package: "Tailpool")],
      path: "LedgerTests", swiftSettings: settings),
    .testTarget(
      name: "TailpoolPoolsTests",
      dependencies: ["_TailpoolTestSupport", .product(name: "TailpoolPools", package: "Tailpool")],
      path: "PoolsTests", swiftSettings: settings),
  ]
)
