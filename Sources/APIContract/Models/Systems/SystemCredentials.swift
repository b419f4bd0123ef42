import Values

/// Credentials to connect with. They go to the secret store and are never shown again.
package struct SystemCredentials: WireType, Hashable {
    package var secrets: [String: String]?
    package var timeoutSeconds: Int?

    package init(
        secrets: [String: String]? = nil, timeoutSeconds: Int? = nil
    ) {
        self.secrets = secrets
        self.timeoutSeconds = timeoutSeconds
    }

    package static let about = About(
        "Credentials to connect with. They go to the secret store and are never shown again.",
        [
            "secrets": "Values by the names the system refers to them by.",
            "timeoutSeconds": FieldNote("How long to wait for the system.", example: 10, least: 1, most: 60),
        ])
}
