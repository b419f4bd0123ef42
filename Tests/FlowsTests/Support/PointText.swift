/// A small point file, of which a test changes what it is about.
struct PointText {
    var steps = "[{ map: to-shop }]"
    var deliver = "[{ system: shop, operation: post }]"
    var communication = "{ in: { protocol: HTTPS, format: json }, out: { protocol: HTTPS, format: json } }"
    var trigger = "{ receive: http }"
    var orderBy = "orderBy: customer"

    var yaml: String {
        """
        id: orders
        title: Orders
        version: 1.2.0
        summary: Orders become parcels.
        boundedContext: { upstream: shop/sales, downstream: shop/warehouse, pattern: conformist }
        ownership: { notApplicable: a test }
        dataflow:
          direction: inbound
          trigger: \(trigger)
          cadence: { expect: 10/day }
          \(orderBy)
        technicalSolution:
          steps: \(steps)
          deliver: \(deliver)
        communication: \(communication)
        configuration: { notApplicable: a test }
        expectedBehavior: { notApplicable: a test }
        versioning: { notApplicable: a test }
        sampleData: { notApplicable: a test }
        monitoring: { notApplicable: a test }
        testing: { notApplicable: a test }
        """
    }

    static let mappings = [
        "to-shop": """
        id: to-shop
        source: json
        target: json
        fields:
          - { to: who, from: customer, required: customer is required }
          - { to: what, from: item, default: nothing }
        """,
        "again": """
        id: again
        source: json
        target: json
        fields:
          - { to: parcel.to, from: who }
        """,
    ]

    /// `shop` and `post-office`; no others.
    static func system(_ id: String) -> String {
        guard ["shop", "post-office"].contains(id) else { return "" }
        return """
            id: \(id)
            name: A system
            type: commerce
            owner: nobody
            connector: rest
            endpoint: https://shop.example.org
            operations:
              post: { method: POST, path: /orders, request: json }
              put: { method: PUT, path: "/orders/{id}", request: json }
            """
    }
}
