/// Where and how a client sends.
package struct MLLPClientSettings: Sendable {
    /// Names it in metrics and messages.
    package var system: String
    package var host: String
    package var port: Int
    package var limits: MLLPLimits
    /// nil sends in the clear.
    package var tls: TLSSettings?
    /// Address ranges that may be called although they are not public.
    package var allowedNetworks: [String]

    package init(
        system: String, host: String, port: Int, limits: MLLPLimits = MLLPLimits(), tls: TLSSettings? = nil,
        allowedNetworks: [String] = []
    ) {
        self.system = system
        self.host = host
        self.port = port
        self.limits = limits
        self.tls = tls
        self.allowedNetworks = allowedNetworks
    }
}
