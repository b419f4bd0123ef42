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

    package init(keyID: String, name: String, scope: AccessScope, address: String) {
        self.keyID = keyID
        self.name = name
        self.scope = scope
        self.address = address
    }
}
