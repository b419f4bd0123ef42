// swift-tools-version: 6.2
import PackageDescription

// One row per layer: a target may import only what its row names, so this table is the architecture.
// A folder becomes a target only if it brings a dependency that others must not get, if the compiler must
// enforce a direction, or if it must be provably free of I/O. ARCHITECTURE.md explains each row.

// In builds for Thread Sanitizer a lock that it sees takes the name of the standard one (Sources/Events/Log/SanitizedMutex.swift
// says why); a file then uses members of Values that it does not import.
let isSanitized = Context.environment["JUNCTION_SANITIZED_LOCKS"] != nil

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    isSanitized ? .define("SANITIZED_LOCKS") : .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

struct Layer {
    var name: String
    /// Junction targets this one may import.
    var ours: [String] = []
    /// Products of other packages this one may import.
    var theirs: [Target.Dependency] = []
    /// What its tests import beside the layer itself; nil when it has no tests of its own.
    var tests: [Target.Dependency]? = []
    var resources: [Resource] = []
}

func nio(_ name: String) -> Target.Dependency { .product(name: name, package: "swift-nio") }
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let nioCompression = Target.Dependency.product(name: "NIOHTTPCompression", package: "swift-nio-extras")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let libPQ = Target.Dependency.byName(name: "CLibPQ")
let libRabbitMQ = Target.Dependency.byName(name: "CLibRabbitMQ")
let libXML2 = Target.Dependency.byName(name: "CLibXML2")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let layers: [Layer] = [
    Layer(name: "Values"),
    Layer(name: "Contract", ours: ["Values"], theirs: [yams], tests: ["Values"]),
    Layer(
        name: "Formats", ours: ["Values"], theirs: [yams, "CFormatLibraries", libXML2], tests: ["Values", "TestKit"]),
    Layer(
        name: "Mapping", ours: ["Values", "Formats"], theirs: [yams, crypto], tests: ["Values", "Formats", "TestKit"]),
    Layer(name: "Resilience", ours: ["Values"], tests: ["Values"]),
    Layer(name: "SecurityCore", ours: ["Values"], theirs: [crypto], tests: ["Values"]),
    Layer(
        name: "Events", ours: ["Values", "Resilience"], theirs: [logging, metrics],
        tests: ["Values", "Resilience", "Formats", "TestKit", logging]),
    Layer(
        name: "StorageSQLite", ours: ["Values", "Events"], theirs: [grdb, grdbSQLite],
        tests: ["Values", "Events", "TestKit", grdb]),
    Layer(
        name: "StoragePostgres", ours: ["Values", "Resilience", "Events"], theirs: [libPQ],
        tests: ["Values", "Events", "StorageSQLite", "TestKit"]),
    Layer(
        name: "Flows", ours: ["Values", "Contract", "Formats", "Mapping", "Resilience", "Events"],
        theirs: [logging, metrics],
        tests: ["Values", "Contract", "Formats", "Mapping", "Resilience", "Events", "TestKit"]),
    Layer(
        name: "Connectors", ours: ["Values", "Formats", "Resilience"],
        theirs: [
            nio("NIOCore"), nio("NIOPosix"), nio("NIOHTTP1"), crypto, nioSSL, nioCompression, httpClient, libRabbitMQ,
            logging, metrics,
        ],
        tests: [
            "Values", "Formats", "Sandbox", "TestKit", nio("NIOCore"), nio("NIOPosix"), nio("NIOEmbedded"),
            nio("NIOHTTP1"), logging, metrics,
        ]
    ),
    Layer(
        name: "Sandbox", ours: ["Values", "Contract", "Formats", "Mapping", "Connectors"],
        theirs: [nio("NIOCore"), nio("NIOPosix"), nio("NIOHTTP1"), logging],
        tests: ["Values", "Formats", "Connectors", httpClient, nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix")]),
    Layer(name: "APIContract", ours: ["Values"], tests: ["Values", "TestKit"]),
    Layer(
        name: "API",
        ours: ["Values", "APIContract", "Formats", "SecurityCore"],
        theirs: [
            hummingbird, hummingbirdCore, httpTypes, nioHTTPTypes, nio("NIOCore"), nio("NIOHTTP1"), nioSSL, logging,
            metrics,
        ],
        tests: [
            "Values", "APIContract", "Formats", "SecurityCore", httpTypes, hummingbird, logging, metrics,
            nio("NIOCore"),
            nio("NIOPosix"), .product(name: "HummingbirdTesting", package: "hummingbird"),
        ]),
    Layer(
        name: "App",
        ours: [
            "Values", "Contract", "Formats", "Mapping", "Resilience", "SecurityCore", "Events", "StorageSQLite",
            "StoragePostgres", "Flows",
            "Connectors", "Sandbox", "APIContract", "API",
        ],
        theirs: [
            hummingbird, lifecycle, logging, metrics, httpClient, nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"),
            nioSSL,
        ],
        tests: [
            "Values", "Contract", "Events", "Flows", "Formats", "Mapping", "SecurityCore", "API", "Connectors",
            "Sandbox",
            "StorageSQLite", "TestKit", httpClient, logging, nio("NIOCore"), nio("NIOHTTP1"),
            nio("NIOPosix"),
        ]),
    Layer(
        name: "TestKit", ours: ["Values", "Events", "Resilience"], theirs: [nio("NIOCore"), nio("NIOPosix")],
        tests: ["Values"]),
]

let executableDependencies: [Target.Dependency] = [
    "Values", "Contract", "Formats", "Mapping", "Events", "App", arguments, logging,
    .product(name: "UnixSignals", package: "swift-service-lifecycle"),
]

var targets: [Target] = layers.flatMap { layer -> [Target] in
    let library = Target.target(
        name: layer.name, dependencies: layer.ours.map { .byName(name: $0) } + layer.theirs,
        resources: layer.resources, swiftSettings: settings)
    guard let tests = layer.tests else { return [library] }
    let test = Target.testTarget(
        name: layer.name + "Tests", dependencies: [.byName(name: layer.name)] + tests, swiftSettings: settings)
    return [library, test]
}
targets.append(.executableTarget(name: "junction", dependencies: executableDependencies, swiftSettings: settings))
targets.append(.testTarget(name: "TidyTests", swiftSettings: settings))
// C libraries of Debian, which scripts/setup installs.
targets.append(
    .systemLibrary(
        name: "CFormatLibraries",
        providers: [.apt(["zlib1g-dev", "libzstd-dev", "libbz2-dev", "liblzma-dev"])]))
targets.append(.systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]))
targets.append(
    .systemLibrary(name: "CLibRabbitMQ", pkgConfig: "librabbitmq", providers: [.apt(["librabbitmq-dev"])]))
targets.append(.systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]))

// `JUNCTION_ONLY=Formats,Mapping swift test` works on a few layers without building the servers: it keeps the named
// layers, their tests and whatever those need.
if let only = Context.environment["JUNCTION_ONLY"] {
    let byName = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0) })
    var kept: Set<String> = []
    func keep(_ name: String) {
        guard let target = byName[name], kept.insert(name).inserted else { return }
        for case .byNameItem(let dependency, _) in target.dependencies { keep(dependency) }
    }
    for name in only.split(separator: ",").map(String.init) {
        keep(name)
        keep(name + "Tests")
    }
    targets = targets.filter { kept.contains($0.name) }
}

let package = Package(
    name: "junction",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: targets
)
