import FerryClient

/// The names in `Examples/order-v1.bpmn` and `order-v2.bpmn` that the demo speaks of.
enum OrderModel {
    static let processID = "order"
    static let approvalAmount = 1_000

    static let chargePayment = "charge-payment"
    static let notifyCustomer = "notify-customer"

    /// Every job type of both versions: a job keeps its type when its instance moves.
    static let jobTypes = [
        "validate-order", "io.camunda.zeebe:userTask", chargePayment, "collect-payment", "reserve-stock", "pack-order",
        "ship-order", "dispatch-order", notifyCustomer,
    ]

    /// What a worker answers for a job of this type.
    static func result(of job: ActivatedJob) -> Variables {
        switch job.type {
        case chargePayment, "collect-payment":
            Variables([Variables.Entry(name: "receipt", value: JSONValue(argument: "R-\(job.key)"))])
        default: Variables()
        }
    }

    /// Every twentieth order is large enough to need a person's approval.
    static func order(_ number: Int) -> CreateProcessInstance {
        let amount = number % 20 == 0 ? approvalAmount + 500 : 50 + number % 900
        return CreateProcessInstance(
            definition: .version(processID: processID, version: 1),
            variables: Variables([
                Variables.Entry(name: "orderId", value: JSONValue(argument: "A-\(number)")),
                Variables.Entry(name: "amount", value: JSONValue(argument: "\(amount)")),
            ]))
    }
}

/// How many jobs of each kind the workers do before the migration, so that orders stand everywhere in the model.
struct OrderQuotas: Hashable, Sendable {
    let validated: Int
    let approved: Int
    let charged: Int
    let chargesFailed: Int
    let reserved: Int
    let shipped: Int
    let notified: Int

    /// Of 10,000 orders 1,000 stay at validation and some 200 at approval; of those in fulfilment some wait for payment
    /// and stock, some at the join, most at shipping; 150 stand at the notification, 100 are through.
    init(orders: Int) {
        validated = orders * 90 / 100
        approved = orders * 25 / 1_000
        charged = orders * 50 / 100
        chargesFailed = orders * 3 / 1_000 + 1
        reserved = orders * 65 / 100
        shipped = orders * 25 / 1_000
        notified = orders * 10 / 1_000
    }
}
