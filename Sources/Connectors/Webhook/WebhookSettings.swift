/// Where and how events are announced to one subscriber.
package struct WebhookSettings: Sendable {
    /// Names the subscriber in metrics.
    package var system: String
    /// The whole address, its query included.
    package var url: String
    /// Names of secrets. Each signs, so that a subscriber can change from one to the next without a gap.
    package var secrets: [String]
    /// Sent with every delivery.
    package var headers: [RESTHeader]
    package var limits: RESTLimits
    package var tls: TLSSettings
    /// Address ranges that may be called although they are not public.
    package var allowedNetworks: [String]

    package init(
        system: String, url: String, secrets: [String], headers: [RESTHeader] = [],
        limits: RESTLimits = Self.usualLimits, tls: TLSSettings = TLSSettings(), allowedNetworks: [String] = []
    ) {
        self.system = system
        self.url = url
        self.secrets = secrets
        self.headers = headers
        self.limits = limits
        self.tls = tls
        self.allowedNetworks = allowedNetworks
    }

    /// The specification asks for a timeout of 15 to 30 seconds; nobody reads the answer, so it is short.
    package static let usualLimits: RESTLimits = {
        var limits = RESTLimits()
        limits.wholeTimeout = .seconds(20)
        limits.readTimeout = .seconds(20)
        limits.answerBytes = 64 << 10
        limits.requestBytes = 1 << 20
        return limits
    }()
}
