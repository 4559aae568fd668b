// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the thread sanitizer instruments the library and one program, not all tests.
let package = Package(
  name: "Threads",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Tailpool", path: "../..", traits: [])],
  targets: [
    .executableTarget(
      name: "ThreadedEngines",
      dependencies: [.product(name: "Tailpool", package: "Tailpool")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ])
