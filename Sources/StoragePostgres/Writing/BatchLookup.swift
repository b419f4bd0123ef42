import Events
import Values

/// What a run of operations needs to know before it can be planned: asked for in one round trip, with the head of the
/// log locked so that nothing of it changes before the commit.
struct BatchLookup {
    private var ids: [String] = []
    private var streams: Set<ExactText> = []
    private var documents: Set<DocumentName> = []
    /// Work of which something is written under a lease.
    private var fenced: Set<String> = []

    init(_ operations: [StoreOperation]) { add(operations) }

    private mutating func add(_ operations: [StoreOperation]) {
        for operation in operations {
            switch operation {
            case .append(let appends, let routing):
                for append in appends {
                    ids.append(append.event.id)
                    streams.insert(ExactText(append.event.stream))
                }
                if routing != nil { documents.insert(.routing) }
            case .putDocument(let kind, let id, _, _), .removeDocument(let kind, let id, _):
                documents.insert(DocumentName(kind: kind, id: id))
            case .transition(let transitions):
                for transition in transitions where transition.fence != nil { fenced.insert(transition.destination) }
            case .together(let operations): add(operations)
            default: break
            }
        }
    }

    var isEmpty: Bool { ids.isEmpty && documents.isEmpty && fenced.isEmpty }

    /// Outcomes of deliveries change nothing that the head guards.
    var needsHead: Bool { !ids.isEmpty || !documents.isEmpty }

    /// In the order in which `known` takes the answers.
    var queries: [PostgresQuery] {
        var queries: [PostgresQuery] = []
        if !ids.isEmpty {
            var byID = PostgresQuery(
                "SELECT id, sequence, stream_sequence, recorded_at FROM event WHERE id = ANY($1)")
            byID.bind(.texts(ids))
            var byName = PostgresQuery("SELECT name, version FROM stream WHERE name = ANY($1)")
            byName.bind(.texts(streams.map(\.text)))
            queries += [byID, byName]
        }
        if !documents.isEmpty {
            var query = PostgresQuery(
                """
                SELECT d.kind, d.id, d.version FROM unnest($1, $2) AS w (kind, id)
                JOIN document AS d ON d.kind = w.kind AND d.id = w.id
                """)
            query.bind(.texts(documents.map(\.kind)))
            query.bind(.texts(documents.map(\.id)))
            queries.append(query)
        }
        if !fenced.isEmpty {
            // Locked until the commit: nobody takes the work over in between.
            var query = PostgresQuery(
                "SELECT work, token FROM lease WHERE work = ANY($1) ORDER BY work FOR SHARE")
            query.bind(.texts(fenced))
            queries.append(query)
        }
        return queries
    }

    func known(_ answers: some Sequence<PostgresResult>) -> BatchKnowledge {
        var known = BatchKnowledge()
        var answers = answers.makeIterator()
        if !ids.isEmpty {
            if let events = answers.next() {
                for row in 0..<events.rowCount {
                    let id = events.text(row, 0)
                    known.events[ExactText(id)] = Appended(
                        id: id, sequence: events.integer(row, 1), streamSequence: events.integer(row, 2),
                        recordedAt: events.instant(row, 3), duplicate: true)
                }
            }
            if let streams = answers.next() {
                for row in 0..<streams.rowCount {
                    known.versions[ExactText(streams.text(row, 0))] = streams.integer(row, 1)
                }
            }
        }
        if !documents.isEmpty, let documents = answers.next() {
            for row in 0..<documents.rowCount {
                let name = DocumentName(kind: documents.text(row, 0), id: documents.text(row, 1))
                known.documents[name] = documents.integer(row, 2)
            }
        }
        if !fenced.isEmpty, let leases = answers.next() {
            for row in 0..<leases.rowCount { known.tokens[leases.text(row, 0)] = leases.integer(row, 1) }
        }
        return known
    }
}

struct DocumentName: Hashable {
    var kind: String
    var id: String

    static func == (left: DocumentName, right: DocumentName) -> Bool {
        left.kind.isIdenticalUTF8(to: right.kind) && left.id.isIdenticalUTF8(to: right.id)
    }

    func hash(into hasher: inout Hasher) {
        kind.hashUTF8(into: &hasher)
        id.hashUTF8(into: &hasher)
    }

    static let routing = DocumentName(kind: RoutingDocument.kind, id: RoutingDocument.id)
}

/// The part of the store that a run of operations touches, as it stands.
struct BatchKnowledge {
    /// By id; all of them are there already.
    var events: [ExactText: Appended] = [:]
    /// By stream; one that is not here stands at 0.
    var versions: [ExactText: Int64] = [:]
    /// Versions by name; one that is not here does not exist.
    var documents: [DocumentName: Int64] = [:]
    /// Of the newest lease of each work.
    var tokens: [String: Int64] = [:]
}
