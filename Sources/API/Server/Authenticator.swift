import APIContract
import SecurityCore
import Synchronization
import Values

/// Finds out who calls, and slows down whoever keeps trying wrong keys. A valid key is never held off: secrets are far too
/// long to be guessed, so the limit only bounds the work and the log.
final class Authenticator: Sendable {
    private let keys: APIKeyRing
    private let time: TimeSource
    private let failures = Mutex(FailureLimiter())

    init(keys: APIKeyRing, time: TimeSource) {
        self.keys = keys
        self.time = time
    }

    /// The caller of a request with this `Authorization` field. Throws `unauthenticated`, `tooManyFailures` or `forbidden`.
    func caller(_ authorization: String?, needs scope: AccessScope, from address: String) throws -> Caller {
        guard let authorization else { throw JunctionError(.unauthenticated, "The request has no key.") }
        guard let text = Self.bearer(authorization) else {
            throw JunctionError(.unauthenticated, "The Authorization header is not of the form 'Bearer <key>'.")
        }
        switch keys.authenticate(text) {
        case .success(let key):
            guard key.scope >= scope else {
                throw JunctionError(
                    .forbidden, "The key has scope \(key.scope.rawValue); this needs \(scope.rawValue).")
            }
            return Self.caller(key, text, from: address)
        case .failure: throw refusal(of: address)
        }
    }

    /// The same, but nil for whoever is refused, and nothing is counted: the refusal is left to `caller`.
    func known(_ authorization: String?, needs scope: AccessScope, from address: String) -> Caller? {
        guard let text = authorization.flatMap(Self.bearer), case .success(let key) = keys.authenticate(text),
            key.scope >= scope
        else { return nil }
        return Self.caller(key, text, from: address)
    }

    private static func caller(_ key: StoredKey, _ text: Substring, from address: String) -> Caller {
        var caller = Caller(keyID: key.id, name: key.name, scope: key.scope, address: address)
        caller.credential = Secret(String(text))
        return caller
    }

    /// Whether a key still opens anything.
    func isKey(_ credential: Secret) -> Bool {
        if case .success = keys.authenticate(credential.reveal()[...]) { true } else { false }
    }

    /// Whichever way the key is wrong, the answer is the same.
    private func refusal(of address: String) -> JunctionError {
        let now = time.now()
        return failures.withLock { failures in
            if let wait = failures.wait(of: address, at: now) {
                return JunctionError(
                    .tooManyFailures, "Too many wrong keys came from this address.", cause: RetryHint(after: wait))
            }
            failures.fail(address, at: now)
            return JunctionError(.unauthenticated, "The key is not valid.")
        }
    }

    private static func bearer(_ authorization: String) -> Substring? {
        let bytes = authorization.utf8
        let scheme = "bearer ".utf8
        // With this bit a capital is a small letter, and a space stays one.
        guard bytes.prefix(scheme.count).elementsEqual(scheme, by: { $0 | 0x20 == $1 }) else { return nil }
        return authorization[bytes.index(bytes.startIndex, offsetBy: scheme.count)...]
    }
}

extension KeyScope {
    var access: AccessScope {
        switch self {
        case .read: .read
        case .write: .write
        case .admin: .admin
        }
    }
}
