import Events
import Mapping
package import Values

/// What a run that keeps nothing found out, beside the counts of its result.
package struct SyncPreview: Sendable, Equatable {
    /// Requests that would be sent: messages times destinations, less those held back.
    package private(set) var mapped = 0
    /// Requests that a filter holds back.
    package private(set) var heldBack = 0
    /// Requests that could not be made: their messages would be dead letters.
    package private(set) var unmapped = 0
    /// What is wrong, in the order found; at most `findingsMost`.
    package private(set) var findings: [SyncFinding] = []
    /// Findings beyond those.
    package private(set) var findingsLeftOut = 0

    package static let findingsMost = 100

    package init() {}

    mutating func map(
        _ event: Event, through flow: Flow, _ context: MappingContext, _ document: String, message: Int
    ) {
        for delivery in flow.deliveries {
            do {
                if try delivery.request(for: event, of: flow, context) == nil { heldBack += 1 } else { mapped += 1 }
            } catch {
                unmapped += 1
                add(error, document, message: message, destination: delivery.destination)
            }
        }
    }

    mutating func add(_ error: any Error, _ document: String, message: Int?, destination: String?) {
        let findings: [(text: String, place: Place?)] =
            switch error {
            case let refused as MessageRefused where !refused.findings.isEmpty:
                refused.findings.filter { $0.severity == .error }.map { ($0.message, $0.place) }
            case let refused as MessageRefused: [(refused.error.message, refused.error.place)]
            case let error as JunctionError: [(error.message, error.place)]
            default: [("the message could not be mapped", nil)]
            }
        for finding in findings {
            guard self.findings.count < Self.findingsMost else {
                findingsLeftOut += 1
                continue
            }
            self.findings.append(
                SyncFinding(
                    document: document, message: message, destination: destination, text: finding.text,
                    place: finding.place))
        }
    }
}

/// One thing that is wrong with one message of one document.
package struct SyncFinding: Sendable, Equatable {
    package var document: String
    /// The message's number in the document, from 1; nil when the document as a whole cannot be read.
    package var message: Int?
    /// Where it cannot be delivered; nil when it would not be taken in at all.
    package var destination: String?
    /// Without payload.
    package var text: String
    package var place: Place?
}
