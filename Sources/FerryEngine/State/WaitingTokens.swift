package import FerryModel

/// The tokens of one instance that wait at joins: how many of each scope, gateway and flow.
///
/// What a running instance asks costs the same however many wait; only `sorted` looks at every one.
package struct WaitingTokens {
    private typealias Gateways = [String: [String: Int32]]
    // Never iterated but to be sorted.
    private var scopes: [ElementInstanceKey: Gateways] = [:]
    /// How many different places have tokens.
    package private(set) var count = 0

    /// Where tokens lie: those of one place are only counted.
    package struct Place: Hashable, Comparable, Sendable {
        package let scope: ElementInstanceKey
        package let gatewayID: String
        package let flowID: String

        package init(scope: ElementInstanceKey, gatewayID: String, flowID: String) {
            self.scope = scope
            self.gatewayID = gatewayID
            self.flowID = flowID
        }

        package static func < (left: Place, right: Place) -> Bool {
            (left.scope, left.gatewayID, left.flowID) < (right.scope, right.gatewayID, right.flowID)
        }
    }

    package init(_ tokens: [WaitingToken] = []) {
        for token in tokens { self[token.place] = token.count }
    }

    package subscript(place: Place) -> Int32 {
        get { scopes[place.scope]?[place.gatewayID]?[place.flowID] ?? 0 }
        set {
            let had = self[place] > 0
            if newValue > 0 {
                scopes[place.scope, default: [:]][place.gatewayID, default: [:]][place.flowID] = newValue
                if !had { count += 1 }
            } else if had {
                remove(place)
                count -= 1
            }
        }
    }

    private mutating func remove(_ place: Place) {
        scopes[place.scope]?[place.gatewayID]?[place.flowID] = nil
        guard scopes[place.scope]?[place.gatewayID]?.isEmpty == true else { return }
        scopes[place.scope]?[place.gatewayID] = nil
        if scopes[place.scope]?.isEmpty == true { scopes[place.scope] = nil }
    }

    func isEmpty(in scope: ElementInstanceKey) -> Bool { scopes[scope] == nil }

    /// By how many different flows tokens have come to a gateway.
    func flowCount(at gatewayID: String, in scope: ElementInstanceKey) -> Int {
        scopes[scope]?[gatewayID]?.count ?? 0
    }

    /// In order.
    func places(in scope: ElementInstanceKey) -> [Place] {
        guard let gateways = scopes[scope] else { return [] }
        return gateways.flatMap { gateway, flows in
            flows.keys.map { Place(scope: scope, gatewayID: gateway, flowID: $0) }
        }.sorted()
    }

    /// By scope, gateway, flow.
    package var sorted: [WaitingToken] {
        guard count > 0 else { return [] }
        return scopes.keys.sorted().flatMap { scope in
            places(in: scope).map { place in
                WaitingToken(
                    scope: place.scope, gatewayID: place.gatewayID, flowID: place.flowID, count: self[place])
            }
        }
    }
}

extension WaitingToken {
    package var place: WaitingTokens.Place {
        WaitingTokens.Place(scope: scope, gatewayID: gatewayID, flowID: flowID)
    }
}
