/// One message for an integration, as it arrived.
package struct InboundMessage: Sendable {
    package var integrationID: String
    package var bytes: [UInt8]
    /// Media type without parameters, in small letters; `application/octet-stream` when the sender named none.
    package var contentType: String
    /// Value of the `charset` parameter, when given.
    package var charset: String?
    /// The sender's `Idempotency-Key`, when given: the same one again is the same message.
    package var idempotencyKey: String?
    package var caller: Caller

    package init(
        integrationID: String, bytes: [UInt8], contentType: String, charset: String? = nil,
        idempotencyKey: String? = nil, caller: Caller
    ) {
        self.integrationID = integrationID
        self.bytes = bytes
        self.contentType = contentType
        self.charset = charset
        self.idempotencyKey = idempotencyKey
        self.caller = caller
    }
}
