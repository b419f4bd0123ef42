import Values

/// Strings and numbers.
extension SchemaRun {
    mutating func checkString(_ place: Int32, _ node: Int32, _ text: String) -> Bool {
        let rules = program.strings[Int(place)]
        var isMet = true
        // Characters are code points: between a quarter of the bytes and all of them.
        let bytes = text.utf8.count
        if bytes > rules.most || rules.least > 0 {
            let count = bytes <= rules.most && (bytes + 3) / 4 >= rules.least ? bytes : text.unicodeScalars.count
            if count < rules.least {
                report(node, "minLength", "must have at least \(rules.least) characters")
                isMet = false
            } else if count > rules.most {
                report(node, "maxLength", "must have at most \(rules.most) characters")
                isMet = false
            }
        }
        if let pattern = rules.pattern, isMet || collects {
            if !matches(pattern, text) {
                report(node, "pattern", "must match the pattern \(pattern.source)")
                isMet = false
            }
        }
        if let format = rules.format, isMet || collects, !format.accepts(text) {
            report(node, "format", "must be \(format.description)")
            isMet = false
        }
        return isMet
    }

    mutating func matches(_ pattern: SchemaPattern, _ text: String) -> Bool {
        if let matches = pattern.matches(text) { return matches }
        fault = fault ?? .pattern
        return false
    }

    mutating func checkNumber(_ place: Int32, _ node: Int32, _ value: Value) -> Bool {
        let rules = program.numbers[Int(place)]
        if case .integer(let number) = value {
            let isWithin = number >= rules.least && number <= rules.most
            if isWithin, rules.rangeSaysAll, rules.multiple?.divides(number) != false { return true }
            if !collects, !isWithin { return false }
        }
        guard let number = value.exactDecimal else {
            // Neither infinity nor what is no number meets a bound.
            report(node, rules.bounds.first?.keyword ?? "multipleOf", "must be a finite number")
            return false
        }
        var isMet = true
        for bound in rules.bounds where !bound.admits(number) {
            report(node, bound.keyword, bound.sentence)
            isMet = false
        }
        if let multiple = rules.multiple, !multiple.divides(number) {
            report(node, "multipleOf", "must be a multiple of \(multiple.divisor)")
            isMet = false
        }
        return isMet
    }
}

extension SchemaNumberRules.Bound {
    func admits(_ number: ExactDecimal) -> Bool {
        if isUpper { return isExclusive ? number < limit : !(limit < number) }
        return isExclusive ? limit < number : !(number < limit)
    }

    var sentence: String {
        switch (isUpper, isExclusive) {
        case (false, false): "must be at least \(limit)"
        case (false, true): "must be more than \(limit)"
        case (true, false): "must be at most \(limit)"
        case (true, true): "must be less than \(limit)"
        }
    }
}
