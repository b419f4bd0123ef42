package import SecurityCore

/// Who makes a request, for permission and audit.
package struct Caller: Sendable, Hashable {
    /// Public part of the key used.
    package var keyID: String
    package var name: String
    package var scope: AccessScope
    /// Network address the request came from.
    package var address: String
    /// What the caller proved itself with, for a node that has another one of the same service answer; nil when another node
    /// has sent the request on already.
    package var credential: Secret?
    /// Names a request that has an `Idempotency-Key`, by caller, key, address and body: what it makes is named after it, so
    /// that a repetition whose first answer was lost finds it. Small letters and digits.
    package var request: String?

    package init(keyID: String, name: String, scope: AccessScope, address: String) {
        self.keyID = keyID
        self.name = name
        self.scope = scope
        self.address = address
    }
}
