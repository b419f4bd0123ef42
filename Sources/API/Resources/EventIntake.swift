import APIContract
import Formats
import Values

/// Reads what is published: our own form, one or many, and CloudEvents 1.0 in its three modes over HTTP.
package enum EventIntake {
    enum Published {
        case one(EventDraft)
        case many([EventDraft])
    }

    /// More events in one request are refused.
    static let eventsMost = 10_000

    static let mediaTypes =
        ["application/json", CloudEvent.jsonMediaType, CloudEvent.batchMediaType] + lineTypes.sorted() + ["*/*"]
    static let lineTypes: Set<String> = ["application/x-ndjson", "application/ndjson", "application/jsonl"]

    /// Throws `mediaTypeUnsupported`, `badRequest` or `fieldInvalid`, with the place.
    static func read(_ call: Call) throws -> Published {
        guard !call.body.isEmpty || call.isBinaryCloudEvent else {
            throw JunctionError(.badRequest, "The request has no body, and this address needs one.")
        }
        switch call.contentType {
        case CloudEvent.jsonMediaType:
            return .one(try draft(cloudly { try CloudEvent(json: RequestJSON.read(call.body)) }))
        case CloudEvent.batchMediaType:
            return .many(try batch(RequestJSON.read(call.body)))
        case _ where call.isBinaryCloudEvent:
            return .one(try draft(cloudly { try CloudEvent(headers: call.eventHeaders, body: call.body) }))
        case nil, "application/json": return try own(RequestJSON.read(call.body))
        case let type? where lineTypes.contains(type): return .many(try lines(call.body))
        default:
            throw JunctionError(
                .mediaTypeUnsupported, "This address takes \(mediaTypes.dropLast().joined(separator: ", ")).",
                remedy: "For CloudEvents in binary mode, send ce-specversion and the other ce- headers.")
        }
    }

    /// The one event of a request; nil when there are many, and when something is wrong: the route says what.
    static func one(_ call: Call) -> EventDraft? {
        let first = call.body.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        if first == UInt8(ascii: "["), !call.isBinaryCloudEvent { return nil }
        guard case .one(let draft) = try? read(call) else { return nil }
        return draft
    }

    /// Whether a body of this type may hold one event.
    static func mayBeOne(_ type: String?) -> Bool {
        guard let type else { return true }
        return type != CloudEvent.batchMediaType && !lineTypes.contains(type)
    }

    private static let schema = Schema.of(NewEvent.self)
    private static let oneOrMany = Schema.either(schema, .list(schema))

    private static func own(_ value: Value) throws -> Published {
        if let draft = try sound(value) { return .one(draft) }
        if let elements = value.array, elements.count <= eventsMost, let drafts = try? soundOnes(elements) {
            return .many(drafts)
        }
        try RequestJSON.check(value, oneOrMany)
        guard let elements = value.array else { return .one(try draft(value)) }
        try limit(elements.count)
        return .many(try each(elements) { try draft($0) })
    }

    /// Nil when something may be wrong with it, which the schema is asked for then.
    private static func sound(_ value: Value) throws -> EventDraft? {
        try NewEvent(sound: value).map { try EventDraft($0) }
    }

    private static func soundOnes(_ values: [Value]) throws -> [EventDraft]? {
        var drafts: [EventDraft] = []
        drafts.reserveCapacity(values.count)
        for value in values {
            guard let draft = try sound(value) else { return nil }
            drafts.append(draft)
        }
        return drafts
    }

    private static func draft(_ value: Value) throws -> EventDraft {
        let draft = try EventDraft(ValueDecoder.decode(NewEvent.self, from: value))
        try draft.checkNames(asCloudEvent: false)
        return draft
    }

    private static func draft(_ event: CloudEvent) throws -> EventDraft {
        let draft = EventDraft(event)
        try draft.checkNames(asCloudEvent: true)
        return draft
    }

    private static func batch(_ value: Value) throws -> [EventDraft] {
        try limit(value.array?.count ?? 0)
        return try each(cloudly { try CloudEvent.batch(json: value) }) { try draft($0) }
    }

    /// Places in an element begin with its index.
    private static func each<Element>(
        _ elements: [Element], _ draft: (Element) throws -> EventDraft
    ) throws -> [EventDraft] {
        try elements.enumerated().map { index, element in
            do { return try draft(element) } catch let error as JunctionError {
                guard var findings = error.cause as? LocatedFindings else { throw error }
                for place in findings.places.indices {
                    findings.places[place].pointer = "/\(index)\(findings.places[place].pointer ?? "")"
                }
                throw JunctionError(error.code, error.message, remedy: error.remedy, cause: findings)
            }
        }
    }

    /// Each line in either form. All are read before the first is published. Throws `fieldInvalid` and others with the line.
    package static func lines(_ body: [UInt8]) throws -> [EventDraft] {
        var drafts: [EventDraft] = []
        for (index, line) in body.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if isBlank(line) { continue }
            do {
                drafts.append(try draft(line: Array(line)))
            } catch let error as JunctionError {
                throw JunctionError(
                    error.code, "Line \(index + 1) is not as it should be; nothing was published.",
                    remedy: error.remedy, cause: error.cause ?? LocatedFindings([place(of: error, line: index + 1)]))
            }
            try limit(drafts.count)
        }
        return drafts
    }

    /// One line in either form.
    static func draft(line: [UInt8]) throws -> EventDraft { try draft(either: RequestJSON.read(line)) }

    /// A CloudEvent (it has `specversion`), or our own form.
    static func draft(either value: Value) throws -> EventDraft {
        if value["specversion"] != nil { return try draft(cloudly { try CloudEvent(json: value) }) }
        if let draft = try sound(value) { return draft }
        try RequestJSON.check(value, schema)
        return try draft(value)
    }

    /// Whether there is nothing in a line.
    static func isBlank(_ line: some Sequence<UInt8>) -> Bool { line.allSatisfy { $0 == 0x0D || $0 == 0x20 } }

    static func place(of error: JunctionError, line: Int) -> ProblemPlace {
        ProblemPlace(pointer: error.place?.path, position: "line \(line)", message: error.message)
    }

    private static func limit(_ count: Int) throws {
        guard count <= eventsMost else {
            throw JunctionError(.bodyTooLarge, "There are more than \(eventsMost) events in the request.")
        }
    }

    /// What is wrong with a CloudEvent, as what is wrong with the request.
    private static func cloudly<Result>(_ read: () throws -> Result) throws -> Result {
        do { return try read() } catch let error as JunctionError where error.code == .malformed {
            throw JunctionError(
                .fieldInvalid, "This is not a CloudEvent: \(error.message).",
                cause: LocatedFindings([ProblemPlace(pointer: error.place?.path, message: error.message)]))
        }
    }
}

extension Call {
    /// Whether the attributes are in the headers.
    fileprivate var isBinaryCloudEvent: Bool { eventHeaders.contains { $0.name == "ce-specversion" } }
}
