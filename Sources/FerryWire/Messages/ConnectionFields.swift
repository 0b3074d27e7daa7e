import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func hello(_ hello: CHello) -> Hello {
        unsafe Hello(
            protocolVersion: hello.protocol_version, clientName: text(hello.client_name, "client_name"),
            token: bytes(hello.token), frameBytesMax: frameBytesMax(hello.frame_bytes_max))
    }

    mutating func welcome(_ welcome: CWelcome) -> Welcome {
        unsafe Welcome(
            protocolVersion: welcome.protocol_version, serverVersion: text(welcome.server_version, "server_version"),
            clusterID: text(welcome.cluster_id, "cluster_id"), frameBytesMax: frameBytesMax(welcome.frame_bytes_max),
            callsInFlightMax: Int(welcome.calls_in_flight_max), partitionCount: Int(welcome.partition_count))
    }

    mutating func goAway(_ goAway: CGoAway) -> GoAway {
        unsafe GoAway(message: text(goAway.message, "message"), drainMilliseconds: goAway.drain_milliseconds)
    }

    private mutating func frameBytesMax(_ value: UInt32) -> Int {
        guard value != 0 else { return FrameLimits.standard.frameBytesMax }
        return Int(number(value, "frame_bytes_max", in: UInt32(FrameLimits.frameBytesMaxFloor)...UInt32.max))
    }
}

extension FieldWriter {
    func hello(_ hello: Hello) -> CHello {
        unsafe CHello(
            base: CHello.head, protocol_version: hello.protocolVersion, client_name: text(hello.clientName),
            token: bytes(hello.token), frame_bytes_max: UInt32(clamping: hello.frameBytesMax))
    }

    func welcome(_ welcome: Welcome) -> CWelcome {
        unsafe CWelcome(
            base: CWelcome.head, protocol_version: welcome.protocolVersion,
            server_version: text(welcome.serverVersion), cluster_id: text(welcome.clusterID),
            frame_bytes_max: UInt32(clamping: welcome.frameBytesMax),
            calls_in_flight_max: UInt32(clamping: welcome.callsInFlightMax),
            partition_count: UInt32(clamping: welcome.partitionCount))
    }

    func goAway(_ goAway: GoAway) -> CGoAway {
        unsafe CGoAway(
            base: CGoAway.head, message: text(goAway.message), drain_milliseconds: goAway.drainMilliseconds)
    }
}
