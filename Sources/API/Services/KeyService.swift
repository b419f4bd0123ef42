package import APIContract

/// Keys of the API. Throws `notFound` for an unknown id.
package protocol KeyService: Sendable {
    func create(_ key: NewKey, by caller: Caller) async throws -> CreatedKey
    func keys(_ page: PageRequest) async throws -> Page<KeyDescription>
    /// From then on the key opens nothing. Revoking again does nothing.
    func revoke(_ id: String, by caller: Caller) async throws
}
