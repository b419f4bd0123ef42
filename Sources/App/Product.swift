/// What this build calls itself.
package enum Product {
    package static let name = "junction"
    package static let version = "0.1.0"
}
