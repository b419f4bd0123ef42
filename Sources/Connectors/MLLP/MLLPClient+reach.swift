import NIOCore
import NIOPosix
import Values

extension MLLPClient {
    /// Whether the listener takes a connection; nothing is sent.
    package func reach() async -> MLLPAnswer {
        do {
            let networks = try RESTClient.networks(settings.allowedNetworks)
            let addresses = try await OutboundGuard(rules: AddressRules(allowed: networks)).addresses(of: settings.host)
            let channel = try await ClientBootstrap(group: eventLoop)
                .connectTimeout(TimeAmount(settings.limits.connectTimeout))
                .connect(host: addresses[0].description, port: settings.port).get()
            try? await channel.close()
            return MLLPAnswer(verdict: .success)
        } catch let error as JunctionError {
            return MLLPAnswer(verdict: .refused(reason: error.message), code: error.code)
        } catch {
            return MLLPAnswer(verdict: .retry(reason: "no connection could be made", after: nil), code: .connectFailed)
        }
    }
}
