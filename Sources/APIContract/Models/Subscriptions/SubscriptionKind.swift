/// What kind of place events are given to.
package enum SubscriptionKind: String, WireEnum {
    /// Posted to an address, signed by Standard Webhooks 1.0.
    case webhook
    /// Kept until consumers come and take them.
    case queue
    /// Published to an exchange or a queue of RabbitMQ, each confirmed by the broker.
    case rabbitmq
    /// Taken in by an integration point.
    case flow

    package static let about = About("What kind of place events are given to.")
}
