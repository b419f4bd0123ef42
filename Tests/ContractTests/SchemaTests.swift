import Foundation
import Testing

@testable import Contract

/// The published schemas, judged by somebody else's validator.
struct SchemaTests {
    @Test func theJudgeAcceptsEveryExample() throws {
        let workspace = ExampleWorkspace.read().workspace
        let points = workspace.sources.filter { $0.kind == .point }.map(\.path)
        let systems = workspace.sources.filter { $0.kind == .system }.map(\.path)
        #expect(points.count >= 3 && systems.count >= 3)
        for (kind, paths) in [(SchemaJudge.Kind.point, points), (.system, systems)] {
            let texts = try paths.map { try Repository.text("Examples/care-home/" + $0) }
            for (path, verdict) in zip(paths, try SchemaJudge.verdicts(kind, texts)) {
                #expect(verdict.valid, "\(path): \(verdict.errors)")
            }
        }
        let sketch =
            try SchemaJudge.verdicts(.point, [PointSketch.text]) + SchemaJudge.verdicts(.system, [PointSketch.system])
        #expect(sketch.map(\.errors) == [[], []])
    }

    @Test func theJudgeRefusesWhatTheReaderRefuses() throws {
        let texts = [
            ("retry: {", "retires: {"), ("port: 2575", "port: 99999"), ("receive: mllp", "receive: mlpp"),
            ("reviewBy: 2027-03-01", "reviewBy: soon"), ("\nsummary: ", "\nsumary: "), ("- map: ", "- mapp: "),
            ("acknowledge: AE", "acknowledge: AB"), ("[care-integration]", "care-integration"),
            ("expect: 200/day", "expect: 200"), ("flags: { strict: on }", "flags: { strict: 3 }"),
            ("attempts: 12", "attempts: twelve"), ("version: \"2.4\"", "version: 2.4"), ("note", "note"),
        ].dropLast().map { PointSketch.text.replacing($0.0, with: $0.1) }
        for (text, verdict) in zip(texts, try SchemaJudge.verdicts(.point, texts)) {
            #expect(!verdict.valid)
            #expect(!PointSketch.read(text).problems.isEmpty)
        }
    }

    /// Whatever the reader takes, the schema takes: an editor never complains about a file that runs.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func theJudgeAcceptsWhateverTheReaderAccepts(seed: UInt64) throws {
        var mutator = TextMutator(seed: seed)
        let texts = (0..<150).map { _ in mutator.mutatedLines(of: PointSketch.text) }
        var accepted = 0
        for (text, verdict) in zip(texts, try SchemaJudge.verdicts(.point, texts)) {
            let read = PointSketch.read(text)
            guard read.point != nil, read.problems.isEmpty else { continue }
            accepted += 1
            #expect(verdict.valid, "\(verdict.errors)\n\(text)")
        }
        #expect(accepted > 5)
    }
}
