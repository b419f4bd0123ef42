package import APIContract

/// External systems. Every method throws `JunctionError`: `notFound` for an unknown id, `alreadyExists` for a taken one.
package protocol SystemsService: Sendable {
    func register(_ system: NewExternalSystem, by caller: Caller) async throws -> ExternalSystem
    /// Gives a registered system another definition, which holds at once. `alreadyExists` for one that is described by a file,
    /// and for a change that takes away what an integration uses.
    func change(_ id: String, to system: NewExternalSystem, by caller: Caller) async throws -> ExternalSystem
    /// By id. `Page.nextCursor` is a position in the service's own words; the API seals it.
    func systems(_ page: PageRequest) async throws -> Page<ExternalSystem>
    func system(_ id: String) async throws -> ExternalSystem
    /// Tries the system now. A system that cannot be reached is an answer, not an error.
    func connect(_ id: String, with credentials: SystemCredentials?, by caller: Caller) async throws -> Connection
    func status(of id: String) async throws -> SystemConnectionStatus
}
