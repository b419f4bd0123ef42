/// How well the server works.
package struct HealthReport: WireType, Hashable {
    package var status: HealthStatus
    package var checks: [HealthCheck]

    package init(
        status: HealthStatus, checks: [HealthCheck]
    ) {
        self.status = status
        self.checks = checks
    }

    package static let about = About(
        "How well the server works.",
        [
            "status": "The worst of the parts that matter.",
            "checks": "Part by part.",
        ])
}
