import APIContract
import Contract
import Events
import Flows
import Values

/// An integration as the API takes and shows it, and the same as a point file: one form for one reader.
enum PointDocument {
    /// The point file of a creation. What `configuration` says stands as it is, heading by heading; a heading that is
    /// neither there nor follows from the request says so.
    static func document(of new: NewIntegration) -> Object {
        var document: Object = ["id": .string(new.id), "title": .string(new.name)]
        for member in new.configuration ?? Object() { document[member.key] = member.value }
        if document["version"] == nil { document["version"] = "1.0.0" }
        if document["summary"] == nil { document["summary"] = .string(new.description ?? new.name) }
        if document["technicalSolution"] == nil, let mappings = new.mappings {
            document["technicalSolution"] = ["steps": .array(mappings.map { ["map": .string($0.id)] })]
        }
        for heading in HeadingName.all where document[heading] == nil {
            document[heading] = ["notApplicable": "Not stated when the integration was created through the API."]
        }
        return document
    }

    static func configuration(of entry: PointDirectory.Entry) -> Object {
        let point = entry.point
        var shown = Object()
        if let context = point.boundedContext.part {
            shown["boundedContext"] = [
                "upstream": .string(context.upstream), "downstream": .string(context.downstream),
                "pattern": .string(context.pattern.rawValue),
            ]
        }
        if let problem = entry.problem { shown["problem"] = .string(problem.description) }
        if let trouble = entry.sourceTrouble { shown["sourceTrouble"] = .string(trouble) }
        if let caution = entry.queue?.caution { shown["sourceCaution"] = .string(caution) }
        if let port = entry.port { shown["port"] = .integer(Int64(port)) }
        shown["deliver"] = .array(
            point.deliveries.map { ["system": .string($0.system), "operation": .string($0.operation)] })
        return shown
    }
}

extension TriggerKind {
    init(_ trigger: Trigger?) {
        switch trigger {
        case .mllp, .http, .rabbitmq: self = .message
        case .schedule: self = .schedule
        case .event: self = .event
        case nil: self = .manual
        }
    }
}

extension LogLevel {
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension LogEntry {
    /// What became of a message, or of a sync, in one line.
    init(_ lineage: Lineage, of integration: String) {
        let stored = lineage.record.stored
        let event = stored.event
        let last = lineage.steps.last
        var (level, stage, message) = (LogLevel.info, "received", "received")
        switch event.type {
        case FlowEventType.refused:
            (level, stage) = (.warning, "rejected")
            message = "refused: \(event.metadata["reason"] ?? "no reason was kept")"
        case FlowEventType.synced:
            stage = "sync"
            let counts = ["documents", "accepted", "duplicates", "refused"]
                .map { "\(event.metadata[$0] ?? "0") \($0)" }.joined(separator: ", ")
            if let failure = event.metadata["failure"] {
                (level, message) = (.error, "sync ended early after \(counts): \(failure)")
            } else {
                message = "sync done: \(counts)"
            }
        default:
            guard let last else { break }
            stage = last.kind.rawValue
            level = last.kind == .deadLettered ? .error : last.kind == .attemptFailed ? .warning : .info
            let place = last.destination.map { " (\($0))" } ?? ""
            message = "\(last.kind.rawValue)\(place)\(last.detail.map { ": \($0)" } ?? "")"
        }
        self.init(
            id: event.id, time: last?.at ?? stored.recordedAt, level: level, integrationId: integration,
            messageId: event.id, stage: stage, message: message)
    }
}
