import Contract
import Events
import Formats
import Values

@testable import Flows

/// An order that reserves stock, charges a card, waits for both, and takes back what it has done when it cannot be shipped.
enum SagaText {
    static let order = """
        id: order
        startOn:
          filters: [{ exact: { type: order.placed } }]
          key: payload.id
          state: '{ "total": event.payload.total }'
        within: 1d
        steps:
          - id: reserve
            publish: { type: stock.reserve, payload: '{ "order": key }' }
            compensate: release
          - id: charge
            send: { system: bank, operation: charge, body: '{ "amount": state.total }', retry: { attempts: 3 } }
            compensate: refund
          - id: payment
            wait:
              any:
                - { name: paid, filters: [{ exact: { type: payment.made } }], key: payload.order }
                - { name: declined, filters: [{ exact: { type: payment.declined } }], key: payload.order }
              timeout: PT15M
          - id: route
            choose:
              - { when: events.declined, goto: refuse }
              - { when: state.total > 100, goto: approval }
              - { goto: ship }
          - id: refuse
            fail: the payment was declined
          - id: approval
            wait:
              any: [{ name: approved, filters: [{ exact: { type: order.approved } }], key: payload.order }]
              timeout: 1h
              onTimeout: ship
          - id: ship
            publish: { type: order.shipped, payload: '{ "order": key, "approved": $exists(events.approved) }' }
            compensate: recall
          - id: hands
            wait:
              all:
                - { name: picked, filters: [{ exact: { type: order.picked } }], key: payload.order }
                - { name: packed, filters: [{ exact: { type: order.packed } }], key: payload.order }
              timeout: 2h
          - id: close
            set: '{ "total": state.total, "closed": true }'
        compensations:
          - id: release
            publish: { type: stock.release, payload: '{ "order": key }' }
          - id: refund
            send: { system: bank, operation: refund, body: '{ "amount": state.total }' }
          - id: recall
            publish: { type: order.recalled, payload: '{ "order": key }' }
        """

    static func plan(_ text: String = order) throws -> SagaPlan {
        try SagaPlan(try Saga(json: Array(text.utf8), source: "test"), dialects: [:])
    }

    static func event(_ id: String, _ payload: Value = [:]) -> SagaMachine.Event {
        SagaMachine.Event(id: id, correlationID: nil, value: ["id": .string(id), "payload": payload])
    }
}
