import Events
package import Values

// What an operator sees and does.
extension SagaKeeper {
    /// A saga as it is shown.
    package struct Overview: Sendable {
        package var id: String
        package var summary: String?
        /// Nil when it is declared no more and only goes on with what runs.
        package var version: Int64?
        package var versions: [Int64]
        /// The integration point that declares it, on this node.
        package var point: String?
    }

    /// An instance with the version of its document: what a change by hand names.
    package struct Kept: Sendable {
        package var instance: SagaInstance
        package var version: Int64
        /// Where it is: the saga's own course first; empty when its definition cannot be used.
        package var courses: [Course]

        /// The step of its own course; nil when it has passed all.
        package var step: String? { courses.first { $0.branch == nil }?.step }
    }

    /// Where one of an instance's courses is.
    package struct Course: Sendable, Hashable {
        /// As `gather.stock`, of the parallel step and the branch; nil for the saga's own.
        package var branch: String?
        package var step: String
        package var waitsUntil: Instant?
        package var awaits: String?
    }

    /// Most instances looked at for one page of a list.
    private static let lookMost = 10_000

    /// Throws `notFound`.
    package func overview(_ saga: String) throws -> Overview {
        guard let installed = installed(saga) else { throw Self.unknown(saga) }
        return Overview(
            id: saga, summary: installed.summary, version: installed.current, versions: installed.plans.keys.sorted(),
            point: installed.point)
    }

    /// How many instances stand how. Throws `notFound`.
    package func counts(_ saga: String) async throws -> [SagaInstance.Status: Int] {
        guard installed(saga) != nil else { throw Self.unknown(saga) }
        if let known = index.counts(saga) { return known }
        var counts: [SagaInstance.Status: Int] = [:]
        try await SagaInstance.forEach(of: saga, in: log, surroundings) { kept, _ in
            counts[kept.status, default: 0] += 1
        }
        return counts
    }

    /// One page, by key; `next` is what the next page begins after. Throws `notFound`.
    package func instances(
        _ saga: String, status: SagaInstance.Status?, after: String?, limit: Int
    ) async throws -> (instances: [Kept], next: String?) {
        guard installed(saga) != nil else { throw Self.unknown(saga) }
        var found: [Kept] = []
        var after = after
        var looked = 0
        while found.count < limit, looked < Self.lookMost {
            let page = try await log.documents(kind: Self.kind(saga), after: after, limit: DocumentLimits.page)
            for document in page where found.count < limit {
                after = document.id
                guard let kept = try? kept(document), status == nil || kept.instance.status == status else { continue }
                found.append(kept)
            }
            looked += page.count
            if page.count < DocumentLimits.page, after == page.last?.id || page.isEmpty { return (found, nil) }
        }
        return (found, after)
    }

    /// Throws `notFound`.
    package func instance(_ saga: String, _ key: String) async throws -> Kept {
        guard installed(saga) != nil else { throw Self.unknown(saga) }
        guard let document = try await log.document(kind: Self.kind(saga), id: key) else {
            throw Self.unknown(key, of: saga)
        }
        return try kept(document)
    }

    private func kept(_ document: Document) throws -> Kept {
        kept(try SagaInstance(value: surroundings.decode(document.content)), document.version)
    }

    private func kept(_ instance: SagaInstance, _ version: Int64) -> Kept {
        guard let plan = installed(instance.saga)?.plans[instance.version] else {
            return Kept(instance: instance, version: version, courses: [])
        }
        let courses = instance.strands.compactMap { strand -> Course? in
            guard plan.courses.indices.contains(strand.course) else { return nil }
            let course = plan.courses[strand.course]
            guard course.steps.contains(strand.position) else { return nil }
            return Course(
                branch: course.name, step: plan.steps[strand.position].id, waitsUntil: strand.waitsUntil,
                awaits: strand.awaits)
        }
        return Kept(instance: instance, version: version, courses: courses)
    }

    /// Does something to an instance by hand; on disk, with its record in the stream `audit`, when it returns.
    ///
    /// Throws `notFound`, `sagaRefused` when it does not fit, and `versionConflict` when the instance does not stand at
    /// `expectedVersion`.
    package func obey(
        _ command: SagaMachine.Command, saga: String, key: String, expectedVersion: Int64? = nil, by who: String
    ) async throws -> Kept {
        guard let installed = installed(saga) else { throw Self.unknown(saga) }
        let now = time.now()
        let changed = try await change(saga, key, audit: audit(command, saga, key, who)) { instance, version in
            guard let instance else { return nil }
            if let expectedVersion, expectedVersion != version {
                throw JunctionError(
                    .sagaRefused, "the instance stands at version \(version), not at \(expectedVersion)",
                    remedy: "Look at it again and decide anew.")
            }
            guard let plan = installed.plans[instance.version] else {
                throw JunctionError(.sagaUnusable, "the definition that the instance goes by cannot be used")
            }
            return try SagaMachine.decide(plan, instance, .command(command, by: who), at: now)
        }
        guard let changed else { throw Self.unknown(key, of: saga) }
        return kept(changed.instance, changed.version)
    }

    /// Given to the saga too, so that the node which runs it hears of it.
    private func audit(_ command: SagaMachine.Command, _ saga: String, _ key: String, _ who: String) -> Append {
        var metadata = ["saga": saga, "sagakey": key, "key": who]
        metadata["reason"] = command.reason
        let event = Event(
            id: surroundings.identifier(), stream: "audit", type: SagaEventType.byHand + command.word,
            source: "junction", time: time.now(), metadata: metadata, contentType: "application/json",
            payload: Array("{}".utf8))
        return Append(event, deliverTo: [Self.destination(saga)])
    }

    private static func unknown(_ saga: String) -> JunctionError {
        JunctionError(.notFound, "there is no saga '\(saga)'")
    }

    private static func unknown(_ key: String, of saga: String) -> JunctionError {
        JunctionError(.notFound, "the saga '\(saga)' has no instance '\(key)'")
    }
}

extension SagaMachine.Command {
    /// Ends the type of its event in the stream `audit`.
    var word: String {
        switch self {
        case .retry: "retry"
        case .skip: "skip"
        case .compensate: "compensate"
        case .cancel: "cancel"
        case .setState: "setState"
        }
    }

    var reason: String? {
        switch self {
        case .retry(let reason): reason
        case .skip(_, let reason), .compensate(let reason), .cancel(let reason), .setState(_, let reason): reason
        }
    }
}
