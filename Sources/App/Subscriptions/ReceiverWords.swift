/// Why a receiver of webhooks did not take an event, in words for whoever looks after the subscription.
enum ReceiverWords {
    /// - Parameters:
    ///   - reason: As connectors say it, of a system.
    ///   - status: Of its answer; nil when there was none.
    static func reason(_ reason: String, status: Int?) -> String {
        let reason = reason.replacing("the system", with: "the receiver")
        return meaning(of: status).map { "\(reason): \($0)" } ?? reason
    }

    private static func meaning(of status: Int?) -> String? {
        switch status {
        case 400, 422: "it does not understand the event; look at the target's format"
        case 401, 403: "it does not accept who sends; look at the secret it verifies with, and at the target's headers"
        case 404: "there is nothing at the target's address"
        case 405: "it takes no POST at the target's address"
        case 413: "the event is too large for it"
        case 429: "it wants fewer events in that time"
        case 502, 503, 504: "it, or a proxy before it, is not up to it now"
        case 500?: "it failed at the event"
        default: nil
        }
    }
}
