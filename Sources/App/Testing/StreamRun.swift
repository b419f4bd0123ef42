import Contract
import Events
import Flows
import Formats
package import Values

/// Takes events through a stream's windows as if they were all there is, without log or clock: every window closes at the
/// end. The same events always give the same results.
package struct StreamRun: Sendable {
    package private(set) var results: [Value] = []
    /// Result events as they would be published, one object each.
    package private(set) var events: [Value] = []
    package private(set) var problems: [String] = []

    /// Of a stream in the text of a point file; nil: the only one there is.
    package init(of id: String?, in point: [UInt8], named file: String, events: [UInt8]) throws {
        let read = IntegrationPoint.read(point, source: file)
        guard let point = read.point else {
            throw read.problems.first?.error ?? JunctionError(.contractMalformed, "\(file) is no point file")
        }
        let streams = point.streams.filter { id == nil || $0.id == id }
        guard let stream = streams.first, streams.count == 1 else {
            let names = point.streams.map { "'\($0.id)'" }.joined(separator: ", ")
            throw JunctionError(
                .notFound,
                id.map { "\(file) has no stream '\($0)'" } ?? "\(file) has not one stream, but \(streams.count)",
                remedy: names.isEmpty ? "Add one under technicalSolution.streams." : "Name one of \(names).")
        }
        try self.init(stream, events: events)
    }

    /// Throws what keeps the stream from running, or the events from being read.
    init(_ stream: EventStream, events bytes: [UInt8]) throws {
        let processor = try Flows.StreamProcessor(stream, compilers: SubscriptionTargets.compilers)
        var machine = processor.machine()
        for stored in try SampleEvents.read(bytes) {
            do {
                for item in try processor.items(stored) { machine.take(item, recordedAt: stored.recordedAt) }
            } catch let error as JunctionError { problems.append("'\(stored.event.id)': \(error.message)") }
            try add(machine.drain(), processor)
        }
        machine.advance(to: Instant(microseconds: .max))
        try add(machine.drain(), processor)
    }

    private mutating func add(
        _ drained: (results: [StreamResult], refusals: [StreamRefusal]), _ processor: Flows.StreamProcessor
    ) throws {
        for refusal in drained.refusals {
            switch refusal.reason {
            case .failed(let message): problems.append("'\(refusal.id)': \(message)")
            case .late(let watermark):
                guard processor.definition.late == .event else { continue }
                try add(processor.lateEvent(refusal, watermark: watermark))
            }
        }
        for result in drained.results {
            do { if let event = try processor.event(result) { try add(event) } } catch let error as JunctionError {
                problems.append("'\(result.causes.last ?? "")': \(error.message)")
            }
        }
    }

    private mutating func add(_ event: Event) throws {
        let payload = try JSONFormat().decode(event.payload)
        results.append(payload)
        events.append([
            "id": .string(event.id), "type": .string(event.type), "source": .string(event.source),
            "key": .string(event.key ?? ""), "timestamp": .string(event.time.description),
            "causationId": .string(event.causationID ?? ""), "payload": payload,
        ])
    }
}

/// Compares what comes of a stream's sample with the results that it names.
struct StreamSampleCheck {
    let workspace: Workspace
    let stream: EventStream

    func run(_ sample: EventStream.Sample) throws -> [String] {
        let run = try StreamRun(stream, events: workspace.sample(sample.events))
        let expected = try NDJSONFormat().decode(workspace.sample(sample.results))
        let difference = ValueDifference.first(expected: expected, found: .array(run.results))
        return run.problems + (difference.map { ["differs at \($0)"] } ?? [])
    }
}
