import APIContract
import Connectors
import Values

/// Looks whether the name of a receiver leads anywhere when a subscription is made, so that a slip is told at once rather than
/// when the first event does not arrive.
enum ReceiverName {
    /// A resolver that takes longer is not waited for.
    private static let patience = Duration.seconds(3)

    /// In words for whoever subscribes; nil when it has an address, or is one. It is accepted all the same: a name may come
    /// later than its subscription.
    ///
    /// - Throws: `addressForbidden` for one that leads where calls are not allowed.
    static func warning(for target: APIContract.SubscriptionTarget, time: TimeSource) async throws -> String? {
        // What cannot be read is told by whoever makes the target.
        guard let host = host(of: target), let allowed = try? RESTClient.networks(target.allowedNetworks ?? []) else {
            return nil
        }
        let guardian = OutboundGuard(rules: AddressRules(allowed: allowed))
        let (outcomes, told) = AsyncStream.makeStream(of: JunctionError?.self)
        // Not a child: a resolver cannot be cancelled, and is left to itself.
        Task {
            do throws(JunctionError) {
                _ = try await guardian.addresses(of: host)
                told.yield(nil)
            } catch { told.yield(error) }
        }
        let limit = Task {
            try? await time.sleep(patience)
            told.yield(JunctionError(.connectFailed, "no answer to the question where '\(host)' is came in time"))
        }
        defer { limit.cancel() }
        for await outcome in outcomes {
            guard let outcome else { return nil }
            guard outcome.code == .connectFailed else {
                throw JunctionError(
                    outcome.code, outcome.message, remedy: outcome.remedy, place: Place(path: "/target/url"))
            }
            return
                "\(outcome.message.prefix(1).uppercased())\(outcome.message.dropFirst()). Events wait, and are tried again "
                + "until it can be reached, for up to 3 days; correct the address if it is mistyped."
        }
        return nil
    }

    private static func host(of target: APIContract.SubscriptionTarget) -> String? {
        guard let url = target.url else { return nil }
        switch target.type {
        case .webhook: return try? WebAddress(String(url.prefix { $0 != "?" })).host
        case .rabbitmq: return try? RabbitMQAddress(url).host
        case .queue, .flow: return nil
        }
    }
}
