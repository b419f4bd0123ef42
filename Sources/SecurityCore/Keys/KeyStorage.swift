/// Where keys are kept between runs.
///
/// Calls may come from several tasks at once. What `save` was given is found by `keys` after a restart once `save` has returned.
package protocol KeyStorage: Sendable {
    /// All keys, revoked ones too, in no particular order.
    func keys() async throws -> [StoredKey]
    /// Adds a key, or replaces the one of the same id.
    func save(_ key: StoredKey) async throws
}
