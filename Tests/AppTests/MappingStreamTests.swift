import Formats
import Foundation
import Testing
import Values

@testable import App

/// Mapping record by record, as `junction map --to` does.
struct MappingStreamTests {
    private static let definition = """
        id: orders
        source: csv
        target: ndjson
        fields:
          - { to: id, from: id }
          - { to: total, from: total, functions: [number] }
          - { to: count, from: count, functions: [number], onError: skip }
        ignore:
          - { path: day, reason: not asked for }
        """

    private func stream(
        by definition: String = definition, format: String? = nil, _ pieces: [String],
        _ body: (MappingStream) -> Void = { _ in }
    ) throws -> (output: String, notes: [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mapping-stream-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "orders.yaml")
        try definition.write(to: file, atomically: true, encoding: .utf8)
        let notes = Notes()
        var stream = MappingStream(try MappingBench(file: file.path, format: format), to: NDJSONFormat()) {
            notes.all.append($0.text(in: "orders.csv"))
        }
        var output: [UInt8] = []
        for piece in pieces { try stream.feed(Array(piece.utf8), into: &output) }
        try stream.finish(into: &output)
        body(stream)
        return (String(decoding: output, as: UTF8.self), notes.all)
    }

    private final class Notes { var all: [String] = [] }

    @Test func mapsRecordsAsTheyArrive() throws {
        let (output, notes) = try stream(["id,day,total\n1,2026-10-01,", "2.50\n2,2026-10-02,3\n3,2026-1", "0-03,4"]) {
            #expect($0.tally.mapped == 3)
            #expect($0.tally.isClean)
        }
        #expect(output == "{\"id\":\"1\",\"total\":2.50}\n{\"id\":\"2\",\"total\":3}\n{\"id\":\"3\",\"total\":4}\n")
        #expect(notes == [])
    }

    @Test func leavesOutWhatIsRefusedAndSaysWhere() throws {
        let (output, notes) = try stream(["id,day,total,count\n1,\"a\nb\",2,1\n2,x,many,1\n4,x,3,few\n"]) {
            #expect($0.tally.mapped == 2)
            #expect($0.tally.refused == 1)
            #expect($0.tally.findings.map(\.code) == ["mapping.failed", "mapping.skipped"])
            #expect(!$0.tally.isClean)
        }
        #expect(output == "{\"id\":\"1\",\"total\":2,\"count\":1}\n{\"id\":\"4\",\"total\":3}\n")
        #expect(notes.count == 2)
        #expect(notes.first?.hasPrefix("orders.csv:4: record 2 is left out: error total: total") == true)
        #expect(notes.last?.hasPrefix("orders.csv:5: record 3: warning count: count") == true)
    }

    @Test func namesDroppedFieldsOnce() throws {
        _ = try stream(["id,day,total,note\n1,x,2,a\n2,x,3,b\n"]) {
            #expect($0.tally.dropped == ["note"])
            #expect($0.tally.recordsAccounted == 2)
        }
    }

    @Test func keepsWhatWasMadeBeforeAFault() throws {
        #expect(throws: JunctionError.self) { _ = try stream(["id,day,total\n1,x,2\n2,\"x\"y,3\n"]) }
    }

    @Test func takesADocumentAsOneMessage() throws {
        let (output, _) = try stream(
            by: "id: one\nsource: json\ntarget: ndjson\nfields:\n  - { to: count, jsonata: $count(lines) }\n",
            [#"{"lines":[1,"#, "2,3]}"])
        #expect(output == "{\"count\":3}\n")
    }

    @Test func namesFewFieldsOfMany() throws {
        let names = (0..<300).map { "c\($0)" }
        _ = try stream([names.joined(separator: ",") + ",id\n", names.map { _ in "x" }.joined(separator: ",") + ",1\n"])
        {
            #expect($0.tally.dropped.count == MappingStream.droppedMost)
        }
    }
}
