package import Contract
package import Events
import Formats
import Mapping
package import Values

/// A stream of a point file made ready: what an event means to its windows, and what their results look like as events.
/// Knows neither store nor clock.
package struct StreamProcessor: Sendable {
    private struct Input: Sendable {
        var side: StreamItem.Side
        var filter: SubscriptionFilter
        var key: ViewExpression
    }

    package let definition: EventStream
    /// Another one has the stream begin anew, and makes other ids.
    package let fingerprint: String
    private let inputs: [Input]
    private let time: ViewExpression?
    private let aggregate: StreamAggregate
    private let settings: StreamMachine.Settings
    private let when: ViewExpression?
    private let payload: ViewExpression?

    /// An event that came about through more results of streams than this goes round in circles.
    package static let hopsMost = 16

    /// Throws `filterInvalid` or `flow.pointUnusable`.
    package init(_ definition: EventStream, compilers: [String: SubscriptionFilter.Compiler]) throws {
        self.definition = definition
        inputs = try Self.inputs(definition, compilers)
        time = try definition.time.map { try ViewExpression("time", $0) }
        when = try definition.emit.when.map { try ViewExpression("emit.when", $0, isCondition: true) }
        payload = try definition.emit.payload.map { try ViewExpression("emit.payload", $0) }
        aggregate = try Self.aggregate(definition)
        settings = StreamMachine.Settings(
            shape: try Self.shape(definition), lateness: definition.lateness,
            keep: definition.late == .update ? definition.keep : .zero, held: definition.held)
        fingerprint = NameBasedIdentifier.version5(
            namespace: NameBasedIdentifier.namespace("urn:junction:stream:\(definition.id)"),
            name: try Self.recipe(definition))
    }

    /// Everything that decides what the results are, as text. What is not said leaves it as it was, so that a setting that is
    /// added one day has no stream begin anew.
    private static func recipe(_ definition: EventStream) throws -> String {
        var recipe: Object = [
            "from": .array(definition.from), "initial": definition.initial, "type": .string(definition.emit.type),
            "collect": .integer(Int64(definition.collect)), "late": .string(definition.late.rawValue),
            "lateness": .integer(definition.lateness.wholeMicroseconds),
            "keep": .integer(definition.keep.wholeMicroseconds), "start": .string(definition.start.rawValue),
            "version": .integer(Int64(definition.version)),
        ]
        let texts = [
            "key": definition.key, "time": definition.time, "fold": definition.fold, "when": definition.emit.when,
            "payload": definition.emit.payload, "window": definition.window.map { text($0) },
        ]
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) { recipe[name] = text.map { .string($0) } }
        if let join = definition.join {
            recipe["join"] = [
                "left": .array(join.left.from + [.string(join.left.key)]),
                "right": .array(join.right.from + [.string(join.right.key)]),
                "within": .integer(join.within.wholeMicroseconds), "unmatched": .string(join.unmatched.rawValue),
            ]
        }
        return String(decoding: try JSONFormat().encode(.object(recipe)), as: UTF8.self)
    }

    private static func text(_ window: EventStream.Window) -> String {
        switch window {
        case .tumbling(let size): "tumbling \(size.wholeMicroseconds)"
        case .hopping(let size, let every): "hopping \(size.wholeMicroseconds) \(every.wholeMicroseconds)"
        case .sliding(let size): "sliding \(size.wholeMicroseconds)"
        case .session(let gap, let most): "session \(gap.wholeMicroseconds) \(most.wholeMicroseconds)"
        }
    }

    private static func inputs(
        _ definition: EventStream, _ compilers: [String: SubscriptionFilter.Compiler]
    ) throws -> [Input] {
        func input(_ side: StreamItem.Side, _ from: [Value], _ key: String, _ name: String) throws -> Input {
            Input(
                side: side, filter: try SubscriptionFilter(.array(from), compilers: compilers),
                key: try ViewExpression(name, key))
        }
        switch (definition.join, definition.key, definition.window) {
        case (let join?, nil, nil) where definition.from.isEmpty:
            return [
                try input(.left, join.left.from, join.left.key, "join.left.key"),
                try input(.right, join.right.from, join.right.key, "join.right.key"),
            ]
        case (nil, let key?, _?): return [try input(.left, definition.from, key, "key")]
        default:
            throw JunctionError(
                .pointUnusable, "the stream '\(definition.id)' has neither a key with a window nor a join alone",
                remedy: "Give it 'key' and 'window', or 'join' without 'from', 'key' and 'window'.")
        }
    }

    /// Windows that overlap more than this would cost every event as much.
    private static let overlapMost: Int64 = 1000

    private static func shape(_ definition: EventStream) throws -> StreamMachine.Shape {
        func refused(_ why: String) -> JunctionError {
            JunctionError(.pointUnusable, "the stream '\(definition.id)' \(why)")
        }
        if definition.late == .update {
            switch definition.window {
            case .tumbling, .hopping: break
            default: throw refused("cannot update late: only tumbling and hopping windows can be told again")
            }
        }
        if let join = definition.join {
            return .join(
                within: join.within, unmatched: JoinTable.Unmatched(rawValue: join.unmatched.rawValue) ?? .none)
        }
        switch definition.window {
        case .tumbling(let size) where size > .zero: return .windows(.hopping(size: size, every: size))
        case .hopping(let size, let every) where every > .zero && size >= every:
            guard size.wholeMicroseconds / every.wholeMicroseconds <= overlapMost else {
                throw refused("has more than \(overlapMost) windows at once")
            }
            return .windows(.hopping(size: size, every: every))
        case .sliding(let size) where size > .zero: return .sliding(size)
        case .session(let gap, let most) where gap > .zero && most > .zero:
            return .windows(.session(gap: gap, most: most))
        default: throw refused("has a window of no length, or shorter than the steps between two")
        }
    }

    private static func aggregate(_ definition: EventStream) throws -> StreamAggregate {
        guard let text = definition.fold else { return StreamAggregate(collecting: definition.collect) }
        let fold = try ViewExpression("fold", text)
        return StreamAggregate(initial: definition.initial) { state, event, now in
            try fold.value(of: ["state": state, "event": event], at: now) ?? state
        }
    }

    // MARK: Events

    package func machine() -> StreamMachine { StreamMachine(settings, aggregate) }

    /// Throws `storeIncompatible`.
    package func machine(_ value: Value) throws -> StreamMachine {
        try StreamMachine(settings, aggregate, value: value)
    }

    /// What an event is to the windows: nothing, one item or, where both inputs of a join want it, two. Throws
    /// `mapping.failed`.
    package func items(_ stored: StoredEvent) throws -> [StreamItem] {
        let wanting = inputs.filter { $0.filter.passes(stored.event) }
        guard !wanting.isEmpty else { return [] }
        let hops = stored.event.metadata["hops"].flatMap { Int($0) } ?? 0
        guard hops < Self.hopsMost else {
            throw JunctionError(
                .mappingFailed, "more than \(Self.hopsMost) results of streams led to it, as in a circle")
        }
        let event = stored.shown
        let at = try happened(stored, event)
        return try wanting.compactMap { input in
            guard let key = try ViewKey.text(input.key.value(of: ["event": event], at: stored.recordedAt)) else {
                return nil
            }
            return StreamItem(
                time: at, id: stored.event.id, key: key, side: input.side, event: event,
                correlationID: stored.event.correlationID, hops: hops)
        }
    }

    private func happened(_ stored: StoredEvent, _ event: Value) throws -> Instant {
        guard let time else { return stored.event.time }
        switch try time.value(of: ["event": event], at: stored.recordedAt) {
        case .string(let text)?:
            if let instant = Instant(rfc3339: text) { return instant }
        case .integer(let milliseconds)? where milliseconds.magnitude < 1 << 50:
            return Instant(microseconds: milliseconds * 1000)
        case .double(let milliseconds)? where abs(milliseconds) < 1e15:
            return Instant(microseconds: Int64(milliseconds * 1000))
        default: break
        }
        throw JunctionError(.mappingFailed, "time: it is no time (RFC 3339, or milliseconds since 1970)")
    }
}

// MARK: - Results

extension StreamProcessor {
    /// The result as an event, always with the same id; nil when `emit.when` does not hold. Throws `mapping.failed`.
    package func event(_ result: StreamResult) throws -> Event? {
        let shown = shown(result)
        if let when, try !when.holds(shown, at: result.end) { return nil }
        let content = try payload.map { try $0.value(of: shown, at: result.end) ?? .null } ?? .object(shown)
        // A window has one result for each revision; what met is told apart by what met.
        var pair = ""
        if case .pair = result.content { pair = result.causes.joined(separator: " ") }
        var event = event(
            named: "\(pair)|\(result.start.microseconds)|\(result.end.microseconds)|\(result.revision)|\(result.key)",
            type: definition.emit.type, key: result.key, cause: result.causes.last, hops: result.hops, at: result.end,
            payload: try JSONFormat().encode(content))
        event.correlationID = result.correlationID
        event.metadata["windowstart"] = result.start.description
        event.metadata["windowend"] = result.end.description
        event.metadata["revision"] = String(result.revision)
        return event
    }

    /// Tells of an event that came too late.
    package func lateEvent(_ refusal: StreamRefusal, watermark: Instant) throws -> Event {
        let payload: Value = [
            "key": .string(refusal.key), "eventId": .string(refusal.id),
            "timestamp": .string(refusal.time.description), "watermark": .string(watermark.description),
        ]
        return event(
            named: "late|\(refusal.id)|\(refusal.key)", type: definition.emit.type + ".late", key: refusal.key,
            cause: refusal.id, hops: refusal.hops, at: refusal.time, payload: try JSONFormat().encode(payload))
    }

    private func event(
        named name: String, type: String, key: String, cause: String?, hops: Int, at time: Instant, payload: [UInt8]
    ) -> Event {
        let source = "junction/streams/\(definition.id)"
        return Event(
            id: NameBasedIdentifier.version5(namespace: NameBasedIdentifier.namespace(fingerprint), name: name),
            stream: "streams/\(definition.id)", type: type, source: source, key: key, causationID: cause, time: time,
            metadata: ["hops": String(hops + 1)], contentType: "application/json", payload: payload)
    }

    private func shown(_ result: StreamResult) -> Object {
        var shown: Object = [
            "key": .string(result.key),
            "window": ["start": .string(result.start.description), "end": .string(result.end.description)],
            "count": .integer(Int64(result.count)), "revision": .integer(Int64(result.revision)),
        ]
        switch result.content {
        case .aggregate(let value): shown[definition.fold == nil ? "events" : "state"] = value
        case .pair(let left, let right):
            shown["left"] = left
            shown["right"] = right
        }
        return shown
    }
}
