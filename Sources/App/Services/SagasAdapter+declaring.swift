import API
import APIContract
import Contract
import Events
import Flows
import Formats
import Values

// How definitions change while the server runs. Those of the workspace's files change there, and are read again.
extension SagasAdapter {
    func change(_ id: String, _ change: SagaChange, by caller: Caller) async throws -> APIContract.Saga {
        let overview = try parts.sagas.overview(id)
        guard overview.version == change.expectedVersion else {
            let version = overview.version.map { "at definition \($0)" } ?? "declared no more"
            throw JunctionError(
                .versionConflict, "the saga '\(id)' is \(version), not at definition \(change.expectedVersion)")
        }
        guard let point = overview.point,
            let document = try await parts.log.document(kind: IntegrationsAdapter.kind, id: point)
        else {
            throw JunctionError(
                .badRequest, "the saga '\(id)' is declared in a file of the workspace",
                remedy: "Change it there, and have it read: POST /api/integration/sagas/reload.")
        }
        let content = try Self.replacing(id, by: change.definition, in: document.content)
        let changed = try IntegrationsAdapter.point(content, id: point, resolver: parts.resolver)
        try check(changed)
        try await parts.log.putDocument(
            kind: IntegrationsAdapter.kind, id: point, content: content, expectedVersion: document.version)
        _ = try await installer.declareSagas(of: changed)
        let saga = try await saga(id)
        try await note([saga], [], reason: change.reason, caller)
        return saga
    }

    func reload(by caller: Caller) async throws -> SagaReload {
        let (workspace, problems) = Workspace.read(parts.settings.workspace, resolver: parts.resolver)
        if let problem = problems.first(where: { $0.severity == .error }) { throw problem.error }
        let known = workspace.points.filter { parts.points[$0.id] != nil }
        let gone = try await gone(from: workspace)
        // All of them before the first is changed.
        for point in known { try check(point) }
        var changed: [APIContract.Saga] = []
        var removed: [String] = []
        for point in known {
            let news = try await installer.declareSagas(of: point)
            for id in news.changed { changed.append(try await saga(id)) }
            removed += news.removed
        }
        for point in gone { removed += try await installer.abandonSagas(of: point).sorted() }
        try await note(changed, removed, reason: nil, caller)
        return SagaReload(
            changed: changed, removed: removed, pointsGone: gone,
            pointsNew: workspace.points.map(\.id).filter { parts.points[$0] == nil })
    }

    /// The points that run although their file is no more. Throws when no file is there at all: that is taken for a folder which is
    /// not in its place, not for the wish to end everything.
    private func gone(from workspace: Workspace) async throws -> [String] {
        var gone: [String] = []
        for id in parts.points.all.map(\.point.id) where !workspace.points.contains(where: { $0.id == id }) {
            // Those that were made through the API have no file.
            if try await parts.log.document(kind: IntegrationsAdapter.kind, id: id) == nil { gone.append(id) }
        }
        guard gone.isEmpty || !workspace.points.isEmpty else {
            throw JunctionError(
                .badRequest, "the folder 'points' of the workspace has no file any more; nothing was changed",
                remedy: "See whether the folder is where it was. To end all of its sagas, leave a file without any.")
        }
        return gone
    }

    private func check(_ point: IntegrationPoint) throws {
        for saga in point.sagas {
            _ = try SagaPlan(saga, dialects: SubscriptionTargets.compilers)
            let owner = try? parts.sagas.overview(saga.id).point
            guard let owner, owner != point.id else { continue }
            throw JunctionError(
                .alreadyExists, "the integration point '\(owner)' declares the saga '\(saga.id)' already",
                remedy: "Rename one of them, or take it out of the other point first.")
        }
    }

    /// The document of a point with another definition of one of its sagas.
    private static func replacing(_ id: String, by definition: Value, in content: [UInt8]) throws -> [UInt8] {
        guard definition["id"]?.string == id else {
            throw JunctionError(.badRequest, "the definition is not of the saga '\(id)'")
        }
        guard case .object(var document) = try JSONFormat().decode(content),
            case .object(var solution)? = document["technicalSolution"], let sagas = solution["sagas"]?.array
        else { throw JunctionError(.internalFault, "the stored point has no sagas") }
        solution["sagas"] = .array(sagas.map { $0["id"]?.string == id ? definition : $0 })
        document["technicalSolution"] = .object(solution)
        return try JSONFormat().encode(.object(document))
    }

    /// Who did what, in the log.
    private func note(
        _ changed: [APIContract.Saga], _ removed: [String], reason: String?, _ caller: Caller
    ) async throws {
        for saga in changed {
            var about = ["saga": saga.id]
            about["definition"] = saga.version.map { String($0) }
            about["reason"] = reason
            try await parts.audit.note("saga.changed", by: caller, about)
        }
        for id in removed { try await parts.audit.note("saga.removed", by: caller, ["saga": id]) }
    }
}
