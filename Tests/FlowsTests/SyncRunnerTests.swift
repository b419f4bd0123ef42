import Events
import Mapping
import Synchronization
import TestKit
import Testing
import Values

@testable import Flows

/// Runs of scheduled points: every message of every document once, and a look that leaves no trace.
struct SyncRunnerTests {
    private static let text: PointText = {
        var text = PointText()
        text.trigger = "{ schedule: \"@daily\", timeZone: UTC, read: { files: \"in/*.json\" } }"
        text.steps = "[{ split: lines }, { validate: has-line }, { filter: \"$not(item = 'none')\" }, { map: to-shop }]"
        return text
    }()

    private func run(
        _ source: Folder, _ body: (FlowHarness, SyncRunner) async throws -> Void
    ) async throws {
        let harness = try FlowHarness(Self.text)
        try await body(harness, SyncRunner(engine: harness.engine, time: harness.clock.source))
        await harness.stop()
    }

    @Test func everyMessageOfEveryDocumentIsTakenOnce() async throws {
        let folder = Folder([
            "a": #"{"lines":[{"line":1,"customer":"c1"},{"line":2,"customer":"c2","item":"none"},{"customer":"c9"}]}"#,
            "b": #"{"lines":[{"line":1,"customer":"c3"}]}"#,
        ])
        try await run(folder) { harness, runner in
            let result = await runner.run(harness.flow, from: folder, id: "run1")
            #expect(result.documents == 2 && result.accepted == 3 && result.refused == 1 && result.duplicates == 0)
            #expect(result.failure == nil && result.preview == nil)
            #expect(result.messageIDs == ["orders/a/0", "orders/a/1", "orders/b/0"])
            #expect(folder.finished == ["a", "b"])
            try await harness.settle()
            #expect(
                Set(harness.caller.bodies) == [#"{"who":"c1","what":"nothing"}"#, #"{"who":"c3","what":"nothing"}"#])
            let event = try #require(await harness.log.event(id: "orders/b/0")?.stored.event)
            #expect(event.correlationID == "run1" && event.metadata["peer"] == "b" && event.key == "c3")
            // The same documents offered again add nothing.
            let again = await runner.run(harness.flow, from: folder, id: "run2")
            #expect(again.accepted == 0 && again.duplicates == 3 && again.messageIDs.isEmpty)
        }
    }

    /// A source that cannot tell its documents apart: a run made again after a crash takes in what it has not, and another run all.
    @Test func aRunThatIsMadeAgainTakesNothingInTwice() async throws {
        let two = #"{"lines":[{"line":1,"customer":"c1"},{"line":2,"customer":"c2"}]}"#
        let changed = #"{"lines":[{"line":1,"customer":"c1"},{"line":3,"customer":"c3"}]}"#
        let folder = Folder(["a": two], tellsApart: false)
        try await run(folder) { harness, runner in
            #expect(await runner.run(harness.flow, from: folder, id: "run1").accepted == 2)
            let again = await runner.run(harness.flow, from: folder, id: "run1")
            #expect(again.accepted == 0 && again.duplicates == 2)
            let other = await runner.run(harness.flow, from: Folder(["a": changed], tellsApart: false), id: "run1")
            #expect(other.accepted == 1 && other.duplicates == 1)
            #expect(await runner.run(harness.flow, from: folder, id: "run2").accepted == 2)
        }
    }

    @Test func anUnreadableDocumentIsPutAsideWithItsReason() async throws {
        let folder = Folder(["a": "{", "b": #"{"lines":[{"line":1,"customer":"c3"}]}"#])
        try await run(folder) { harness, runner in
            let result = await runner.run(harness.flow, from: folder, id: "run1")
            #expect(result.refused == 1 && result.accepted == 1 && result.failure == nil)
            #expect(folder.finished == ["a", "b"])
            var query = EventQuery()
            query.type = FlowEventType.refused
            let refused = try await harness.log.history(query).records
            #expect(refused.map(\.stored.event.metadata["peer"]) == ["a"])
        }
    }

    @Test func aSourceThatFailsEndsTheRunAndWhatWasTakenStays() async throws {
        let folder = Folder(["a": #"{"lines":[{"line":1,"customer":"c1"}]}"#, "b": "missing"])
        try await run(folder) { harness, runner in
            let result = await runner.run(harness.flow, from: folder, id: "run1")
            #expect(result.accepted == 1 && result.documents == 1)
            #expect(result.failure?.contains("cannot be read") == true)
            #expect(folder.finished == ["a"])
        }
    }

    @Test func aFileThatCannotBeOpenedHoldsUpNoOther() async throws {
        let folder = Folder(["a": "locked", "b": #"{"lines":[{"line":1,"customer":"c1"}]}"#])
        try await run(folder) { harness, runner in
            let result = await runner.run(harness.flow, from: folder, id: "run1")
            #expect(result.accepted == 1 && result.documents == 1)
            #expect(result.failure?.contains("could not be opened") == true && result.failure?.contains("a:") == true)
            #expect(folder.finished == ["b"], "it is there for the next run")
            let context = MappingContext(now: harness.clock.now)
            let preview = await runner.preview(harness.flow, from: folder, id: "run2", context)
            #expect(preview.accepted == 1 && preview.failure == result.failure)
        }
    }

    @Test func aCancelledRunSaysSo() async throws {
        let folder = Folder(["a": #"{"lines":[]}"#])
        try await run(folder) { harness, runner in
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return await runner.run(harness.flow, from: folder, id: "run1")
            }
            task.cancel()
            #expect(await task.value.failure?.contains("next run") == true)
            #expect(folder.finished.isEmpty)
        }
    }

    @Test func aPreviewCountsAndFindsAndLeavesNoTrace() async throws {
        let folder = Folder([
            "a":
                #"{"lines":[{"line":1,"customer":"c1"},{"line":2,"customer":"c2","item":"none"},{"customer":"c3"},{"line":4}]}"#,
            "b": "{",
        ])
        try await run(folder) { harness, runner in
            let result = await runner.preview(
                harness.flow, from: folder, id: "run1", MappingContext(now: harness.clock.now))
            let preview = try #require(result.preview)
            #expect(result.documents == 2 && result.accepted == 3 && result.refused == 2 && result.failure == nil)
            #expect(preview.mapped == 1 && preview.heldBack == 1 && preview.unmapped == 1)
            try #require(preview.findings.count == 3)
            let refused = preview.findings[0]
            #expect(refused.document == "a" && refused.message == 3 && refused.destination == nil)
            #expect(refused.text == "line is missing" && refused.place?.path == "line")
            #expect(preview.findings[1].destination == "orders:shop.post" && preview.findings[1].message == 4)
            #expect(preview.findings[2].document == "b" && preview.findings[2].message == nil)
            #expect(folder.finished.isEmpty && harness.caller.all.isEmpty)
            #expect(try await harness.log.history(EventQuery()).records.isEmpty)
            #expect(harness.engine.counts(of: "orders").received == 0)
        }
    }

    @Test func findingsAreBounded() async throws {
        let lines = Array(repeating: "{}", count: SyncPreview.findingsMost + 20).joined(separator: ",")
        let folder = Folder(["a": "{\"lines\":[\(lines)]}"])
        try await run(folder) { harness, runner in
            let result = await runner.preview(
                harness.flow, from: folder, id: "run1", MappingContext(now: harness.clock.now))
            #expect(result.preview?.findings.count == SyncPreview.findingsMost)
            #expect(result.preview?.findingsLeftOut == 20)
        }
    }
}

/// Documents in memory; the text `missing` stands for one that cannot be read, `locked` for a file that cannot be opened.
private final class Folder: SyncSource {
    private let documents: [String: String]
    private let ended = Mutex<[String]>([])

    private let tellsApart: Bool

    init(_ documents: [String: String], tellsApart: Bool = true) {
        self.documents = documents
        self.tellsApart = tellsApart
    }

    var finished: [String] { ended.withLock { $0 } }

    func waiting() async throws -> [SyncDocument] {
        documents.keys.sorted().map { SyncDocument(name: $0, identity: tellsApart ? $0 : nil) }
    }

    func read(_ document: SyncDocument) async throws -> [UInt8] {
        guard let text = documents[document.name], text != "missing" else {
            throw JunctionError(.notFound, "'\(document.name)' cannot be read")
        }
        guard text != "locked" else { throw JunctionError(.fileTrouble, "the file could not be opened") }
        return Array(text.utf8)
    }

    func finish(_ document: SyncDocument) async throws { ended.withLock { $0.append(document.name) } }

    func narrowed(to selection: SyncSelection) throws -> any SyncSource { self }
}
