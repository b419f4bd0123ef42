import API
import APIContract

/// The keys of the API; each that is made or revoked is in the audit trail.
struct AuditedKeys: KeyService {
    let keys: KeyRingService
    let audit: AuditTrail

    func create(_ key: NewKey, by caller: Caller) async throws -> CreatedKey {
        let created = try await keys.create(key, by: caller)
        try await audit.note(
            "key.created", by: caller, ["made": created.description.id, "scope": created.description.scope.rawValue])
        return created
    }

    func keys(_ page: PageRequest) async throws -> Page<KeyDescription> { try await keys.keys(page) }

    func revoke(_ id: String, by caller: Caller) async throws {
        try await keys.revoke(id, by: caller)
        try await audit.note("key.revoked", by: caller, ["revoked": id])
    }
}
