/// Why a connection cannot be made or used. Another attempt may go better in every case: what is wrong is with the
/// connection or the broker, never with one message.
struct RabbitMQFailure: Error, Hashable {
    /// In words that a person understands; no payload and no secret.
    var reason: String
}
