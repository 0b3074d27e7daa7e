// swift-tools-version: 6.2
import PackageDescription

/// One dialect for every module: explicit existentials, imports that do not leak, warnings that stop the build.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// Modules that touch C also spell out every unsafe expression.
let boundary: [SwiftSetting] = house + [.strictMemorySafety()]

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]

let package = Package(
    name: "ferry",
    products: [
        .library(name: "FerryClient", targets: ["FerryClient"]),
        .executable(name: "ferryd", targets: ["ferryd"]),
        .executable(name: "ferry", targets: ["ferry"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // System libraries, each installed by `make setup`.
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CGlibc"),
        .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c", providers: [.apt(["libprotobuf-c-dev"])]),
        .systemLibrary(name: "CRocksDB", pkgConfig: "rocksdb", providers: [.apt(["librocksdb-dev"])]),
        .target(name: "CFerryProto", dependencies: ["CProtobufC"]),

        // The core: pure, synchronous, deterministic.
        .target(name: "FerryModel", swiftSettings: house),
        .target(name: "FerryFEEL", dependencies: ["FerryModel"], swiftSettings: house),
        .target(name: "FerryXML", dependencies: ["FerryModel", "CExpat"], swiftSettings: boundary),
        .target(name: "FerryBPMN", dependencies: ["FerryModel", "FerryFEEL", "FerryXML"], swiftSettings: house),
        .target(name: "FerryDMN", dependencies: ["FerryModel", "FerryFEEL", "FerryXML"], swiftSettings: house),
        .target(
            name: "FerryEngine", dependencies: ["FerryModel", "FerryFEEL", "FerryBPMN", "FerryDMN"],
            swiftSettings: house),

        // The shell: disk, threads, sockets.
        .target(
            name: "FerryStore", dependencies: ["FerryModel", "FerryBPMN", "FerryEngine", "CRocksDB"],
            swiftSettings: boundary),
        .target(
            name: "FerryBroker",
            dependencies: [
                "CGlibc", "FerryModel", "FerryBPMN", "FerryDMN", "FerryEngine", "FerryStore",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house),
        .target(name: "FerryWire", dependencies: ["FerryModel", "CFerryProto", "CProtobufC"], swiftSettings: boundary),
        .target(
            name: "FerryServer",
            dependencies: nio + [
                "FerryModel", "FerryWire", "FerryBroker", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        .target(
            name: "FerryClient",
            dependencies: nio + [
                "FerryModel", "FerryWire", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),

        .target(
            name: "FerryRehearsal",
            dependencies: [
                "FerryModel", "FerryBPMN", "FerryEngine", "FerryStore", "FerryBroker", "FerryClient", "Yams",
            ],
            swiftSettings: house),
        .target(
            name: "FerrySimulation",
            dependencies: ["FerryModel", "FerryBPMN", "FerryDMN", "FerryEngine", "FerryStore", "FerryBroker"],
            swiftSettings: house),

        // The mains: a page each.
        .executableTarget(
            name: "ferryd",
            dependencies: [
                "CGlibc", "FerryModel", "FerryBroker", "FerryServer", "FerryStore", "FerryWire", "Yams",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),
        .executableTarget(
            name: "ferry",
            dependencies: nio + [
                "FerryModel", "FerryFEEL", "FerryDMN", "FerryClient", "FerryRehearsal",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),
        .executableTarget(
            name: "ferry-simulate",
            dependencies: [
                "FerryModel", "FerrySimulation", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),

        .testTarget(name: "FerryFEELTests", dependencies: ["FerryModel", "FerryFEEL"], swiftSettings: house),
        .testTarget(
            name: "FerryBPMNTests", dependencies: ["FerryModel", "FerryFEEL", "FerryXML", "FerryBPMN"],
            swiftSettings: house),
        .testTarget(
            name: "FerryDMNTests", dependencies: ["FerryModel", "FerryFEEL", "FerryXML", "FerryDMN"],
            swiftSettings: house),
        .target(name: "FerryTestSupport", path: "Tests/FerryTestSupport", swiftSettings: house),
        // Apart, so that tests of the engine need no sockets.
        .target(
            name: "FerryBrokerTestSupport", dependencies: ["FerryModel", "FerryBroker", "FerryClient"],
            path: "Tests/FerryBrokerTestSupport", swiftSettings: house),
        .testTarget(
            name: "FerryEngineTests",
            dependencies: ["FerryModel", "FerryBPMN", "FerryDMN", "FerryEngine", "FerryStore", "FerryTestSupport"],
            swiftSettings: house),
        .testTarget(
            name: "FerryStoreTests", dependencies: ["FerryModel", "FerryBPMN", "FerryEngine", "FerryStore"],
            swiftSettings: house),
        .testTarget(name: "FerryWireTests", dependencies: ["FerryModel", "FerryWire"], swiftSettings: house),
        .testTarget(
            name: "FerryServerTests",
            dependencies: nio + [
                "FerryModel", "FerryWire", "FerryBroker", "FerryServer", "FerryClient",
                "FerryTestSupport", "FerryBrokerTestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "FerryOperabilityTests",
            dependencies: nio + [
                "FerryModel", "FerryEngine", "FerryStore", "FerryBroker", "FerryWire", "FerryServer",
                "FerryTestSupport", "ferryd",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "FerryRehearsalTests", dependencies: ["FerryModel", "FerryClient", "FerryRehearsal"],
            swiftSettings: house),
        .testTarget(name: "FerrySimulationTests", dependencies: ["FerrySimulation"], swiftSettings: house),
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "FerryModel", "FerryEngine", "FerryStore", "FerryBroker", "FerryServer", "FerryClient",
                "FerryTestSupport", "FerryBrokerTestSupport", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house),
        .testTarget(
            name: "CrashTests",
            dependencies: nio + ["ferryd", "FerryModel", "FerryWire", "FerryClient"],
            swiftSettings: house),
        .testTarget(
            name: "FerryCLITests",
            dependencies: [
                "ferry", "FerryModel", "FerryClient", "FerryRehearsal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house),
    ]
)
