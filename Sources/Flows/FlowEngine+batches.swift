import Events
import Mapping
package import Values

/// A message of several that arrive together.
package struct Arrived: Sendable {
    package var bytes: [UInt8]
    package var arrival: Arrival
    /// Why it cannot be taken whatever it says, where whoever took it in knows.
    package var refusal: JunctionError?

    package init(_ bytes: [UInt8], _ arrival: Arrival, refusal: JunctionError? = nil) {
        self.bytes = bytes
        self.arrival = arrival
        self.refusal = refusal
    }
}

// Messages that a source gives many at a time, in an order to be kept.
extension FlowEngine {
    package typealias Taken = Result<Receipt, MessageRefused>

    /// Takes messages in the order given, in one transaction; what was taken is on disk when it returns, and so is why
    /// others were refused.
    ///
    /// Throws the store's own error, and then all of them may be sent again.
    package func receive(_ arrived: [Arrived], for point: String) async throws -> [Taken] {
        guard let flow = flow(point) else { throw JunctionError(.notFound, "there is no integration point '\(point)'") }
        let judged = arrived.map { judge($0, for: flow) }
        let appends = zip(arrived, judged).map { one, judgement in
            switch judgement {
            case .success(let event): Append(event, deliverTo: destinations(of: event, in: flow, one.arrival))
            case .failure(let refusal): Append(refused(refusal, of: one.bytes, for: flow, one.arrival))
            }
        }
        let places: [Appended]
        do { places = try await log.append(appends) } catch let error as JunctionError where error.code.class == .reject
        {
            return try await receive(arrived, for: flow, oneOfThemOver: error)
        }
        let taken = zip(judged, zip(appends, places)).map { judgement, place in
            judgement.map { Receipt($0, place.1) }
        }
        count(judged.count { (try? $0.get()) != nil }, of: flow, at: places.last?.recordedAt)
        return try await takeApart(taken, arrived, judged, of: flow)
    }

    private func judge(_ arrived: Arrived, for flow: Flow) -> Result<Event, MessageRefused> {
        do {
            if let error = arrived.refusal {
                throw MessageRefused(error: error, findings: [], reference: arrived.arrival.reference)
            }
            return .success(try accept(arrived.bytes, for: flow, arrived.arrival))
        } catch let refusal as MessageRefused { return .failure(refusal) } catch {
            let error = error as? JunctionError ?? JunctionError(.internalFault, "the message could not be taken")
            return .failure(MessageRefused(error: error, findings: [], reference: arrived.arrival.reference))
        }
    }

    /// An event that others may listen to goes to them too.
    private func destinations(of event: Event, in flow: Flow, _ arrival: Arrival) -> [String] {
        guard arrival.event != nil else { return flow.destinations }
        let listeners = destinations(for: event)
        return flow.destinations + listeners.filter { !flow.destinations.contains($0) }
    }

    /// One of them cannot be kept, such as one with a name that is too long; each is taken by itself, so that the others are.
    private func receive(
        _ arrived: [Arrived], for flow: Flow, oneOfThemOver error: JunctionError
    ) async throws -> [Taken] {
        guard arrived.count > 1 else {
            guard var one = arrived.first, one.refusal == nil else { throw error }
            one.refusal = error
            return try await receive([one], for: flow.id)
        }
        var taken: [Taken] = []
        for one in arrived { taken += try await receive([one], for: flow.id) }
        return taken
    }

    /// A name that the log would find too long becomes its digest: refused, the batch would be tried for ever.
    private static func id(of event: Event, apart flow: Flow) -> String {
        let id = "\(flow.id)~\(event.source)~\(event.id)"
        guard id.utf8.count > EventLimits.nameBytes else { return id }
        return NameBasedIdentifier.version5(namespace: NameBasedIdentifier.namespace("urn:junction:apart"), name: id)
    }

    /// The log takes an id once. An event whose id was taken by another source, type or point is another event, and gets an id
    /// that says so; it would be lost without a word otherwise.
    private func takeApart(
        _ taken: [Taken], _ arrived: [Arrived], _ judged: [Result<Event, MessageRefused>], of flow: Flow
    ) async throws -> [Taken] {
        var taken = taken
        var renamed: [(index: Int, append: Append)] = []
        for (index, one) in arrived.enumerated() where one.arrival.event != nil {
            guard case .success(let receipt) = taken[index], receipt.isDuplicate,
                case .success(var event) = judged[index],
                let first = try await log.event(id: event.id)?.stored.event,
                first.source != event.source || first.type != event.type || first.stream != event.stream
            else { continue }
            event.id = Self.id(of: event, apart: flow)
            renamed.append((index, Append(event, deliverTo: destinations(of: event, in: flow, one.arrival))))
        }
        let places = try await log.append(renamed.map(\.append))
        for ((index, append), place) in zip(renamed, places) { taken[index] = .success(Receipt(append.event, place)) }
        return taken
    }
}

extension Receipt {
    init(_ event: Event, _ place: Appended) {
        self.init(
            id: place.id, sequence: place.sequence, reference: event.reference, receivedAt: place.recordedAt,
            isDuplicate: place.duplicate)
    }
}
