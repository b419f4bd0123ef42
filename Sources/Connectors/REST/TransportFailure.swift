import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Values

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What trouble on the way means, in words that show no payload, address of a query, or secret.
package enum TransportFailure {
    private static let unreachable: Set<CInt> = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT, EADDRNOTAVAIL]

    static func answer(_ error: any Error) -> RESTAnswer {
        switch error {
        case let error as JunctionError: RESTAnswer(error)
        case let error as TLSIdentity.Unusable: .retry(.secretMissing, error.reason)
        case let error as AnswerTooLong:
            RESTAnswer(
                verdict: .refused(reason: "the answer is longer than 'answerBytes' (\(error.limit))"),
                status: error.status, code: .answerTooLong)
        case let error as HTTPClientError: answer(error)
        case let error as HTTPParserError:
            error == .invalidEOFState
                ? .retry(.answerUnusable, "the system closed the connection within its answer")
                : .retry(.answerUnusable, "the system answered something that is not HTTP")
        case let error as NIOHTTPDecompression.DecompressionError:
            error == .limit
                ? .refused(.answerTooLong, "the answer is longer than 'answerBytes' once decompressed")
                : .retry(.answerUnusable, "the answer's compression is broken")
        case is NIOHTTPDecompression.ExtraDecompressionError:
            .retry(.answerUnusable, "the answer's compression is broken")
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            .retry(.tlsFailed, tlsReason(error) ?? "TLS with the system could not be set up")
        case is NIOConnectionError: .retry(.connectFailed, "no connection to the system could be made")
        case let error as IOError:
            unreachable.contains(error.errnoCode)
                ? .retry(.connectFailed, "no connection to the system could be made")
                : .retry(.connectFailed, "the connection to the system broke")
        case is ChannelError: .retry(.connectFailed, "the connection to the system was closed")
        case is CancellationError: .retry(.timedOut, "the call was cancelled")
        default: .retry(.connectFailed, "the call failed (\(type(of: error)))")
        }
    }

    private static func answer(_ error: HTTPClientError) -> RESTAnswer {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .socksHandshakeTimeout, .httpProxyHandshakeTimeout:
            .retry(.timedOut, "no connection within 'connectTimeout'")
        case .readTimeout: .retry(.timedOut, "no more of the answer within 'readTimeout'")
        case .writeTimeout: .retry(.timedOut, "the system stopped reading the request")
        case .deadlineExceeded: .retry(.timedOut, "no whole answer within 'wholeTimeout'")
        case .getConnectionFromPoolTimeout: .retry(.timedOut, "no free connection within 'connectTimeout'")
        case .remoteConnectionClosed: .retry(.connectFailed, "the system closed the connection without an answer")
        case .cancelled, .alreadyShutdown: .retry(.connectFailed, "the client is shutting down")
        default: .retry(.connectFailed, "the call failed (\(error))")
        }
    }

    /// Nil for an error that is not of TLS.
    package static func tlsReason(_ error: any Error) -> String? {
        guard error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError else { return nil }
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("unableToValidateCertificate") {
            return "the system's certificate is not signed by a trusted authority, or has expired"
        }
        if text.contains("ailedToValidateHostname") || text.contains("HostnameValidat") {
            return "the system's certificate is for another host name"
        }
        return "TLS with the system could not be set up"
    }
}
