import Connectors
import Contract
import Events
import Flows
import Foundation
import NIOPosix
import TestKit
import Testing
import Values

@testable import App
@testable import Contract

/// Files that a schedule takes in: each once, archived or remembered.
@Suite struct FolderSourceTests {
    private struct Inbox {
        let folder: String
        let log = EventLog(store: InMemoryEventStore(), time: ManualClock().source)

        func source(archive: String? = nil) -> FolderSource {
            FolderSource(
                FileSource(files: "in/*.csv", archive: archive), point: "rota", workspace: folder, documents: log,
                environment: ConnectorEnvironment(
                    time: .system, secret: { _ in nil }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton))
        }

        func put(_ name: String, _ text: String = "a;b\n", changed: Int = 1000) throws {
            try FileManager.default.createDirectory(atPath: "\(folder)/in", withIntermediateDirectories: true)
            try text.write(toFile: "\(folder)/in/\(name)", atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: Double(changed))], ofItemAtPath: "\(folder)/in/\(name)")
        }
    }

    private func names(_ source: any SyncSource) async throws -> [String] {
        try await source.waiting().map { $0.name.split(separator: "/").last.map(String.init) ?? "" }
    }

    @Test func filesOfThePatternAreFoundByNameAndRead() async throws {
        try await withFolder { folder in
            let inbox = Inbox(folder: folder)
            for name in ["b.csv", "a.csv", "c.txt", ".d.csv"] { try inbox.put(name, name) }
            try FileManager.default.createDirectory(
                atPath: "\(folder)/in/e.csv", withIntermediateDirectories: true)
            let source = inbox.source()
            #expect(try await names(source) == ["a.csv", "b.csv"])
            let first = try #require(await source.waiting().first)
            #expect(try await source.read(first) == Array("a.csv".utf8))
            #expect(first.identity == "a.csv@1000000-5")
        }
    }

    @Test func whatStaysIsRememberedUntilItChanges() async throws {
        try await withFolder { folder in
            let inbox = Inbox(folder: folder)
            try inbox.put("a.csv")
            for document in try await inbox.source().waiting() { try await inbox.source().finish(document) }
            #expect(try await names(inbox.source()).isEmpty)
            try inbox.put("a.csv", changed: 2000)
            #expect(try await names(inbox.source()) == ["a.csv"])
        }
    }

    @Test func aFileBehindAThousandThatStayIsTakenToo() async throws {
        try await withFolder { folder in
            let inbox = Inbox(folder: folder)
            for number in 1...1005 { try inbox.put("\(10_000 + number).csv") }
            let first = try await inbox.source().waiting()
            #expect(first.count == 1000 || first.count == 1005)
            for document in first { try await inbox.source().finish(document) }
            for document in try await inbox.source().waiting() { try await inbox.source().finish(document) }
            try inbox.put("99999.csv")
            #expect(try await names(inbox.source()) == ["99999.csv"])
            let chosen = try inbox.source(archive: "in/done").narrowed(to: SyncSelection(since: Instant(seconds: 5000)))
            try inbox.put("99998.csv", changed: 6000)
            #expect(try await names(chosen) == ["99998.csv"])
        }
    }

    @Test func whatIsArchivedIsGoneAndNothingIsReplaced() async throws {
        try await withFolder { folder in
            let inbox = Inbox(folder: folder)
            let source = inbox.source(archive: "in/done")
            for text in ["one", "two"] {
                try inbox.put("a.csv", text)
                for document in try await source.waiting() { try await source.finish(document) }
            }
            #expect(try await names(source).isEmpty)
            let kept = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/in/done").sorted()
            let texts = try kept.map { try String(contentsOfFile: "\(folder)/in/done/\($0)", encoding: .utf8) }
            #expect(texts == ["one", "two"], "\(kept)")
        }
    }

    @Test func aChoiceOfTimeIsKept() async throws {
        try await withFolder { folder in
            let inbox = Inbox(folder: folder)
            for (name, changed) in [("a.csv", 1000), ("b.csv", 2000), ("c.csv", 3000)] {
                try inbox.put(name, changed: changed)
            }
            let chosen = try inbox.source().narrowed(
                to: SyncSelection(since: Instant(seconds: 2000), until: Instant(seconds: 3000)))
            #expect(try await names(chosen) == ["b.csv"])
            #expect(throws: JunctionError.self) {
                _ = try inbox.source().narrowed(to: SyncSelection(parameters: ["ward": "7"]))
            }
        }
    }

    @Test func aFolderThatIsNotThereIsTold() async throws {
        try await withFolder { folder in
            let error = await #expect(throws: JunctionError.self) {
                _ = try await Inbox(folder: folder).source().waiting()
            }
            #expect(error?.code == .fileTrouble)
        }
    }
}
