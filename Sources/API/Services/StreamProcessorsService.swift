package import APIContract

/// Windows over events. Methods on one throw `notFound` for an unknown id.
package protocol StreamProcessorsService: Sendable {
    /// By id.
    func processors(_ page: PageRequest) async throws -> Page<StreamProcessor>
    func processor(_ id: String) async throws -> StreamProcessor
    /// Takes nothing more until it is resumed; what comes meanwhile waits in the log.
    func pause(processor id: String, because reason: String, by caller: Caller) async throws -> StreamProcessor
    /// Goes on after a pause, and after an event at which it stopped.
    func resume(processor id: String, by caller: Caller) async throws -> StreamProcessor
}
