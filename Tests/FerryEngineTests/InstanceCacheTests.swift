import FerryBPMN
import FerryModel
import FerryTestSupport
import Testing

@testable import FerryEngine

/// What keeps the memory of decoded instances bounded.
@Suite struct InstanceCacheTests {
    @Test func letsGoOfInstancesThatWereCreatedAndNotUsedSince() throws {
        let world = try EngineWorld(cachedElements: 20)
        let definition = try world.deploy(Model.oneTask("p", task: "t", type: "work"))
        let keys = try (0..<100).map { _ in try world.create(definition, "{}") }
        try world.state.commit()
        let missesBefore = world.state.cacheMisses

        for key in keys { _ = try #require(try world.state.instance(key)) }

        // 20 element instances are at most 10 instances of two.
        #expect(world.state.cacheMisses - missesBefore >= 90)
    }

    @Test func countsAnInstanceForWhatItGrewTo() {
        var cache = InstanceCache(elementsMax: 10)
        let instance = instance(1)
        cache.insert(instance)
        cache.trim()
        instance.elements = elements(11)

        cache.insert(instance)
        cache.trim()
        cache.insert(self.instance(2, elements: 9))
        cache.trim()

        #expect(cache.find(1) == nil)
        #expect(cache.find(2) != nil)
    }

    @Test func countsVariablesByTheirSize() throws {
        var cache = InstanceCache(elementsMax: 10)
        let variables = InstanceVariables()
        variables[1, "x"] = JSONValue(trusted: Array(#""\#(String(repeating: "a", count: 20_000))""#.utf8))
        cache.insert(instance(1, variables: variables))
        cache.trim()

        cache.insert(instance(2, elements: 9))
        cache.trim()

        #expect(cache.find(1) == nil)
        #expect(variables.byteCount > 20_000)
    }

    @Test func variablesThatAreGoneWeighNothing() {
        let variables = InstanceVariables()
        variables[1, "x"] = JSONValue(trusted: Array("12345".utf8))
        variables[1, "x"] = JSONValue(trusted: Array("1".utf8))
        variables[2, "y"] = JSONValue(trusted: Array("true".utf8))

        variables.removeScope(1)
        variables[2, "y"] = nil

        #expect(variables.byteCount == 0)
    }

    @Test func aListOfWhichItemsWereSetWeighsNothingOnceItIsGone() {
        let variables = InstanceVariables()
        variables[1, "results"] = JSONValue(trusted: Array("[null,null,null]".utf8))

        variables.setItem(1, of: "results", in: 1, to: JSONValue(trusted: Array("12345".utf8)))
        variables.setItem(3, of: "results", in: 1, to: JSONValue(trusted: Array("true".utf8)))
        let weight = variables.byteCount
        variables.removeScope(1)

        #expect(weight > 0)
        #expect(variables.byteCount == 0)
    }

    @Test func whatWasRemovedNoLongerCounts() {
        var cache = InstanceCache(elementsMax: 10)
        cache.insert(instance(1, elements: 9))
        cache.remove(1)

        cache.insert(instance(2, elements: 9))
        cache.trim()
        cache.insert(instance(3, elements: 1))
        cache.trim()
        cache.insert(instance(4, elements: 1))
        cache.trim()

        // 11 weigh too much: what the hand comes to first, a round after all were used, goes.
        #expect([1, 2, 3, 4].map { cache.find($0) != nil } == [false, true, false, true])
    }

    @Test func keepsWhatIsUsedAndLetsGoOfWhatIsNot() {
        var cache = InstanceCache(elementsMax: 10)
        for key in 1...10 { cache.insert(instance(ProcessInstanceKey(Int64(key)))) }
        cache.insert(instance(11))
        cache.trim()
        let survivors = (1...11).filter { cache.find(ProcessInstanceKey(Int64($0))) != nil }
        // Finding them was use: the next two make room for themselves among those that nobody asks for.
        for key in 12...30 {
            _ = cache.find(ProcessInstanceKey(Int64(survivors[0])))
            cache.insert(instance(ProcessInstanceKey(Int64(key))))
            cache.trim()
        }

        #expect(survivors.count == 10)
        #expect(cache.find(ProcessInstanceKey(Int64(survivors[0]))) != nil)
        #expect(cache.find(ProcessInstanceKey(Int64(survivors[1]))) == nil)
    }

    private func instance(
        _ key: ProcessInstanceKey, elements count: Int = 0, variables: InstanceVariables? = nil
    ) -> ProcessInstance {
        ProcessInstance(
            key: key, tenant: .default, startedAt: Timestamp(milliseconds: 0), definitionKey: 1,
            elements: elements(count), variables: variables)
    }

    private func elements(_ count: Int) -> [ElementInstance] {
        (0..<count).map {
            ElementInstance(
                key: ElementInstanceKey(Int64($0 + 1)), scope: nil, elementID: "t", kind: .serviceTask,
                state: .activated)
        }
    }
}
