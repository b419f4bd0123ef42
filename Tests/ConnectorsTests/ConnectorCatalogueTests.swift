import Foundation
import Logging
import NIOCore
import NIOPosix
import Testing
import Values

@testable import Connectors

@Suite struct ConnectorCatalogueTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Connectors")

    @Test func sortedAndEachKindOnce() {
        let kinds = ConnectorCatalogue.all.map { $0.spec.kind }
        #expect(kinds == kinds.sorted())
        #expect(Set(kinds).count == kinds.count)
        #expect(ConnectorCatalogue.connector(kind: "rest") != nil)
        #expect(ConnectorCatalogue.connector(kind: "carrier-pigeon") == nil)
    }

    /// Every type in the folders that says it is a connector has its line.
    @Test func nothingIsLeftOut() throws {
        let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
        var declared: Set<String> = []
        for case let file as URL in files where file.lastPathComponent.hasSuffix("Connector.swift") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.split(separator: "\n") where line.contains("struct ") && line.contains(": Connector {") {
                declared.insert(
                    String(line.split(separator: " ").first { $0.hasSuffix("Connector:") }?.dropLast() ?? ""))
            }
        }
        #expect(declared == Set(ConnectorCatalogue.all.map { "\($0)" }))
    }

    @Test func specsAreWhole() {
        for spec in ConnectorCatalogue.all.map({ $0.spec }) {
            #expect(!spec.summary.isEmpty && spec.summary.hasSuffix("."))
            #expect(!spec.examples.isEmpty)
            #expect(Set(spec.fields.map(\.name)).count == spec.fields.count)
            for field in spec.fields { #expect(field.summary.hasSuffix("."), "\(spec.kind) \(field.name)") }
        }
    }

    @Test func examplesWork() async throws {
        for connector in ConnectorCatalogue.all {
            for example in connector.spec.examples {
                let made = try connector.init(settings: example.settings, environment: .test())
                await made.shutdown()
            }
        }
    }

    @Test func unknownSettingNamesTheNearest() throws {
        let settings: Value = ["endpoint": "https://example.org", "limits": ["wholeTimeOut": "5s"]]
        let error = #expect(throws: JunctionError.self) {
            _ = try RESTConnector(settings: settings, environment: .test())
        }
        #expect(error?.code == .connectorSettings)
        #expect(error?.place?.path == "limits.wholeTimeOut")
        #expect(error?.remedy == "Did you mean 'wholeTimeout'?")
    }

    @Test(
        arguments: [
            (["endpoint": true] as Value, "a boolean"), ([:], "'endpoint' is missing"),
            (["endpoint": "ftp://example.org"], "http"),
            (["endpoint": "http://example.org", "limits": ["redirects": 99]], "0 to 10"),
            (["endpoint": "http://example.org", "limits": ["wholeTimeout": "5 parsecs"]], "span"),
            (["endpoint": "http://example.org", "limits": ["answerBytes": "16MB"]], "size"),
            (["endpoint": "http://example.org", "allowedNetworks": "10.0.0.0/8"], "list"),
            (["endpoint": "http://example.org", "allowedNetworks": ["10.0.0.1/8"]], "10.0.0.1/8"),
            (["endpoint": "http://example.org", "authentication": ["type": "magic"]], "one of"),
            (["endpoint": "http://example.org", "authentication": ["type": "basic"]], "missing"),
            (["endpoint": "http://example.org", "operations": ["a": ["path": "/"]]], "method"),
            (["endpoint": "http://example.org", "operations": ["a": ["method": "get", "path": "/"]]], "capitals"),
            (["endpoint": "http://example.org", "operations": ["a": ["method": "GET", "path": "/{"]]], "brace"),
            (
                ["endpoint": "http://example.org", "operations": ["a": ["method": "GET", "path": "/?a=1"]]], "character"
            ),
            ("text", "names with values"),
        ] as [(Value, String)])
    func wrongSettingsAreNamed(settings: Value, part: String) {
        do {
            _ = try RESTConnector(settings: settings, environment: .test())
            Issue.record("taken: \(settings)")
        } catch let error as JunctionError {
            #expect("\(error)".contains(part), "\(error)")
        } catch { Issue.record("\(error)") }
    }
}

extension ConnectorEnvironment {
    /// The real clock, the shared event loops and the secrets given.
    static func test(_ secrets: [String: String] = [:], clock: ManualTime? = nil) -> ConnectorEnvironment {
        let time =
            clock?.source
            ?? TimeSource(
                now: { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)) },
                sleep: { try await Task.sleep(for: $0) })
        return ConnectorEnvironment(
            time: time, secret: { secrets[$0] }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
    }
}
