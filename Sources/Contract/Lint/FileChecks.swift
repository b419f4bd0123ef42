import Values

/// What concerns the files of a workspace rather than one of them.
struct FileChecks {
    let workspace: Workspace
    let context: LintContext

    func all() -> [Problem] { duplicateIDs() + fileNames() + ports() + openListeners() + queues() + mappings() }

    private func duplicateIDs() -> [Problem] {
        var first: [String: SourceFile] = [:]
        return workspace.sources.compactMap { source in
            let key = "\(source.kind.rawValue) \(source.id)"
            guard !source.id.isEmpty, let other = first[key] else {
                first[key] = source
                return nil
            }
            return Problem(
                .duplicateID, "the id '\(source.id)' is also that of \(other.path)", remedy: "Give each its own id.",
                at: source.place("id"))
        }
    }

    private func fileNames() -> [Problem] {
        workspace.sources.compactMap { source in
            guard !source.id.isEmpty, WorkspaceFolder.stem(source.path) != source.id else { return nil }
            return Problem(
                .fileName, "the file is not named by its id '\(source.id)'",
                remedy: "Rename it to '\(source.id).yaml'.",
                at: source.place("id"))
        }
    }

    private func ports() -> [Problem] {
        var taken: [(listener: Trigger.MLLPListener, point: String)] = []
        var problems: [Problem] = []
        for point in workspace.points {
            guard case .mllp(let listener)? = point.trigger, listener.port != 0 else { continue }
            if let other = taken.first(where: { $0.listener.meets(listener) && $0.point != point.id }) {
                let place = workspace.source(.point, point.id)?.place("dataflow.trigger.port") ?? Place()
                problems.append(
                    Problem(
                        .portConflict, "the point '\(other.point)' listens on port \(listener.port) too",
                        remedy: "Choose another port.", at: place))
            }
            taken.append((listener, point.id))
        }
        return problems
    }

    private func openListeners() -> [Problem] {
        workspace.points.compactMap { point in
            guard case .mllp(let listener)? = point.trigger, listener.tls == nil,
                !AddressText.isThisMachine(listener.host)
            else { return nil }
            return Problem(
                .openListener, "messages travel unencrypted to '\(listener.host)'",
                remedy: "Add 'tls: { certificate: …, key: … }'.",
                at: workspace.source(.point, point.id)?.place("dataflow.trigger.host") ?? Place())
        }
    }

    private func queues() -> [Problem] {
        var taken: [String: String] = [:]
        return workspace.points.compactMap { point in
            guard case .rabbitmq(let source)? = point.trigger else { return nil }
            let queue = "\(source.system) \(source.queue)"
            guard let other = taken[queue] else {
                taken[queue] = point.id
                return nil
            }
            return Problem(
                .sharedQueue, "the point '\(other)' takes from the queue '\(source.queue)' too",
                remedy: "Bind a queue of its own to the same exchange.",
                at: workspace.source(.point, point.id)?.place("dataflow.trigger.queue") ?? Place())
        }
    }

    private func mappings() -> [Problem] {
        workspace.mappings.compactMap { mapping in
            do {
                try context.compile(mapping, workspace)
                return nil
            } catch {
                return Problem.wrapping(error, .mappingMalformed, in: mapping.path)
            }
        }
    }
}

extension Trigger.MLLPListener {
    /// Whether both cannot listen at once.
    fileprivate func meets(_ other: Self) -> Bool {
        port == other.port && (host == other.host || host == "0.0.0.0" || other.host == "0.0.0.0")
    }
}

extension Problem {
    /// What another layer found wrong with a file of the workspace.
    static func wrapping(_ error: any Error, _ rule: Rule, in path: String) -> Problem {
        guard let error = error as? JunctionError else {
            return Problem(rule, "the file cannot be used", at: Place(source: path))
        }
        var place = error.place ?? Place()
        place.source = path
        let message = error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message
        return Problem(rule, message, remedy: error.remedy, at: place)
    }
}
