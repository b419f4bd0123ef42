/// How well something works.
package enum HealthStatus: String, WireEnum {
    /// As it should.
    case ok
    /// It works, but not as it should.
    case degraded
    /// It does not work.
    case failing

    package static let about = About("How well something works.")
}
