import Contract
import Events
import Formats
import Mapping
import Synchronization
import TestKit
import Testing
import Values

@testable import Flows

/// A point compiled from its file, a log in memory, and a system on the other side that answers as it is told.
final class FlowHarness: Sendable {
    let clock = ManualClock()
    let log: EventLog
    let engine: FlowEngine
    let delivery: DeliveryEngine
    let caller: ScriptedCaller
    let flow: Flow
    let running: Task<Void, Never>

    /// The point `orders` as `PointText` writes it, with `lines` of its headings replaced.
    init(_ lines: PointText = PointText(), caller: ScriptedCaller = ScriptedCaller()) throws {
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        self.log = log
        self.caller = caller
        let number = Atomic(0)
        engine = FlowEngine(log: log, time: clock.source) {
            "m\(number.add(1, ordering: .relaxed).newValue)"
        }
        delivery = DeliveryEngine(log: log, time: clock.source, random: { 1 })
        flow = try Self.compile(lines)
        engine.install(flow)
        let clock = clock
        for destination in flow.deliveries {
            let target = FlowTarget(
                flow: flow, delivery: destination, caller: caller, context: { MappingContext(now: clock.now) })
            try delivery.add(destination.destination, target: target)
        }
        running = Task { [delivery] in await delivery.run() }
    }

    static func compile(_ text: PointText) throws -> Flow {
        let read = IntegrationPoint.read(Array(text.yaml.utf8), source: "points/orders.yaml")
        guard let point = read.point else { throw read.problems[0].error }
        return try compiler.compile(point)
    }

    private static let compiler = FlowCompiler(
        environment: .development,
        transformation: { name in
            guard let text = PointText.mappings[name] else {
                throw JunctionError(.danglingReference, "there is no mapping '\(name)'")
            }
            return try MappingDefinition(yaml: text).compile(lookups: [:])
        },
        check: { name in
            guard name.hasPrefix("has-") else {
                throw JunctionError(.danglingReference, "there is no schema '\(name)'")
            }
            return HasMember(name: String(name.dropFirst(4)))
        },
        system: { id in
            SystemDefinition.read(Array(PointText.system(id).utf8), source: "systems/\(id).yaml").system
        })

    func receive(_ json: String, _ arrival: Arrival = Arrival(channel: "http")) async throws -> Receipt {
        try await engine.receive(Array(json.utf8), for: "orders", arrival)
    }

    /// Waits until nothing is waiting to be delivered.
    func settle() async throws {
        #expect(
            try await eventually {
                try await delivery.statuses().allSatisfy { $0.backlog == 0 }
            })
    }

    func steps(of id: String) async throws -> [Lineage.Kind] {
        try await log.lineage(id: id)?.steps.map(\.kind) ?? []
    }

    func stop() async {
        running.cancel()
        await running.value
        await log.close()
    }
}

/// A schema that asks for one member.
struct HasMember: MessageCheck {
    let name: String

    func findings(in message: Value) -> [Finding] {
        message[name] == nil ? [.error("test.missing", "\(name) is missing", at: name)] : []
    }
}

/// The other side: keeps what it was sent, and answers by a script.
final class ScriptedCaller: SystemCaller {
    typealias Script = @Sendable (_ request: SystemRequest, _ number: Int) -> SystemAnswer

    private let requests = Mutex<[SystemRequest]>([])
    private let script: Script

    init(_ script: @escaping Script = { _, _ in .done(SystemReply(status: 201)) }) { self.script = script }

    func call(_ request: SystemRequest) async -> SystemAnswer {
        let number = requests.withLock { requests in
            requests.append(request)
            return requests.count
        }
        return script(request, number)
    }

    var all: [SystemRequest] { requests.withLock { $0 } }
    var bodies: [String] { all.map { String(decoding: $0.body ?? [], as: UTF8.self) } }
}
