import Events
import TestKit
import Testing
import Values

struct CausationTreeTests {
    private func log(_ events: [(String, String?)]) async throws -> EventLog {
        let log = EventLog(store: InMemoryEventStore(), time: ManualClock().source)
        for (id, cause) in events { try await log.append(.sample(id, causationID: cause)) }
        return log
    }

    private func lines(_ tree: CausationTree?) -> [String] {
        tree?.nodes.map { String(repeating: ".", count: $0.depth) + $0.record.stored.event.id } ?? []
    }

    @Test func theWholeTreeIsFoundFromAnyOfItsEvents() async throws {
        let log = try await log([
            ("root", "before the log"), ("a", "root"), ("b", "root"), ("a1", "a"), ("other", nil), ("a11", "a1"),
        ])
        for id in ["root", "a", "b", "a1", "a11"] {
            let tree = try await log.causationTree(of: id)
            #expect(lines(tree) == ["root", ".a", ".b", "..a1", "...a11"])
            #expect(tree?.isComplete == true)
        }
        #expect(lines(try await log.causationTree(of: "other")) == ["other"])
        #expect(try await log.causationTree(of: "none") == nil)
        await log.close()
    }

    @Test func circlesAndWidthAreBounded() async throws {
        let circle = try await log([("a", "b"), ("b", "a"), ("c", "c")])
        #expect(Set(try await circle.causationTree(of: "a")?.nodes.map(\.record.stored.event.id) ?? []) == ["a", "b"])
        #expect(lines(try await circle.causationTree(of: "c")) == ["c"])
        await circle.close()
        let wide = try await log([("root", nil)] + (0..<CausationTree.nodesMost + 5).map { ("e\($0)", "root") })
        let tree = try await wide.causationTree(of: "root")
        #expect(tree?.nodes.count == CausationTree.nodesMost)
        #expect(tree?.isComplete == false)
        await wide.close()
    }
}
