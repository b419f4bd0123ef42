import HTTPTypes
import Values

extension JunctionError {
    /// The HTTP status that says what this error says.
    var status: HTTPResponse.Status {
        switch code {
        case .badRequest, .listCursorInvalid, .cursorInvalid: .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden, .originRefused: .forbidden
        case .upgradeRequired: .upgradeRequired
        case .notFound, .routeUnknown: .notFound
        case .leaseUnknown, .eventsPruned: .gone
        case .lastAdminKey: .conflict
        case .methodNotAllowed: .methodNotAllowed
        case .alreadyExists, .versionConflict, .idempotencyBusy, .runUnderWay, .schemaIncompatible, .sagaRefused,
            .projectionStopped:
            .conflict
        case .bodyTooLarge, .formatLimit: .contentTooLarge
        case .bodyTooSlow: .requestTimeout
        case .headersTooLarge: .requestHeaderFieldsTooLarge
        case .mediaTypeUnsupported: .unsupportedMediaType
        case .appendQueueFull, .backlogFull, .tooManyFailures: .tooManyRequests
        case .storeUnavailable, .storeFull, .requestTimedOut, .routingChanged: .serviceUnavailable
        case .timedOut: .gatewayTimeout
        default: statusOfClass
        }
    }

    private var statusOfClass: HTTPResponse.Status {
        switch code.class {
        case .reject: .unprocessableContent
        case .retryLater: .serviceUnavailable
        case .reconnect: .badGateway
        case .bug: .internalServerError
        }
    }

    /// Whether the operator is to hear of it: who asks for what is on its way has found no fault.
    var isFault: Bool { status.kind == .serverError && code != .projectionBehind }

    /// Seconds to wait before the same request may succeed; nil when it never will, or nobody knows.
    var retryAfterSeconds: Int? {
        if let hint = cause as? RetryHint { return max(1, Int(hint.after.components.seconds)) }
        // A backlog that is full does not empty within a second.
        if code == .backlogFull { return 30 }
        switch status {
        case .tooManyRequests, .serviceUnavailable: return 1
        default: return code == .idempotencyBusy || code == .runUnderWay ? 1 : nil
        }
    }
}
