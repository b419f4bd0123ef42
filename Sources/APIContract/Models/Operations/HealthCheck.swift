/// How one part works.
package struct HealthCheck: WireType, Hashable {
    package var name: String
    package var status: HealthStatus
    package var message: String?
    package var remedy: String?

    package init(
        name: String, status: HealthStatus, message: String? = nil, remedy: String? = nil
    ) {
        self.name = name
        self.status = status
        self.message = message
        self.remedy = remedy
    }

    package static let about = About(
        "How one part works.",
        [
            "name": "The part.",
            "status": "How well.",
            "message": "What is wrong, in a sentence.",
            "remedy": "What to do about it.",
        ])
}
