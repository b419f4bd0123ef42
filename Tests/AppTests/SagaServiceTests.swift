import Foundation
import TestKit
import Testing
import Values

@testable import App

/// Sagas of a whole server, seen and corrected over its API, and declared anew while it runs.
struct SagaServiceTests {
    private static let sagas = "/api/integration/sagas"
    private static let recall = "\(sagas)/medicine-recall"

    private func publish(_ client: JunctionClient, _ type: String, _ key: String, _ sample: String) async throws {
        let payload = String(decoding: try RunningServer.sample("samples/\(sample).json"), as: UTF8.self)
        let event = #"{"id":"\#(type)-\#(key)","type":"\#(type)","source":"test","payload":\#(payload)}"#
        _ = try await client.post("/api/integration/events/publish", body: Array(event.utf8))
    }

    private func stands(_ client: JunctionClient, _ instance: String, _ member: String, _ value: Value) async -> Bool {
        await eventually { (try? await client.get(instance))?[member] == value }
    }

    private func status(_ client: JunctionClient, _ method: String, _ path: String, _ body: String) async throws -> Int
    {
        try await client.send(method, path, body: Array(body.utf8), contentType: "application/json").status
    }

    @Test func anInstanceIsSeenOnItsWayAndCountedAtItsEnd() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let instance = "\(Self.sagas)/prescription-order/instances/rx-2041"
            try await publish(client, "prescription.issued", "rx", "prescriptions/issued")
            #expect(await stands(client, instance, "step", "answer"))
            let seen = try await client.get(instance)
            #expect(seen["status"] == "running" && seen["branches"] == [] && seen["waitsUntil"] != nil)
            #expect(seen["state"]?["resident"] == "res-17")
            try await publish(client, "medication.checked", "rx", "prescriptions/checked")
            try await publish(client, "medication.counted", "rx", "prescriptions/checked")
            try await publish(client, "pharmacy.delivered", "rx", "prescriptions/delivered")
            #expect(await stands(client, instance, "status", "completed"))
            // It has ended once, however often it is looked at and told things.
            try await publish(client, "pharmacy.refused", "rx", "prescriptions/refused")
            try await running.settle()
            let metrics = String(
                decoding: try await client.send("GET", "/metrics", body: nil, contentType: nil).bytes, as: UTF8.self)
            let ended = #"junction_saga_ended_total{saga="prescription-order",status="completed"} 1"#
            #expect(metrics.split(separator: "\n").contains { $0 == ended })
            #expect(!metrics.contains(#"junction_saga_ended_total{saga="prescription-order",status="running"}"#))
            let saga = try await client.get("\(Self.sagas)/prescription-order")
            #expect(saga["instances"] == ["completed": 1] && saga["point"] == "prescription-orders")
            let none = try await client.get("\(Self.sagas)/prescription-order/instances?status=running")
            #expect(none["items"] == [])
            try await running.stop()
        }
    }

    @Test func branchesAreSeenAndPassedOverByName() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let instance = "\(Self.recall)/instances/rc-7"
            try await publish(client, "medicine.recalled", "rc", "recalls/recalled")
            #expect(
                await eventually {
                    let branches = (try? await client.get(instance))?["branches"]?.array ?? []
                    return branches.compactMap { $0["step"]?.string }.sorted() == ["locked", "replaced"]
                })
            let seen = try await client.get(instance)
            #expect(seen["step"] == "act")
            #expect(
                seen["branches"]?.array?.compactMap { $0["branch"]?.string }.sorted() == ["act.pharmacy", "act.ward"])
            let version = try #require(seen["version"]?.integer)
            let unnamed = try await status(client, "POST", "\(instance)/skip", #"{"reason":"r"}"#)
            #expect(unnamed == 409, "several are under way")
            let late = #"{"reason":"r","step":"locked","expectedVersion":\#(version + 1)}"#
            #expect(try await status(client, "POST", "\(instance)/skip", late) == 409)
            let skip = #"{"reason":"seen it","step":"locked","expectedVersion":\#(version)}"#
            #expect(try await status(client, "POST", "\(instance)/skip", skip) == 200)
            try await publish(client, "pharmacy.replaced", "rc", "recalls/replaced")
            #expect(await stands(client, instance, "status", "completed"))
            let audit = try await client.get(
                "/api/integration/events/history?stream=audit&type=junction.saga.byHand.skip")
            #expect(audit["items"]?.array?.count == 1)
            try await running.stop()
        }
    }

    // MARK: Declaring

    /// The example in a folder of its own, whose point file with the sagas can be changed.
    private struct Workspace {
        let path: String
        var file: String { "\(path)/points/prescription-orders.yaml" }

        init(in folder: String) throws {
            path = "\(folder)/workspace"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: RunningServer.example, toPath: path)
        }

        func change(_ body: (String) -> String) throws {
            let before = try String(contentsOfFile: file, encoding: .utf8)
            let after = body(before)
            #expect(after != before)
            try after.write(toFile: file, atomically: true, encoding: .utf8)
        }
    }

    /// A file that is gone ends its sagas as one that declares them no more does; what else its point does goes on until the next start.
    @Test func aFileThatIsGoneEndsItsSagas() async throws {
        try await withFolder { folder in
            let workspace = try Workspace(in: folder)
            var running = try await RunningServer.start(data: "\(folder)/data", workspace: workspace.path)
            let key = running.report.adminKey
            var client = running.client(key: key)
            func reload() async throws -> Value { try await client.post("\(Self.sagas)/reload") }
            try await publish(client, "medicine.recalled", "rc", "recalls/recalled")
            #expect(await stands(client, "\(Self.recall)/instances/rc-7", "status", "running"))
            let id = "prescription-orders"
            try FileManager.default.moveItem(atPath: workspace.file, toPath: "\(folder)/kept.yaml")
            let known = "/api/integration/integrations/\(id)"
            #expect(try await reload()["removed"] == ["medicine-recall", "prescription-order"])
            let again = try await reload()
            #expect(again["removed"] == [] && again["pointsGone"] == [.string(id)] && again["pointsNew"] == [])
            let gone = try await client.get(Self.recall)
            #expect(gone["version"] == nil && gone["point"] == nil)
            #expect(await stands(client, "\(Self.recall)/instances/rc-7", "status", "running"))
            #expect(try await status(client, "GET", known, "") == 200, "the point itself runs")

            // The next start knows the point no more; the instance goes on all the same.
            try await running.stop()
            running = try await RunningServer.start(data: "\(folder)/data", workspace: workspace.path)
            client = running.client(key: key)
            #expect(try await status(client, "GET", known, "") == 404)
            #expect(await stands(client, "\(Self.recall)/instances/rc-7", "status", "running"))
            // It is put back: until the next start its sagas are not taken up.
            try FileManager.default.moveItem(atPath: "\(folder)/kept.yaml", toPath: workspace.file)
            #expect(try await reload()["pointsNew"] == [.string(id)])
            try await running.stop()
        }
    }

    /// An empty folder is one that is not in its place.
    @Test func aFolderWithoutFilesEndsNothing() async throws {
        try await withFolder { folder in
            let workspace = try Workspace(in: folder)
            let running = try await RunningServer.start(data: "\(folder)/data", workspace: workspace.path)
            let client = running.client(key: running.report.adminKey)
            try FileManager.default.moveItem(atPath: "\(workspace.path)/points", toPath: "\(folder)/elsewhere")
            #expect(try await status(client, "POST", "\(Self.sagas)/reload", "") >= 400)
            #expect(try await client.get(Self.recall)["version"] == 1)
            try await running.stop()
        }
    }

    @Test func theFilesAreReadAgainAllOrNothing() async throws {
        try await withFolder { folder in
            let workspace = try Workspace(in: folder)
            var running = try await RunningServer.start(data: "\(folder)/data", workspace: workspace.path)
            let key = running.report.adminKey
            var client = running.client(key: key)
            func reload() async throws -> Value { try await client.post("\(Self.sagas)/reload") }
            #expect(try await reload()["changed"] == [])
            try workspace.change { $0.replacingOccurrences(of: "within: P7D", with: "within: P8D") }
            let news = try await reload()
            #expect(news["changed"]?.array?.compactMap { $0["id"]?.string } == ["medicine-recall"])
            #expect(news["changed"]?[0]?["version"] == 2 && news["removed"] == [])

            try workspace.change { $0.replacingOccurrences(of: "within: P8D", with: "within: '(('") }
            #expect(try await status(client, "POST", "\(Self.sagas)/reload", "") == 422)
            #expect(try await client.get(Self.recall)["version"] == 2, "nothing has changed")
            try workspace.change { $0.replacingOccurrences(of: "within: '(('", with: "within: P8D") }

            // Gone from the file: an instance goes on, and none begins.
            try await publish(client, "medicine.recalled", "rc", "recalls/recalled")
            #expect(await stands(client, "\(Self.recall)/instances/rc-7", "status", "running"))
            try workspace.change { text in
                let start = text.range(of: "    - id: medicine-recall")?.lowerBound ?? text.endIndex
                let end = text.range(of: "\ncommunication:")?.lowerBound ?? text.endIndex
                return String(text[..<start] + text[end...])
            }
            #expect(try await reload()["removed"] == ["medicine-recall"])
            #expect(try await reload()["removed"] == [], "said once")
            let gone = try await client.get(Self.recall)
            #expect(gone["version"] == nil && gone["point"] == nil && gone["versions"] == [1, 2])
            try await running.stop()

            running = try await RunningServer.start(data: "\(folder)/data", workspace: workspace.path)
            client = running.client(key: key)
            #expect(try await client.get(Self.recall)["version"] == nil)
            #expect(try await client.get("\(Self.recall)/instances/rc-7")["status"] == "running")
            let audit = try await client.get("/api/integration/events/history?stream=audit")
            let types = (audit["items"]?.array ?? []).compactMap { $0["type"]?.string }
            #expect(types.filter { $0.hasSuffix("saga.removed") }.count == 1, "\(types)")
            try await running.stop()
        }
    }

    @Test func whatAFileDeclaresIsChangedThere() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            func change(_ version: Int) async throws -> Int {
                let body = #"{"definition":{"id":"medicine-recall"},"expectedVersion":\#(version),"reason":"r"}"#
                return try await status(client, "PUT", Self.recall, body)
            }
            #expect(try await change(1) == 400)
            #expect(try await change(2) == 409)
            #expect(try await status(client, "PUT", "\(Self.sagas)/none", "{}") != 200)
            try await running.stop()
        }
    }
}
