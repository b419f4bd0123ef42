package import APIContract

/// What happened to messages.
package protocol LineageService: Sendable {
    /// Throws `notFound` for an unknown id.
    func lineage(of messageID: String) async throws -> MessageLineage
    /// Newest first; `reference` is the sender's own name, such as HL7 MSH-10.
    func messages(
        reference: String?, integration: String?, status: MessageStatus?, _ page: PageRequest
    ) async throws -> Page<MessageLineage>
}
