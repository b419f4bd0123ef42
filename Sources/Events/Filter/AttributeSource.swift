/// What a filter can ask of an event: its CloudEvents context attributes and extensions, never its data.
package protocol AttributeSource {
    /// The value of an attribute by its name in small letters; nil when the event lacks it.
    func attribute(_ name: String) -> CESQLValue?
}

/// Attributes given one by one, as by a line of a batch.
package struct AttributeTable: AttributeSource, Sendable {
    package var values: [String: CESQLValue]

    package init(_ values: [String: CESQLValue]) { self.values = values }

    package func attribute(_ name: String) -> CESQLValue? { values[name] }
}
