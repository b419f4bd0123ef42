/// All series of one name.
struct MetricFamily {
    enum Kind: String {
        case counter, gauge, histogram
    }

    enum Cell {
        case count(CounterCell)
        case number(NumberCell)
        case histogram(HistogramCell)
    }

    let name: String
    let kind: Kind
    var help: String
    /// By their labels as they are written, such as `{method="GET"}` without the braces.
    var series: [String: Cell] = [:]

    func render(into text: inout String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        for (labels, cell) in series.sorted(by: { $0.key < $1.key }) {
            switch cell {
            case .count(let cell): Self.line(&text, name, labels, cell.value)
            case .number(let cell): Self.line(&text, name, labels, cell.value)
            case .histogram(let cell): render(cell, labels, &text)
            }
        }
    }

    private func render(_ cell: HistogramCell, _ labels: String, _ text: inout String) {
        let counts = cell.cumulative
        let prefix = labels.isEmpty ? "" : labels + ","
        for (bound, count) in zip(cell.bounds, counts) {
            Self.line(&text, name + "_bucket", "\(prefix)le=\"\(MetricText.number(bound))\"", Double(count))
        }
        let all = Double(counts.last ?? 0)
        Self.line(&text, name + "_bucket", "\(prefix)le=\"+Inf\"", all)
        Self.line(&text, name + "_sum", labels, cell.sum)
        Self.line(&text, name + "_count", labels, all)
    }

    static func line(_ text: inout String, _ name: String, _ labels: String, _ value: Double) {
        text += labels.isEmpty ? name : "\(name){\(labels)}"
        text += " \(MetricText.number(value))\n"
    }
}
