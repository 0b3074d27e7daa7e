// swift-tools-version: 6.2
import PackageDescription

// The modules that read bytes from outside, built once more: with libFuzzer's counters in them, and within one package,
// so that `package` declarations are seen. Sources/ holds links to the main package's; its settings stay there.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "Fuzz",
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")],
    targets: [
        .systemLibrary(name: "CExpat", pkgConfig: "expat"),
        .systemLibrary(name: "CProtobufC", pkgConfig: "libprotobuf-c"),
        .systemLibrary(name: "CRocksDB", pkgConfig: "rocksdb"),
        .target(name: "CFerryProto", dependencies: ["CProtobufC"]),
        .target(name: "FerryModel", swiftSettings: house),
        .target(name: "FerryFEEL", dependencies: ["FerryModel"], swiftSettings: house),
        .target(name: "FerryXML", dependencies: ["FerryModel", "CExpat"], swiftSettings: house),
        .target(name: "FerryBPMN", dependencies: ["FerryModel", "FerryFEEL", "FerryXML"], swiftSettings: house),
        .target(name: "FerryDMN", dependencies: ["FerryModel", "FerryFEEL", "FerryXML"], swiftSettings: house),
        .target(
            name: "FerryEngine", dependencies: ["FerryModel", "FerryFEEL", "FerryBPMN", "FerryDMN"], swiftSettings: house),
        .target(
            name: "FerryStore", dependencies: ["FerryModel", "FerryBPMN", "FerryEngine", "CRocksDB"],
            swiftSettings: house),
        .target(name: "FerryWire", dependencies: ["FerryModel", "CFerryProto", "CProtobufC"], swiftSettings: house),
        // Only what reads: what plays needs sockets.
        .target(
            name: "FerryRehearsal", dependencies: ["FerryModel", "FerryBPMN", "Yams"],
            exclude: ["Rehearsal.swift", "Reporting", "Running"], swiftSettings: house),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "FerryModel", "FerryFEEL", "FerryBPMN", "FerryEngine", "FerryStore", "FerryWire", "FerryRehearsal",
            ],
            swiftSettings: house),
    ]
)
